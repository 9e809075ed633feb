import { createLogger } from '@dianda/service-kit';
import type { Identity, Question } from '@dianda/inquiry';
import type { AdapterServiceClient, InquireReply } from '@dianda/wire';
import { RegistryConnection, serveAdapter, type Adapter, type ServedAdapter } from '../src/index.js';
import { agencyCode, TestCourt, type AskOptions } from './test-court.js';
import { makeJournalDatabase, makeRegistry, type TestDatabase } from './test-databases.js';

/** An agency's adapter on a registry of its own, served and asked as in life: over mutual TLS, by warrant. */
export class AdapterRig {
  private constructor(
    readonly court: TestCourt,
    readonly registry: TestDatabase,
    private readonly journal: TestDatabase,
    private readonly connection: RegistryConnection,
    private readonly served: ServedAdapter,
    readonly client: AdapterServiceClient,
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
      log: createLogger({ service: 'test', level: 'silent' }),
    });
    return new AdapterRig(court, registry, journal, connection, served, court.client(served.port));
  }

  /** Asks about somebody by a fresh leg; answers the first page. */
  async ask(
    subject: Identity,
    assetClass: Question['assetClass'],
    options?: AskOptions,
  ): Promise<InquireReply> {
    return this.court.ask(this.client, this.court.question(subject, assetClass), options);
  }

  /** Statements that run in the registry for this adapter. */
  running(applicationName: string): Promise<{ query: string }[]> {
    return this.registry.run(
      `select query from pg_stat_activity where application_name = $1 and state = 'active'`,
      [applicationName],
    );
  }

  async close(): Promise<void> {
    this.client.close();
    await this.served.close();
    await this.connection.close();
    this.court.close();
    await Promise.all([this.registry.drop(), this.journal.drop()]);
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
