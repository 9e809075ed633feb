import type { ErrorOrigin } from '../errors.js';
import type { Reason } from '../reasons.js';
import type { AssetClass } from './asset-class.js';
import type {
  AssetRecord,
  MatchedField,
  MissingPartCode,
  MissingReason,
  NotCoveredReason,
  RefusalReason,
} from './records/index.js';
import type { Identity } from './subject.js';
import type { Instant } from './time.js';

/** A part of what was asked that could not be searched; each is a named gap in the report. */
export interface MissingPart {
  readonly part: MissingPartCode;
  readonly reason: MissingReason;
  /** Mandatory for `REGISTER`, `REGION` and `OTHER`; names nobody. */
  readonly detail: string;
}

/** What a search covered; without it nobody can say "nothing found". */
export interface Coverage {
  /** GB/T 2260 codes or prefixes; at least one. */
  readonly regions: readonly string[];
  readonly assetClasses: readonly AssetClass[];
  /** How far back the register reaches. */
  readonly since: string;
}

/** What the agency says it searched for; must match the leg's subject. */
export type Echo = Identity;

export interface MatchCandidate {
  /** At least one. */
  readonly matchedFields: readonly MatchedField[];
  /** 0 to 100 */
  readonly strength: number;
}

export interface AgencyContact {
  readonly name: string;
  readonly phone: string;
}

/** Rungs that an adapter sets, each with its evidence (design.md section 4). */
export type AdapterAnswer =
  | {
      readonly rung: 'found';
      readonly echo: Echo;
      readonly answeredAt: Instant;
      readonly asOf: Instant;
      /** At least one. */
      readonly records: readonly AssetRecord[];
      readonly missing: readonly MissingPart[];
    }
  | {
      readonly rung: 'nothing_found';
      readonly echo: Echo;
      readonly answeredAt: Instant;
      readonly asOf: Instant;
      readonly coverage: Coverage;
    }
  | {
      readonly rung: 'ambiguous';
      readonly echo: Echo;
      readonly answeredAt: Instant;
      readonly candidates: readonly MatchCandidate[];
    }
  | {
      readonly rung: 'not_covered';
      readonly echo: Echo;
      readonly answeredAt: Instant;
      readonly reason: NotCoveredReason;
      readonly detail: string;
    }
  | {
      readonly rung: 'refused';
      readonly echo: Echo;
      readonly answeredAt: Instant;
      readonly reason: RefusalReason;
      readonly detail: string;
      readonly contact: AgencyContact;
    }
  | {
      readonly rung: 'clarification';
      readonly echo: Echo;
      readonly answeredAt: Instant;
      readonly question: string;
      readonly contact: AgencyContact;
    }
  | {
      readonly rung: 'deferred';
      readonly echo: Echo;
      readonly answeredAt: Instant;
      readonly pollAfterMs: number;
      readonly note: string;
    };

/** Rungs that Dianda sets itself. */
export type OwnAnswer =
  | {
      readonly rung: 'not_covered';
      readonly answeredAt: Instant;
      /** The plan's: no agency of the directory answers this class for this kind of subject. */
      readonly reason: 'NO_AGENCY';
      readonly detail: string;
    }
  | {
      readonly rung: 'no_response';
      readonly answeredAt: Instant;
      readonly expiredAt: Instant;
      readonly attempts: number;
      readonly lastError: { readonly reason: Reason; readonly origin: ErrorOrigin } | undefined;
    }
  | {
      readonly rung: 'failed';
      readonly answeredAt: Instant;
      readonly reason: Reason;
      readonly origin: ErrorOrigin;
      readonly attempts: number;
    };

/** 反馈: what settles a leg, or (clarification, deferred) keeps it waiting. */
export type Answer = AdapterAnswer | OwnAnswer;
export type Rung = Answer['rung'];
export const rungs = [
  'found',
  'nothing_found',
  'ambiguous',
  'not_covered',
  'refused',
  'clarification',
  'deferred',
  'no_response',
  'failed',
] as const satisfies readonly Rung[];

/** Answers that end a leg. */
export type SettlingAnswer = Exclude<Answer, { rung: 'clarification' | 'deferred' }>;

export function isSettling(answer: Answer): answer is SettlingAnswer {
  return answer.rung !== 'clarification' && answer.rung !== 'deferred';
}

/** One page as it came over the wire, byte-exact (法释〔2013〕20号 art. 5): what a receipt signs. */
export interface EvidencePage {
  readonly answerBytes: Uint8Array;
  /** Compact JWS; empty when the agency sent none (yet). */
  readonly receipt: string;
  /** From the verified receipt. */
  readonly receiptNumber: string | undefined;
}

/** An adapter's answer with the bytes that prove it, one entry a page. */
export interface AgencyReply {
  readonly answer: AdapterAnswer;
  readonly evidence: readonly EvidencePage[];
}
