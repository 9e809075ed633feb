import { parseDivision, SEED_DIVISIONS, SYNTHETIC_DIVISION } from './index.js';
import { warningsOf } from '../test/arbitraries.js';

describe('a division code', () => {
  it.each([
    ['32081', 5],
    ['3208123', 6],
    ['32081A', 5],
  ])('%s is rejected at %i', (raw, at) => {
    expect(parseDivision(raw)).toEqual({
      ok: false,
      raw,
      findings: [{ code: 'DIVISION_NOT_SIX_DIGITS', at }],
    });
  });

  it.each(['320871', '620171', '320879'])('%s is warned of as statistical', (raw) => {
    expect(warningsOf(parseDivision(raw))).toEqual(['DIVISION_STATISTICAL']);
  });

  it('ending in 70 or 80 is no statistical one', () => {
    expect(warningsOf(parseDivision('320870'))).toEqual([]);
    expect(warningsOf(parseDivision('320880'))).toEqual([]);
  });

  it('of no province is warned of as unknown', () => {
    expect(warningsOf(parseDivision('990101'))).toEqual(['DIVISION_UNKNOWN']);
    expect(warningsOf(parseDivision('000000'))).toEqual(['DIVISION_UNKNOWN']);
  });

  it("takes the caller's word on unknown and abolished", () => {
    expect(warningsOf(parseDivision('320802', { standingOf: () => 'abolished' }))).toEqual([
      'DIVISION_ABOLISHED',
    ]);
    expect(warningsOf(parseDivision('320805', { standingOf: () => 'unknown' }))).toEqual([
      'DIVISION_UNKNOWN',
    ]);
    expect(warningsOf(parseDivision('320812', { standingOf: () => 'current' }))).toEqual([]);
  });

  it('that is synthetic is silent under the synthetic profile alone', () => {
    expect(warningsOf(parseDivision(SYNTHETIC_DIVISION, { profile: 'synthetic' }))).toEqual([]);
    expect(warningsOf(parseDivision(SYNTHETIC_DIVISION, { profile: 'production' }))).toEqual([
      'DIVISION_SYNTHETIC',
    ]);
    expect(warningsOf(parseDivision(SYNTHETIC_DIVISION))).toEqual(['DIVISION_SYNTHETIC']);
  });

  it('of the seed list passes in silence', () => {
    for (const code of SEED_DIVISIONS.keys()) {
      expect(warningsOf(parseDivision(code, { profile: 'synthetic' }))).toEqual([]);
    }
  });
});
