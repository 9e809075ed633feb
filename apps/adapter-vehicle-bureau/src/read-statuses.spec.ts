import fc from 'fast-check';
import { plainVehicle, reading } from '../test/rows.js';
import { readStatuses } from './read-statuses.js';

function statusesOf(zt: string | null) {
  const { fields, warnings } = reading({ ...plainVehicle, zt });
  return { ...readStatuses(fields), warnings };
}

describe('the status column', () => {
  test.each([
    ['A', ['NORMAL']],
    ['KQ', ['SEIZED', 'INSPECTION_OVERDUE']],
    ['k,q', ['SEIZED', 'INSPECTION_OVERDUE']],
    ['G、O　ＢＥ', ['OFFENCE_OPEN', 'LOCKED', 'TRANSFERRED_OUT', 'CANCELLED']],
    ['查封、逾期未检验', ['SEIZED', 'INSPECTION_OVERDUE']],
    ['强制注销/报废', ['SCRAPPED']],
    ['AA', ['NORMAL']],
  ])('%j is read letter by letter', (zt, expected) => {
    expect(statusesOf(zt)).toEqual({ statuses: expected, statusesRaw: zt, warnings: [] });
  });

  test('keeps a letter without a row as UNKNOWN, beside those that have one', () => {
    expect(statusesOf('KFQ')).toEqual({
      statuses: ['SEIZED', 'UNKNOWN', 'INSPECTION_OVERDUE'],
      statusesRaw: 'KFQ',
      warnings: [{ field: 'vehicle.statuses', code: 'UNKNOWN_CODE', raw: 'KFQ' }],
    });
  });

  test.each(['其他状态', '9', '?', '查封K'])('keeps %j as UNKNOWN with its raw text', (zt) => {
    expect(statusesOf(zt)).toEqual({
      statuses: ['UNKNOWN'],
      statusesRaw: zt,
      warnings: [{ field: 'vehicle.statuses', code: 'UNKNOWN_CODE', raw: zt }],
    });
  });

  test('that is empty says nothing, and nothing is made of it', () => {
    expect(statusesOf(null)).toEqual({ statuses: [], warnings: [] });
  });

  test('is never emptied and never unknown in silence, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), (zt) => {
        fc.pre(zt.trim() !== '' && !zt.includes('\uFFFD'));
        const { statuses, statusesRaw, warnings } = statusesOf(zt);
        expect(statuses.length).toBeGreaterThan(0);
        expect(statusesRaw).toBe(zt.trim());
        expect(warnings).toHaveLength(statuses.includes('UNKNOWN') ? 1 : 0);
      }),
    );
  });
});
