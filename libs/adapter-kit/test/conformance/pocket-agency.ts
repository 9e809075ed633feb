import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import tls from 'node:tls';
import {
  Metadata,
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerUnaryCall,
} from '@grpc/grpc-js';
import { HealthImplementation } from 'grpc-health-check';
import { DiandaError, type Question } from '@dianda/inquiry';
import { KeySet, openOrCreateSigningKey, type SigningKey } from '@dianda/trust';
import {
  AdapterServiceService,
  contractVersion,
  decodeInquire,
  decodeWithdraw,
  encodeDescription,
  encodeError,
  encodeWithdrawReply,
  type DescribeResponse,
  type InquireRequest,
  type InquireResponse,
  type ReceivedQuestion,
  type WithdrawRequest,
  type WithdrawResponse,
} from '@dianda/wire';
import { agencyCode, type TestCourt } from '../test-court.js';
import type { Lie } from './lies.js';
import { answerOnError, pocketAnswer } from './pocket-answer.js';
import { PocketJournal } from './pocket-journal.js';
import { POCKET_PAGE_SIZE, pocketNow, pocketPages, type PocketPage } from './pocket-pages.js';
import { searchPocket, type PocketFindings } from './pocket-search.js';
import { verifyPocketWarrant } from './pocket-warrant.js';

const HEALTH_EVERY_MS = 150;
const HEALTH_WITHIN_MS = 300;
const MAX_CONCURRENT = 16;
const SHORTEST_MS = 500;
const MARGIN_MS = 250;

export interface PocketOptions {
  readonly court: TestCourt;
  /** Port of its register, or of the proxy before it. */
  readonly backEndPort: () => number;
  readonly lies?: readonly Lie[];
  readonly logFile?: string;
}

/** A whole server of the contract in one process's memory, which can be told to lie. */
export class PocketAgency {
  private readonly server = new Server();
  private readonly health = new HealthImplementation();
  private readonly journal = new PocketJournal();
  private readonly lies: ReadonlySet<Lie>;
  private readonly receiptKey: SigningKey;
  private readonly warrantKeys: KeySet;
  private running = 0;
  private healthTimer: NodeJS.Timeout | undefined;
  port = 0;

  private constructor(private readonly options: PocketOptions) {
    this.lies = new Set(options.lies);
    this.receiptKey = openOrCreateSigningKey(join(options.court.folder, 'receipt.key.pem'));
    this.warrantKeys = KeySet.read(options.court.warrantKeysFile);
  }

  static async start(options: PocketOptions): Promise<PocketAgency> {
    const agency = new PocketAgency(options);
    await agency.listen();
    return agency;
  }

  stop(): void {
    clearInterval(this.healthTimer);
    this.server.forceShutdown();
  }

  private async listen(): Promise<void> {
    tls.DEFAULT_MIN_VERSION = 'TLSv1.3';
    this.server.addService(AdapterServiceService, {
      describe: this.unary(() => Promise.resolve(this.describe())),
      inquire: this.unary((call: ServerUnaryCall<InquireRequest, InquireResponse>) => this.inquire(call)),
      withdraw: this.unary((call: ServerUnaryCall<WithdrawRequest, WithdrawResponse>) => {
        const { legId } = decodeWithdraw(call.request);
        return Promise.resolve(encodeWithdrawReply(legId, this.journal.withdraw(legId)));
      }),
    });
    this.health.addToServer(this.server);
    const { authorityFile, certificateFile, keyFile } = this.options.court.filesOf('adapter');
    const credentials = ServerCredentials.createSsl(
      readFileSync(authorityFile),
      [{ private_key: readFileSync(keyFile), cert_chain: readFileSync(certificateFile) }],
      true,
    );
    this.port = await new Promise<number>((resolve, reject) => {
      this.server.bindAsync('127.0.0.1:0', credentials, (error, port) => {
        if (error === null) resolve(port);
        else reject(error);
      });
    });
    this.healthTimer = setInterval(() => void this.checkHealth(), HEALTH_EVERY_MS);
    await this.checkHealth();
  }

