import { parseDate, type IsoDate } from '@dianda/identifiers';

/** A calendar day as the number of days since 1970-01-01. */
export type Day = number;

const DAY_MS = 86_400_000;
/** By the day, counted from 1700; the days of a world all lie after that. */
const known: { readonly iso: IsoDate; readonly compact: string }[] = [];
const firstKnown = Date.UTC(1700, 0, 1) / DAY_MS;

export function dayOf(date: IsoDate): Day {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** `YYYY-MM-DD` */
export function isoOf(day: Day): IsoDate {
  return textsOf(day).iso;
}

/** `YYYYMMDD`, as most registers write days. */
export function compactOf(day: Day): string {
  return textsOf(day).compact;
}

export function yearOf(day: Day): number {
  return Number(compactOf(day).slice(0, 4));
}

/** The first day of the year that lies `years` away, then `days` further. */
export function newYear(day: Day, years: number, days = 0): Day {
  return Date.UTC(yearOf(day) + years, 0, 1) / DAY_MS + days;
}

/** The same day `months` later; the last of the month where there is no such day (standards.md L18). */
export function plusMonths(day: Day, months: number): Day {
  const text = isoOf(day);
  const [year, month, date] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return Date.UTC(year, month - 1 + months, Math.min(date, last)) / DAY_MS;
}

/** `YYYY-MM-DDTHH:MM:SS`, as a timestamp column without zone takes it. */
export function timeOf(day: Day, second: number): string {
  return `${isoOf(day)}T${clock(second, ':')}`;
}

/** `YYYYMMDDHHMMSS` */
export function compactTimeOf(day: Day, second: number): string {
  return `${compactOf(day)}${clock(second, '')}`;
}

function clock(second: number, between: string): string {
  return [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(between);
}

/** Days are few and rows are many, so each day's texts are made once. */
function textsOf(day: Day) {
  const made = known[day - firstKnown];
  if (made !== undefined) return made;
  const parsed = parseDate(new Date(day * DAY_MS).toISOString().slice(0, 10));
  if (!parsed.ok || day < firstKnown) throw new RangeError('a day before 1700');
  const texts = { iso: parsed.value, compact: parsed.value.replaceAll('-', '') };
  known[day - firstKnown] = texts;
  return texts;
}
