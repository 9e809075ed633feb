import { Metadata, type ClientUnaryCall, type ServiceError } from '@grpc/grpc-js';
import {
  AgencyClient,
  DiandaError,
  type Agency,
  type AgencyDescription,
  type AgencyReply,
  type EvidencePage,
  type Question,
} from '@dianda/inquiry';
import { currentTraceParent, inSpan } from '@dianda/service-kit';
import {
  decodeDescription,
  decodeInquireReply,
  encodeInquire,
  decodeError,
  joinPages,
  type DescribeResponse,
  type InquireReply,
  type InquireResponse,
  type WarrantOnWire,
} from '@dianda/wire';
import type { AgencyConnections } from './agency-connections.js';
import { evidenceOf, receiptKeysOf } from './receipts.js';
import type { WarrantDesk } from './warrant-desk.js';

/**
 * Most that one reply may hold over all its pages. 5,000 accounts take about 3 MiB; what is larger is no list of one
 * subject's assets, and would cost the other agencies this process's memory and time (promise 5).
 */
const largestAnswerBytes = 32 * 1024 * 1024;
const mostPages = 500;

/** Asks agencies over gRPC, behind each agency's breaker, and believes only what is proved. */
export class GrpcAgencyClient extends AgencyClient {
  constructor(
    private readonly connections: AgencyConnections,
    private readonly warrants: WarrantDesk,
  ) {
    super();
  }

  override async inquire(
    agency: Agency,
    question: Question,
    deadlineMs: number,
    signal: AbortSignal,
  ): Promise<AgencyReply> {
    // One deadline for all pages, and everything of our own done before the breaker looks on.
    const deadline = Date.now() + deadlineMs;
    const warrant = await this.warrants.issue(question);
    const keys = receiptKeysOf(agency);
    return this.connections.of(agency).breaker.run(async () => {
      const pages: InquireReply[] = [];
      const evidence: EvidencePage[] = [];
      const seen = new Set<string>();
      let totalBytes = 0;
      for (let pageToken = ''; ;) {
        const page = await this.askPage(agency, question, warrant, pageToken, deadline, signal);
        totalBytes += page.answerBytes.length + page.receipt.length;
        if (totalBytes > largestAnswerBytes) throw tooLarge(`more than ${largestAnswerBytes} bytes`);
        evidence.push(await evidenceOf(agency, question, pageToken, page.answer.rung, page, keys));
        pages.push(page);
        pageToken = page.nextPageToken;
        if (pageToken === '') break;
        if (seen.has(pageToken)) throw malformed('a page names itself as the next');
        if (pages.length === mostPages) throw tooLarge(`more than ${mostPages} pages`);
        seen.add(pageToken);
      }
      const [first, ...rest] = pages;
      if (first === undefined) throw malformed('no page');
      return { answer: joinPages(first, ...rest), evidence };
    });
  }

  /** Not through the breaker: it is what decides whether the agency may be asked again. */
  override async describe(agency: Agency, deadlineMs: number): Promise<AgencyDescription> {
    const { client } = this.connections.of(agency);
    const deadline = Date.now() + deadlineMs;
    const response = await unary<DescribeResponse>(undefined, (done) =>
      client.describe({}, new Metadata(), { deadline }, done),
    );
    return decodeDescription(response);
  }

  private async askPage(
    agency: Agency,
    question: Question,
    warrant: WarrantOnWire,
    pageToken: string,
    deadline: number,
    signal: AbortSignal,
  ): Promise<InquireReply> {
    const { client } = this.connections.of(agency);
    const request = encodeInquire(question, warrant, pageToken);
    const fields = { legId: question.legId, agencyCode: agency.code, assetClass: question.assetClass };
    const response = await inSpan('Inquire', { kind: 'client', fields }, () =>
      unary<InquireResponse>(signal, (done) => client.inquire(request, traceMetadata(), { deadline }, done)),
    );
    return decodeInquireReply(response, question);
  }
}

/** Carries the trace to the adapter, where tracing is on. */
function traceMetadata(): Metadata {
  const metadata = new Metadata();
  const traceParent = currentTraceParent();
  if (traceParent !== undefined) metadata.set('traceparent', traceParent);
  return metadata;
}

/** One unary call as a promise; an abort cancels it, and every failure is a DiandaError. */
function unary<Response>(
  signal: AbortSignal | undefined,
  start: (done: (error: ServiceError | null, response: Response) => void) => ClientUnaryCall,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(DiandaError.unavailable('SHUTTING_DOWN', { origin: 'dianda' }));
      return;
    }
    const abort = () => call.cancel();
    const call = start((error, response) => {
      signal?.removeEventListener('abort', abort);
      if (error === null) resolve(response);
      else if (signal?.aborted === true)
        reject(DiandaError.unavailable('SHUTTING_DOWN', { origin: 'dianda' }));
      else reject(decodeError(error));
    });
    signal?.addEventListener('abort', abort, { once: true });
  });
}

function malformed(detail: string): DiandaError {
  return DiandaError.internal('AGENCY_REPLY_MALFORMED', { origin: 'agency', detail });
}

function tooLarge(detail: string): DiandaError {
  return DiandaError.internal('AGENCY_REPLY_TOO_LARGE', { origin: 'agency', detail });
}
