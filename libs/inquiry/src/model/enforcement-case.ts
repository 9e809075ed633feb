import type { CaseNumber, CaseType, IsoDate } from '@dianda/identifiers';
import type { CaseId, CourtCode, OfficerId } from './ids.js';
import type { Subject } from './subject.js';
import type { Instant } from './time.js';

export const partyRoles = ['applicant', 'respondent', 'third_party'] as const;
export type PartyRole = (typeof partyRoles)[number];

/** A party of the case; only a liable one (被执行人) may be asked about (法释〔2013〕20号 art. 3). */
export interface Party {
  /** The case system's own name for the party; stable over pushes. */
  readonly reference: string;
  readonly role: PartyRole;
  readonly liable: boolean;
  readonly subject: Subject;
}

export const caseStates = ['open', 'closed'] as const;
export type CaseState = (typeof caseStates)[number];

/** 查控岗 searches, 承办法官 decides; both are on record for every inquiry (standards.md 1.3). */
export const teamRoles = ['responsible', 'inquirer'] as const;
export type TeamRole = (typeof teamRoles)[number];

export interface TeamMember {
  readonly officerId: OfficerId;
  readonly role: TeamRole;
}

export interface Court {
  readonly code: CourtCode;
  readonly name: string;
}

/** 执行案件 as the court's case system pushes it. */
export interface EnforcementCase {
  readonly id: CaseId;
  readonly caseNumber: CaseNumber;
  readonly caseType: CaseType;
  readonly court: Court;
  readonly state: CaseState;
  readonly filedOn: IsoDate;
  readonly parties: readonly Party[];
  readonly team: readonly TeamMember[];
}

/** 执行人员, as registered in advance with work and duty ids (法释〔2013〕20号 art. 2). */
export interface Officer {
  readonly id: OfficerId;
  readonly court: Court;
  readonly name: string;
  /** 工作证编号 */
  readonly workId: string;
  /** 执行公务证编号 */
  readonly dutyId: string;
  readonly phone: string;
  readonly credentialsValidUntil: Instant;
}
