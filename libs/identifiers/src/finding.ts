import type { FindingCode } from './messages-zh.js';

export type { FindingCode };

/** One thing that is wrong, or odd, about an identifier. Carries no part of the value, so it may be logged. */
export interface Finding {
  /** Stable reason; `explain` puts it into words. */
  readonly code: FindingCode;
  /**
   * Where: index of the code point in the normalised text (see `normalise`; for names, in the raw text).
   * Equals the text's length where something is missing at the end; absent where no place can be named.
   */
  readonly at?: number;
}

export interface Accepted<T> {
  readonly ok: true;
  readonly value: T;
  /** What came in, untouched. */
  readonly raw: string;
  readonly warnings: readonly Finding[];
}

export interface Rejected {
  readonly ok: false;
  readonly raw: string;
  /** Never empty. */
  readonly findings: readonly Finding[];
}

/** What every parser here returns. Parsers never throw, whatever the text. */
export type Checked<T> = Accepted<T> | Rejected;

/** A value as an agency answered it: a failed check leaves `value` null, keeps `raw` and becomes a warning. */
export interface Received<T> {
  readonly value: T | null;
  readonly raw: string;
  readonly warnings: readonly Finding[];
}

export function accept<T>(value: T, raw: string, warnings: readonly Finding[] = []): Accepted<T> {
  return { ok: true, value, raw, warnings };
}

/** The caller gives at least one finding. */
export function reject(raw: string, ...findings: readonly Finding[]): Rejected {
  return { ok: false, raw, findings };
}

/**
 * Reads a check leniently, for what an agency sent. Rejecting is for what we send or enter; in an answer a
 * failed check never drops a row.
 */
export function asReceived<T>(checked: Checked<T>): Received<T> {
  return checked.ok
    ? { value: checked.value, raw: checked.raw, warnings: checked.warnings }
    : { value: null, raw: checked.raw, warnings: checked.findings };
}