  private async checkHealth(): Promise<void> {
    const isUp = await this.search('health', AbortSignal.timeout(HEALTH_WITHIN_MS), () => undefined).then(
      () => true,
      () => false,
    );
    const serving = isUp || this.lies.has('always_serving') ? 'SERVING' : 'NOT_SERVING';
    for (const name of ['', 'dianda.adapter.v1.AdapterService']) this.health.setStatus(name, serving);
  }

  private search(
    number: string,
    signal: AbortSignal,
    onPart: (part: PocketFindings) => void,
  ): Promise<PocketFindings> {
    return searchPocket(this.options.backEndPort(), number, signal, onPart);
  }

  private unary<Request, Response>(work: (call: ServerUnaryCall<Request, Response>) => Promise<Response>) {
    return (call: ServerUnaryCall<Request, Response>, done: sendUnaryData<Response>): void => {
      this.admit(call)
        .then(() => work(call))
        .then(
          (response) => done(null, response, this.trailers(call)),
          (error: unknown) => {
            const { code, details, metadata } = encodeError(error, 'adapter');
            if (this.lies.has('errors_without_info')) done({ code: status.INTERNAL, details: 'failed' });
            else done({ code, details: this.detailsOf(call, details), metadata });
          },
        );
    };
  }

  private async admit<Request, Response>(call: ServerUnaryCall<Request, Response>): Promise<void> {
    const name = call.getAuthContext().sslPeerCertificate?.subject.CN;
    await Promise.resolve();
    if (name !== 'dispatcher' && !this.lies.has('anybody_may_call')) {
      throw DiandaError.forbidden('PEER_NOT_PERMITTED', { origin: 'dianda' });
    }
  }

  private async inquire(call: ServerUnaryCall<InquireRequest, InquireResponse>): Promise<InquireResponse> {
    const received = this.read(call.request);
    const { question } = received;
    await verifyPocketWarrant(received, agencyCode, this.warrantKeys, this.lies);
    if (this.options.logFile !== undefined) {
      const who = this.lies.has('leaks_name_in_log') ? question.subject.name : 'a subject';
      appendFileSync(this.options.logFile, `${JSON.stringify({ legId: question.legId, who })}\n`);
    }
    if (question.assetClass !== 'BANK_ACCOUNT') {
      throw DiandaError.fromReason('CLASS_NOT_SERVED', { origin: 'dianda' });
    }
    const page = await this.pageOf(call, received);
    if (page === undefined) throw DiandaError.fromReason('PAGE_TOKEN_INVALID', { origin: 'dianda' });
    return { legId: question.legId, round: question.round, answer: page.answer, receipt: page.receipt };
  }

  private read(request: InquireRequest): ReceivedQuestion {
    if (!this.lies.has('searches_half_an_identity')) return decodeInquire(request);
    const { subject } = request;
    if (subject?.name !== '') return decodeInquire(request);
    return decodeInquire({ ...request, subject: { ...subject, name: '?' } });
  }

