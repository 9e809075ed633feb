import { dateInShanghai, parseDate, type IsoDate } from '@dianda/identifiers';
import type { Brand } from './brand.js';

/** A point in time as RFC 3339 in UTC with milliseconds, so that text order is time order. */
export type Instant = Brand<string, 'Instant'>;

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

const timeShape =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Answers `undefined` for a text that is no RFC 3339 time with a zone, or no time that an instant can say. */
export function parseInstant(text: string): Instant | undefined {
  const day = timeShape.exec(text)?.[1];
  // Date.parse takes 30 February for 2 March.
  if (day === undefined || !parseDate(day).ok) return undefined;
  const time = Date.parse(text);
  return time >= firstInstantMs && time <= lastInstantMs ? instantOf(time) : undefined;
}

const firstInstantMs = Date.parse('0000-01-01T00:00:00.000Z');
const lastInstantMs = Date.parse('9999-12-31T23:59:59.999Z');

/** The zone in which days are cut and times are shown (standards.md 1.6); without summer time since 1992. */
export const courtZone = 'Asia/Shanghai';

/** The calendar day of an instant in the courts' zone. */
export function dayOf(instant: Instant): IsoDate {
  return dateInShanghai(new Date(instant));
}
