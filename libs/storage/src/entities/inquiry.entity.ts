import type { CaseType } from '@dianda/identifiers';
import type { AssetClass, InquiryState, Priority } from '@dianda/inquiry';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('inquiry')
export class InquiryEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') caseId!: string;
  @Column('text') caseNumber!: string;
  @Column('text') caseType!: CaseType;
  /** The court that ordered, as it was then. */
  @Column('text') courtCode!: string;
  @Column('text') courtName!: string;
  @Column('uuid') requestedBy!: string;
  @Column('uuid') responsibleOfficer!: string;
  @Column('jsonb') assetClasses!: readonly AssetClass[];
  @Column('jsonb') agencies!: readonly string[];
  @Column('jsonb') regions!: readonly string[];
  @Column('text') noticeNumber!: string;
  @Column('text') noticeName!: string;
  @Column('text') noticeSha256!: string;
  /** The stored notice that number, name and hash were taken from. */
  @Column('uuid', { nullable: true }) noticeId!: string | null;
  /** The inquiry of the same case that it takes up again. */
  @Column('uuid', { nullable: true }) reissues!: string | null;
  @Column('bytea') purposeSealed!: Buffer;
  @Column('text') priority!: Priority;
  @Column('timestamptz') orderedAt!: Date;
  @Column('text') state!: InquiryState;
  @Column('timestamptz', { nullable: true }) completedAt!: Date | null;
  @Column('integer') legCount!: number;
  @Column('integer') openCount!: number;
  /** The number of the newest event; given out under this row's lock. */
  @Column('integer') eventCount!: number;
  /** The number of the newest sealed report; given out under this row's lock. */
  @Column('integer') reportVersions!: number;
  @Column('timestamptz', { nullable: true }) retainUntil!: Date | null;
  /** W3C traceparent of the request that ordered it, where tracing was on: its legs' spans go on from there. */
  @Column('text', { nullable: true }) traceParent!: string | null;
}

/** The subject as it was ordered; a later push of the case does not change what was asked. */
@Entity('inquiry_subject')
export class InquirySubjectEntity {
  @PrimaryColumn('uuid') inquiryId!: string;
  @PrimaryColumn('uuid') subjectId!: string;
  @Column('integer') position!: number;
  /** JSON of kind, name and document. */
  @Column('bytea') identitySealed!: Buffer;
}

@Entity('inquiry_event')
export class InquiryEventEntity {
  @PrimaryColumn('uuid') inquiryId!: string;
  @PrimaryColumn('integer') number!: number;
  @Column('timestamptz') at!: Date;
  @Column('text') kind!: string;
  @Column('uuid', { nullable: true }) legId!: string | null;
  /** Codes and counts only. */
  @Column('jsonb') facts!: Readonly<Record<string, string | number | boolean>>;
  /** Its place on the line of all events; given once it is committed. */
  @Column('bigint', { nullable: true }) position!: string | null;
}

/** One row: the last position given, whose lock is the right to give the next. */
@Entity('event_line')
export class EventLineEntity {
  @PrimaryColumn('boolean') isOnly!: boolean;
  @Column('bigint') lastPosition!: string;
  /** Up to where deliveries to webhooks were made. */
  @Column('bigint') derivedPosition!: string;
}

@Entity('report_version')
export class ReportVersionEntity {
  @PrimaryColumn('uuid') inquiryId!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('text') contentHash!: string;
  @Column('bytea') reportSealed!: Buffer;
  @Column('timestamptz') sealedAt!: Date;
}

@Entity('idempotency')
export class IdempotencyEntity {
  @PrimaryColumn('uuid') accountId!: string;
  @PrimaryColumn('text') key!: string;
  @Column('bytea') bodyIndex!: Buffer;
  @Column('uuid') inquiryId!: string;
  @Column('timestamptz') acceptedAt!: Date;
}
