import type { AuditAction, AuditEntry } from '@dianda/inquiry';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One link of one chain; number, time and hash are given by the database, whatever the writer says. */
@Entity('audit_entry')
export class AuditEntryEntity {
  @PrimaryColumn('smallint') chain!: number;
  @PrimaryColumn('integer') number!: number;
  @Column('timestamptz') at!: Date;
  @Column('text') writtenBy!: string;
  @Column('text') action!: AuditAction;
  @Column('text', { nullable: true }) actorRole!: string | null;
  @Column('uuid', { nullable: true }) actorAccountId!: string | null;
  @Column('text') subjectKind!: string;
  @Column('text') subjectId!: string;
  @Column('jsonb') facts!: AuditEntry['facts'];
  @Column('bytea') hash!: Buffer;
}
