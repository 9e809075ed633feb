import { readFileSync } from 'node:fs';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { DiandaError, type Question } from '@dianda/inquiry';
import { createLogger, createMetrics } from '@dianda/service-kit';
import {
  AnswerInboxServiceService,
  encodeError,
  PushOutcome,
  type AdapterServiceClient,
  type AnswerInboxServiceServer,
  type PushAnswerRequest,
} from '@dianda/wire';
import { serveAdapter, type ServedAdapter } from '../src/index.js';
import { until } from './adapter-rig.js';
import { freePort } from './conformance/free-port.js';
import { nothingFound, person, ScriptedAdapter } from './scripted-adapter.js';
import { agencyCode, TestCourt } from './test-court.js';
import { makeJournalDatabase, type TestDatabase } from './test-databases.js';

jest.setTimeout(60_000);

/** The court's inbox, over mutual TLS on one port, which may be away. */
class InboxUnderTest {
  readonly pushed: PushAnswerRequest[] = [];
  refusal: DiandaError | undefined;
  private server: Server | undefined;

  constructor(
    private readonly court: TestCourt,
    readonly port: number,
  ) {}

  async open(): Promise<void> {
    const { authorityFile, keyFile, certificateFile } = this.court.filesOf('dispatcher');
    const service: AnswerInboxServiceServer = {
      pushAnswer: ({ request }, done) => {
        this.pushed.push(request);
        if (this.refusal !== undefined) done(encodeError(this.refusal, 'dianda'));
        else done(null, { legId: request.legId, outcome: PushOutcome.PUSH_OUTCOME_ACCEPTED });
      },
    };
    const server = new Server();
    server.addService(AnswerInboxServiceService, service);
    await new Promise<void>((resolve, reject) =>
      server.bindAsync(
        `127.0.0.1:${this.port}`,
        ServerCredentials.createSsl(
          readFileSync(authorityFile),
          [{ private_key: readFileSync(keyFile), cert_chain: readFileSync(certificateFile) }],
          true,
        ),
        (error) => (error === null ? resolve() : reject(error)),
      ),
    );
    this.server = server;
  }

  close(): void {
    this.server?.forceShutdown();
    this.server = undefined;
  }
}

describe('an adapter that brings its answers', () => {
  let court: TestCourt;
  let journal: TestDatabase;
  let adapter: ScriptedAdapter;
  let inbox: InboxUnderTest;
  let served: ServedAdapter;
  let client: AdapterServiceClient;
  let logged: string[];

  beforeAll(async () => {
    court = await TestCourt.open();
    journal = await makeJournalDatabase();
  });
  afterAll(async () => {
    court.close();
    await journal.drop();
  });
  beforeEach(async () => {
    adapter = new ScriptedAdapter();
    inbox = new InboxUnderTest(court, await freePort());
    logged = [];
    await start();
  });
  afterEach(async () => {
    await stop();
    inbox.close();
  });

  async function start(): Promise<void> {
    const { certificateFile, keyFile, authorityFile } = court.filesOf('adapter');
    const log = createLogger({
      service: 'test',
      destination: { write: (line: string) => logged.push(line) },
    });
    served = await serveAdapter({
      adapter,
      agencyCode,
      listen: '127.0.0.1:0',
      tls: { certificateFile, keyFile, authorityFile },
      allowedPeers: ['dispatcher.test'],
      warrantKeysFile: court.warrantKeysFile,
      receiptKeyFile: court.receiptKeyFile,
      operator: 'system',
      journal: { url: journal.url, keyFile: court.journalKeyFile },
      inbox: { address: `127.0.0.1:${inbox.port}`, tlsName: 'dispatcher.test' },
      maxConcurrent: 2,
      maxPageRecords: 500,
      longestSearchMs: 20_000,
      connectTimeoutMs: 2_000,
      drainMs: 200,
      reflectionImageFile: undefined,
      metrics: createMetrics('adapter', log),
      log,
    });
    client = court.client(served.port);
  }
  async function stop(): Promise<void> {
    client.close();
    await served.close();
  }

  /** Asks a question that is put off for the shortest time there is, and answered when it is looked at again. */
  async function putOff(): Promise<Question> {
    adapter.onSearch(({ subject: searched }) => ({
      rung: 'deferred',
      searched,
      pollAfterMs: 1_000,
      note: '人工审核',
    }));
    const question = court.question(person, 'BANK_ACCOUNT');
    expect((await court.ask(client, question)).answer.rung).toBe('deferred');
    adapter.onSearch((each) => nothingFound(each));
    return question;
  }
  const owedAt = async ({ legId }: Question) => {
    const [row] = await journal.run<{ owed_since: Date | null; rung: string }>(
      'select owed_since, rung from journal.question where leg_id = $1',
      [legId],
    );
    return row;
  };
  const logsAnswer = (text: string) =>
    until(() => Promise.resolve(logged.some((line) => line.includes(text))));

  test('says so of itself, and brings what was put off as soon as it is there, with its receipt', async () => {
    await inbox.open();
    const question = await putOff();
    expect((await owedAt(question))?.owed_since).toBeInstanceOf(Date);
    await until(async () => (await owedAt(question))?.owed_since === null);
    expect(inbox.pushed).toHaveLength(1);
    const polled = await court.ask(client, question);
    expect(inbox.pushed[0]).toMatchObject({ legId: question.legId, round: 1, pageToken: '' });
    expect(Buffer.compare(inbox.pushed[0]?.answer ?? Buffer.alloc(0), polled.answerBytes)).toBe(0);
    expect(inbox.pushed[0]?.receipt.toString()).toBe(Buffer.from(polled.receipt).toString());
    expect(adapter.searches).toBe(1);
  });

  test('keeps what it could not bring over a restart, and brings the very same bytes then, without a search', async () => {
    const question = await putOff();
    await logsAnswer('answer not brought');
    expect(await owedAt(question)).toMatchObject({ rung: 'nothing_found' });
    await stop();
    await inbox.open();
    await start();
    await until(async () => (await owedAt(question))?.owed_since === null);
    expect(inbox.pushed).toHaveLength(1);
    const polled = await court.ask(client, question);
    expect(Buffer.compare(inbox.pushed[0]?.answer ?? Buffer.alloc(0), polled.answerBytes)).toBe(0);
    expect(adapter.searches).toBe(1);
  });

  test('brings nothing again that the court refused, not after a restart either', async () => {
    inbox.refusal = DiandaError.fromReason('LEG_SETTLED', { origin: 'agency' });
    await inbox.open();
    const question = await putOff();
    await until(async () => (await owedAt(question))?.owed_since === null);
    await stop();
    const other = inbox.pushed.length;
    await start();
    // A later question goes the whole way: what was to be brought at the start would have come before it.
    const later = await putOff();
    await until(async () => (await owedAt(later))?.owed_since === null);
    expect(inbox.pushed.slice(other).map(({ legId }) => legId)).toEqual([later.legId]);
  });
});
