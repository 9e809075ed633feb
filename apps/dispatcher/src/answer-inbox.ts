import { Server, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import {
  DiandaError,
  isSettling,
  parseLegId,
  type AdapterAnswer,
  type AskedLeg,
  type AuditLog,
  type EvidencePage,
  type LegId,
  type LegStore,
  type PushedAnswer,
} from '@dianda/inquiry';
import type { Logger } from '@dianda/service-kit';
import {
  AnswerInboxServiceService,
  decodeAnswer,
  encodeError,
  PushOutcome,
  type PushAnswerRequest,
  type PushAnswerResponse,
} from '@dianda/wire';
import { X509Certificate } from 'node:crypto';
import { largestReplyBytes } from './agency-connections.js';
import { inboxCredentials, type ClientCertificate } from './certificates.js';
import { evidenceOf, receiptKeysOf } from './receipts.js';
import { RefusedPushes } from './refused-pushes.js';

type Call = ServerUnaryCall<PushAnswerRequest, PushAnswerResponse>;

const outcomes = {
  accepted: PushOutcome.PUSH_OUTCOME_ACCEPTED,
  duplicate: PushOutcome.PUSH_OUTCOME_DUPLICATE,
} as const;

/**
 * Where agencies bring what they answer later by themselves, on a mutual-TLS port of its own (proto/README.md section
 * 6). Who brings an answer must carry the DNS name of the leg's own agency; to everybody else the leg is unknown. What is refused stands in the audit log.
 */
export class AnswerInbox {
  private readonly server = new Server({ 'grpc.max_receive_message_length': largestReplyBytes });

  private constructor(
    private readonly legs: Pick<LegStore, 'asked' | 'receive'>,
    private readonly refused: RefusedPushes,
    private readonly log: Logger,
  ) {}

  /** `listen` is `host:port`. Rejects when the port is taken. */
  static async open(
    listen: string,
    certificate: ClientCertificate,
    legs: Pick<LegStore, 'asked' | 'receive'>,
    audit: AuditLog,
    log: Logger,
  ): Promise<AnswerInbox> {
    const inbox = new AnswerInbox(legs, new RefusedPushes(audit, log), log);
    inbox.server.addService(AnswerInboxServiceService, {
      pushAnswer: (call: Call, done: sendUnaryData<PushAnswerResponse>) => void inbox.answer(call, done),
    });
    const port = await new Promise<number>((resolve, reject) => {
      inbox.server.bindAsync(listen, inboxCredentials(certificate), (error, bound) => {
        if (error === null) resolve(bound);
        else reject(error);
      });
    });
    log.info('answer inbox serves', { port });
    return inbox;
  }

  /** Takes no new answer, then lets those that are under way be stored. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.tryShutdown(() => {
        resolve();
      });
    });
    await this.refused.close();
  }

  private async answer(call: Call, done: sendUnaryData<PushAnswerResponse>): Promise<void> {
    const legId = parseLegId(call.request.legId);
    const peer = peerOf(call);
    let asked: AskedLeg | undefined;
    let isForeign = false;
    try {
      asked = legId === undefined ? undefined : await this.legs.asked(legId);
      isForeign = asked !== undefined && !isNamed(peer, asked.agency.tlsName);
      if (legId === undefined || asked === undefined || isForeign)
        throw DiandaError.fromReason('LEG_UNKNOWN', { origin: 'agency' });
      const pushed = await verify(legId, asked, call.request);
      const outcome = await this.legs.receive(pushed);
      this.log.info('answer pushed', { legId, rung: pushed.answer.rung, outcome });
      done(null, { legId, outcome: outcomes[outcome] });
    } catch (error) {
      this.log.warn('pushed answer refused', { error });
      const certificate = peer === undefined ? 'none' : fingerprintOf(peer);
      await this.refused.record({ certificate, legId, agencyCode: asked?.agency.code, isForeign, error });
      done(encodeError(error, 'dianda'));
    }
  }
}

async function verify(legId: LegId, asked: AskedLeg, request: PushAnswerRequest): Promise<PushedAnswer> {
  if (request.pageToken !== '') throw malformed('a pushed answer is one page');
  const { answer, nextPageToken } = answerIn(request, asked.question);
  if (nextPageToken !== '') throw malformed('a pushed answer is one page');
  if (!isSettling(answer)) throw malformed(`${answer.rung} is told when asked`);
  const page = await receiptIn(asked, request, answer.rung);
  return { legId, round: request.round, answer, page };
}

function peerOf(call: Call): X509Certificate | undefined {
  const raw = call.getAuthContext().sslPeerCertificate?.raw;
  return raw === undefined ? undefined : new X509Certificate(raw);
}

function isNamed(peer: X509Certificate | undefined, tlsName: string): boolean {
  // As the adapters read our certificate: a common name or a wildcard is nobody's name here.
  const names = { subject: 'never', wildcards: false } as const;
  return peer?.checkHost(tlsName, names) !== undefined;
}

/** SHA-256 (hex) of the certificate. */
function fingerprintOf({ fingerprint256 }: X509Certificate): string {
  return fingerprint256.replaceAll(':', '').toLowerCase();
}

function answerIn({ answer }: PushAnswerRequest, question: AskedLeg['question']) {
  try {
    return decodeAnswer(answer, question);
  } catch (error) {
    throw error instanceof DiandaError ? malformed(error.detail, error) : error;
  }
}

async function receiptIn(
  { question, agency }: AskedLeg,
  { answer, receipt }: PushAnswerRequest,
  rung: AdapterAnswer['rung'],
): Promise<EvidencePage> {
  const page = { answerBytes: answer, receipt: Buffer.from(receipt).toString('latin1') };
  try {
    return await evidenceOf(agency, question, '', rung, page, receiptKeysOf(agency));
  } catch (error) {
    if (!(error instanceof DiandaError) || error.reason !== 'AGENCY_RECEIPT_INVALID') throw error;
    throw DiandaError.fromReason('RECEIPT_INVALID', { origin: 'agency', detail: error.detail, cause: error });
  }
}

function malformed(detail: string, cause?: unknown): DiandaError {
  return DiandaError.fromReason('ANSWER_MALFORMED', { origin: 'agency', detail, cause });
}
