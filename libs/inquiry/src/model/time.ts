import type { Brand } from './brand.js';

/** A point in time as RFC 3339 in UTC with milliseconds, so that text order is time order. */
export type Instant = Brand<string, 'Instant'>;

/** A calendar date `YYYY-MM-DD` with no zone; never goes through `Date` (standards.md 1.6). */
export type DateOnly = Brand<string, 'DateOnly'>;

const dateShape = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Throws RangeError for a date outside years 0000 to 9999. */
export function instantOf(time: Date | number): Instant {
  const text = new Date(time).toISOString();
  if (text.length !== 24) throw new RangeError('instant outside years 0000 to 9999');
  return text as Instant;
}

/** Milliseconds since 1970-01-01T00:00:00Z. */
export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant);
}

export function plusMs(instant: Instant, milliseconds: number): Instant {
  return instantOf(millisecondsOf(instant) + milliseconds);
}

/** `later − earlier`; negative when the order is the other way round. */
export function msBetween(earlier: Instant, later: Instant): number {
  return millisecondsOf(later) - millisecondsOf(earlier);
}

export function earliest(first: Instant, ...rest: readonly Instant[]): Instant {
  return rest.reduce((least, each) => (each < least ? each : least), first);
}

/** Answers `undefined` for a text that is no RFC 3339 time with a zone. */
export function parseInstant(text: string): Instant | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : instantOf(time);
}

/** Answers `undefined` for a text that is not `YYYY-MM-DD` or names a day that does not exist. */
export function parseDateOnly(text: string): DateOnly | undefined {
  const match = dateShape.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const probe = new Date(Date.UTC(year, month - 1, day));
  probe.setUTCFullYear(year);
  const same = probe.getUTCMonth() === month - 1 && probe.getUTCDate() === day;
  return same ? (text as DateOnly) : undefined;
}
