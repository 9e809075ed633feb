import fc from 'fast-check';
import { reading } from '../test/rows.js';
import { readTime } from './read-time.js';

function read(raw: string | null) {
  const { fields, warnings } = reading({ sj: raw }, 'lodging_stay');
  return { time: readTime(fields, 'sj', 'check_in_at'), warnings };
}

describe('a time of a police register', () => {
  test.each([
    ['20261101213045', '2026-11-01T13:30:45.000Z'],
    ['202611012130', '2026-11-01T13:30:00.000Z'],
    ['2026-11-01 21:30:45', '2026-11-01T13:30:45.000Z'],
    ['2026-11-01T21:30', '2026-11-01T13:30:00.000Z'],
    ['20261101000000', '2026-10-31T16:00:00.000Z'],
  ])('%s is %s, because it is written in Beijing', (raw, time) => {
    expect(read(raw)).toEqual({ time, warnings: [] });
  });

  test.each([
    '99991231235959',
    '19000101000000',
    '9999-12-31 00:00:00',
    '20230230120000',
    '20261101240000',
    '20261101216000',
    '20261101',
    '2130',
    '未退房',
  ])('%s is none: it is left out and kept raw', (raw) => {
    expect(read(raw)).toEqual({
      time: undefined,
      warnings: [{ field: 'lodging_stay.check_in_at', code: 'IMPOSSIBLE_DATE', raw }],
    });
  });

  test.each([null, '', '   '])('that is not there is no fault', (raw) => {
    expect(read(raw)).toEqual({ time: undefined, warnings: [] });
  });

  test('is the same instant however it is punctuated, to the second', () => {
    const secondsOf2026 = { min: Date.UTC(2026, 0, 1) / 1000, max: Date.UTC(2026, 11, 31) / 1000 };
    fc.assert(
      fc.property(fc.integer(secondsOf2026), (seconds) => {
        const beijing = new Date((seconds + 8 * 3600) * 1000).toISOString().slice(0, 19);
        const compact = beijing.replaceAll(/[-:T]/g, '');
        expect(read(compact).time).toBe(new Date(seconds * 1000).toISOString());
        expect(read(beijing).time).toBe(read(compact).time);
      }),
    );
  });

  test('is never made up: what is delivered stands in the row digit by digit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0 1 2 3 4 5 6 7 8 9 - : T'.split(' '), ' '), maxLength: 20 }),
        (raw) => {
          const { time } = read(raw);
          if (time === undefined) return;
          const beijing = new Date(Date.parse(time) + 8 * 3_600_000).toISOString();
          const digits = raw.replaceAll(/\D/g, '');
          expect(beijing.replaceAll(/\D/g, '').startsWith(digits)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
