import fc from 'fast-check';
import { dayOf, earliest, instantOf, millisecondsOf, msBetween, parseInstant, plusMs } from '../index.js';

const anyTime = fc.integer({
  min: Date.parse('0000-01-01T00:00:00Z'),
  max: Date.parse('9999-12-31T23:59:59.999Z'),
});

describe('an instant', () => {
  it('says its time in milliseconds, there and back', () => {
    fc.assert(
      fc.property(anyTime, (time) => {
        expect(millisecondsOf(instantOf(time))).toBe(time);
        expect(instantOf(new Date(time))).toBe(instantOf(time));
      }),
    );
  });

  it('compares as text in the order of time', () => {
    fc.assert(
      fc.property(anyTime, anyTime, (one, other) => {
        expect(instantOf(one) < instantOf(other)).toBe(one < other);
      }),
    );
  });

  it('cannot be outside the years 0000 to 9999, where text order would fail', () => {
    expect(() => instantOf(Date.parse('9999-12-31T23:59:59.999Z') + 1)).toThrow(RangeError);
    expect(() => instantOf(Date.parse('0000-01-01T00:00:00Z') - 1)).toThrow(RangeError);
    expect(() => instantOf(Number.NaN)).toThrow(RangeError);
  });

  it('moves by milliseconds, and the distance is the move', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: -1e9, max: 1e9 }), (time, ms) => {
        const start = instantOf(time);
        expect(msBetween(start, plusMs(start, ms))).toBe(ms);
        expect(msBetween(plusMs(start, ms), start)).toBe(0 - ms);
      }),
    );
  });

  it('that is earliest is so in any order', () => {
    fc.assert(
      fc.property(fc.array(anyTime, { minLength: 1, maxLength: 5 }), (times) => {
        const [one, ...rest] = times.map((time) => instantOf(time));
        if (one === undefined) return;
        expect(earliest(one, ...rest)).toBe(instantOf(Math.min(...times)));
      }),
    );
  });
});

describe('parsing an instant', () => {
  it.each([
    ['2026-06-01T01:00:00Z', '2026-06-01T01:00:00.000Z'],
    ['2026-06-01T09:00+08:00', '2026-06-01T01:00:00.000Z'],
    ['2026-06-01T09:00:00.123456789+08:00', '2026-06-01T01:00:00.123Z'],
    ['2024-02-29T23:59:59-00:00', '2024-02-29T23:59:59.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('takes %s as %s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  it.each([
    '',
    '2026-06-01',
    '2026-06-01T01:00:00',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-06-01T24:00:00Z',
    '2026-06-01T25:00:00Z',
    '2026-06-01T00:60:00Z',
    '2026-06-01T00:00:60Z',
    '2026-06-01T00:00:00+99:00',
    '2026-06-01 00:00:00Z',
    '2026-06-01T00:00:00z',
    ' 2026-06-01T00:00:00Z',
    '2026-06-01T00:00:00Z\n',
    '9999-12-31T23:59:59-01:00',
    '0001-01-01T00:00:00+9999',
    'yesterday',
  ])('takes no %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('takes every instant as itself', () => {
    const recent = fc.integer({
      min: Date.parse('0001-01-02T00:00:00Z'),
      max: Date.parse('9999-12-31T00:00:00Z'),
    });
    fc.assert(
      fc.property(recent, (time) => {
        expect(parseInstant(instantOf(time))).toBe(instantOf(time));
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(parseInstant(text)).toBeUndefined()));
  });
});

describe('the day of an instant', () => {
  it('is cut at midnight in Shanghai', () => {
    expect(dayOf(instantOf(Date.parse('2026-06-01T15:59:59.999Z')))).toBe('2026-06-01');
    expect(dayOf(instantOf(Date.parse('2026-06-01T16:00:00Z')))).toBe('2026-06-02');
    expect(dayOf(instantOf(Date.parse('2026-12-31T16:00:00Z')))).toBe('2027-01-01');
  });
});
