import { createHash } from 'node:crypto';
import { DiandaError, type Question } from '@dianda/inquiry';
import type { WarrantClaims } from '@dianda/trust';
import type { ReceivedQuestion } from '@dianda/wire';
import type { Adapter } from '../adapter.js';
import type { Journal } from '../journal/journal.js';
import type { AnsweredPage, RegisterEntry, SearchOutcome } from '../journal/journal-entry.js';
import type { SearchLimits } from '../registry/search-limits.js';
import { answerPages, type PageLimits, type ReceiptSigner } from './answer-pages.js';
import { notCovered, servedClassOf } from './served-class.js';
import type { Caller, SearchTurns } from './search-turns.js';
import { verifyQuestion } from './verify-question.js';
import type { WarrantKeys } from './warrant-keys.js';

/** Who asks, and how long he waits. */
export interface Asker extends Caller {
  /** DNS name on his certificate. */
  readonly peer: string;
  /** Milliseconds since 1970 at which the call ends by itself. */
  readonly deadlineAt: number;
}

/** How an answer came about, for the log. */
export interface AnswerStory {
  /** `searched`: this call searched. `joined`: it waited for another's search. `repeated`: the journal had it. */
  readonly how: 'searched' | 'joined' | 'repeated';
  readonly rung: string;
  readonly page: AnsweredPage;
}

/** Below this no search is begun: what fails then should say so and not look like a slow registry. */
export const SHORTEST_DEADLINE_MS = 500;

/** One question from its arrival to the bytes that answer it: verified, entered, searched once, journalled, signed. */
export class AnswerQuestion {
  constructor(
    private readonly agencyCode: string,
    private readonly adapter: Adapter,
    private readonly journal: Journal,
    private readonly warrantKeys: WarrantKeys,
    private readonly turns: SearchTurns<SearchOutcome | 'answered_before'>,
    private readonly pageLimits: PageLimits,
    private readonly signer: ReceiptSigner,
  ) {}

  /** Throws what proto/README.md section 7 lists, as DiandaError. */
  async run(received: ReceivedQuestion, asker: Asker): Promise<AnswerStory> {
    const { question, pageToken } = received;
    const claims = await verifyQuestion(received, this.agencyCode, this.warrantKeys);
    const served = servedClassOf(question, this.adapter.describe());
    await this.journal.enter(entryOf(question, claims, asker.peer));
    const known = await this.journal.findPage(question, pageToken);
    if (known !== undefined) return { how: 'repeated', rung: known.rung, page: known };
    if (pageToken !== '') throw pageTokenInvalid();
    if (asker.deadlineAt - Date.now() < SHORTEST_DEADLINE_MS) {
      throw DiandaError.timeout('DEADLINE_TOO_SHORT', { origin: 'dianda' });
    }
    return this.searchOnce(question, served, asker);
  }

  /**
   * Looks again at a question that was put off, with nobody on the line; the register counts no further call. Throws as
   * `run` does, WARRANT_EXPIRED when it may no longer be searched.
   */
  async resume(received: ReceivedQuestion, caller: Caller): Promise<AnswerStory> {
    const { question } = received;
    await verifyQuestion(received, this.agencyCode, this.warrantKeys);
    const known = await this.journal.findPage(question, '');
    if (known !== undefined) return { how: 'repeated', rung: known.rung, page: known };
    return this.searchOnce(question, servedClassOf(question, this.adapter.describe()), caller);
  }

  private async searchOnce(
    question: Question,
    served: ReturnType<typeof servedClassOf>,
    caller: Caller,
  ): Promise<AnswerStory> {
    const { value, joined } = await this.turns.take(turnKeyOf(question), caller, (limits) =>
      this.journal.searchOnce(question, async () => {
        const result = notCovered(question, served) ?? (await this.search(question, limits));
        return answerPages(question, result, this.pageLimits, this.signer);
      }),
    );
    if (value === 'answered_before') return this.repeat(question);
    const [first] = value.pages;
    if (first === undefined) throw new TypeError('an answer without pages');
    return { how: joined ? 'joined' : 'searched', rung: value.rung, page: first };
  }

  /** What the adapter throws that is not ours is its defect, never "nothing found" and never a guess. */
  private async search(question: Question, limits: SearchLimits) {
    try {
      return await this.adapter.search(question, limits);
    } catch (error) {
      if (error instanceof DiandaError) throw error;
      throw DiandaError.internal('UNEXPECTED', { origin: 'adapter', cause: error });
    }
  }

  /** Another process answered while this one waited for its turn. */
  private async repeat(question: Question): Promise<AnswerStory> {
    const known = await this.journal.findPage(question, '');
    if (known === undefined) throw DiandaError.precondition('LEG_WITHDRAWN', { origin: 'dianda' });
    return { how: 'repeated', rung: known.rung, page: known };
  }
}

/** The key under which a search runs in this process. */
export function turnKeyOf(question: Pick<Question, 'legId' | 'round'>): string {
  return `${question.legId}/${question.round}`;
}

function entryOf(question: Question, claims: WarrantClaims, peer: string): RegisterEntry {
  const { authority } = question;
  return {
    legId: question.legId,
    round: question.round,
    fingerprint: fingerprintOf(question, claims),
    assetClass: question.assetClass,
    caseNumber: authority.caseNumber,
    noticeNumber: authority.notice.number,
    courtCode: authority.court.code,
    warrantId: claims.jti,
    askedByPeer: peer,
    shown: {
      court: authority.court,
      requestedBy: authority.requestedBy,
      responsibleOfficer: authority.responsibleOfficer,
      notice: authority.notice,
      purpose: authority.purpose,
      subject: question.subject,
    },
  };
}

/** What a leg id and round stand for: subject (salted by the leg id), class, data categories, period, reply. */
function fingerprintOf(question: Question, claims: WarrantClaims): Buffer {
  const parts = [
    claims.subjectDigest,
    question.assetClass,
    [...question.authority.dataCategories].sort(),
    question.authority.transactions ?? null,
    question.clarificationReply ?? null,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

function pageTokenInvalid(): DiandaError {
  return DiandaError.fromReason('PAGE_TOKEN_INVALID', {
    origin: 'dianda',
    violations: [
      { pointer: '/page_token', code: 'UNKNOWN', detail: 'was not given out for this leg and round' },
    ],
  });
}
