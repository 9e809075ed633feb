import type { IsoDate } from '@dianda/identifiers';

/** How long the agency has, from the order on, as a dated rule: rows of the directory, never constants in code. */
export interface TimeLimit {
  readonly minutes: number;
  /**
   * `working`: minutes in which the agency works (a working day is as long as its hours). `natural`, which is meant where
   * nothing is said: minutes of any clock.
   */
  readonly counted?: LimitCount;
  /** The provision, agreement or practice that sets it. */
  readonly source: string;
  /** The first day on which it is in force, YYYY-MM-DD in the courts' zone. */
  readonly validFrom: string;
  /** The last one; without it the rule is in force until a newer one is. */
  readonly validTo?: string;
}

export const limitCounts = ['natural', 'working'] as const;
export type LimitCount = (typeof limitCounts)[number];

/** At least one, in any order; of several in force the one that came into force last holds. */
export type TimeLimits = readonly [TimeLimit, ...(readonly TimeLimit[])];

export function isInForce({ validFrom, validTo }: TimeLimit, on: IsoDate): boolean {
  return validFrom <= on && (validTo === undefined || on <= validTo);
}

/**
 * The limit for an order of that day. A question goes out, and has an end, on a day without a limit as well: then the one
 * that came into force last holds on, and before the first of all that first one. (A directory is loaded only while each
 * service has a limit in force.)
 */
export function timeLimitOn(limits: TimeLimits, on: IsoDate): TimeLimit {
  const newest = (some: readonly TimeLimit[]) => some.toSorted(byBeginning).at(-1);
  const [one, ...others] = limits;
  return (
    newest(limits.filter((each) => isInForce(each, on))) ??
    newest(limits.filter((each) => each.validFrom <= on)) ??
    others.reduce((first, each) => (each.validFrom < first.validFrom ? each : first), one)
  );
}

function byBeginning(one: TimeLimit, other: TimeLimit): number {
  return one.validFrom < other.validFrom ? -1 : 1;
}
