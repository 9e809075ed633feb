import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startBoundProcess, type BoundProcess } from './processes/bound-process.js';
import { freePort } from './servers/free-port.js';

const programs = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'];
const readyWithinMs = 15_000;
const stopWithinMs = 10_000;
const portTries = 5;

/** A running Redis of our own, on loopback, in memory only. */
export interface RedisServer {
  readonly url: string;
  readonly process: BoundProcess;
  readonly stop: () => Promise<void>;
}

function answersPing(port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let received = '';
    const finish = (ready: boolean): void => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(1000, () => {
      finish(false);
    });
    socket.once('error', () => {
      finish(false);
    });
    socket.once('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (received.includes('+PONG')) finish(true);
      else if (received.includes('-')) finish(false);
    });
  });
}

function configuration(port: number, password: string, folder: string): string {
  return [
    `port ${port}`,
    'bind 127.0.0.1',
    'save ""',
    'appendonly no',
    // BullMQ loses jobs under any other policy.
    'maxmemory-policy noeviction',
    `requirepass ${password}`,
    `dir "${folder}"`,
    '',
  ].join('\n');
}

async function becomesReady(server: BoundProcess, port: number, password: string): Promise<boolean> {
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline) {
    if (!server.running()) {
      const log = await readFile(server.logPath, 'utf8');
      if (log.includes('Address already in use')) return false;
      throw new Error(`redis-server did not start; its log ends:\n${log.split('\n').slice(-6).join('\n')}`);
    }
    if (await answersPing(port, password)) return true;
    await delay(15);
  }
  await server.end(stopWithinMs);
  throw new Error(`redis-server is not ready after ${readyWithinMs / 1000} s`);
}

/** Starts Debian's redis-server; answers undefined when the program is not installed. */
export async function startRedisServer(folder: string): Promise<RedisServer | undefined> {
  const program = programs.find((path) => existsSync(path));
  if (program === undefined) return undefined;
  await mkdir(folder, { recursive: true });
  const password = randomBytes(24).toString('hex');
  for (let tries = 0; tries < portTries; tries += 1) {
    const port = await freePort();
    const server = await startBoundProcess({
      name: 'redis',
      program,
      // The configuration goes in by standard input: a password among the arguments is seen by everyone.
      args: ['-'],
      input: { text: configuration(port, password, folder) },
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
      cwd: folder,
      logPath: join(folder, `server-${tries}.log`),
      endSignal: 'SIGTERM',
    });
    if (await becomesReady(server, port, password)) {
      return {
        url: `redis://:${password}@127.0.0.1:${port}`,
        process: server,
        stop: async () => {
          await server.end(stopWithinMs);
        },
      };
    }
  }
  throw new Error(`redis-server found no free port in ${portTries} tries`);
}
