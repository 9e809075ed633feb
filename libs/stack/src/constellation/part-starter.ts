import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startPostgresCluster, type PostgresCluster } from '../postgres-cluster.js';
import { AppProcess } from '../processes/app-process.js';
import type { BoundProcess, ProcessExit } from '../processes/bound-process.js';
import { startRedisServer } from '../redis-server.js';
import type { ConstellationOptions } from './constellation.js';
import type { Tier } from './part-event.js';
import { ConstellationParts } from './parts.js';
import { Supervisor } from './supervisor.js';

/** Where an app listens and what it is configured with. */
export interface AppPlace {
  readonly env: Readonly<Record<string, string>>;
  readonly readyUrl: string;
  readonly metricsUrl: string;
}

export interface AppToStart {
  readonly name: string;
  /** Its folder under apps/. */
  readonly app: string;
  readonly tier: Tier;
  readonly nodeFlags: readonly string[];
  /** Chooses ports; asked again when somebody else took them meanwhile. */
  readonly place: () => Promise<AppPlace>;
}

const portTries = 3;
const portTaken = /EADDRINUSE|address already in use|No address added/i;
/** Dispatcher and gateway pools, each worker's LISTEN connection, and room for a second dispatcher. */
const maxConnections = 200;

/** Starts single parts of a constellation and keeps them where the end finds them. */
export class PartStarter {
  readonly parts: ConstellationParts;
  readonly apps = new Map<string, AppProcess>();
  private readonly supervisor: Supervisor;
  private readonly servers = new Map<string, { readonly process: BoundProcess }>();
  private readonly logFolder: string;

  constructor(private readonly options: ConstellationOptions) {
    this.parts = new ConstellationParts(options.onEvent);
    this.supervisor = new Supervisor(this.parts, (ms, signal) => delay(ms, undefined, { signal }));
    this.logFolder = join(options.folder, 'logs');
    mkdirSync(this.logFolder, { recursive: true });
  }

  cluster(name: string): Promise<PostgresCluster> {
    return this.parts.start(name, async () => {
      const cluster = await startPostgresCluster({
        folder: join(this.options.folder, name),
        ephemeral: this.options.ephemeral,
        maxConnections,
        onUnexpectedEnd: (exit) => {
          this.ended(name, cluster.process.logPath, exit, cluster.restart);
        },
      });
      this.parts.add({ name, tier: 'servers', stop: cluster.stop });
      this.servers.set(name, cluster);
      return cluster;
    });
  }

  /** Answers the server's URL. */
  redis(): Promise<string> {
    return this.parts.start('redis', async () => {
      const redis = await startRedisServer({
        folder: join(this.options.folder, 'redis'),
        durable: !this.options.ephemeral,
        onUnexpectedEnd: (exit) => {
          if (redis !== undefined) this.ended('redis', redis.process.logPath, exit, redis.restart);
        },
      });
      if (redis === undefined) throw new Error('redis-server is not installed: rings cannot live in Redis');
      this.parts.add({ name: 'redis', tier: 'servers', stop: redis.stop });
      this.servers.set('redis', redis);
      return redis.url;
    });
  }

  /** What runs now, by name. */
  pids(): ReadonlyMap<string, number> {
    const apps = [...this.apps].flatMap(([name, { pid }]) =>
      pid === undefined ? [] : [[name, pid] as const],
    );
    const servers = [...this.servers].flatMap(([name, { process }]) =>
      process.running() ? [[name, process.pid] as const] : [],
    );
    return new Map([...servers, ...apps]);
  }

  app(wanted: AppToStart): Promise<void> {
    return this.parts.start(wanted.name, async () => {
      for (let tries = 1; ; tries += 1) {
        const process = this.processOf(wanted, await wanted.place());
        this.parts.add({ name: wanted.name, tier: wanted.tier, stop: () => process.stop() });
        this.apps.set(wanted.name, process);
        try {
          await process.start();
          return;
        } catch (error) {
          if (tries === portTries || !(error instanceof Error && portTaken.test(error.message))) throw error;
        }
      }
    });
  }

  private processOf(
    { name, app, nodeFlags }: AppToStart,
    { env, readyUrl, metricsUrl }: AppPlace,
  ): AppProcess {
    const logPath = join(this.logFolder, `${name}.log`);
    const main = join(this.options.repository, 'dist', 'apps', app, 'src', 'main.js');
    const process: AppProcess = new AppProcess(
      {
        name,
        node: this.options.node,
        nodeFlags,
        main,
        env: { ...env, ...this.options.variables },
        readyUrl,
        metricsUrl,
        logPath,
      },
      (exit) => {
        this.ended(name, logPath, exit, () => process.start());
      },
    );
    return process;
  }

  /** A part ended that nobody had told to. */
  private ended(
    name: string,
    logPath: string,
    { code, signal }: ProcessExit,
    restart: () => Promise<void>,
  ): void {
    this.parts.died(name, `${signal ?? `exit code ${code ?? '?'}`}; log: ${logPath}`);
    if (this.options.supervised === true) void this.supervisor.revive(name, restart);
  }
}
