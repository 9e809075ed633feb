import fc from 'fast-check';
import { day } from '../../../test/world-rows.js';
import { compactOf, compactTimeOf, dayOf, isoOf, newYear, plusMonths, timeOf } from './days.js';

describe('days', () => {
  it('are written as they were read', () => {
    fc.assert(
      fc.property(fc.integer({ min: -90_000, max: 60_000 }), (number) => {
        expect(dayOf(isoOf(number))).toBe(number);
        expect(compactOf(number)).toBe(isoOf(number).replaceAll('-', ''));
      }),
    );
  });

  it.each([
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-12-31', 6, '2027-06-30'],
    ['2026-12-31', 12, '2027-12-31'],
    ['2026-01-15', 1, '2026-02-15'],
  ])('%s and %i months later is %s: the last of a month that has no such day', (from, months, to) => {
    expect(isoOf(plusMonths(dayOf(day(from)), months))).toBe(to);
  });

  it('begin years', () => {
    expect(isoOf(newYear(dayOf(day('2026-11-20')), 0))).toBe('2026-01-01');
    expect(isoOf(newYear(dayOf(day('2026-11-20')), -2, -1))).toBe('2023-12-31');
  });

  it('have times of day', () => {
    const number = dayOf(day('2026-11-20'));
    expect(timeOf(number, 3_723)).toBe('2026-11-20T01:02:03');
    expect(compactTimeOf(number, 86_399)).toBe('20261120235959');
  });
});