  private async pageOf(
    call: ServerUnaryCall<InquireRequest, InquireResponse>,
    { question, pageToken }: ReceivedQuestion,
  ): Promise<PocketPage | undefined> {
    const entry = this.journal.enter(question, this.lies.has('forgets_withdrawals'));
    if (pageToken !== '') return entry.pages?.find((page) => page.pageToken === pageToken);
    if (entry.pages !== undefined && !this.lies.has('searches_again')) return entry.pages[0];
    if (question.subject.document.type !== 'RESIDENT_ID' && question.subject.document.type !== 'USCC') {
      const common = { echo: question.subject, answeredAt: pocketNow() };
      const answer = { ...common, rung: 'not_covered', reason: 'DOCUMENT_TYPE', detail: '' } as const;
      return (await pocketPages(question, answer, this.receiptKey, this.lies))[0];
    }
    const deadline = call.getDeadline();
    const leftMs = (deadline instanceof Date ? deadline.getTime() : deadline) - Date.now();
    if (leftMs < SHORTEST_MS) throw DiandaError.timeout('DEADLINE_TOO_SHORT', { origin: 'dianda' });
    if (entry.error !== undefined) throw entry.error;
    entry.searching ??= this.searchOnce(call, question, entry.asked + 1, leftMs).finally(
      () => (entry.searching = undefined),
    );
    try {
      const pages = await entry.searching;
      // Of callers that joined, the first records; a withdrawn leg is answered no more.
      if (entry.pages === undefined) this.journal.record(entry, pages);
      return pages[0];
    } catch (error) {
      if (this.lies.has('keeps_errors')) entry.error = error instanceof Error ? error : new Error('unknown');
      throw error;
    }
  }

  private async searchOnce(
    call: ServerUnaryCall<InquireRequest, InquireResponse>,
    question: Question,
    asked: number,
    leftMs: number,
  ): Promise<readonly PocketPage[]> {
    if (this.running >= MAX_CONCURRENT) {
      throw DiandaError.exhausted('ADAPTER_BUSY', { origin: 'adapter', retryAfterMs: 100 });
    }
    this.running += 1;
    const stop = new AbortController();
    if (!this.lies.has('swallows_cancellation')) call.on('cancelled', () => stop.abort());
    const inTime = setTimeout(
      () => {
        if (!this.lies.has('waits_for_ever')) stop.abort();
      },
      Math.max(0, leftMs - MARGIN_MS),
    );
    this.journal.onWithdraw(question.legId, () => stop.abort());
    let part: PocketFindings = { row: undefined, recordIds: [], isWhole: false };
    try {
      const findings = await this.search(question.subject.document.number, stop.signal, (each) => {
        part = each;
      });
      const answer = pocketAnswer(question, findings, asked, this.lies);
      if (answer.rung === 'nothing_found' && this.lies.has('not_found_status')) {
        throw DiandaError.notFound('LEG_UNKNOWN');
      }
      return await pocketPages(question, answer, this.receiptKey, this.lies);
    } catch (error) {
      const answer = answerOnError(question, part, error, this.lies);
      return await pocketPages(question, answer, this.receiptKey, this.lies);
    } finally {
      clearTimeout(inTime);
      this.running -= 1;
    }
  }

  private trailers(call: { readonly request: unknown }): Metadata {
    const trailers = new Metadata();
    const { subject } = call.request as Partial<InquireRequest>;
    if (this.lies.has('leaks_number_in_metadata') && subject !== undefined) {
      trailers.set('x-subject', subject.documentNumber);
    }
    return trailers;
  }

  private detailsOf(call: { readonly request: unknown }, details: string): string {
    const { subject } = call.request as Partial<InquireRequest>;
    if (!this.lies.has('leaks_name_in_status') || subject === undefined) return details;
    return `${subject.name}: ${details}`;
  }

  private describe(): DescribeResponse {
    return encodeDescription({
      agencyCode,
      agencyName: '口袋机构',
      adapterName: 'pocket',
      adapterVersion: '0.0.1',
      contractVersion,
      servedClasses: [
        {
          assetClass: 'BANK_ACCOUNT',
          subjectKinds: ['person', 'organisation'],
          documentTypes: ['RESIDENT_ID', 'USCC'],
          dataCategories: ['ASSETS'],
          regionCodes: ['320898'],
        },
      ],
      maxPageSize: POCKET_PAGE_SIZE,
      maxConcurrent: MAX_CONCURRENT,
      workingNote: '',
      supportsWithdraw: true,
      pushesAnswers: false,
      receiptKeys: [JSON.stringify(this.receiptKey.publicJwk)],
    });
  }
}
