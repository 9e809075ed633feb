import type {
  AccountId,
  Agency,
  AgencyStanding,
  HoldCause,
  Instant,
  LegState,
  MaintenanceWindow,
  OfficeHours,
  Reason,
  WaitingFor,
} from '@dianda/inquiry';

export interface OperatedHoldBody {
  readonly cause: HoldCause;
  /** The last error's reason, what differs from the directory, or the operator's own words. */
  readonly detail: string;
  readonly since: Instant;
  readonly nextProbeAt?: Instant;
  readonly probes: number;
  readonly heldBy?: AccountId;
}

export interface QuotaBody {
  readonly perSecond?: number;
  readonly perDay?: number;
  readonly zone: string;
}

export interface OpenLegCountBody {
  readonly state: LegState;
  readonly waitingFor: WaitingFor['kind'];
  readonly reason?: Reason;
  readonly legs: number;
}

/** When the agency works, and how that stands now. */
export interface OperatedHoursBody extends OfficeHours {
  /** The moment of this reading while it works. */
  readonly opensAt: Instant;
  /** Years soon to come, or this one, whose public holidays nobody has loaded. */
  readonly unknownHolidayYears: readonly number[];
}

/** An agency as operators see it. */
export interface OperatedAgencyBody {
  readonly code: Agency['code'];
  readonly category: Agency['category'];
  readonly name: Agency['name'];
  readonly contact: Agency['contact'];
  readonly endpoint: string;
  readonly contractVersion: string;
  readonly standing: AgencyStanding;
  readonly enabled: boolean;
  readonly revision: number;
  readonly concurrency: number;
  readonly attemptTimeoutMs: number;
  /** Absent where it is open at all times. */
  readonly calendar?: OperatedHoursBody;
  readonly hold?: OperatedHoldBody;
  readonly maintenance: readonly MaintenanceWindow[];
  readonly quota: QuotaBody;
  readonly requestsToday: number;
  readonly quotaUntil?: Instant;
  readonly openLegs: readonly OpenLegCountBody[];
  readonly asOf: Instant;
}

export interface OperatedAgencyListBody {
  readonly items: readonly OperatedAgencyBody[];
}
