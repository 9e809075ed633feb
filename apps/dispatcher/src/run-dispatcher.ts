import { NestFactory } from '@nestjs/core';
import {
  createHealth,
  createLogger,
  createMetrics,
  createShutdown,
  exitOnConfigurationFault,
  nestLogger,
  requireTlsFiles,
  startHealthListener,
  startTracing,
  watchParent,
} from '@dianda/service-kit';
import { LegStore } from '@dianda/inquiry';
import type { Storage } from '@dianda/storage';
import { randomUUID } from 'node:crypto';
import { DEFAULT_MIN_VERSION } from 'node:tls';
import { BullLegQueue } from '@dianda/queue';
import { AgencyConnections } from './agency-connections.js';
import { readDispatcherConfig, type DispatcherConfig } from './config.js';
import { AnswerInbox } from './answer-inbox.js';
import { certificateOf, DispatcherModule, measureParts, STORAGE } from './dispatcher.module.js';
import { Dispatcher } from './dispatcher.js';

/** Starts the dispatcher and keeps it running until the process is told to stop. */
export async function runDispatcher(): Promise<void> {
  let config: DispatcherConfig;
  try {
    config = readDispatcherConfig();
    requireTlsFiles(config);
  } catch (error) {
    exitOnConfigurationFault(error);
  }

  const log = createLogger({ service: 'dispatcher', level: config.logLevel });
  const shutdown = createShutdown({ log, graceMs: config.graceMs });
  if (config.parentLink !== undefined) watchParent(config.parentLink, shutdown);
  if (DEFAULT_MIN_VERSION !== 'TLSv1.3') {
    log.fatal('agencies are asked over TLS 1.3 only: start node with --tls-min-v1.3');
    process.exit(1);
  }

  const tracing = await startTracing('dianda-dispatcher', config.tracesUrl, log);
  shutdown.register('tracing', () => tracing.close());
  const metrics = createMetrics('dispatcher', log);
  const app = await NestFactory.createApplicationContext(
    DispatcherModule.with(config, `${process.pid}-${randomUUID().slice(0, 8)}`, metrics, log),
    { logger: nestLogger(log), abortOnError: false },
  );
  const storage = app.get<Storage>(STORAGE);
  shutdown.register('storage', () => storage.close());
  shutdown.register('queue', () => app.get(BullLegQueue).close());
  shutdown.register('connections', () => app.get(AgencyConnections).close());

  measureParts(metrics, config, {
    storage,
    connections: app.get(AgencyConnections),
    queue: app.get(BullLegQueue),
  });
  const health = createHealth({ log, stopping: shutdown.stopping });
  health.add('ready', 'database', () => storage.check());
  const listener = await startHealthListener({
    health,
    metrics,
    port: config.healthPort,
    host: config.healthHost,
  });
  shutdown.register('health', () => listener.close());

  const dispatcher = app.get(Dispatcher);
  await dispatcher.start();
  shutdown.register('dispatcher', () => dispatcher.drain());
  if (config.inboxListen !== undefined) {
    const inbox = await AnswerInbox.open(
      config.inboxListen,
      certificateOf(config),
      app.get<LegStore>(LegStore),
      storage.audit,
      log,
    );
    shutdown.register('inbox', () => inbox.close());
  }
  log.info('dispatcher started', {
    port: listener.port,
    backend: config.redisUrl === undefined ? 'postgres' : 'redis',
  });
}
