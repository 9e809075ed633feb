import type { Agency } from '../model/agency.js';
import type { AgencyCode } from '../model/ids.js';
import type { Closure, WorkingCalendar } from './open-spans.js';
import type { PublicHolidays } from './public-holidays.js';

/** What the calendars of all agencies are made of besides their hours. */
export interface Calendars {
  readonly holidays: PublicHolidays;
  /** Announced maintenance that has not ended; agencies without any are not there. */
  readonly closures: ReadonlyMap<AgencyCode, readonly Closure[]>;
}

export function calendarOf(
  { code, calendar }: Pick<Agency, 'code' | 'calendar'>,
  { holidays, closures }: Calendars,
): WorkingCalendar {
  return { office: calendar, holidays, closures: closures.get(code) ?? [] };
}

/** Its hours alone, as if no maintenance were announced: an operator may end that at any time. */
export function hoursOnly(calendar: WorkingCalendar): WorkingCalendar {
  return { ...calendar, closures: [] };
}
