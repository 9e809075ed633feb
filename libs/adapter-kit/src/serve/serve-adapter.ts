import { Server, type ServerCredentials } from '@grpc/grpc-js';
import { HealthImplementation } from 'grpc-health-check';
import { openOrCreateSigningKey } from '@dianda/trust';
import { createHealth, startRepeating, type Health, type MeasuredPool } from '@dianda/service-kit';
import { AdapterServiceService } from '@dianda/wire';
import { Journal } from '../journal/journal.js';
import type { SearchOutcome } from '../journal/journal-entry.js';
import { DeferredAnswers } from '../push/deferred-answers.js';
import { InboxClient } from '../push/inbox-client.js';
import { AnswerQuestion } from '../question/answer-question.js';
import { SearchTurns } from '../question/search-turns.js';
import { WarrantKeys } from '../question/warrant-keys.js';
import { WithdrawQuestion } from '../question/withdraw-question.js';
import { MAX_ANSWER_BYTES, MAX_MESSAGE_BYTES, type AdapterOptions } from './adapter-options.js';
import { AdapterMeter } from './adapter-meter.js';
import { adapterService } from './adapter-service.js';
import { PeerAllowList, admitOnly } from './peers.js';
import { addReflection } from './reflection.js';
import { watchServerCredentials } from './server-credentials.js';

/** Names under which health is asked for: the server as a whole and the contract's service. */
const HEALTH_NAMES = ['', 'dianda.adapter.v1.AdapterService'];
const HEALTH_EVERY_MS = 5_000;
const HEALTH_TIMEOUT_MS = 2_000;
/** Journal connections beside those that searches hold: repeats, register entries, receipts' numbers. */
const SPARE_JOURNAL_CONNECTIONS = 4;

/** An adapter that serves. */
export interface ServedAdapter {
  readonly port: number;
  /** `ready`: the journal and the agency's registers can be reached, and it does not stop. */
  readonly health: Health;
  /** How full the journal's pool is. */
  readonly journalPool: MeasuredPool;
  /** Takes no new calls, waits for running ones, cuts off what remains, and closes the journal. Safe to repeat. */
  readonly close: () => Promise<void>;
}

/**
 * Serves an agency's adapter: mutual TLS 1.3, allow-listed peers, verified warrants, one search per question, a journal
 * that answers repeats, signed receipts, health. Rejects when a key or certificate cannot be read, the journal cannot
 * be reached, or the port is taken.
 */
export async function serveAdapter(options: AdapterOptions): Promise<ServedAdapter> {
  const { adapter, agencyCode, log, maxConcurrent } = options;
  const peers = new PeerAllowList(options.allowedPeers);
  const warrantKeys = new WarrantKeys(options.warrantKeysFile);
  const receiptKey = openOrCreateSigningKey(options.receiptKeyFile);
  const tls = await watchServerCredentials(options.tls, log);
  const journal = await openJournal(options).catch((error: unknown) => {
    tls.close();
    throw error;
  });
  const turns = new SearchTurns<SearchOutcome | 'answered_before'>(maxConcurrent);
  const answerQuestion = new AnswerQuestion(
    agencyCode,
    adapter,
    journal,
    warrantKeys,
    turns,
    { maxRecords: options.maxPageRecords, maxBytes: MAX_ANSWER_BYTES },
    {
      agencyCode,
      key: receiptKey,
      operator: options.operator,
      nextNumber: () => journal.nextReceiptNumber(agencyCode),
    },
  );

  const deferred =
    options.inbox === undefined
      ? undefined
      : new DeferredAnswers(
          answerQuestion,
          journal,
          new InboxClient(options.inbox, options.tls),
          options.longestSearchMs,
          log,
        );

  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
    interceptors: [admitOnly(peers, (method) => log.warn('a peer is not on the allow-list', { method }))],
  });
  server.addService(AdapterServiceService, {
    ...adapterService({
      ...options,
      answerQuestion,
      deferred,
      withdrawQuestion: new WithdrawQuestion(journal, turns, adapter),
      peers,
      meter: new AdapterMeter(options.metrics, agencyCode),
      receiptKey: receiptKey.publicJwk,
    }),
  });
  const grpcHealth = new HealthImplementation();
  grpcHealth.addToServer(server);
  if (options.reflectionImageFile !== undefined) addReflection(server, options.reflectionImageFile);

  const stopping = new AbortController();
  const health = createHealth({ log, checkTimeoutMs: HEALTH_TIMEOUT_MS, stopping: stopping.signal });
  health.add('ready', 'journal', () => journal.ping());
  health.add('ready', 'registry', (signal) => adapter.reach({ signal, leftMs: () => HEALTH_TIMEOUT_MS }));

  const closeStorage = async (): Promise<void> => {
    deferred?.close();
    tls.close();
    await journal.close();
  };
  const port = await bind(server, options.listen, tls.credentials).catch(async (error: unknown) => {
    await closeStorage();
    throw error;
  });
  const setHealth = (serving: boolean): void => {
    for (const name of HEALTH_NAMES) grpcHealth.setStatus(name, serving ? 'SERVING' : 'NOT_SERVING');
  };
  setHealth(false);
  const checks = startRepeating({
    name: 'health',
    everyMs: options.healthEveryMs ?? HEALTH_EVERY_MS,
    run: async () => setHealth((await health.report('ready')).status === 'up'),
    log,
  });
  void deferred?.start();
  log.info('adapter serves', { agencyCode, port, keyId: receiptKey.kid });

  const close = async (): Promise<void> => {
    stopping.abort();
    await checks.stop();
    setHealth(false);
    await drain(server, turns, options.drainMs);
    await closeStorage();
  };
  let closing: Promise<void> | undefined;
  return { port, health, journalPool: journal.connections, close: () => (closing ??= close()) };
}

function openJournal(options: AdapterOptions): Promise<Journal> {
  return Journal.open({
    ...options.journal,
    maxConnections: options.maxConcurrent + SPARE_JOURNAL_CONNECTIONS,
    connectTimeoutMs: options.connectTimeoutMs,
  });
}

function bind(server: Server, listen: string, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(listen, credentials, (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}

/** Lets running questions end within `drainMs`, then stops their searches and closes what is still open. */
async function drain(server: Server, turns: SearchTurns<unknown>, drainMs: number): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    // An error here means that the server was closed before.
    server.tryShutdown(() => resolve());
  });
  const stop = setTimeout(() => turns.stopAll(), drainMs);
  // A caller that holds a stream open (health's Watch) must not hold up the end.
  const cut = setTimeout(() => server.forceShutdown(), drainMs + CUT_OFF_AFTER_MS);
  await ended;
  clearTimeout(stop);
  clearTimeout(cut);
  turns.stopAll();
}

/** For the errors of stopped searches to reach their callers. */
const CUT_OFF_AFTER_MS = 1_000;
