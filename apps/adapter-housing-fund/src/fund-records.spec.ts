import { HOUSING_FUND_ID_DOCUMENT_ROWS } from '@dianda/identifiers';
import type { Reading } from '@dianda/adapter-kit';
import { instantOf } from '@dianda/inquiry';
import { personId, plainAccount, plainPerson, row } from '../test/rows.js';
import { fundRecords } from './fund-records.js';

const asOf = instantOf(Date.parse('2026-11-20T12:00:00Z'));
const reading: Reading = {
  subject: { kind: 'person', name: '葛样例', document: { type: 'RESIDENT_ID', number: personId } },
  documentRows: HOUSING_FUND_ID_DOCUMENT_ROWS,
  now: new Date('2026-11-21T00:00:00Z'),
};

let next = 0;

function holding(columns: Record<string, string | null> = {}) {
  next += 1;
  const account = row({ ...plainAccount, zhbs: String(next), grzh: `32089800${next}`, ...columns });
  return { account, person: row(plainPerson), unit: row({ dwzh: 'D000001', dwmc: '样例单位' }) };
}

function duplicatesIn(...holdings: ReturnType<typeof holding>[]): boolean[] {
  return fundRecords(holdings, asOf, reading).map(({ warnings }) =>
    warnings.some(({ field, code }) => field === 'housing_fund_account' && code === 'DUPLICATE'),
  );
}

test('a record is a housing fund account, with its holder and employer, and never a bank account', () => {
  const [record] = fundRecords([holding()], asOf, reading);
  expect(record).toMatchObject({
    kind: 'housing_fund_account',
    source: '住房公积金业务系统',
    asOf,
    disputed: false,
    employer: '样例单位',
    holder: { name: '葛样例', documentType: { code: 'RESIDENT_ID', raw: '01' } },
    warnings: [],
  });
  expect(record?.sourceRecordId).toMatch(/^GRZHXX-\d+$/);
});

test('of two accounts in use at one centre both are shown, and each says that there should be one', () => {
  expect(duplicatesIn(holding(), holding({ grzhzt: '02' }))).toEqual([true, true]);
  expect(duplicatesIn(holding({ grzhzt: '06' }), holding({ grzhzt: '88' }))).toEqual([true, true]);
});

test('closed accounts beside the one in use are as it should be', () => {
  const closed = ['03', '04', '05'].map((grzhzt) => holding({ grzhzt }));
  expect(duplicatesIn(holding(), ...closed)).toEqual([false, false, false, false]);
  expect(duplicatesIn(...closed)).toEqual([false, false, false]);
});

test('one account in use at each of two centres is as it should be, and the centres are told apart', () => {
  expect(duplicatesIn(holding({ zxbm: '3208' }), holding({ zxbm: '3702' }))).toEqual([false, false]);
  const three = [holding({ zxbm: '3208' }), holding({ zxbm: '3702' }), holding({ zxbm: '3208' })];
  expect(duplicatesIn(...three)).toEqual([true, false, true]);
});

test('an account without a known employer is told without one', () => {
  const [record] = fundRecords([{ ...holding(), unit: undefined }], asOf, reading);
  expect(record).not.toHaveProperty('employer');
});

test('a holder whose type of document has no row is UNKNOWN with the centre’s own code', () => {
  const person = row({ ...plainPerson, zjlx: '77', sjhm: '0517-00000041' });
  const [record] = fundRecords([{ ...holding(), person }], asOf, reading);
  expect(record).toMatchObject({
    holder: { documentType: { code: 'UNKNOWN', raw: '77' }, phone: '0517-00000041' },
    warnings: [{ field: 'housing_fund_account.holder.document_type', code: 'UNKNOWN_CODE', raw: '77' }],
  });
});
