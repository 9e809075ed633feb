import { readFileSync } from 'node:fs';
import { createLogger, createMetrics } from '@dianda/service-kit';
import {
  RegistryConnection,
  ReviewDesk,
  serveAdapter,
  type ReviewTiming,
  type ServedAdapter,
} from '@dianda/adapter-kit';
import type { AdapterAnswer, AssetClass, AssetRecord, Identity, Question } from '@dianda/inquiry';
import {
  decodeDescription,
  encodeWithdraw,
  type AdapterDescription,
  type AdapterServiceClient,
} from '@dianda/wire';
import { agencyCode, TestCourt } from '../../../libs/adapter-kit/test/test-court.js';
import {
  insertRows,
  makeJournalDatabase,
  makeRegistry,
  withClosed,
  type TestDatabase,
} from '../../../libs/adapter-kit/test/test-databases.js';
import { PoliceAdapter } from '../src/police-adapter.js';

export const contact = { name: '查控岗', phone: '0517-00000030' };

const settings = {
  agencyName: '测试公安局',
  regions: ['3208'],
  since: '1985-01-01',
  lodgingSince: '2015-06-01',
  exitEntrySince: undefined,
  workingNote: '',
  contactName: contact.name,
  contactPhone: contact.phone,
};

interface Process {
  readonly client: AdapterServiceClient;
  readonly served: ServedAdapter;
  readonly stop: () => Promise<void>;
}

/** A police adapter on registers of its own, served and asked as in life; it can be abandoned and started anew. */
export class PoliceRig {
  timing: ReviewTiming = { reviewMs: 3_600_000, releasesItself: false };
  private readonly processes: Process[] = [];

  private constructor(
    readonly court: TestCourt,
    readonly registry: TestDatabase,
    readonly journal: TestDatabase,
    /** Another process's view of the reviews: the reviewer's. */
    readonly desk: ReviewDesk,
    readonly logged: string[],
  ) {}

  static async open(): Promise<PoliceRig> {
    const court = await TestCourt.open();
    const journal = await makeJournalDatabase();
    const registry = await makeRegistry(readFileSync('apps/adapter-police/registry/schema.sql', 'utf8'));
    const desk = new ReviewDesk(deskOptions(court, journal));
    const rig = new PoliceRig(court, registry, journal, desk, []);
    await rig.start();
    return rig;
  }

  /** Starts the adapter. One that runs already is left as a killed process leaves its database: without a goodbye. */
  async start(timing: ReviewTiming = this.timing): Promise<void> {
    this.timing = timing;
    const connection = new RegistryConnection({
      url: this.registry.url,
      maxConnections: 4,
      connectTimeoutMs: 2_000,
      statementTimeoutMs: 20_000,
      applicationName: 'police test',
    });
    const adapter = new PoliceAdapter(
      { ...settings, ...timing },
      connection,
      new ReviewDesk(deskOptions(this.court, this.journal)),
    );
    const log = createLogger({
      service: 'test',
      destination: { write: (line: string) => this.logged.push(line) },
    });
    const { certificateFile, keyFile, authorityFile } = this.court.filesOf('adapter');
    const served = await serveAdapter({
      adapter,
      agencyCode,
      listen: '127.0.0.1:0',
      tls: { certificateFile, keyFile, authorityFile },
      allowedPeers: ['dispatcher.test'],
      warrantKeysFile: this.court.warrantKeysFile,
      receiptKeyFile: this.court.receiptKeyFile,
      operator: 'system',
      journal: { url: this.journal.url, keyFile: this.court.journalKeyFile },
      maxConcurrent: 3,
      maxPageRecords: 500,
      longestSearchMs: 20_000,
      connectTimeoutMs: 2_000,
      drainMs: 200,
      reflectionImageFile: undefined,
      metrics: createMetrics('adapter', log),
      log,
    });
    this.processes.push({
      client: this.court.client(served.port),
      served,
      stop: async () => {
        await served.close();
        await connection.close();
        await adapter.onModuleDestroy();
      },
    });
  }

  get client(): AdapterServiceClient {
    return this.latest().client;
  }

  get health(): ServedAdapter['health'] {
    return this.latest().served.health;
  }

  question(subject: Identity, assetClass: AssetClass, changes: Partial<Question> = {}): Question {
    return this.court.question(subject, assetClass, { agencyCategory: 'police', ...changes });
  }

  /** The same question with more data categories than the assets. */
  withCategories(question: Question, ...more: Question['authority']['dataCategories']): Question {
    return {
      ...question,
      authority: { ...question.authority, dataCategories: ['ASSETS', ...more] },
    };
  }

  async ask(question: Question): Promise<AdapterAnswer> {
    return (await this.court.ask(this.client, question)).answer;
  }

  async recordsOf(question: Question): Promise<readonly AssetRecord[]> {
    const answer = await this.ask(question);
    if (answer.rung !== 'found') throw new Error(`the answer is ${answer.rung}`);
    return answer.records;
  }

  describe(): Promise<AdapterDescription> {
    return new Promise((resolve, reject) => {
      this.client.describe({}, (error, response) => {
        if (error === null) resolve(decodeDescription(response));
        else reject(error);
      });
    });
  }

  /** Answers the outcome's name. */
  withdraw({ legId }: Question): Promise<string> {
    return new Promise((resolve, reject) => {
      this.client.withdraw(encodeWithdraw({ legId, reason: 'CANCELLED' }), (error, response) => {
        if (error === null) resolve(response.outcome);
        else reject(error);
      });
    });
  }

  /** Moves the end of the leg's review to where it lies `seconds` ahead, or behind us when negative. */
  async setReviewDue({ legId }: Question, seconds: number): Promise<void> {
    await this.journal.run(
      `update review.task set due_at = clock_timestamp() + $2 * interval '1 second' where leg_id = $1`,
      [legId, seconds],
    );
  }

  insert(table: string, ...rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
    return insertRows(this.registry, `ga.${table}`, rows);
  }

  /** Runs `work` while a table is closed to the adapter. */
  withClosed(table: string, work: () => Promise<void>): Promise<void> {
    return withClosed(this.registry, `ga.${table}`, work);
  }

  async close(): Promise<void> {
    for (const { client, stop } of this.processes) {
      client.close();
      await stop();
    }
    await this.desk.close();
    this.court.close();
    await Promise.all([this.registry.drop(), this.journal.drop()]);
  }

  private latest(): Process {
    const process = this.processes.at(-1);
    if (process === undefined) throw new Error('no adapter runs');
    return process;
  }
}

function deskOptions(court: TestCourt, journal: TestDatabase) {
  return { url: journal.url, keyFile: court.journalKeyFile, connectTimeoutMs: 2_000 };
}
