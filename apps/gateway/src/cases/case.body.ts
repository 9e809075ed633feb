import type { CaseNumber, CaseType, IsoDate } from '@dianda/identifiers';
import type { CaseState, Court, PartyRole, SubjectId, SubjectKind, TeamMember } from '@dianda/inquiry';

/** A case as stored, without names and numbers of its parties. */
export interface CaseBody {
  readonly caseNumber: CaseNumber;
  readonly caseType: CaseType;
  readonly court: Court;
  readonly state: CaseState;
  readonly filedOn: IsoDate;
  readonly parties: readonly {
    readonly reference: string;
    readonly role: PartyRole;
    readonly liable: boolean;
    readonly subjectId: SubjectId;
    readonly kind: SubjectKind;
  }[];
  readonly team: readonly TeamMember[];
}
