import type { AssetClass } from './asset-class.js';
import type { AgencyCode, InquiryId, LegId, SubjectId } from './ids.js';
import type { ErrorOrigin } from '../errors.js';
import type { Reason } from '../reasons.js';
import type { Region } from './region.js';
import type { Instant } from './time.js';

export const legStates = [
  'pending',
  'asking',
  'waiting',
  'answered',
  'unanswered',
  'parked',
  'cancelled',
] as const;
export type LegState = (typeof legStates)[number];

/** Allowed transitions (design.md section 4); storage and flow both obey this table. */
export const legTransitions: Record<LegState, readonly LegState[]> = {
  pending: ['asking', 'waiting', 'answered', 'unanswered', 'cancelled'],
  asking: ['pending', 'waiting', 'answered', 'unanswered', 'parked', 'cancelled'],
  waiting: ['asking', 'answered', 'unanswered', 'cancelled'],
  parked: ['pending', 'answered', 'unanswered', 'cancelled'],
  unanswered: ['answered'],
  answered: [],
  cancelled: [],
};

export function mayBecome(from: LegState, to: LegState): boolean {
  return legTransitions[from].includes(to);
}

/** States in which the court still waits. */
export const openLegStates = [
  'pending',
  'asking',
  'waiting',
  'parked',
] as const satisfies readonly LegState[];

export function isOpen(state: LegState): boolean {
  return openLegStates.some((each) => each === state);
}

/** States from which feed may ring a leg. */
export const feedableLegStates = ['pending', 'waiting'] as const satisfies readonly LegState[];

/** What an open leg waits for; promise 6: no silent waiting. */
export type WaitingFor =
  /**
   * `ahead`: due legs of the same agency that come before it, counted up to 1000; each court's share may change the
   * order. Absent where the agency's line is longer and the leg's place in it not known.
   */
  | { readonly kind: 'turn'; readonly ahead?: number }
  | { readonly kind: 'answer' }
  | { readonly kind: 'retry'; readonly reason: Reason; readonly origin: ErrorOrigin; readonly until: Instant }
  | { readonly kind: 'agency_working'; readonly since: Instant; readonly nextPollAt: Instant }
  | {
      readonly kind: 'agency_held';
      readonly cause: string;
      readonly since: Instant;
      readonly nextProbeAt: Instant | undefined;
    }
  | {
      readonly kind: 'clarification';
      readonly since: Instant;
      readonly question: string;
      readonly contact: string;
    }
  | { readonly kind: 'operator'; readonly since: Instant }
  /** The agency's working hours: it is closed until then. */
  | { readonly kind: 'outside_hours'; readonly until: Instant }
  | { readonly kind: 'maintenance'; readonly since: Instant; readonly until: Instant }
  /** The agency's quota of the day is used up. */
  | { readonly kind: 'quota'; readonly until: Instant };

/**
 * What an expected time rests on: how long this agency took of late over this class, what the directory says it takes, or
 * the calendar: when it opens, is probed, polled or tried again, or the leg's own end.
 */
export const expectedBases = ['recent_answers', 'directory', 'calendar'] as const;
export type ExpectedBasis = (typeof expectedBases)[number];

/** The last error on a leg, as shown to people: coded, no personal data. */
export interface LegError {
  readonly reason: Reason;
  readonly origin: ErrorOrigin;
  readonly at: Instant;
}

/** 协查单: one subject asked at one agency about one asset class. */
export interface Leg {
  readonly id: LegId;
  readonly inquiryId: InquiryId;
  readonly subjectId: SubjectId;
  /** Absent when the plan found no competent agency; such a leg is born answered as `not_covered`. */
  readonly agencyCode: AgencyCode | undefined;
  readonly assetClass: AssetClass;
  /** Set only on a leg without agency: the chosen region in which nobody answers the class, though elsewhere some do. */
  readonly region: Region | undefined;
  readonly state: LegState;
  /** 1, then one more for each clarification reply. */
  readonly round: number;
  /** gRPC calls that asked; polls of a deferred leg are not among them. */
  readonly attempts: number;
  readonly polls: number;
  /** When feed may ring it next; also the retry and poll time. */
  readonly dueAt: Instant;
  /** When time runs out: computed once when planned (promise 9). */
  readonly expiresAt: Instant;
  readonly expectedAt: Instant;
  /** Years whose public holidays were not known when its times were reckoned: in those weekdays alone were counted. */
  readonly unknownHolidayYears: readonly number[];
  readonly waitingFor: WaitingFor | undefined;
  readonly lastError: LegError | undefined;
  readonly settledAt: Instant | undefined;
}
