import { calendarOf, hoursOnly, type Calendars } from '../calendar/agency-calendar.js';
import { nextOpening, workingTimeBetween } from '../calendar/working-time.js';
import type { Agency, Hold } from '../model/agency.js';
import type { AccountId, AgencyCode, MaintenanceId } from '../model/ids.js';
import type { LegState, WaitingFor } from '../model/leg.js';
import { plusMs, type Instant } from '../model/time.js';
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

export const agencyStandings = [
  'open',
  'disabled',
  'introducing',
  'held',
  'maintenance',
  'outside_hours',
  'quota',
] as const;
/**
 * Why an agency is asked or not: `introducing` until it has described itself, `held` until a probe or a person lets it on,
 * `maintenance`, `outside_hours` and `quota` until a time.
 */
export type AgencyStanding = (typeof agencyStandings)[number];

/** Whether an agency works now, and what is not known of its calendar. */
export interface HoursStanding {
  /** When it works next; the moment of the reading while it does. */
  readonly opensAt: Instant;
  /** Years, this one or the next within 60 days, whose public holidays nobody has loaded: weekdays alone are counted. */
  readonly unknownHolidayYears: readonly number[];
}

/** Next year's holidays are announced in November; from then on they are missed. */
const lookAheadMs = 60 * 24 * 3_600_000;

export function hoursStandingOf(
  agency: Agency,
  calendars: Calendars,
  at: Instant,
): HoursStanding | undefined {
  if (agency.calendar === undefined) return undefined;
  const calendar = calendarOf(agency, calendars);
  const ahead = workingTimeBetween(hoursOnly(calendar), at, plusMs(at, lookAheadMs));
  return { opensAt: nextOpening(calendar, at).value, unknownHolidayYears: ahead.unknownYears };
}

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
  /** How its hours stand; undefined where it has none and is open at all times. */
  readonly hours: HoursStanding | undefined;
  /** The database's time of this reading. */
  readonly readAt: Instant;
}

export function agencyStandingOf(operated: OperatedAgency): AgencyStanding {
  const { agency, hold, hours, maintenance, quotaUntil, readAt } = operated;
  if (hold?.cause === 'introduction') return 'introducing';
  if (!agency.enabled) return 'disabled';
  if (hold !== undefined) return 'held';
  if (maintenance.some((window) => window.from <= readAt)) return 'maintenance';
  if (hours !== undefined && hours.opensAt > readAt) return 'outside_hours';
  return quotaUntil === undefined ? 'open' : 'quota';
}

/** A year: whoever is away for longer is disabled or held; the calendar finds no opening behind more than ten. */
export const longestMaintenanceMs = 366 * 24 * 3_600_000;

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
  /**
   * Throws REQUEST_INVALID at `/until` for a window that has ended already, ends before it begins, or lasts longer than
   * `longestMaintenanceMs`.
   */
  abstract planMaintenance(
    code: AgencyCode,
    window: Omit<MaintenanceWindow, 'id'>,
    how: ByHand,
  ): Promise<OperatedAgency>;
  /** Ends a window now, or takes back one that has not begun. Throws MAINTENANCE_NOT_FOUND. */
  abstract endMaintenance(code: AgencyCode, window: MaintenanceId, how: ByHand): Promise<OperatedAgency>;
}
