import type { AgencyCategory, AgencyService, HoldCause } from '@dianda/inquiry';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('agency')
export class AgencyEntity {
  @PrimaryColumn('text') code!: string;
  @Column('text') category!: AgencyCategory;
  @Column('text') nameZh!: string;
  @Column('text') nameEn!: string;
  @Column('text') contactName!: string;
  @Column('text') contactPhone!: string;
  @Column('text') endpoint!: string;
  @Column('text') tlsName!: string;
  @Column('text') contractVersion!: string;
  @Column('jsonb') services!: readonly AgencyService[];
  @Column('integer') concurrency!: number;
  @Column('integer') attemptTimeoutMs!: number;
  @Column('jsonb') receiptKeys!: readonly Readonly<Record<string, string>>[];
  @Column('boolean') enabled!: boolean;
  @Column('timestamptz') loadedAt!: Date;
}

/** While the row exists nobody asks the agency. */
@Entity('agency_hold')
export class AgencyHoldEntity {
  @PrimaryColumn('text') agencyCode!: string;
  @Column('text') cause!: HoldCause;
  @Column('text') detail!: string;
  @Column('timestamptz') since!: Date;
  /** Null when no probe ends it: an operator's hold. */
  @Column('timestamptz', { nullable: true }) nextProbeAt!: Date | null;
  @Column('integer') probes!: number;
  @Column('text', { nullable: true }) probeLeasedBy!: string | null;
  @Column('timestamptz', { nullable: true }) probeLeaseUntil!: Date | null;
}
