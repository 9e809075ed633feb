import { Module, type DynamicModule } from '@nestjs/common';
import type { Logger, Metrics } from '@dianda/service-kit';
import { Adapter } from '../adapter.js';
import type { InboxPlace } from '../push/inbox-client.js';
import type { AdapterConfig } from '../config.js';
import { RegistryConnection } from '../registry/registry-connection.js';
import { serveAdapter, type ServedAdapter } from './serve-adapter.js';

/** The serving adapter: an injection token for what {@link serveAdapter} gives. */
export const SERVED_ADAPTER = Symbol('served adapter');

/** Where to find Adapter's dependencies, and how to make it from them. */
export type AdapterFactory = (registry: RegistryConnection) => Adapter;

/** An agency's adapter as a Nest application context: the registry, the adapter on it, the server around both. */
@Module({})
export class AdapterModule {
  static serving(
    config: AdapterConfig,
    metrics: Metrics,
    log: Logger,
    makeAdapter: AdapterFactory,
  ): DynamicModule {
    return {
      module: AdapterModule,
      providers: [
        { provide: RegistryConnection, useFactory: () => new RegistryConnection(registryOptions(config)) },
        { provide: Adapter, useFactory: makeAdapter, inject: [RegistryConnection] },
        {
          provide: SERVED_ADAPTER,
          useFactory: (adapter: Adapter): Promise<ServedAdapter> =>
            serveAdapter({
              ...config,
              adapter,
              tls: {
                certificateFile: config.tlsCertificateFile,
                keyFile: config.tlsKeyFile,
                authorityFile: config.tlsAuthorityFile,
              },
              inbox: inboxOf(config),
              journal: { url: config.journalUrl, keyFile: config.journalKeyFile },
              metrics,
              log,
            }),
          inject: [Adapter],
        },
      ],
    };
  }
}

function inboxOf({ inboxAddress: address, inboxTlsName: tlsName }: AdapterConfig): InboxPlace | undefined {
  if (address === undefined) return undefined;
  return { address, tlsName: tlsName ?? address.slice(0, address.lastIndexOf(':')) };
}

function registryOptions(config: AdapterConfig) {
  return {
    url: config.registryUrl,
    // One more than searches may run, for the health check.
    maxConnections: config.maxConcurrent + 1,
    connectTimeoutMs: config.connectTimeoutMs,
    statementTimeoutMs: config.longestSearchMs,
    applicationName: `dianda ${config.agencyCode}`,
  };
}
