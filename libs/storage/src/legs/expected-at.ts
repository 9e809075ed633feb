import { earliest, isOpen, plusMs, type Instant, type Leg } from '@dianda/inquiry';

type Expected = Pick<Leg, 'state' | 'expectedAt' | 'expiresAt' | 'waitingFor'>;

/**
 * When a leg's answer may be expected, as whoever looks at `readAt` should be told (promise 6). A settled leg keeps what
 * was expected of it. An open one is never expected in the past, nor after its expiry:
 * - what only people can move on (a clarification, a hold without probe) is expected by its expiry;
 * - a held agency's not before its next probe, one in maintenance or over its quota not before that ends;
 * - what is overdue as long from now as the agency usually takes (`usualSeconds`; null where the directory does not say
 *   any more: by its expiry).
 */
export function expectedAsOf(leg: Expected, readAt: Instant, usualSeconds: number | null): Instant {
  if (!isOpen(leg.state)) return leg.expectedAt;
  const soonest = soonestOf(leg);
  const overdue = usualSeconds === null ? leg.expiresAt : plusMs(readAt, usualSeconds * 1_000);
  const expected = earliest(soonest > readAt ? soonest : overdue, leg.expiresAt);
  // Time has run out and the sweep has not come by yet.
  return expected > readAt ? expected : readAt;
}

function soonestOf({ expectedAt, expiresAt, waitingFor }: Expected): Instant {
  switch (waitingFor?.kind) {
    case 'clarification':
    case 'operator':
      return expiresAt;
    case 'agency_held': {
      const probe = waitingFor.nextProbeAt;
      if (probe === undefined) return expiresAt;
      return probe > expectedAt ? probe : expectedAt;
    }
    case 'outside_hours':
    case 'maintenance':
    case 'quota':
      return waitingFor.until > expectedAt ? waitingFor.until : expectedAt;
    case 'turn':
    case 'answer':
    case 'retry':
    case 'agency_working':
    case undefined:
      return expectedAt;
    default:
      return waitingFor satisfies never;
  }
}
