import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgresCluster, type PostgresCluster } from '../postgres-cluster.js';
import { AppProcess } from '../processes/app-process.js';
import { startRedisServer } from '../redis-server.js';
import type { ConstellationOptions } from './constellation.js';
import type { Tier } from './part-event.js';
import { ConstellationParts } from './parts.js';

/** Where an app listens and what it is configured with. */
export interface AppPlace {
  readonly env: Readonly<Record<string, string>>;
  readonly readyUrl: string;
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
  private readonly logFolder: string;

  constructor(private readonly options: ConstellationOptions) {
    this.parts = new ConstellationParts(options.onEvent);
    this.logFolder = join(options.folder, 'logs');
    mkdirSync(this.logFolder, { recursive: true });
  }

  cluster(name: string): Promise<PostgresCluster> {
    return this.parts.start(name, async () => {
      const cluster = await startPostgresCluster({
        folder: join(this.options.folder, name),
        ephemeral: this.options.ephemeral,
        maxConnections,
      });
      this.parts.add({ name, tier: 'servers', stop: cluster.stop });
      return cluster;
    });
  }

  /** Answers the server's URL. */
  redis(): Promise<string> {
    return this.parts.start('redis', async () => {
      const redis = await startRedisServer(join(this.options.folder, 'redis'));
      if (redis === undefined) throw new Error('redis-server is not installed: rings cannot live in Redis');
      this.parts.add({ name: 'redis', tier: 'servers', stop: redis.stop });
      return redis.url;
    });
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

  private processOf({ name, app, nodeFlags }: AppToStart, { env, readyUrl }: AppPlace): AppProcess {
    const logPath = join(this.logFolder, `${name}.log`);
    const main = join(this.options.repository, 'dist', 'apps', app, 'src', 'main.js');
    return new AppProcess(
      { name, node: this.options.node, nodeFlags, main, env, readyUrl, logPath },
      ({ code, signal }) => {
        this.parts.died(name, `${signal ?? `exit code ${code ?? '?'}`}; log: ${logPath}`);
      },
    );
  }
}
