import type { Branded } from './brand.js';
import { branded } from './brand.js';
import type { Checked, Received } from './finding.js';
import { accept, asReceived, reject } from './finding.js';
import type { Slot } from './slots.js';
import { DIGIT, firstMisfit, times } from './slots.js';
import { codePoints, normalise } from './text.js';

/** A calendar day `YYYY-MM-DD` (GB/T 7408) that exists. Compares as text in order of time. */
export type IsoDate = Branded<'IsoDate'>;

const HYPHEN: Slot = /^-$/;
const COMPACT = times(8, DIGIT);
const HYPHENED = [...times(4, DIGIT), HYPHEN, ...times(2, DIGIT), HYPHEN, ...times(2, DIGIT)];

/** What registries write where they hold no date (standards 4.1, unverified). */
const SENTINELS: ReadonlySet<string> = new Set(['9999-12-31', '1900-01-01']);

const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;

/** The day that year, month and day name, or undefined when there is no such day. Digits only. */
export function calendarDate(year: string, month: string, day: string): IsoDate | undefined {
  const y = Number(year);
  const m = Number(month);
  const d = Number(day);
  if (y < 1 || m < 1 || m > 12 || d < 1 || d > daysInMonth(y, m)) return undefined;
  return branded<'IsoDate'>(`${year}-${month}-${day}`);
}

/**
 * A date as a request carries it: `YYYY-MM-DD` or `YYYYMMDD`. Rejects DATE_SHAPE and DATE_IMPOSSIBLE.
 * Sentinel dates are days like any other here; only `readReceivedDate` takes them for "no date".
 */
export function parseDate(raw: string): Checked<IsoDate> {
  const text = normalise(raw);
  const misfit = firstMisfit(codePoints(text), text.charAt(4) === '-' ? HYPHENED : COMPACT);
  if (misfit !== undefined) return reject(raw, { code: 'DATE_SHAPE', at: misfit });
  const digits = text.replaceAll('-', '');
  const date = calendarDate(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6));
  return date === undefined ? reject(raw, { code: 'DATE_IMPOSSIBLE' }) : accept(date, raw);
}

/**
 * A date as an agency answered it. Empty is an absent date (normal, for example, for a queued seizure);
 * an impossible or sentinel date becomes null with a warning. `raw` is always kept.
 */
export function readReceivedDate(raw: string): Received<IsoDate> {
  if (normalise(raw) === '') return { value: null, raw, warnings: [] };
  const received = asReceived(parseDate(raw));
  if (received.value !== null && SENTINELS.has(received.value)) {
    return { value: null, raw, warnings: [{ code: 'DATE_SENTINEL' }] };
  }
  return received;
}

/**
 * The day in Asia/Shanghai at an instant. Takes the offset as +08:00, which holds for every instant since
 * 1991-09-15 (summer time before that); meant for "today", not for history.
 * @throws RangeError for an invalid Date or a year outside 0001–9999.
 */
export function dateInShanghai(instant: Date): IsoDate {
  const [year = '', month = '', day = ''] = new Date(instant.getTime() + SHANGHAI_OFFSET_MS)
    .toISOString()
    .slice(0, 10)
    .split('-');
  const date = calendarDate(year, month, day);
  if (date === undefined) throw new RangeError('instant outside the years 0001 to 9999');
  return date;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
