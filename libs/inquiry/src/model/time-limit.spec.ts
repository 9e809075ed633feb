import fc from 'fast-check';
import { day } from '../../test/casework.js';
import { isInForce, timeLimitOn, type TimeLimit, type TimeLimits } from '../index.js';

const limit = (minutes: number, validFrom: string, validTo?: string): TimeLimit => ({
  minutes,
  source: 'test',
  validFrom,
  ...(validTo === undefined ? {} : { validTo }),
});

const dated: TimeLimits = [
  limit(3, '2026-07-01', '2026-07-31'),
  limit(1, '2026-01-01', '2026-03-31'),
  limit(2, '2026-04-01'),
];

describe('the time limit on a day', () => {
  it.each([
    ['of two in force the newer', '2026-07-01', 3],
    ['on its last day still the newer', '2026-07-31', 3],
    ['after that again the older, which has no end', '2026-08-01', 2],
    ['on its last day the first', '2026-03-31', 1],
    ['the day after, the second', '2026-04-01', 2],
    ['before all of them the first', '2025-12-31', 1],
  ])('is %s', (_what, on, minutes) => {
    expect(timeLimitOn(dated, day(on)).minutes).toBe(minutes);
  });

  it('is the one that came into force last where all have ended', () => {
    const ended: TimeLimits = [limit(2, '2026-02-01', '2026-03-01'), limit(1, '2026-01-01', '2026-04-01')];
    expect(timeLimitOn(ended, day('2026-05-01')).minutes).toBe(2);
    expect(timeLimitOn(ended, day('2026-03-15')).minutes).toBe(1);
  });

  it('is in force whenever one is, none in force is newer, and the order of the rows does not matter', () => {
    const anyDay = fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${String(n).padStart(2, '0')}`);
    const anyLimits = fc.uniqueArray(fc.record({ validFrom: anyDay, validTo: anyDay, minutes: fc.nat() }), {
      minLength: 1,
      maxLength: 6,
      selector: ({ validFrom }) => validFrom,
    });
    fc.assert(
      fc.property(anyLimits, anyDay, fc.boolean(), (drawn, text, isOpen) => {
        const on = day(text);
        const limits = drawn.map(({ minutes, validFrom, validTo }) =>
          limit(minutes, validFrom, isOpen && validTo < validFrom ? undefined : validTo),
        );
        const [first, ...others] = limits;
        const [last, ...before] = limits.toReversed();
        if (first === undefined || last === undefined) throw new Error('no limit was drawn');
        const chosen = timeLimitOn([first, ...others], on);
        expect(timeLimitOn([last, ...before], on)).toBe(chosen);
        const inForce = limits.filter((each) => isInForce(each, on));
        expect(isInForce(chosen, on)).toBe(inForce.length > 0);
        expect(inForce.filter((each) => each.validFrom > chosen.validFrom)).toEqual([]);
      }),
    );
  });
});
