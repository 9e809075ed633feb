import type { AssetClass, ErrorOrigin, LegState, Priority, Reason, Rung, WaitingFor } from '@dianda/inquiry';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * What the row says a leg waits for; what keeps a whole agency from being asked is not written into thousands of legs but
 * seen when they are read.
 */
export type StoredWaiting = Exclude<
  WaitingFor['kind'],
  'agency_held' | 'outside_hours' | 'maintenance' | 'quota'
>;

@Entity('leg')
export class LegEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') inquiryId!: string;
  @Column('uuid') subjectId!: string;
  @Column('text', { nullable: true }) agencyCode!: string | null;
  @Column('text') assetClass!: AssetClass;
  /** Of a leg without agency: the chosen region that nobody covers. */
  @Column('text', { nullable: true }) region!: string | null;
  /** Court, officer, priority and order time repeat the inquiry's, so that feed reads one index. */
  @Column('text') courtCode!: string;
  @Column('uuid') officerId!: string;
  @Column('text') priority!: Priority;
  @Column('timestamptz') orderedAt!: Date;
  @Column('text') state!: LegState;
  @Column('integer') round!: number;
  @Column('integer') attempts!: number;
  @Column('integer') polls!: number;
  /** Null: only an officer's reply makes it due. */
  @Column('timestamptz', { nullable: true }) dueAt!: Date | null;
  @Column('timestamptz') expiresAt!: Date;
  @Column('timestamptz') expectedAt!: Date;
  @Column('jsonb') unknownHolidayYears!: readonly number[];
  @Column('text', { nullable: true }) waitingKind!: StoredWaiting | null;
  @Column('timestamptz', { nullable: true }) waitingSince!: Date | null;
  /** Question and contact of a clarification. */
  @Column('bytea', { nullable: true }) waitingSealed!: Buffer | null;
  /** Since when the agency works on it; from then on each ask is a poll. */
  @Column('timestamptz', { nullable: true }) deferredSince!: Date | null;
  @Column('text', { nullable: true }) errorReason!: Reason | null;
  @Column('text', { nullable: true }) errorOrigin!: ErrorOrigin | null;
  @Column('timestamptz', { nullable: true }) errorAt!: Date | null;
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  /** Rung of the newest answer. */
  @Column('text', { nullable: true }) rung!: Rung | null;
  @Column('integer') answerVersion!: number;
  @Column('uuid', { nullable: true }) currentAttemptId!: string | null;
  @Column('timestamptz', { nullable: true }) leaseUntil!: Date | null;
  @Column('integer') ringNumber!: number;
  @Column('timestamptz', { nullable: true }) ringLeaseUntil!: Date | null;
  /** Unexpected errors of our own over this leg since it was last taken up. */
  @Column('integer') defects!: number;
}

@Entity('attempt')
export class AttemptEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') legId!: string;
  @Column('boolean') poll!: boolean;
  @Column('text') dispatcherId!: string;
  @Column('timestamptz') startedAt!: Date;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  /** What became of it: settled, waiting, retry, parked, cancelled, lease_lost. */
  @Column('text', { nullable: true }) outcome!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text', { nullable: true }) origin!: ErrorOrigin | null;
}

/** What an operator wants done with a parked leg; the sweep does it. */
@Entity('leg_intervention')
export class LegInterventionEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') legId!: string;
  /** retry, fail */
  @Column('text') kind!: string;
  @Column('timestamptz') askedAt!: Date;
  /** done, or void where the leg was parked no more. */
  @Column('text', { nullable: true }) outcome!: string | null;
  @Column('timestamptz', { nullable: true }) doneAt!: Date | null;
}

/** Every version of every answer, the first word and each later one. */
@Entity('answer')
export class AnswerEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') legId!: string;
  @Column('integer') version!: number;
  @Column('uuid', { nullable: true }) attemptId!: string | null;
  @Column('text') rung!: Rung;
  @Column('boolean') late!: boolean;
  @Column('timestamptz') recordedAt!: Date;
  /** JSON of the core's Answer. */
  @Column('bytea') answerSealed!: Buffer;
  /** SHA-256 over the SHA-256 of each page's bytes; null when Dianda itself speaks. */
  @Column('bytea', { nullable: true }) evidenceSha256!: Buffer | null;
}

@Entity('evidence_page')
export class EvidencePageEntity {
  @PrimaryColumn('uuid') answerId!: string;
  @PrimaryColumn('integer') page!: number;
  @Column('bytea') bytesSealed!: Buffer;
  @Column('bytea') receiptSealed!: Buffer;
  @Column('text', { nullable: true }) receiptNumber!: string | null;
}
