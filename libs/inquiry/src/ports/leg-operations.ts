import type { CaseNumber } from '@dianda/identifiers';
import type { ErrorOrigin } from '../errors.js';
import type { Rung } from '../model/answer.js';
import type { AssetClass } from '../model/asset-class.js';
import type { AgencyCode, AttemptId, InquiryId, LegId } from '../model/ids.js';
import type { LegError, LegState, WaitingFor } from '../model/leg.js';
import type { Instant } from '../model/time.js';
import type { Reason } from '../reasons.js';
import type { ByHand } from './by-hand.js';

export const legInterventionKinds = ['retry', 'fail'] as const;
/** What an operator wants done with a parked leg: ask it again, or give it up. */
export type LegInterventionKind = (typeof legInterventionKinds)[number];

/** A leg as operators see it: ids, codes, counts and times; neither of whom it asks nor what was answered. */
export interface OperatedLeg {
  readonly id: LegId;
  readonly inquiryId: InquiryId;
  readonly caseNumber: string;
  readonly agencyCode: AgencyCode | undefined;
  readonly assetClass: AssetClass;
  readonly state: LegState;
  readonly round: number;
  readonly attempts: number;
  readonly polls: number;
  readonly rings: number;
  /** Unexpected errors of Dianda's own since it was last taken up; the third parks the leg. */
  readonly defects: number;
  readonly orderedAt: Instant;
  /** When it may be asked next; undefined where only a person makes it due. */
  readonly dueAt: Instant | undefined;
  readonly expectedAt: Instant;
  readonly expiresAt: Instant;
  /** While it is open. A hold of its agency stands with the agency. */
  readonly waitingFor: WaitingFor['kind'] | undefined;
  readonly lastError: LegError | undefined;
  readonly rung: Rung | undefined;
  readonly settledAt: Instant | undefined;
  /** What an operator has asked for and the sweep has not done yet. */
  readonly intervention: LegInterventionKind | undefined;
}

export interface LegSearch {
  readonly caseNumber: CaseNumber | undefined;
  readonly agency: AgencyCode | undefined;
  readonly state: LegState | undefined;
  /** Opaque, from the previous page. */
  readonly cursor: string | undefined;
  readonly limit: number;
}

export interface LegListing {
  readonly items: readonly OperatedLeg[];
  readonly nextCursor: string | undefined;
}

/** One gRPC call of a leg, or one poll. */
export interface LegAttempt {
  readonly id: AttemptId;
  readonly poll: boolean;
  readonly dispatcherId: string;
  readonly startedAt: Instant;
  /** Undefined while it runs. */
  readonly endedAt: Instant | undefined;
  readonly outcome: string | undefined;
  readonly error: { readonly reason: Reason; readonly origin: ErrorOrigin } | undefined;
}

/** Legs as operators find and mend them; who may not is told ROLE_NOT_PERMITTED. */
export abstract class LegOperations {
  /** Newest order first. Throws REQUEST_INVALID at `/cursor` for a cursor that no page gave. */
  abstract search(search: LegSearch): Promise<LegListing>;
  abstract find(id: LegId): Promise<OperatedLeg | undefined>;
  /** The newest first, at most `most`; undefined where there is no such leg. */
  abstract attempts(id: LegId, most: number): Promise<readonly LegAttempt[] | undefined>;
  /**
   * Asks for a parked leg to be retried (asked again at once) or failed (settled as `failed`, LEG_GIVEN_UP); the sweep
   * does it within seconds. Writes one audit entry. Throws LEG_UNKNOWN, LEG_NOT_PARKED, LEG_INTERVENTION_UNDER_WAY.
   */
  abstract intervene(id: LegId, kind: LegInterventionKind, how: ByHand): Promise<OperatedLeg>;
}
