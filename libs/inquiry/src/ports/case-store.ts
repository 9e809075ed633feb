import type { CaseNumber, CaseType, IsoDate } from '@dianda/identifiers';
import type { CaseState, EnforcementCase, Officer, PartyRole, TeamRole } from '../model/enforcement-case.js';
import type { CourtCode, OfficerId } from '../model/ids.js';
import type { Identity } from '../model/subject.js';
import type { Actor } from './actor.js';

export interface PartyPush {
  readonly reference: string;
  readonly role: PartyRole;
  readonly liable: boolean;
  readonly identity: Identity;
}

/** A whole case as the court's case system states it; the newest push replaces the one before. */
export interface CasePush {
  readonly caseNumber: CaseNumber;
  readonly caseType: CaseType;
  readonly court: { readonly code: CourtCode; readonly name: string };
  readonly state: CaseState;
  readonly filedOn: IsoDate;
  readonly parties: readonly PartyPush[];
  readonly team: readonly { readonly workId: string; readonly role: TeamRole }[];
}

export abstract class CaseStore {
  /**
   * Stores the push whole, or nothing. Throws REQUEST_INVALID naming by pointer each team member (`/team/n/workId`)
   * whom the court's roster does not know, and what `requireMayPut` throws, asked under the case's lock. A party that is left out stays stored, no longer liable.
   */
  abstract put(
    push: CasePush,
    by: Actor,
  ): Promise<{ readonly case: EnforcementCase; readonly created: boolean }>;
  abstract find(caseNumber: CaseNumber): Promise<EnforcementCase | undefined>;
  abstract findOfficer(id: OfficerId): Promise<Officer | undefined>;
}
