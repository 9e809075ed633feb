import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { makeSyntheticCaseNumber, parseDate, type IsoDate } from '@dianda/identifiers';
import {
  dayOf,
  instantOf,
  mustParse,
  parseAgencyCode,
  parseCourtCode,
  parseInquiryId,
  parseLegId,
  parseOfficerId,
  type AssetClass,
  type Identity,
  type OfficerOnWarrant,
  type Question,
} from '@dianda/inquiry';
import {
  certificateFiles,
  ensureCertificates,
  KeySet,
  openOrCreateSigningKey,
  publishKey,
  signWarrant,
  verifyReceipt,
  type CertificateFiles,
  type SigningKey,
  type WarrantClaims,
} from '@dianda/trust';
import {
  AdapterServiceClient,
  decodeError,
  decodeInquireReply,
  encodeInquire,
  type InquireReply,
  type InquireRequest,
  type InquireResponse,
  type WarrantOnWire,
} from '@dianda/wire';
import { claimsOf } from '../src/conformance/court/court.js';

export const agencyCode = mustParse(parseAgencyCode, 'agency-under-test');

/** How one call differs from what an honest court would send. */
export interface AskOptions {
  readonly pageToken?: string;
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  /** Changes claims before they are signed. */
  readonly claims?: (honest: WarrantClaims) => WarrantClaims;
  /** Signs with another key. */
  readonly key?: SigningKey;
  /** Changes the message after the warrant was made for it. */
  readonly tamper?: (request: InquireRequest) => InquireRequest;
}

/** The court's side of a test: its certificates, its warrant key, its questions; and what any caller could try. */
export class TestCourt {
  readonly folder = mkdtempSync(join(tmpdir(), 'adapter-kit-'));
  readonly warrantKeysFile = join(this.folder, 'warrants.jwks.json');
  readonly receiptKeyFile = join(this.folder, 'receipt.key.pem');
  readonly journalKeyFile = join(this.folder, 'journal-keys.json');
  private readonly warrantKey = openOrCreateSigningKey(join(this.folder, 'warrant.key.pem'));
  private readonly clients: AdapterServiceClient[] = [];

  static async open(): Promise<TestCourt> {
    const court = new TestCourt();
    publishKey(court.warrantKeysFile, court.warrantKey.publicJwk);
    await ensureCertificates(
      court.folder,
      ['dispatcher', 'adapter', 'stranger'].map((name) => ({ name, dnsNames: [`${name}.test`] })),
      { now: new Date() },
    );
    return court;
  }

  filesOf(name: 'dispatcher' | 'adapter' | 'stranger'): CertificateFiles {
    return certificateFiles(this.folder, name);
  }

  client(port: number, name: 'dispatcher' | 'stranger' = 'dispatcher'): AdapterServiceClient {
    const files = this.filesOf(name);
    const tls = credentials.createSsl(
      readFileSync(files.authorityFile),
      readFileSync(files.keyFile),
      readFileSync(files.certificateFile),
    );
    const client = new AdapterServiceClient(`localhost:${port}`, tls, {
      'grpc.max_receive_message_length': -1,
    });
    this.clients.push(client);
    return client;
  }

  question(subject: Identity, assetClass: AssetClass, changes: Partial<Question> = {}): Question {
    return {
      legId: mustParse(parseLegId, randomUUID()),
      round: 1,
      agencyCode,
      agencyCategory: assetClass === 'LAND' ? 'land_registry' : 'bank',
      assetClass,
      subject,
      authority: {
        inquiryId: mustParse(parseInquiryId, randomUUID()),
        court: { code: mustParse(parseCourtCode, '苏0812'), name: '清江浦区人民法院' },
        caseNumber: makeSyntheticCaseNumber({
          year: 2026,
          courtLetters: '苏0812',
          type: '执',
          sequence: 990_001,
        }),
        caseType: '执',
        requestedBy: officer('李执行', 'W-002'),
        responsibleOfficer: officer('王法官', 'W-001'),
        notice: { number: '(2026)苏0812执990001号之查1', name: '协助查询通知书', sha256: 'ab'.repeat(32) },
        purpose: '查明被执行人名下财产',
        dataCategories: ['ASSETS'],
        transactions: undefined,
      },
      clarificationReply: undefined,
      expiresAt: instantOf(wholeSecond() + 3_600_000),
      ...changes,
    };
  }

  /** The same question with the transactions right for a period. */
  withTransactions(question: Question, from: string, to: string): Question {
    return {
      ...question,
      authority: {
        ...question.authority,
        dataCategories: ['ASSETS', 'TRANSACTIONS'],
        transactions: { from: day(from), to: day(to) },
      },
    };
  }

  /** Asks one page; throws the DiandaError that the call ended with. */
  async ask(
    client: AdapterServiceClient,
    question: Question,
    options: AskOptions = {},
  ): Promise<InquireReply> {
    return decodeInquireReply(await this.call(client, question, options), question);
  }

  /** As {@link ask}, the message as it arrived. */
  async call(
    client: AdapterServiceClient,
    question: Question,
    options: AskOptions = {},
  ): Promise<InquireResponse> {
    const warrant = await this.warrant(question, options);
    const request = encodeInquire(question, warrant, options.pageToken);
    const deadline = new Date(Date.now() + (options.deadlineMs ?? 20_000));
    return new Promise((resolve, reject) => {
      const sent = options.tamper?.(request) ?? request;
      const call = client.inquire(
        sent,
        new Metadata(),
        { deadline },
        (error: ServiceError | null, response) => {
          if (error === null) resolve(response);
          else reject(decodeError(error));
        },
      );
      options.signal?.addEventListener('abort', () => call.cancel());
    });
  }

  /** Checks the receipt of a page against the adapter's key; throws when it does not fit the answer. */
  async verifyReceipt(reply: InquireReply, question: Question, pageToken = ''): Promise<string> {
    const key = openOrCreateSigningKey(this.receiptKeyFile);
    const claims = await verifyReceipt(Buffer.from(reply.receipt), {
      keys: KeySet.of([key.publicJwk]),
      expect: {
        agency: question.agencyCode,
        legId: question.legId,
        round: question.round,
        pageToken,
        rung: reply.answer.rung,
        answer: reply.answerBytes,
      },
    });
    return claims.number;
  }

  close(): void {
    for (const client of this.clients) client.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async warrant(question: Question, { claims, key }: AskOptions): Promise<WarrantOnWire> {
    const honest = claimsOf(question, 'dianda');
    const signed = claims?.(honest) ?? honest;
    return {
      jws: await signWarrant(signed, key ?? this.warrantKey),
      id: signed.jti,
      issuedAt: instantOf(signed.iat * 1000),
      expiresAt: instantOf(signed.exp * 1000),
    };
  }
}

function officer(name: string, workId: string): OfficerOnWarrant {
  const id = mustParse(parseOfficerId, randomUUID());
  return { id, name, workId, dutyId: workId.replace('W', 'D'), phone: '0517-0000001' };
}

/** Warrants count whole seconds. */
function wholeSecond(): number {
  return Math.floor(Date.now() / 1000) * 1000;
}

function day(text: string): IsoDate {
  const parsed = parseDate(text);
  return parsed.ok ? parsed.value : dayOf(instantOf(0));
}
