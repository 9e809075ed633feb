import pg from 'pg';
import { createLogger, createMetrics } from '@dianda/service-kit';
import type { Identity, Question } from '@dianda/inquiry';
import type { AdapterServiceClient, InquireReply } from '@dianda/wire';
import { RegistryConnection, serveAdapter, type Adapter, type ServedAdapter } from '../src/index.js';
import { agencyCode, TestCourt, type AskOptions } from './test-court.js';
import { makeJournalDatabase, makeRegistry, withClosed, type TestDatabase } from './test-databases.js';

/** An agency's adapter on a registry of its own, served and asked as in life: over mutual TLS, by warrant. */
export class AdapterRig {
  private constructor(
    readonly court: TestCourt,
    readonly registry: TestDatabase,
    private readonly journal: TestDatabase,
    private readonly connection: RegistryConnection,
    private readonly served: ServedAdapter,
    readonly client: AdapterServiceClient,
    private readonly applicationName: string,
  ) {}

  static async open(options: {
    readonly ddl: string;
    readonly applicationName: string;
    readonly adapter: (registry: RegistryConnection) => Adapter;
    readonly maxPageRecords?: number;
  }): Promise<AdapterRig> {
    const court = await TestCourt.open();
    const registry = await makeRegistry(options.ddl);
    const journal = await makeJournalDatabase();
    const connection = new RegistryConnection({
      url: registry.url,
      maxConnections: 4,
      connectTimeoutMs: 2_000,
      statementTimeoutMs: 20_000,
      applicationName: options.applicationName,
    });
    const log = createLogger({ service: 'test', level: 'silent' });
    const { certificateFile, keyFile, authorityFile } = court.filesOf('adapter');
    const served = await serveAdapter({
      adapter: options.adapter(connection),
      agencyCode,
      listen: '127.0.0.1:0',
      tls: { certificateFile, keyFile, authorityFile },
      allowedPeers: ['dispatcher.test'],
      warrantKeysFile: court.warrantKeysFile,
      receiptKeyFile: court.receiptKeyFile,
      operator: 'system',
      journal: { url: journal.url, keyFile: court.journalKeyFile },
      maxConcurrent: 3,
      maxPageRecords: options.maxPageRecords ?? 500,
      longestSearchMs: 20_000,
      connectTimeoutMs: 2_000,
      drainMs: 200,
      reflectionImageFile: undefined,
      metrics: createMetrics('adapter', log),
      log,
    });
    const client = court.client(served.port);
    return new AdapterRig(court, registry, journal, connection, served, client, options.applicationName);
  }

  /** Asks about somebody by a fresh leg; answers the first page. */
  async ask(
    subject: Identity,
    assetClass: Question['assetClass'],
    options?: AskOptions,
  ): Promise<InquireReply> {
    return this.court.ask(this.client, this.court.question(subject, assetClass), options);
  }

  /** Waits until a statement of this adapter reads `table`. */
  async untilReading(table: string): Promise<void> {
    await until(async () => (await this.running()).some(({ query }) => query.includes(table)));
  }

  /** Waits until no statement of this adapter runs in the registry. */
  async untilIdle(): Promise<void> {
    await until(async () => (await this.running()).length === 0);
  }

  /** Runs `work` while the adapter's role may not read a table. */
  withClosed(table: string, work: () => Promise<void>): Promise<void> {
    return withClosed(this.registry, table, work);
  }

  /** Runs `work` while nobody can read a table: every search on it waits. */
  async withLocked(table: string, work: () => Promise<void>): Promise<void> {
    const locker = new pg.Client({ connectionString: this.registry.adminUrl });
    await locker.connect();
    try {
      await locker.query(`begin; lock table ${table} in access exclusive mode`);
      await work();
    } finally {
      await locker.end();
    }
  }

  /** Breaks the connections on which statements of this adapter run. */
  async breakConnections(): Promise<void> {
    await this.registry.run(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and state = 'active'`,
      [this.applicationName],
    );
  }

  async close(): Promise<void> {
    this.client.close();
    await this.served.close();
    await this.connection.close();
    this.court.close();
    await Promise.all([this.registry.drop(), this.journal.drop()]);
  }

  private running(): Promise<{ query: string }[]> {
    return this.registry.run(
      `select query from pg_stat_activity where application_name = $1 and state = 'active'`,
      [this.applicationName],
    );
  }
}

/** Waits until `condition` holds; fails the test when it never does. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 1_000; turn += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it never came to pass');
}
