import { parseHoursRange } from '../src/index.js';
import type { HoursRange, OfficeHours, PublicHolidays, SpecialDay, WorkingCalendar } from '../src/index.js';
import { day } from './casework.js';

export function range(text: string): HoursRange {
  const parsed = parseHoursRange(text);
  if (parsed === undefined) throw new Error(`${text} are no hours`);
  return parsed;
}

/** Monday to Friday, 08:00 to 17:00 on Shanghai's clock, public holidays off. */
export const officeHours: OfficeHours = {
  zone: 'Asia/Shanghai',
  hours: {
    monday: [range('08:00-17:00')],
    tuesday: [range('08:00-17:00')],
    wednesday: [range('08:00-17:00')],
    thursday: [range('08:00-17:00')],
    friday: [range('08:00-17:00')],
  },
  publicHolidays: true,
};

export function holidayYear(year: number, days: Readonly<Record<string, SpecialDay>>): PublicHolidays {
  const entries = Object.entries(days).map(([text, kind]) => [day(text), kind] as const);
  return new Map([[year, { year, source: 'test', days: new Map(entries) }]]);
}

/** The National Day week of 2026 with its make-up days, as the State Council announced it. */
export const holidaysOf2026: PublicHolidays = holidayYear(2026, {
  '2026-09-20': 'workday',
  '2026-10-01': 'holiday',
  '2026-10-02': 'holiday',
  '2026-10-03': 'holiday',
  '2026-10-04': 'holiday',
  '2026-10-05': 'holiday',
  '2026-10-06': 'holiday',
  '2026-10-07': 'holiday',
  '2026-10-10': 'workday',
});

export function calendarOf(changes: Partial<WorkingCalendar> = {}): WorkingCalendar {
  return { office: officeHours, holidays: holidaysOf2026, closures: [], ...changes };
}
