import type { Agency } from '../model/agency.js';
import type { Answer } from '../model/answer.js';
import type { EnforcementCase } from '../model/enforcement-case.js';
import type { InquiryId, LegId } from '../model/ids.js';
import type { Inquiry, InquiryState } from '../model/inquiry.js';
import type { ExpectedBasis, Leg } from '../model/leg.js';
import type { ReplacedAnswer, Report } from '../model/report.js';
import type { Instant } from '../model/time.js';
import type { Actor } from './actor.js';

export interface AcceptedInquiry {
  readonly inquiryId: InquiryId;
  readonly acceptedAt: Instant;
  /** False when the same Idempotency-Key with the same body was accepted before. */
  readonly created: boolean;
}

export type LegOnView = Leg & {
  readonly rung: Answer['rung'] | undefined;
  /** What `expectedAt` rests on, while the leg is open. */
  readonly expectedBasis: ExpectedBasis | undefined;
};

/** An inquiry as people look at it while it runs: no answers' content. */
export interface InquiryView {
  readonly inquiry: Inquiry;
  readonly state: InquiryState;
  readonly completedAt: Instant | undefined;
  readonly legs: readonly LegOnView[];
  readonly sealedVersions: number;
  /** Inquiries that take this one up again, oldest first; absent where there are none. */
  readonly reissuedBy?: readonly InquiryId[];
  /** The database's time of this reading. */
  readonly readAt: Instant;
}

export interface InquiryListQuery {
  readonly caseNumber: string | undefined;
  /** Opaque, from the previous page. */
  readonly cursor: string | undefined;
  readonly limit: number;
}

export interface InquiryListing {
  readonly items: readonly {
    readonly id: InquiryId;
    readonly caseNumber: string;
    readonly state: InquiryState;
    readonly orderedAt: Instant;
    readonly legs: number;
    readonly open: number;
  }[];
  readonly nextCursor: string | undefined;
}

/** Everything that the fold reads, as of one moment. */
export interface ReportInputs {
  readonly inquiry: Inquiry;
  readonly legs: readonly Leg[];
  /** The newest answer of each settled leg. */
  readonly answers: ReadonlyMap<
    LegId,
    {
      readonly answer: Answer;
      /** Of each page of its evidence, in order; undefined where the receipt has not come. Dianda's own word has no page. */
      readonly receiptNumbers: readonly (string | undefined)[];
      readonly settledAt: Instant;
      readonly late: boolean;
      /** The answer of the same agency that this one corrects. */
      readonly replaces?: ReplacedAnswer;
    }
  >;
  readonly agencies: readonly Agency[];
  readonly readAt: Instant;
}

/**
 * Inquiries as orders and as reading. Who may see: an officer in the present team of the case, the court system
 * of the case's present court; for everyone else an inquiry does not exist (undefined).
 */
export abstract class InquiryStore {
  /** The database's time: the clock that all processes share. */
  abstract now(): Promise<Instant>;
  /**
   * Stores the inquiry, its planned legs, the audit entry and the idempotency record in one transaction and wakes
   * the feed after commit. `bodyHash` is compared on a repeated key: equal → the first inquiry, different →
   * IDEMPOTENCY_KEY_REUSED; it is kept under a key, because an order can be guessed. Keys are per account. The case is locked and `recheck` runs inside the transaction on
   * its present state, so that a case closed meanwhile refuses the order.
   */
  abstract accept(order: {
    readonly inquiry: Inquiry;
    readonly legs: readonly Leg[];
    readonly by: Actor;
    readonly idempotencyKey: string;
    readonly bodyHash: string;
    readonly recheck: (current: EnforcementCase, now: Instant) => void;
  }): Promise<AcceptedInquiry>;
  /** What this account ordered under the key; `isSameBody` says whether with a body of this hash. */
  abstract findByIdempotencyKey(
    by: Actor,
    key: string,
    bodyHash: string,
  ): Promise<
    { readonly inquiryId: InquiryId; readonly acceptedAt: Instant; readonly isSameBody: boolean } | undefined
  >;
  abstract view(id: InquiryId, by: Actor): Promise<InquiryView | undefined>;
  abstract list(query: InquiryListQuery, by: Actor): Promise<InquiryListing>;
  /** Reads for the fold and writes the audit entry of the look in the same transaction. */
  abstract readForReport(id: InquiryId, by: Actor): Promise<ReportInputs | undefined>;
  /** A sealed version (the newest when `version` is absent), with the audit entry of the look. */
  abstract sealedReport(id: InquiryId, version: number | undefined, by: Actor): Promise<Report | undefined>;
}
