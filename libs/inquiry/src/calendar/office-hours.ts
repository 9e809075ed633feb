import { IANAZone } from 'luxon';
import type { Brand } from '../model/brand.js';

/** In the order of ISO 8601. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

/** `08:00-12:00` on the agency's clock, the end not included and at most `24:00`; made by `parseHoursRange`. */
export type HoursRange = Brand<string, 'HoursRange'>;

/** When an agency works. One without is open at all times. */
export interface OfficeHours {
  /** IANA name, e.g. `Asia/Shanghai`. */
  readonly zone: string;
  /** Of each weekday in order and without overlap; a weekday without hours is none to work on. At least one has some. */
  readonly hours: Readonly<Partial<Record<Weekday, readonly HoursRange[]>>>;
  /** Whether it is closed on public holidays and works on make-up workdays. */
  readonly publicHolidays: boolean;
}

const rangeShape = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/;
const minutesADay = 24 * 60;

export function parseHoursRange(text: string): HoursRange | undefined {
  const range = minutesIn(text);
  return range !== undefined && range.from < range.until ? (text as HoursRange) : undefined;
}

/** Minutes from the day's beginning on the clock. */
export function minutesOf(range: HoursRange): { readonly from: number; readonly until: number } {
  const minutes = minutesIn(range);
  if (minutes === undefined) throw new TypeError('hours that were not parsed');
  return minutes;
}

export function isZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/**
 * A make-up workday stands in for some weekday of a holiday week, and the announcement does not say for which: it has the
 * hours of the first weekday, from Monday on, that has any.
 */
export function makeUpHours({ hours }: OfficeHours): readonly HoursRange[] {
  return weekdays.map((day) => hours[day] ?? []).find((each) => each.length > 0) ?? [];
}

/** Minutes of work in a week without holidays. */
export function weeklyMinutes({ hours }: OfficeHours): number {
  return weekdays
    .flatMap((day) => hours[day] ?? [])
    .map(minutesOf)
    .reduce((sum, { from, until }) => sum + until - from, 0);
}

function minutesIn(text: string): { readonly from: number; readonly until: number } | undefined {
  const [, fromHour, fromMinute, untilHour, untilMinute] = rangeShape.exec(text) ?? [];
  if (fromHour === undefined || Number(fromMinute) > 59 || Number(untilMinute) > 59) return undefined;
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const until = Number(untilHour) * 60 + Number(untilMinute);
  return until <= minutesADay ? { from, until } : undefined;
}
