import 'reflect-metadata';
import { Inject, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createLogger, type Logger } from './logger.js';
import { nestLogger } from './nest-logger.js';

function recorder() {
  const written: string[] = [];
  const log = createLogger({ service: 'tested', destination: { write: (line) => void written.push(line) } });
  return { log, lines: () => written.map((line): unknown => JSON.parse(line)) };
}

function start(module: Type, log: Logger) {
  return NestFactory.createApplicationContext(module, { logger: nestLogger(log), abortOnError: false });
}

describe('a real Nest application with our logger', () => {
  it('writes its start as our lines', async () => {
    @Module({})
    class EmptyModule {}
    const { log, lines } = recorder();
    const app = await start(EmptyModule, log);
    await app.close();
    expect(lines()).toContainEqual(
      expect.objectContaining({
        level: 'info',
        service: 'tested',
        msg: 'Nest',
        component: 'NestFactory',
        libraryText: 'Starting Nest application...',
      }),
    );
  });

  it('says in words which dependency it could not find', async () => {
    class Lonely {
      constructor(@Inject('MISSING') readonly missing: unknown) {}
    }
    @Module({ providers: [Lonely] })
    class BrokenModule {}
    const { log, lines } = recorder();
    await expect(start(BrokenModule, log)).rejects.toThrow('MISSING');
    expect(lines()).toContainEqual(
      expect.objectContaining({
        level: 'error',
        component: 'ExceptionHandler',
        libraryText: expect.stringContaining("can't resolve dependencies of the Lonely") as unknown,
      }),
    );
  });
});
