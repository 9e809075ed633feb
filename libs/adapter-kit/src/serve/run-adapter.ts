import { NestFactory } from '@nestjs/core';
import {
  createLogger,
  createMetrics,
  createShutdown,
  exitOnConfigurationFault,
  measureCertificates,
  measurePools,
  nestLogger,
  requireTlsFiles,
  startHealthListener,
  startTracing,
  watchParent,
} from '@dianda/service-kit';
import type { AdapterConfig } from '../config.js';
import { RegistryConnection } from '../registry/registry-connection.js';
import { AdapterModule, SERVED_ADAPTER } from './adapter.module.js';
import type { Adapter } from '../adapter.js';
import type { ServedAdapter } from './serve-adapter.js';

export interface AdapterProgram<Config extends AdapterConfig> {
  /** Name in the log, such as `adapter-bank`. */
  readonly service: string;
  /** Reads the whole configuration; throws ConfigurationError with every fault. */
  readonly readConfig: () => Config;
  readonly makeAdapter: (config: Config, registry: RegistryConnection) => Adapter;
}

/** What an adapter's main.ts does: configuration, log, Nest context, server, health over HTTP, orderly end. */
export async function runAdapter<Config extends AdapterConfig>(
  program: AdapterProgram<Config>,
): Promise<void> {
  const config = configOf(program);
  const log = createLogger({ service: program.service, level: config.logLevel });
  const shutdown = createShutdown({ log, graceMs: config.graceMs });
  if (config.parentLink !== undefined) watchParent(config.parentLink, shutdown);
  const tracing = await startTracing(`dianda-${program.service}`, config.tracesUrl, log);
  shutdown.register('tracing', () => tracing.close());
  const metrics = createMetrics('adapter', log);
  const context = await NestFactory.createApplicationContext(
    AdapterModule.serving(config, metrics, log, (registry) => program.makeAdapter(config, registry)),
    { logger: nestLogger(log), abortOnError: false },
  );
  const served = context.get<ServedAdapter>(SERVED_ADAPTER);
  shutdown.register('context', () => context.close());
  shutdown.register('registry', () => context.get(RegistryConnection).close());
  shutdown.register('server', () => served.close());
  measurePools(metrics, {
    journal: served.journalPool,
    registry: context.get(RegistryConnection).connections,
  });
  measureCertificates(metrics, { tls: config.tlsCertificateFile, authority: config.tlsAuthorityFile });
  const listener = await startHealthListener({
    health: served.health,
    metrics,
    port: config.healthPort,
    host: config.healthHost,
  });
  shutdown.register('health', () => listener.close());
}

function configOf<Config extends AdapterConfig>(program: AdapterProgram<Config>): Config {
  try {
    const config = program.readConfig();
    requireTlsFiles(config);
    return config;
  } catch (error) {
    return exitOnConfigurationFault(error);
  }
}
