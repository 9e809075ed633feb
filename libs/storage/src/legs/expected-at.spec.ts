import { instantOf, parseHoursRange, plusMs, type Instant, type WaitingFor } from '@dianda/inquiry';
import { expectedAsOf, type Pace } from './expected-at.js';

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
  const leg = {
    state: 'waiting',
    waitingFor,
    dueAt: at(-60),
    expectedAt: at(expected),
    expiresAt: at(expires),
  } as const;
  return secondsFromNow(expectedAsOf(leg, readAt, paceOf(usual)).at);
}
const alwaysOpen = { office: undefined, holidays: new Map(), closures: [] };
const paceOf = (usual: number | null, recent?: number): Pace => ({
  calendar: alwaysOpen,
  recentMs: recent === undefined ? undefined : recent * 1_000,
  usualMs: usual === null ? undefined : usual * 1_000,
});
const secondsFromNow = (time: Instant) => (Date.parse(time) - Date.parse(readAt)) / 1_000;

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
      dueAt: at(-60),
      expectedAt: at(-5),
      expiresAt: at(9),
    } as const;
    expect(expectedAsOf(settled, readAt, paceOf(usualSeconds))).toEqual({ at: at(-5), basis: undefined });
  });

  describe('rests', () => {
    const open = { state: 'pending', dueAt: at(-10), expectedAt: at(20), expiresAt: at(3_600) } as const;
    const of = (waitingFor: WaitingFor, recent?: number, changes = {}) => {
      const expected = expectedAsOf(
        { ...open, waitingFor, ...changes },
        readAt,
        paceOf(usualSeconds, recent),
      );
      return [secondsFromNow(expected.at), expected.basis];
    };

    it('on what the directory says while there are too few answers', () => {
      expect(of({ kind: 'turn' })).toEqual([20, 'directory']);
      expect(of({ kind: 'turn' }, undefined, { expectedAt: at(-1) })).toEqual([30, 'directory']);
    });

    it('on the agency’s recent answers, from when it may be asked on', () => {
      expect(of({ kind: 'turn' }, 300)).toEqual([290, 'recent_answers']);
      expect(of({ kind: 'turn' }, 5)).toEqual([5, 'recent_answers']);
    });

    it('on the next poll where the agency works on it for as long as it usually takes', () => {
      const working: WaitingFor = { kind: 'agency_working', since: at(-100), nextPollAt: at(40) };
      expect(of(working, 120, { dueAt: at(40) })).toEqual([40, 'calendar']);
      expect(of(working, 300, { dueAt: at(40) })).toEqual([200, 'recent_answers']);
    });

    it('on the calendar while the agency is closed, and where only the end is known', () => {
      expect(of({ kind: 'outside_hours', until: at(600) }, 5)).toEqual([600, 'calendar']);
      expect(of({ kind: 'quota', until: at(600) })).toEqual([600, 'calendar']);
      expect(of(clarification, 5)).toEqual([3_600, 'calendar']);
    });

    it('on working time: what is overdue before the agency closes is expected after it opens again', () => {
      const hours = ['08:00-08:01', '09:00-10:00'].flatMap((text) => parseHoursRange(text) ?? []);
      const office = { zone: 'Etc/UTC', hours: { monday: hours }, publicHolidays: false };
      const pace = { ...paceOf(null, 90), calendar: { ...alwaysOpen, office } };
      const leg = {
        ...open,
        waitingFor: { kind: 'answer' },
        dueAt: at(-600),
        expiresAt: at(90_000),
      } as const;
      expect(secondsFromNow(expectedAsOf(leg, readAt, pace).at)).toBe(3_600 + 30);
    });
  });
});
