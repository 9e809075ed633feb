import type { Court, Officer } from '../model/enforcement-case.js';
import type { CourtCode, OfficerId } from '../model/ids.js';
import type { Actor } from './actor.js';
import type { ByHandOn } from './by-hand.js';

export interface RegisteredCourt extends Court {
  /** Neither its people nor its systems get in. */
  readonly disabled: boolean;
}

export interface RegisteredOfficer {
  readonly officer: Officer;
  readonly revision: number;
}

/** What may change of an officer: who he is (court and work id) never does. */
export type OfficerParticulars = Pick<Officer, 'name' | 'dutyId' | 'phone' | 'credentialsValidUntil'>;

/**
 * Courts and their rosters as administrators keep them; everybody else is told ROLE_NOT_PERMITTED. The team of a case is
 * not theirs: the court's case system pushes it. Each change writes one audit entry.
 */
export abstract class StaffOperations {
  abstract listCourts(): Promise<readonly RegisteredCourt[]>;
  /** Registers the court, or states it anew. */
  abstract putCourt(court: RegisteredCourt, by: Actor | undefined): Promise<RegisteredCourt>;
  /** A court's roster by work id. Throws COURT_NOT_FOUND. */
  abstract listOfficers(court: CourtCode): Promise<readonly RegisteredOfficer[]>;
  /** Throws COURT_NOT_FOUND, WORK_ID_TAKEN. */
  abstract enrolOfficer(
    court: CourtCode,
    workId: string,
    particulars: OfficerParticulars,
    by: Actor | undefined,
  ): Promise<RegisteredOfficer>;
  /** Throws OFFICER_NOT_FOUND, REVISION_STALE. */
  abstract updateOfficer(
    id: OfficerId,
    particulars: OfficerParticulars,
    how: ByHandOn,
  ): Promise<RegisteredOfficer>;
  /**
   * Ends the officer's credentials now, so that nothing is asked in his name any more, and disables his accounts; an
   * update with later credentials takes him back. Throws OFFICER_NOT_FOUND, REVISION_STALE.
   */
  abstract disableOfficer(id: OfficerId, how: ByHandOn): Promise<RegisteredOfficer>;
}
