import type { Actor, BatchRowState, RowProblem } from '@dianda/inquiry';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('batch')
export class BatchEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') accountId!: string;
  /** Who ordered, as he was then. */
  @Column('jsonb') actor!: Actor;
  @Column('text') key!: string;
  @Column('bytea') bodyIndex!: Buffer;
  /** The data key of its rows; gone with the last row that waits. */
  @Column('bytea', { nullable: true }) wrapped!: Buffer | null;
  @Column('text') state!: 'processing' | 'completed';
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) completedAt!: Date | null;
  @Column('uuid', { nullable: true }) leaseId!: string | null;
  @Column('timestamptz', { nullable: true }) leaseUntil!: Date | null;
  @Column('timestamptz', { nullable: true }) workedAt!: Date | null;
}

@Entity('batch_row')
export class BatchRowEntity {
  @PrimaryColumn('uuid') batchId!: string;
  @PrimaryColumn('integer') number!: number;
  @Column('text') state!: BatchRowState;
  /** JSON of the order, while it waits. */
  @Column('bytea', { nullable: true }) orderSealed!: Buffer | null;
  @Column('uuid', { nullable: true }) inquiryId!: string | null;
  @Column('jsonb') problems!: readonly RowProblem[];
  /** Times it could not be ordered for reasons that may pass. */
  @Column('integer') failedTries!: number;
  /** Not tried before. */
  @Column('timestamptz') dueAt!: Date;
}
