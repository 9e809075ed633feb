import type { Agency } from '../model/agency.js';
import type { AgencyReply, Answer, EvidencePage, SettlingAnswer } from '../model/answer.js';
import type { Question } from '../model/authority.js';
import type { EnforcementCase, Officer } from '../model/enforcement-case.js';
import type { AgencyCode, AttemptId, CourtCode, LegId, OfficerId } from '../model/ids.js';
import type { Inquiry, Priority } from '../model/inquiry.js';
import type { Leg, LegError, WaitingFor } from '../model/leg.js';
import type { Subject } from '../model/subject.js';
import type { Instant } from '../model/time.js';
import type { Ring } from './leg-queue.js';

/** An agency that feed may ring for, and how much is under way there (rung and unstarted, or being asked). */
export interface FeedableAgency {
  readonly agency: Agency;
  readonly underWay: number;
  /** Requests that it still takes in this day and this second; undefined without a quota. */
  readonly quotaLeft: number | undefined;
}

/** A due leg with what the feed score needs. */
export interface FeedCandidate {
  readonly legId: LegId;
  readonly agencyCode: AgencyCode;
  readonly courtCode: CourtCode;
  readonly officerId: OfficerId;
  readonly priority: Priority;
  readonly dueAt: Instant;
  readonly orderedAt: Instant;
}

/** A leg under this process's lease, with everything that asking and re-checking need. */
export interface ClaimedLeg {
  readonly leg: Leg;
  /** Fences every later write: only the attempt that holds the lease may settle. */
  readonly attemptId: AttemptId;
  /** The database's time of the claim. */
  readonly claimedAt: Instant;
  readonly inquiry: Inquiry;
  readonly subject: Subject;
  /** The case as it is now, for the check at dispatch (promise 7). */
  readonly case: EnforcementCase;
  readonly requestedBy: Officer;
  readonly responsibleOfficer: Officer;
  readonly agency: Agency;
  readonly poll: boolean;
}

/** What becomes of a claimed leg; written in one transaction, fenced by the attempt. */
export type LegStep =
  | { readonly to: 'settle'; readonly answer: SettlingAnswer; readonly evidence: AgencyReply['evidence'] }
  | {
      readonly to: 'wait';
      readonly answer: Extract<Answer, { rung: 'clarification' | 'deferred' }>;
      readonly evidence: AgencyReply['evidence'];
      /** Undefined for a clarification: only the officer's reply makes it due. */
      readonly dueAfterMs: number | undefined;
      readonly waitingFor: WaitingFor;
    }
  | {
      readonly to: 'retry';
      readonly dueAfterMs: number;
      readonly error: Omit<LegError, 'at'>;
      /** False when nobody was asked (breaker open, held): such a turn costs no attempt. */
      readonly countsAsAttempt: boolean;
    }
  | { readonly to: 'cancel'; readonly reason: string };

/** A leg that its agency was asked: what an answer is held against that the agency brings by itself. */
export interface AskedLeg {
  readonly question: Pick<Question, 'legId' | 'round' | 'assetClass' | 'subject'> & {
    readonly authority: Pick<Question['authority'], 'dataCategories'>;
  };
  readonly agency: Agency;
}

/** An answer that an agency brought by itself, verified: whole, about this leg, its receipt good where it has one. */
export interface PushedAnswer {
  readonly legId: LegId;
  readonly round: number;
  readonly answer: SettlingAnswer;
  readonly page: EvidencePage;
}

export interface SweepResult {
  /** Legs whose time ran out, settled as no_response. */
  readonly expired: readonly LegId[];
  /** Legs taken back from attempts whose lease ran out. */
  readonly reclaimed: readonly LegId[];
  /** Rings that nobody answered within their lease; feed rings these legs again. */
  readonly lostRings: number;
}

/** Legs as the dispatcher works on them. All times compared are the database's. */
export abstract class LegStore {
  /** Enabled agencies that are neither held nor in maintenance, in their working hours. */
  abstract feedable(): Promise<readonly FeedableAgency[]>;
  /**
   * Due legs (state pending or waiting, due, not expired, no live ring) of one agency: of each (court, officer,
   * priority) at most `perShare`, oldest first, so that the pure score sees every share whatever the backlog.
   */
  abstract candidates(agency: AgencyCode, perShare: number): Promise<readonly FeedCandidate[]>;
  /** Gives each leg its next ring number and a ring lease; answers only those that were still due. */
  abstract ring(legs: readonly LegId[], ringLeaseMs: number): Promise<readonly Ring[]>;
  /** Calls back (coalesced) when an order, a settle or a lifted hold may have made legs due. */
  abstract onDue(listener: () => void): Promise<() => Promise<void>>;
  /**
   * Starts an attempt: takes the lease when the leg is pending or waiting and due, its agency open and its quota not used up;
   * undefined otherwise (a stale or doubled ring is not an error). Throws UNEXPECTED for a leg that cannot be read, which
   * is given back and counts against it: at the third unexpected error of our own a leg is parked.
   */
  abstract claim(legId: LegId, dispatcherId: string, leaseMs: number): Promise<ClaimedLeg | undefined>;
  /** Answers false, changing nothing, when the attempt no longer holds the lease. */
  abstract finish(attemptId: AttemptId, step: LegStep): Promise<boolean>;
  /** The leg as it was asked; undefined when there is none, or nobody was asked yet. */
  abstract asked(legId: LegId): Promise<AskedLeg | undefined>;
  /**
   * Settles an open leg, or one whose time ran out (then late). Of a leg that its agency has answered: `duplicate` when
   * these very bytes are stored, as the newest answer or an earlier one, unless they now bring the newest one's missing
   * receipt, which is then stored; other bytes are a correction, which takes the place of the answer in the next version
   * of the report and names it there. An answer that it replaces stays on record with its evidence, and in the report
   * that was sealed with it. A court may have acted on that one, so that a correction is as strong as it was: it has to
   * bring its receipt, and its case is still open.
   *
   * Throws DiandaError: LEG_UNKNOWN; ROUND_NOT_OPEN when another round is asked; CASE_CLOSED for whatever is new in a
   * case that is closed, since nobody may look for assets in it any more; RECEIPT_INVALID for a correction without
   * receipt; LEG_SETTLED when the leg was cancelled or failed at its agency (which has spoken, and was wrong), when
   * its inquiry was cancelled, and after so many corrections that they are no corrections any more.
   */
  abstract receive(pushed: PushedAnswer): Promise<'accepted' | 'duplicate'>;
  /** Takes back expired leases and settles what ran out of time, at most `limit` each. */
  abstract sweep(limit: number): Promise<SweepResult>;
}
