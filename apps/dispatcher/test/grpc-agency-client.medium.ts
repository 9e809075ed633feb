import { Server, ServerCredentials, status, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import { HoldStore, instantOf, plusMs, type Agency, type Hold, type Question } from '@dianda/inquiry';
import { createLogger } from '@dianda/service-kit';
import {
  answerDigest,
  certificateFiles,
  ensureCertificates,
  KeySet,
  openOrCreateSigningKey,
  signReceipt,
  subjectDigest,
  verifyWarrant,
  type SigningKey,
} from '@dianda/trust';
import {
  AdapterServiceService,
  encodeAnswer,
  encodeDescription,
  type AdapterServiceServer,
  type InquireRequest,
  type InquireResponse,
} from '@dianda/wire';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgencyConnections } from '../src/agency-connections.js';
import { GrpcAgencyClient } from '../src/grpc-agency-client.js';
import { SystemClock, SystemRandomness } from '../src/system-clock.js';
import { WarrantDesk } from '../src/warrant-desk.js';
import { agencyRow, now, question } from './questions.js';

class NoHolds extends HoldStore {
  override open(): Promise<void> {
    return Promise.resolve();
  }
  override lift(): Promise<boolean> {
    throw new Error('not scripted');
  }
  override leaseProbe(): Promise<Hold | undefined> {
    throw new Error('not scripted');
  }
  override probeFailed(): Promise<void> {
    throw new Error('not scripted');
  }
}

type Inquire = (request: InquireRequest) => Promise<Partial<InquireResponse>>;

