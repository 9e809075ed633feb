import { instantOf, plusMs, type WaitingFor } from '@dianda/inquiry';
import { expectedAsOf } from './expected-at.js';

const readAt = instantOf(Date.UTC(2026, 10, 2, 8));
const at = (seconds: number) => plusMs(readAt, seconds * 1_000);
const usualSeconds = 30;

const held = (nextProbeAt: number | undefined): WaitingFor => ({
  kind: 'agency_held',
  cause: 'breaker_open',
  since: at(-60),
  nextProbeAt: nextProbeAt === undefined ? undefined : at(nextProbeAt),
});
const clarification: WaitingFor = { kind: 'clarification', since: at(-60), question: '', contact: '' };

/** An open leg that was expected and expires so many seconds from the look at it. */
function seen(
  waitingFor: WaitingFor,
  expected: number,
  expires: number,
  usual: number | null = usualSeconds,
) {
  const leg = { state: 'waiting', waitingFor, expectedAt: at(expected), expiresAt: at(expires) } as const;
  return (Date.parse(expectedAsOf(leg, readAt, usual)) - Date.parse(readAt)) / 1_000;
}

describe('the time at which an open leg is expected', () => {
  it('is the leg’s own while that is still to come', () => {
    expect(seen({ kind: 'turn' }, 5, 3_600)).toBe(5);
  });

  it('is as far away as the agency usually takes once it is overdue', () => {
    expect(seen({ kind: 'turn' }, -5, 3_600)).toBe(usualSeconds);
    expect(seen({ kind: 'answer' }, 0, 3_600)).toBe(usualSeconds);
  });

  it('is the expiry once it is overdue at an agency of which nobody knows how long it takes', () => {
    expect(seen({ kind: 'turn' }, -5, 3_600, null)).toBe(3_600);
  });

  it('is never before the next probe of a held agency', () => {
    expect(seen(held(60), -5, 3_600)).toBe(60);
    expect(seen(held(60), 90, 3_600)).toBe(90);
    // The probe is under way.
    expect(seen(held(-1), -5, 3_600)).toBe(usualSeconds);
  });

  it.each<[string, WaitingFor]>([
    ['a hold that no probe ends', held(undefined)],
    ['a clarification', clarification],
    ['an operator', { kind: 'operator', since: at(-60) }],
  ])('is the expiry for what only people can move on: %s', (_what, waitingFor) => {
    expect(seen(waitingFor, 5, 3_600)).toBe(3_600);
  });

  it('is never after the expiry, and never in the past', () => {
    expect(seen({ kind: 'turn' }, -5, 10)).toBe(10);
    expect(seen({ kind: 'turn' }, -5, -1)).toBe(0);
    expect(seen(clarification, -5, -1)).toBe(0);
  });

  it('stays as it was once the leg is settled', () => {
    const settled = {
      state: 'answered',
      waitingFor: undefined,
      expectedAt: at(-5),
      expiresAt: at(9),
    } as const;
    expect(expectedAsOf(settled, readAt, usualSeconds)).toBe(at(-5));
  });
});
