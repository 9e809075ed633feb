import type { NoticeMediaType, NoticeOrigin } from '@dianda/inquiry';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** 协助查询通知书; its bytes are sealed under the key of its case. */
@Entity('notice')
export class NoticeEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') caseId!: string;
  /** The court that issued it. */
  @Column('text') courtCode!: string;
  @Column('text') number!: string;
  @Column('text') name!: string;
  @Column('text') mediaType!: NoticeMediaType;
  @Column('integer') sizeBytes!: number;
  /** Of the bytes before they were sealed. */
  @Column('text') sha256!: string;
  @Column('text') origin!: NoticeOrigin;
  @Column('bytea') contentSealed!: Buffer;
  @Column('uuid') storedBy!: string;
  @Column('timestamptz') storedAt!: Date;
  @Column('timestamptz', { nullable: true }) retainUntil!: Date | null;
}
