import { instantOf, millisecondsOf, plusMs, type Instant } from '../model/time.js';
import type { TimeLimit } from '../model/time-limit.js';
import { openSpans, worksOnDayOf, type WorkingCalendar } from './open-spans.js';

/**
 * What was reckoned, and the years (ascending) whose public holidays would have mattered and are not known: in those each
 * day was taken for what its weekday is. Whoever shows the value shows that as well.
 */
export interface Reckoned<Value> {
  readonly value: Value;
  readonly unknownYears: readonly number[];
}

export function isWorking(calendar: WorkingCalendar, at: Instant): Reckoned<boolean> {
  return reckon((unknown) => {
    const atMs = millisecondsOf(at);
    for (const { fromMs } of openSpans(calendar, atMs, atMs, unknown)) return fromMs === atMs;
    return false;
  });
}

/** The first moment from `at` on at which the agency can be asked: `at` itself while it works. */
export function nextOpening(calendar: WorkingCalendar, at: Instant): Reckoned<Instant> {
  return addWorkingTime(calendar, at, 0);
}

/**
 * The earliest moment by which the agency has worked for so long (milliseconds, not negative) since `at`; it may be the
 * very end of working hours. Of no time at all the next opening.
 */
export function addWorkingTime(
  calendar: WorkingCalendar,
  at: Instant,
  milliseconds: number,
): Reckoned<Instant> {
  return reckon((unknown) => {
    let leftMs = milliseconds;
    for (const { fromMs, untilMs } of openSpans(calendar, millisecondsOf(at), Infinity, unknown)) {
      if (leftMs <= untilMs - fromMs) return instantOf(fromMs + leftMs);
      leftMs -= untilMs - fromMs;
    }
    throw new RangeError('open time has no end');
  });
}

/** Milliseconds that the agency works between the two; 0 when the order is the other way round. */
export function workingTimeBetween(
  calendar: WorkingCalendar,
  earlier: Instant,
  later: Instant,
): Reckoned<number> {
  return reckon((unknown) => {
    const laterMs = millisecondsOf(later);
    let sumMs = 0;
    for (const { fromMs, untilMs } of openSpans(calendar, millisecondsOf(earlier), laterMs, unknown)) {
      if (fromMs >= laterMs) break;
      sumMs += Math.min(untilMs, laterMs) - fromMs;
    }
    return sumMs;
  });
}

/**
 * When the time of a question of then runs out. Working time runs while the agency works. Natural time runs always, but
 * where it ends on a day on which the agency does not work, or before the agency has worked at all, it ends with the next
 * working day: a period that ends on a holiday runs to the next working day (民事诉讼法 on periods).
 */
export function endOfLimit(calendar: WorkingCalendar, at: Instant, limit: TimeLimit): Reckoned<Instant> {
  const limitMs = limit.minutes * 60_000;
  if (limit.counted === 'working') return addWorkingTime(calendar, at, limitMs);
  return reckon((unknown) => {
    const end = plusMs(at, limitMs);
    if (calendar.office === undefined) return end;
    const worked = workingTimeBetween(calendar, at, end);
    for (const year of worked.unknownYears) unknown.add(year);
    return worked.value > 0 && worksOnDayOf(calendar, millisecondsOf(end), unknown)
      ? end
      : endOfNextDay(calendar, end, unknown);
  });
}

function endOfNextDay(calendar: WorkingCalendar, at: Instant, unknown: Set<number>): Instant {
  const last: { day: number; untilMs: number }[] = [];
  for (const span of openSpans(calendar, millisecondsOf(at), Infinity, unknown)) {
    if (last[0] !== undefined && last[0].day !== span.day) break;
    last[0] = span;
  }
  const [span] = last;
  if (span === undefined) throw new RangeError('open time has no end');
  return instantOf(span.untilMs);
}

function reckon<Value>(work: (unknownYears: Set<number>) => Value): Reckoned<Value> {
  const unknown = new Set<number>();
  const value = work(unknown);
  return { value, unknownYears: [...unknown].sort((one, other) => one - other) };
}
