import { type DynamicModule, Module } from '@nestjs/common';
import {
  AgencyClient,
  AgencyDirectory,
  AskLeg,
  Clock,
  defaultCaseTypeRules,
  defaultProbePolicy,
  Feed,
  HoldProbe,
  HoldStore,
  LegStore,
  Randomness,
  Sweep,
} from '@dianda/inquiry';
import { BullLegQueue } from '@dianda/queue';
import { measureCertificates, measurePools, type Logger, type Metrics } from '@dianda/service-kit';
import { createStorage, type Storage } from '@dianda/storage';
import { BlindIndex, KeyEncryptionKeyRing, openOrCreateSigningKey } from '@dianda/trust';
import { AgencyConnections } from './agency-connections.js';
import { AgencyLines } from './agency-lines.js';
import type { ClientCertificate } from './certificates.js';
import type { DispatcherConfig } from './config.js';
import { Dispatcher } from './dispatcher.js';
import { GrpcAgencyClient } from './grpc-agency-client.js';
import { measureDatabase } from './metrics/database-gauges.js';
import { DispatcherMeter } from './metrics/dispatcher-meter.js';
import { MeasuredAgencyClient } from './metrics/measured-agency-client.js';
import { SystemClock, SystemRandomness } from './system-clock.js';
import { WarrantDesk } from './warrant-desk.js';

/** Tokens of what has no class of its own. */
export const STORAGE = Symbol('storage');

/** Wires the dispatcher: ports on the left, what fulfils them here on the right. */
@Module({})
export class DispatcherModule {
  static with(config: DispatcherConfig, dispatcherId: string, metrics: Metrics, log: Logger): DynamicModule {
    const probes = defaultProbePolicy;
    const meter = new DispatcherMeter(metrics);
    return {
      module: DispatcherModule,
      providers: [
        { provide: Clock, useClass: SystemClock },
        { provide: Randomness, useClass: SystemRandomness },
        { provide: STORAGE, useFactory: () => openStorage(config, dispatcherId, meter, log) },
        { provide: LegStore, inject: [STORAGE], useFactory: (storage: Storage) => storage.legs },
        { provide: HoldStore, inject: [STORAGE], useFactory: (storage: Storage) => storage.holds },
        { provide: AgencyDirectory, inject: [STORAGE], useFactory: (storage: Storage) => storage.directory },
        { provide: BullLegQueue, useFactory: () => openQueue(config, log) },
        {
          provide: AgencyConnections,
          inject: [HoldStore],
          useFactory: (holds: HoldStore) => new AgencyConnections(certificateOf(config), holds, probes, log),
        },
        {
          provide: AgencyClient,
          inject: [AgencyConnections, Clock, Randomness],
          useFactory: (connections: AgencyConnections, clock: Clock, randomness: Randomness) =>
            new MeasuredAgencyClient(
              new GrpcAgencyClient(
                connections,
                new WarrantDesk(
                  openOrCreateSigningKey(config.warrantKeyFile),
                  config.warrantIssuer,
                  clock,
                  randomness,
                ),
              ),
              metrics,
            ),
        },
        {
          provide: AskLeg,
          inject: [LegStore, AgencyClient, Randomness],
          useFactory: (legs: LegStore, client: AgencyClient, randomness: Randomness) =>
            new AskLeg(legs, client, randomness, defaultCaseTypeRules, dispatcherId),
        },
        {
          provide: HoldProbe,
          inject: [HoldStore, AgencyDirectory, AgencyClient],
          useFactory: (holds: HoldStore, directory: AgencyDirectory, client: AgencyClient) =>
            new HoldProbe(holds, directory, client, dispatcherId, probes),
        },
        {
          provide: Feed,
          inject: [LegStore, BullLegQueue],
          useFactory: (legs: LegStore, queue: BullLegQueue) => new Feed(legs, queue, config.ringLeaseMs),
        },
        { provide: Sweep, inject: [LegStore], useFactory: (legs: LegStore) => new Sweep(legs, sweepBatch) },
        {
          provide: AgencyLines,
          inject: [AgencyDirectory, BullLegQueue, AskLeg, HoldProbe, AgencyConnections],
          useFactory: (
            directory: AgencyDirectory,
            queue: BullLegQueue,
            ask: AskLeg,
            probe: HoldProbe,
            connections: AgencyConnections,
          ) => new AgencyLines(directory, queue, ask, probe, connections, config.describeEveryMs, meter, log),
        },
        {
          provide: Dispatcher,
          inject: [AgencyLines, Feed, Sweep, HoldProbe, LegStore, AgencyDirectory],
          useFactory: (
            lines: AgencyLines,
            feed: Feed,
            sweep: Sweep,
            probe: HoldProbe,
            legs: LegStore,
            directory: AgencyDirectory,
          ) => new Dispatcher(config, lines, feed, sweep, probe, legs, directory, meter, log),
        },
      ],
    };
  }
}

/** Legs swept in one transaction's worth of work. */
const sweepBatch = 100;

/** The files by which agencies know the dispatcher, whichever side calls. */
export function certificateOf(config: DispatcherConfig): ClientCertificate {
  return {
    certificateFile: config.tlsCertificateFile,
    keyFile: config.tlsKeyFile,
    authorityFile: config.tlsAuthorityFile,
  };
}

function openStorage(
  config: DispatcherConfig,
  dispatcherId: string,
  meter: DispatcherMeter,
  log: Logger,
): Promise<Storage> {
  return createStorage({
    url: config.databaseUrl,
    keyRing: KeyEncryptionKeyRing.openOrCreate(config.keyRingFile),
    blindIndexKey: BlindIndex.openOrCreate(config.blindIndexKeyFile),
    poolSize: config.databasePoolSize,
    applicationName: `dianda-dispatcher ${dispatcherId}`,
    log,
    meter,
  });
}

function openQueue(config: DispatcherConfig, log: Logger): Promise<BullLegQueue> {
  const backend =
    config.redisUrl === undefined
      ? ({ kind: 'postgres', url: config.databaseUrl, poolSize: config.queuePoolSize } as const)
      : ({ kind: 'redis', url: config.redisUrl } as const);
  return BullLegQueue.connect(backend, (error) => log.warn('the queue lost a connection', { error }));
}

/** What is read anew for each page, once everything that it is read from is there. */
export function measureParts(
  metrics: Metrics,
  config: DispatcherConfig,
  parts: {
    readonly storage: Storage;
    readonly connections: AgencyConnections;
    readonly queue: BullLegQueue;
  },
): void {
  const { storage, connections, queue } = parts;
  measureDatabase(metrics, storage.measures);
  measurePools(metrics, {
    storage: storage.measures.pool,
    ...(queue.pool === undefined ? {} : { queue: queue.pool }),
  });
  measureCertificates(metrics, { tls: config.tlsCertificateFile, authority: config.tlsAuthorityFile });
  metrics.readForEachPage('breakers', ['dianda_agency_breaker_open'], (set) => {
    set(
      'dianda_agency_breaker_open',
      connections
        .breakerStates()
        .map(({ agencyCode, isOpen }) => ({ labels: { agency: agencyCode }, value: Number(isOpen) })),
    );
  });
}
