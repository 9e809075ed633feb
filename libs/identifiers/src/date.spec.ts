import fc from 'fast-check';
import { dateInShanghai, parseDate, readReceivedDate } from './index.js';
import { days, rejectionOf, valueOf } from '../test/arbitraries.js';

describe('a date', () => {
  it('reads YYYY-MM-DD and YYYYMMDD as the same day', () => {
    fc.assert(
      fc.property(days, (date) => {
        expect(valueOf(parseDate(date))).toBe(date);
        expect(valueOf(parseDate(date.replaceAll('-', '')))).toBe(date);
      }),
    );
  });

  it('exists exactly when the calendar of the platform has it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat({ max: 14 }), fc.nat({ max: 33 }), (y, m, d) => {
        const text = [
          String(y).padStart(4, '0'),
          String(m).padStart(2, '0'),
          String(d).padStart(2, '0'),
        ].join('-');
        const instant = new Date(`${text}T00:00:00Z`);
        const exists = !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === text;
        expect(parseDate(text).ok).toBe(exists);
      }),
      { numRuns: 3000 },
    );
  });

  it('is a leap day every fourth year, save centuries not divisible by 400', () => {
    const years = ['1600', '1900', '2000', '2023', '2024', '2100', '2400', '2500'];
    expect(years.filter((year) => parseDate(`${year}-02-29`).ok)).toEqual(['1600', '2000', '2024', '2400']);
  });

  it.each([
    ['2024-1-02', 6],
    ['2024-0102', 7],
    ['202401-02', 6],
    ['2024/01/02', 4],
    ['2024-01-02T', 10],
    ['', 0],
  ])('%s has no date shape, from place %i', (raw, at) => {
    expect(parseDate(raw)).toEqual({ ok: false, raw, findings: [{ code: 'DATE_SHAPE', at }] });
  });

  it('that does not exist is rejected in a request and null with raw in an answer', () => {
    expect(rejectionOf(parseDate('2023-02-29'))).toEqual(['DATE_IMPOSSIBLE']);
    expect(readReceivedDate('2023-02-29')).toEqual({
      value: null,
      raw: '2023-02-29',
      warnings: [{ code: 'DATE_IMPOSSIBLE' }],
    });
    expect(readReceivedDate('20240229')).toEqual({ value: '2024-02-29', raw: '20240229', warnings: [] });
  });

  it.each(['9999-12-31', '19000101'])('%s in an answer stands for no date', (raw) => {
    expect(readReceivedDate(raw)).toEqual({ value: null, raw, warnings: [{ code: 'DATE_SENTINEL' }] });
  });

  it('that is empty in an answer is absent without a warning', () => {
    expect(readReceivedDate(' ')).toEqual({ value: null, raw: ' ', warnings: [] });
  });

  it('in Shanghai begins at 16:00 UTC of the day before', () => {
    expect(dateInShanghai(new Date('2026-11-14T15:59:59.999Z'))).toBe('2026-11-14');
    expect(dateInShanghai(new Date('2026-11-14T16:00:00Z'))).toBe('2026-11-15');
    expect(() => dateInShanghai(new Date(Number.NaN))).toThrow(RangeError);
    expect(() => dateInShanghai(new Date('+010000-01-01T00:00:00Z'))).toThrow(RangeError);
  });
});