describe('the gRPC client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dianda-client-'));
  const log = createLogger({ service: 'test', level: 'silent' });
  const warrantKey = openOrCreateSigningKey(join(folder, 'warrant.pem'));
  const receiptKey = openOrCreateSigningKey(join(folder, 'receipt.pem'));
  const anotherKey = openOrCreateSigningKey(join(folder, 'another.pem'));
  let server: Server;
  let replaceServer: () => Promise<void>;
  let inquire: Inquire = () => Promise.reject(new Error('not scripted'));
  let connections: AgencyConnections;
  let client: GrpcAgencyClient;
  let agency: Agency;
  const cancelled: string[] = [];

  beforeAll(async () => {
    await ensureCertificates(
      folder,
      [
        { name: 'bank', dnsNames: ['bank.agency.internal'], loopback: false },
        { name: 'dispatcher', dnsNames: ['dispatcher.dianda.internal'] },
      ],
      { now: new Date() },
    );
    const own = certificateFiles(folder, 'bank');
    const service: AdapterServiceServer = {
      describe: (_call, callback) => callback(null, encodeDescription(description)),
      inquire: (
        call: ServerUnaryCall<InquireRequest, InquireResponse>,
        callback: sendUnaryData<InquireResponse>,
      ) => {
        call.on('cancelled', () => cancelled.push(call.request.legId));
        inquire(call.request).then(
          (reply) =>
            callback(null, {
              legId: call.request.legId,
              round: call.request.round,
              answer: Buffer.alloc(0),
              receipt: Buffer.alloc(0),
              ...reply,
            }),
          () => callback({ code: status.UNKNOWN, details: 'fake' }),
        );
      },
      withdraw: (_call, callback) => callback({ code: status.UNIMPLEMENTED, details: 'fake' }),
    };
    const listen = (port: number) => {
      server = new Server({ 'grpc.max_send_message_length': -1 });
      server.addService(AdapterServiceService, service);
      return new Promise<number>((resolve, reject) =>
        server.bindAsync(
          `127.0.0.1:${port}`,
          ServerCredentials.createSsl(
            readFileSync(own.authorityFile),
            [{ private_key: readFileSync(own.keyFile), cert_chain: readFileSync(own.certificateFile) }],
            true,
          ),
          (error, bound) => (error === null ? resolve(bound) : reject(error)),
        ),
      );
    };
    const port = await listen(0);
    replaceServer = async () => {
      await new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
      await listen(port);
    };
    const ours = certificateFiles(folder, 'dispatcher');
    connections = new AgencyConnections(
      ours,
      new NoHolds(),
      { firstAfterMs: 1, longestAfterMs: 1, deadlineMs: 1 },
      log,
    );
    client = new GrpcAgencyClient(
      connections,
      new WarrantDesk(warrantKey, 'dianda', new SystemClock(), new SystemRandomness()),
    );
    agency = agencyRow({ endpoint: `127.0.0.1:${port}`, receiptKeys: [{ ...receiptKey.publicJwk }] });
  });

  afterEach(() => {
    // A fresh breaker each: failures of one test are not trouble in the next.
    connections.drop(agency.code);
  });
  afterAll(() => {
    connections.close();
    server.forceShutdown();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (asked: Question, deadlineMs = 5_000, signal = new AbortController().signal, row = agency) =>
    client.inquire(row, asked, deadlineMs, signal);

  it('sends a warrant that the agency verifies alone and that outlives the leg', async () => {
    const asked = question();
    let checked = false;
    inquire = async (request) => {
      const claims = await verifyWarrant(request.warrant, {
        keys: KeySet.of([warrantKey.publicJwk]),
        audience: agency.code,
        now: new Date(plusMs(asked.expiresAt, 1_000)),
        expect: {
          legId: asked.legId,
          assetClass: 'BANK_ACCOUNT',
          subjectDigest: subjectDigest(asked.legId, {
            kind: 'person',
            name: request.subject?.name ?? '',
            documentType: 'RESIDENT_ID',
            documentNumber: request.subject?.documentNumber ?? '',
          }),
        },
      });
      checked = claims.notice.number === asked.authority.notice.number;
      return pageOf(asked, request, ['1'], '', receiptKey);
    };
    await ask(asked);
    expect(checked).toBe(true);
  });

  it('reads all pages as one answer, with each page’s bytes and receipt as evidence', async () => {
    const asked = question();
    inquire = (request) =>
      request.pageToken === ''
        ? pageOf(asked, request, ['1', '2'], 'next', receiptKey)
        : pageOf(asked, request, ['3'], '', receiptKey);
    const reply = await ask(asked);
    expect(reply.answer).toMatchObject({
      rung: 'found',
      records: [{ sourceRecordId: '1' }, { sourceRecordId: '2' }, { sourceRecordId: '3' }],
    });
    expect(reply.evidence.map((page) => page.receiptNumber)).toEqual(['R-', 'R-next']);
  });

  it('refuses pages that never end', async () => {
    const asked = question();
    inquire = (request) => pageOf(asked, request, ['1'], 'again', receiptKey);
    await expect(ask(asked)).rejects.toMatchObject({ reason: 'AGENCY_REPLY_MALFORMED', origin: 'agency' });
  });

  it('keeps an answer whose receipt is still to come, without a receipt number', async () => {
    const asked = question();
    inquire = async (request) => ({
      ...(await pageOf(asked, request, ['1'], '', receiptKey)),
      receipt: Buffer.alloc(0),
    });
    const reply = await ask(asked);
    expect(reply.evidence).toMatchObject([{ receipt: '', receiptNumber: undefined }]);
  });

  it('believes only keys of the directory: a receipt signed by another is the agency’s error', async () => {
    const asked = question();
    inquire = (request) => pageOf(asked, request, ['1'], '', anotherKey);
    await expect(ask(asked)).rejects.toMatchObject({ reason: 'AGENCY_RECEIPT_INVALID', origin: 'agency' });
  });

  it('asks nobody when the directory has no receipt key, since no answer could be proved', async () => {
    let calls = 0;
    inquire = () => {
      calls += 1;
      return Promise.reject(new Error('asked'));
    };
    const row = { ...agency, receiptKeys: [] };
    await expect(ask(question(), 5_000, new AbortController().signal, row)).rejects.toMatchObject({
      reason: 'AGENCY_CONTRACT_MISMATCH',
      origin: 'dianda',
    });
    expect(calls).toBe(0);
  });

  it('ends at its deadline with a time-out of the agency', async () => {
    inquire = () => new Promise(() => undefined);
    await expect(ask(question(), 800)).rejects.toMatchObject({ kind: 'timeout', reason: 'AGENCY_TIMEOUT' });
  });

  it('cancels the call at the agency when this process must stop, and says that nobody failed', async () => {
    const asked = question();
    const stopping = new AbortController();
    inquire = () => {
      stopping.abort();
      return new Promise(() => undefined);
    };
    await expect(ask(asked, 5_000, stopping.signal)).rejects.toMatchObject({
      reason: 'SHUTTING_DOWN',
      origin: 'dianda',
    });
    while (!cancelled.includes(asked.legId)) await new Promise((resolve) => setImmediate(resolve));
  });

  it('refuses a server whose certificate carries another agency’s name', async () => {
    let reached = false;
    inquire = () => {
      reached = true;
      return Promise.reject(new Error('reached'));
    };
    const row = { ...agency, tlsName: 'land.agency.internal' };
    await expect(ask(question(), 1_500, new AbortController().signal, row)).rejects.toMatchObject({
      reason: 'AGENCY_UNAVAILABLE',
    });
    expect(reached).toBe(false);
  });

  it('asks at the new place when the directory names one, and no longer at the old', async () => {
    const asked = question();
    inquire = (request) => pageOf(asked, request, ['1'], '', receiptKey);
    await ask(asked);
    const row = { ...agency, endpoint: '127.0.0.1:1' };
    await expect(ask(asked, 1_500, new AbortController().signal, row)).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });

  it('gives up on an answer that grows beyond all measure, and blames the agency', async () => {
    const asked = question();
    let page = 0;
    inquire = (request) => pageOf(asked, request, ['x'.repeat(3_500_000)], `page-${(page += 1)}`, receiptKey);
    await expect(ask(asked, 20_000)).rejects.toMatchObject({
      reason: 'AGENCY_REPLY_TOO_LARGE',
      origin: 'agency',
    });
    expect(page).toBeLessThan(12);
  });

  it('tells of each return of a lost connection, also when it was lost in good order', async () => {
    await client.describe(agency, 2_000);
    let returns = 0;
    const back = Promise.withResolvers<undefined>();
    const stop = connections.onReconnect(agency, () => {
      returns += 1;
      back.resolve(undefined);
    });
    // Seen as ready first: the watch begins with the state it finds.
    await client.describe(agency, 2_000);
    await replaceServer();
    while (returns === 0) {
      await client.describe(agency, 500).catch(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await back.promise;
    stop();
    expect(returns).toBe(1);
  });

  it('reads who answers', async () => {
    await expect(client.describe(agency, 2_000)).resolves.toMatchObject({
      agencyCode: agency.code,
      contractVersion: '1.0',
    });
  });
});

const description = {
  agencyCode: 'bank-sample',
  agencyName: '样例银行',
  adapterName: 'fake',
  adapterVersion: '0',
  contractVersion: '1.0',
  servedClasses: [
    {
      assetClass: 'BANK_ACCOUNT',
      subjectKinds: ['person'],
      documentTypes: ['RESIDENT_ID'],
      dataCategories: ['ASSETS'],
      regionCodes: ['000000'],
    },
  ],
  maxPageSize: 2,
  maxConcurrent: 2,
  workingNote: '',
  supportsWithdraw: false,
  pushesAnswers: false,
  receiptKeys: [],
} as const;

/** A page of accounts with these source ids, and its receipt. */
async function pageOf(
  asked: Question,
  request: InquireRequest,
  ids: readonly string[],
  nextPageToken: string,
  key: SigningKey,
): Promise<Partial<InquireResponse>> {
  const answeredAt = instantOf(new Date());
  const answer = encodeAnswer(asked, {
    answer: {
      rung: 'found',
      echo: asked.subject,
      answeredAt,
      asOf: now,
      records: ids.map((id) => ({
        kind: 'bank_account' as const,
        sourceRecordId: id,
        source: 'core',
        asOf: now,
        disputed: false,
        warnings: [],
        accountNumber: `SYN${id}`,
        accountKind: { code: 'CLASS_I' as const },
        status: { code: 'NORMAL' as const },
        freezes: [],
        priorRights: [],
        subAccounts: [],
      })),
      missing: [],
    },
    nextPageToken,
    totalRecords: undefined,
  });
  const receipt = await signReceipt(
    {
      number: `R-${request.pageToken}`,
      iss: asked.agencyCode,
      legId: asked.legId,
      round: asked.round,
      pageToken: request.pageToken,
      rung: 'found',
      answerSha256: answerDigest(answer),
      answeredAt,
      operator: randomUUID(),
    },
    key,
  );
  return { answer: Buffer.from(answer), receipt };
}
