import type { Agency, Hold } from '../model/agency.js';
import type { AccountId, AgencyCode, MaintenanceId } from '../model/ids.js';
import type { LegState, WaitingFor } from '../model/leg.js';
import type { Instant } from '../model/time.js';
import type { Reason } from '../reasons.js';
import type { ByHand, ByHandOn } from './by-hand.js';

/** How many requests an agency takes; undefined: as many as its concurrency allows. */
export interface Quota {
  /** In one second of the database's clock. */
  readonly perSecond: number | undefined;
  /** From midnight to midnight in `zone`. */
  readonly perDay: number | undefined;
  /** IANA name, e.g. `Asia/Shanghai`. */
  readonly zone: string;
}

/** A time in which nobody asks the agency, announced beforehand; `until` is the first moment after it. */
export interface MaintenanceWindow {
  readonly id: MaintenanceId;
  readonly from: Instant;
  readonly until: Instant;
  readonly note: string;
}

/** Open legs of one agency that are in one state for one reason. */
export interface OpenLegCount {
  readonly state: LegState;
  readonly waitingFor: WaitingFor['kind'];
  /** The last error's. */
  readonly reason: Reason | undefined;
  readonly legs: number;
}

export const agencyStandings = ['open', 'disabled', 'introducing', 'held', 'maintenance', 'quota'] as const;
/**
 * Why an agency is asked or not: `introducing` until it has described itself, `held` until a probe or a person lets it on,
 * `maintenance` and `quota` until a time.
 */
export type AgencyStanding = (typeof agencyStandings)[number];

/** An agency as operators see it. */
export interface OperatedAgency {
  readonly agency: Agency;
  readonly revision: number;
  readonly hold: (Hold & { readonly heldBy: AccountId | undefined }) | undefined;
  /** Windows that have not ended, the soonest first. */
  readonly maintenance: readonly MaintenanceWindow[];
  readonly quota: Quota;
  /** Requests of the agency's present day; counted while it has a quota. */
  readonly requestsToday: number;
  /** When the next day begins, if the quota of this one is used up. */
  readonly quotaUntil: Instant | undefined;
  readonly openLegs: readonly OpenLegCount[];
  /** The database's time of this reading. */
  readonly readAt: Instant;
}

export function agencyStandingOf(operated: OperatedAgency): AgencyStanding {
  const { agency, hold, maintenance, quotaUntil, readAt } = operated;
  if (hold?.cause === 'introduction') return 'introducing';
  if (!agency.enabled) return 'disabled';
  if (hold !== undefined) return 'held';
  if (maintenance.some((window) => window.from <= readAt)) return 'maintenance';
  return quotaUntil === undefined ? 'open' : 'quota';
}

/**
 * Agencies as operators run them. Each change throws ROLE_NOT_PERMITTED for anybody else, AGENCY_NOT_FOUND and
 * REVISION_STALE, writes one audit entry with its reason, and answers the agency as it is after it.
 */
export abstract class AgencyOperations {
  /** All agencies, ordered by code. */
  abstract list(): Promise<readonly OperatedAgency[]>;
  abstract find(code: AgencyCode): Promise<OperatedAgency | undefined>;
  /**
   * Asks for a disabled agency to be switched on: it stays off until it has described itself as the directory says,
   * and its hold tells what it said instead. Throws AGENCY_ENABLED.
   */
  abstract enable(code: AgencyCode, how: ByHandOn): Promise<OperatedAgency>;
  /** Nobody asks it until a person resumes it; takes over from Dianda's own hold. Throws AGENCY_HELD_BY_OPERATOR. */
  abstract hold(code: AgencyCode, how: ByHandOn): Promise<OperatedAgency>;
  /** Ends whatever hold there is as soon as the agency describes itself, which is asked at once. Throws AGENCY_NOT_HELD. */
  abstract resume(code: AgencyCode, how: ByHandOn): Promise<OperatedAgency>;
  abstract setConcurrency(code: AgencyCode, concurrency: number, how: ByHandOn): Promise<OperatedAgency>;
  /** What was asked today counts already. Throws REQUEST_INVALID at `/zone` for a zone that the database lacks. */
  abstract setQuota(code: AgencyCode, quota: Quota, how: ByHandOn): Promise<OperatedAgency>;
  /** Throws REQUEST_INVALID at `/until` for a window that has ended already, or ends before it begins. */
  abstract planMaintenance(
    code: AgencyCode,
    window: Omit<MaintenanceWindow, 'id'>,
    how: ByHand,
  ): Promise<OperatedAgency>;
  /** Ends a window now, or takes back one that has not begun. Throws MAINTENANCE_NOT_FOUND. */
  abstract endMaintenance(code: AgencyCode, window: MaintenanceId, how: ByHand): Promise<OperatedAgency>;
}
