import type { CaseType } from '@dianda/identifiers';
import type { CaseState, PartyRole, TeamRole } from '@dianda/inquiry';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('enforcement_case')
export class EnforcementCaseEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') caseNumber!: string;
  /** 案号 without 之N and leading zeros: one row a case, however its number is written. */
  @Column('text') numberKey!: string;
  @Column('text') caseType!: CaseType;
  @Column('text') courtCode!: string;
  @Column('text') state!: CaseState;
  @Column('date') filedOn!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') pushedAt!: Date;
  @Column('timestamptz', { nullable: true }) retainUntil!: Date | null;
}

/** The case's data key, wrapped: what every ciphertext of the case is sealed with. */
@Entity('case_key')
export class CaseKeyEntity {
  @PrimaryColumn('uuid') caseId!: string;
  @Column('text') kekId!: string;
  @Column('bytea') wrapped!: Buffer;
  @Column('timestamptz') createdAt!: Date;
}

@Entity('party')
export class PartyEntity {
  @PrimaryColumn('uuid') subjectId!: string;
  @Column('uuid') caseId!: string;
  /** Place in the newest push that named the party. */
  @Column('integer') position!: number;
  @Column('text') role!: PartyRole;
  @Column('boolean') liable!: boolean;
  /** JSON of reference, kind, name and document. */
  @Column('bytea') identitySealed!: Buffer;
  @Column('bytea') documentNumberIndex!: Buffer;
  @Column('bytea') nameIndex!: Buffer;
  @Column('timestamptz') pushedAt!: Date;
}

@Entity('team_member')
export class TeamMemberEntity {
  @PrimaryColumn('uuid') caseId!: string;
  @PrimaryColumn('uuid') officerId!: string;
  @PrimaryColumn('text') role!: TeamRole;
}
