import { reading, resident, temporaryResident, type Columns } from '../test/rows.js';
import { readRegisteredResidence, readTemporaryResidence } from './map-residence.js';

function registered(columns: Columns) {
  const { fields, warnings } = reading({ ...resident, ...columns }, 'person_residence');
  return { read: readRegisteredResidence(fields), warnings };
}

function temporary(columns: Columns) {
  const { fields, warnings } = reading({ ...temporaryResident, ...columns }, 'person_residence');
  return { read: readTemporaryResidence(fields), warnings };
}

test('a registered residence lasts until the row was cancelled', () => {
  expect(registered({ hjssxq: '320898', qrrq: '20010901' }).read).toEqual({
    residenceKind: { code: 'REGISTERED' },
    address: '样例市清河路 1 号',
    regionCode: '320898',
    fromOn: '2001-09-01',
  });
  expect(registered({ zxbs: '2', zxrq: '20200131' }).read?.toOn).toBe('2020-01-31');
});

test('a temporary residence with the sentinel for its end has none, and the raw text is kept', () => {
  const { read, warnings } = temporary({ zzrq: '20250301', jsrq: '99991231' });
  expect(read).toEqual({
    residenceKind: { code: 'TEMPORARY', raw: '1' },
    address: '样例市运河路 2 号',
    fromOn: '2025-03-01',
  });
  expect(warnings).toEqual([{ field: 'person_residence.to_on', code: 'IMPOSSIBLE_DATE', raw: '99991231' }]);
});

test('a kind of registration that the table lacks is unknown with its raw text', () => {
  const { read, warnings } = temporary({ djlb: '8' });
  expect(read?.residenceKind).toEqual({ code: 'UNKNOWN', raw: '8' });
  expect(warnings).toEqual([{ field: 'person_residence.residence_kind', code: 'UNKNOWN_CODE', raw: '8' }]);
  expect(temporary({ djlb: null }).read?.residenceKind).toEqual({ code: 'UNKNOWN', raw: '-' });
});

test('a row without an address is no residence', () => {
  expect(registered({ hjdz: ' ' }).read).toBeUndefined();
  expect(temporary({ zzdz: null }).read).toBeUndefined();
});
