import { defaultCaseTypeRules, RunBatch } from '@dianda/inquiry';
import {
  createHealth,
  createLogger,
  createMetrics,
  createShutdown,
  currentTraceParent,
  exitOnConfigurationFault,
  startRepeating,
  measurePools,
  startHealthListener,
  startTracing,
  watchParent,
  type Logger,
  type Metrics,
} from '@dianda/service-kit';
import { createStorage, type Storage } from '@dianda/storage';
import { BlindIndex, KeyEncryptionKeyRing, openOrCreateSigningKey } from '@dianda/trust';
import { readGatewayConfig, type GatewayConfig } from './config.js';
import { createGateway } from './create-gateway.js';
import { orderMeter } from './order-meter.js';
import { ChildDocumentWriter } from './documents/child-document-writer.js';
import { SystemClock, SystemRandomness } from './system-ports.js';

/** How long a batch waits for its first row at most, when nobody works on one. */
const BATCH_EVERY_MS = 1_000;
/** More are told to come back: whoever waits behind them would have given up. */
const MOST_WAITING_DOCUMENTS = 20;

export interface GatewayFiles {
  /** Where the pages about the API find their script. */
  readonly swaggerUiFolder: string;
  /** Where the package of the documents' fonts lies. */
  readonly fontsFolder: string;
  /** The program that writes one document. */
  readonly documentProgram: string;
}

/**
 * Starts the gateway and keeps it running until the process is told to stop. `files` says where
 * lies what only main can resolve. A fault at start is logged and ends the process with code 1.
 */
export async function runGateway(files: GatewayFiles): Promise<void> {
  let config: GatewayConfig;
  try {
    config = readGatewayConfig();
  } catch (error) {
    exitOnConfigurationFault(error);
  }

  const log = createLogger({ service: 'gateway', level: config.logLevel });
  const shutdown = createShutdown({ log, graceMs: config.graceMs });
  if (config.parentLink !== undefined) watchParent(config.parentLink, shutdown);

  // Last registered is closed first: the server takes no more requests before the database goes.
  const tracing = await startTracing('dianda-gateway', config.tracesUrl, log);
  shutdown.register('tracing', () => tracing.close());
  const metrics = createMetrics('gateway', log);
  const storage = await openStorage(config, metrics, log);
  shutdown.register('storage', () => storage.close());
  const health = createHealth({ log, stopping: shutdown.stopping });
  health.add('ready', 'database', () => storage.check());
  measurePools(metrics, { storage: storage.measures.pool });
  // Not on the port that people reach: how busy whom is, and with what, is nobody's business there.
  const listener = await startHealthListener({
    health,
    metrics,
    port: config.healthPort,
    host: config.healthHost,
  });
  shutdown.register('health', () => listener.close());

  const { app } = await createGateway(
    {
      accounts: storage.accounts,
      batches: storage.batches,
      clients: storage.clients,
      requests: storage.requests,
      cases: storage.cases,
      directory: storage.directory,
      notices: storage.notices,
      inquiries: storage.inquiries,
      events: storage.events,
      webhooks: storage.webhooks,
      audit: storage.audit,
      operations: storage.operations,
      clock: new SystemClock(),
      randomness: new SystemRandomness(),
      caseTypeRules: defaultCaseTypeRules,
      health,
      tokenKey: openOrCreateSigningKey(config.tokenKeyFile),
      tokenLifetimeMs: config.tokenLifetimeMs,
      tokenAudience: config.tokenAudience,
      signInLimit: { attempts: config.signInAttempts, windowMs: config.signInWindowMs },
      webhookRules: {
        hosts: config.webhookHosts,
        privateAddresses: config.webhookPrivateAddresses,
        plainHttp: config.webhookPlainHttp,
      },
      streamLimits: { perAccount: config.streamsPerAccount, perProcess: config.streamsPerProcess },
      swaggerUiFolder: files.swaggerUiFolder,
      documents: new ChildDocumentWriter({
        program: files.documentProgram,
        fontsFolder: files.fontsFolder,
        concurrency: config.documentsAtOnce,
        mostWaiting: MOST_WAITING_DOCUMENTS,
        heapMiB: config.documentHeapMiB,
        timeoutMs: config.documentTimeoutMs,
        log,
      }),
    },
    { log, metrics, trustedProxies: config.trustedProxies, noticeLimitBytes: config.noticeLimitBytes },
  );
  const batches = startRepeating({
    name: 'batches',
    everyMs: BATCH_EVERY_MS,
    run: async (signal) => {
      const runBatch = app.get(RunBatch);
      while (!signal.aborted && (await runBatch.run()));
    },
    log,
  });
  shutdown.register('batches', () => batches.stop());
  await app.listen({ host: config.host, port: config.port });
  shutdown.register('http-server', () => app.close());
  log.info('gateway started', { host: config.host, port: config.port });
}

function openStorage(config: GatewayConfig, metrics: Metrics, log: Logger): Promise<Storage> {
  return createStorage({
    url: config.databaseUrl,
    keyRing: KeyEncryptionKeyRing.open(config.keyRingFile),
    blindIndexKey: BlindIndex.openOrCreate(config.blindIndexKeyFile),
    poolSize: config.databasePoolSize,
    redisUrl: config.redisUrl,
    applicationName: 'dianda-gateway',
    log,
    meter: orderMeter(metrics),
    traceParent: currentTraceParent,
  });
}
