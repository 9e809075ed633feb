import type { AgencyCategory, AgencyService, HoldCause, OfficeHours, SpecialDay } from '@dianda/inquiry';
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
  /** When it works; null: at all times. */
  @Column('jsonb', { nullable: true }) calendar!: OfficeHours | null;
  @Column('integer') concurrency!: number;
  @Column('integer') attemptTimeoutMs!: number;
  @Column('jsonb') receiptKeys!: readonly Readonly<Record<string, string>>[];
  @Column('boolean') enabled!: boolean;
  @Column('timestamptz') loadedAt!: Date;
  /** Quotas; null: none. */
  @Column('integer', { nullable: true }) requestsPerSecond!: number | null;
  @Column('integer', { nullable: true }) requestsPerDay!: number | null;
  /** IANA time zone in which the agency's days begin. */
  @Column('text') zone!: string;
  /** Counts what operators and loads change, so that two of them do not overwrite each other unseen. */
  @Column('integer') revision!: number;
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
  /** Whether the agency is switched on when the hold is lifted. */
  @Column('boolean') enables!: boolean;
  /** The operator's account; null where Dianda or the command line holds it. */
  @Column('uuid', { nullable: true }) heldBy!: string | null;
}

/** What an agency with a quota was asked in the day and the second last counted. */
@Entity('agency_usage')
export class AgencyUsageEntity {
  @PrimaryColumn('text') agencyCode!: string;
  @Column('date') day!: string;
  @Column('integer') requests!: number;
  @Column('timestamptz') secondAt!: Date;
  @Column('integer') requestsInSecond!: number;
}

/** A time in which nobody asks the agency, announced beforehand. */
@Entity('agency_maintenance')
export class AgencyMaintenanceEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') agencyCode!: string;
  @Column('timestamptz') fromAt!: Date;
  @Column('timestamptz') untilAt!: Date;
  @Column('text') note!: string;
  /** When an operator ended it before its time. */
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
}

/** Public holidays and make-up workdays of one whole year, as an administrator loaded them. */
@Entity('holiday_year')
export class HolidayYearEntity {
  @PrimaryColumn('integer') year!: number;
  @Column('text') source!: string;
  /** By the day, YYYY-MM-DD. */
  @Column('jsonb') days!: Readonly<Record<string, SpecialDay>>;
  @Column('timestamptz') loadedAt!: Date;
}
