import { parseDate } from '@dianda/identifiers';
import { DateTime } from 'luxon';
import { millisecondsOf, type Instant } from '../model/time.js';
import { makeUpHours, minutesOf, weekdays, type HoursRange, type OfficeHours } from './office-hours.js';
import type { PublicHolidays, SpecialDay } from './public-holidays.js';

/** A planned time in which the agency is closed (maintenance); `until` is the first moment after it. */
export interface Closure {
  readonly from: Instant;
  readonly until: Instant;
}

/** All that says when one agency works. */
export interface WorkingCalendar {
  /** Undefined: at all times, but for the closures. */
  readonly office: OfficeHours | undefined;
  readonly holidays: PublicHolidays;
  /** In any order; they may overlap. */
  readonly closures: readonly Closure[];
}

/** Milliseconds since 1970, `untilMs` not included; never empty. */
export interface OpenSpan {
  readonly fromMs: number;
  readonly untilMs: number;
  /** Number of the day on the agency's clock, counted from 1970-01-01; 0 where the agency has no hours. */
  readonly day: number;
}

const dayMs = 24 * 3_600_000;

/** No calendar in use is closed for so long; one that is has no next opening. */
const longestClosedDays = 4_000;

/**
 * The agency's open time from then on, in order and without overlap, cut at `fromMs`. Each day is looked at when its turn
 * comes, and its year is added to `unknownYears` if holidays matter and are not known. Throws RangeError after a gap of
 * more than ten years. `untilMs` ends it with that day.
 */
export function* openSpans(
  { office, holidays, closures }: WorkingCalendar,
  fromMs: number,
  untilMs: number,
  unknownYears: Set<number>,
): Generator<OpenSpan> {
  const inOrder = closures
    .map(({ from, until }) => ({ fromMs: millisecondsOf(from), untilMs: millisecondsOf(until) }))
    .sort((one, other) => one.fromMs - other.fromMs);
  if (office === undefined) {
    yield* without(inOrder, { fromMs, untilMs: Infinity, day: 0 });
    return;
  }
  const lastDay = untilMs === Infinity ? Infinity : dayAt(untilMs, office.zone);
  let openedOn = dayAt(fromMs, office.zone);
  for (let day = openedOn; day <= lastDay; day++) {
    if (day - openedOn > longestClosedDays) throw new RangeError('an agency that does not open any more');
    for (const span of spansOf(office, day, hoursOn(office, holidays, day, unknownYears))) {
      if (span.untilMs <= fromMs) continue;
      for (const open of without(inOrder, { ...span, fromMs: Math.max(span.fromMs, fromMs) })) {
        openedOn = day;
        yield open;
      }
    }
  }
}

/** Whether the agency works on the day at all, closures aside. */
export function worksOnDayOf(
  { office, holidays }: WorkingCalendar,
  atMs: number,
  unknownYears: Set<number>,
): boolean {
  return office === undefined || hoursOn(office, holidays, dayAt(atMs, office.zone), unknownYears).length > 0;
}

function dayAt(atMs: number, zone: string): number {
  const { year, month, day } = DateTime.fromMillis(atMs, { zone });
  return Date.UTC(year, month - 1, day) / dayMs;
}

function hoursOn(
  office: OfficeHours,
  holidays: PublicHolidays,
  day: number,
  unknownYears: Set<number>,
): readonly HoursRange[] {
  const date = new Date(day * dayMs);
  // ISO weekdays begin with Monday, those of Date with Sunday.
  const usual = office.hours[weekdays[(date.getUTCDay() + 6) % 7] ?? 'monday'] ?? [];
  if (!office.publicHolidays) return usual;
  const year = holidays.get(date.getUTCFullYear());
  if (year === undefined) unknownYears.add(date.getUTCFullYear());
  const isoDate = parseDate(date.toISOString().slice(0, 10));
  return hoursBy(isoDate.ok ? year?.days.get(isoDate.value) : undefined, usual, office);
}

function hoursBy(special: SpecialDay | undefined, usual: readonly HoursRange[], office: OfficeHours) {
  switch (special) {
    case undefined:
      return usual;
    case 'holiday':
      return [];
    case 'workday':
      return makeUpHours(office);
    default:
      return special satisfies never;
  }
}

/** Hours that a clock leaves out when it is put forward are no time; those that it goes through twice count twice. */
function* spansOf({ zone }: OfficeHours, day: number, hours: readonly HoursRange[]): Generator<OpenSpan> {
  let endMs = -Infinity;
  for (const range of hours) {
    const { from, until } = minutesOf(range);
    const fromMs = Math.max(endMs, atClock(zone, day, from));
    endMs = Math.max(endMs, atClock(zone, day, until));
    if (fromMs < endMs) yield { fromMs, untilMs: endMs, day };
  }
}

/** The instant at which the clock shows so many minutes of the day; in a gap of the clock, the gap. */
function atClock(zone: string, day: number, minutes: number): number {
  const date = new Date((day + Math.floor(minutes / (24 * 60))) * dayMs);
  const clock = { hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 };
  const shown = DateTime.fromObject(
    { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), ...clock },
    { zone },
  );
  // Luxon answers a time in a gap with one as far behind the gap; clocks are put forward at full or half hours.
  const isShown = shown.hour === clock.hour && shown.minute === clock.minute;
  return (isShown ? shown : shown.startOf('hour')).toMillis();
}

function* without(
  closures: readonly { readonly fromMs: number; readonly untilMs: number }[],
  { fromMs, untilMs, day }: OpenSpan,
): Generator<OpenSpan> {
  let openMs = fromMs;
  for (const closure of closures) {
    if (closure.untilMs <= openMs || closure.fromMs >= untilMs) continue;
    if (closure.fromMs > openMs) yield { fromMs: openMs, untilMs: closure.fromMs, day };
    openMs = Math.max(openMs, closure.untilMs);
  }
  if (openMs < untilMs) yield { fromMs: openMs, untilMs, day };
}
