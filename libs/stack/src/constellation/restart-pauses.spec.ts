import { RestartPauses } from './restart-pauses.js';

describe('the pause before a dead part is started again', () => {
  it('doubles with each death in a row, up to half a minute', () => {
    const pauses = new RestartPauses();
    const given = Array.from({ length: 9 }, (_, turn) => pauses.after('gateway', turn * 1_000));
    expect(given).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('is short again once the part has run for a minute', () => {
    const pauses = new RestartPauses();
    pauses.after('gateway', 0);
    expect(pauses.after('gateway', 1_000)).toBe(1_000);
    expect(pauses.after('gateway', 1_000 + 60_000 + 1_001)).toBe(500);
  });

  it('is each part’s own', () => {
    const pauses = new RestartPauses();
    pauses.after('gateway', 0);
    expect(pauses.after('dispatcher', 1)).toBe(500);
  });
});
