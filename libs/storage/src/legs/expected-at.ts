import {
  addWorkingTime,
  isOpen,
  type ExpectedBasis,
  type Instant,
  type Leg,
  type WorkingCalendar,
} from '@dianda/inquiry';

type Expected = Pick<Leg, 'state' | 'dueAt' | 'expectedAt' | 'expiresAt' | 'waitingFor'>;

/** How fast an agency answers a class, in its working time. */
export interface Pace {
  readonly calendar: WorkingCalendar;
  /** The median of its recent answers; undefined while there are too few. */
  readonly recentMs: number | undefined;
  /** What the directory says; undefined where it does not say any more. */
  readonly usualMs: number | undefined;
}

export interface Expectation {
  readonly at: Instant;
  /** Undefined once the leg is settled. */
  readonly basis: ExpectedBasis | undefined;
}

/**
 * When a leg's answer may be expected, as whoever looks at `readAt` should be told (promise 6). A settled leg keeps what
 * was expected of it. An open one is never expected in the past, nor after its expiry:
 * - what only people can move on (a clarification, a hold without probe) is expected by its expiry;
 * - a held agency's not before its next probe, one that is closed, in maintenance or over its quota not before that ends;
 * - what is overdue as long from now as the agency takes (by its expiry where nobody knows).
 */
export function expectedAsOf(leg: Expected, readAt: Instant, pace: Pace): Expectation {
  if (!isOpen(leg.state)) return { at: leg.expectedAt, basis: undefined };
  const soonest = soonestOf(leg, pace);
  const next = soonest.at > readAt ? soonest : overdue(leg, readAt, pace);
  const expected = next.at < leg.expiresAt ? next : byExpiry(leg);
  // Time has run out and the sweep has not come by yet.
  return expected.at > readAt ? expected : { ...expected, at: readAt };
}

function soonestOf(leg: Expected, pace: Pace): Expectation {
  const { waitingFor } = leg;
  const own = ownOf(leg, pace);
  switch (waitingFor?.kind) {
    case 'clarification':
    case 'operator':
      return byExpiry(leg);
    case 'agency_held':
      return waitingFor.nextProbeAt === undefined ? byExpiry(leg) : notBefore(own, waitingFor.nextProbeAt);
    case 'outside_hours':
    case 'maintenance':
    case 'quota':
      return { at: notBefore(own, waitingFor.until).at, basis: 'calendar' };
    case 'turn':
    case 'answer':
    case 'retry':
    case 'agency_working':
    case undefined:
      return own;
    default:
      return waitingFor satisfies never;
  }
}

/** As if nothing stood in its way: from when it may be asked, or was, on. */
function ownOf({ dueAt, expectedAt, waitingFor }: Expected, { calendar, recentMs }: Pace): Expectation {
  if (recentMs === undefined) {
    return { at: expectedAt, basis: expectedAt === dueAt ? 'calendar' : 'directory' };
  }
  const askedAt = waitingFor?.kind === 'agency_working' ? waitingFor.since : dueAt;
  const at = addWorkingTime(calendar, askedAt, recentMs).value;
  // The answer of an agency that works on it comes with a poll.
  return notBefore({ at, basis: 'recent_answers' }, dueAt);
}

function overdue(leg: Expected, readAt: Instant, { calendar, recentMs, usualMs }: Pace): Expectation {
  const paceMs = recentMs ?? usualMs;
  if (paceMs === undefined) return byExpiry(leg);
  return {
    at: addWorkingTime(calendar, readAt, paceMs).value,
    basis: recentMs === undefined ? 'directory' : 'recent_answers',
  };
}

function notBefore(expected: Expectation, time: Instant): Expectation {
  return time > expected.at ? { at: time, basis: 'calendar' } : expected;
}

function byExpiry({ expiresAt }: Expected): Expectation {
  return { at: expiresAt, basis: 'calendar' };
}
