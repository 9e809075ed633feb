import type { RecordWarning } from '@dianda/inquiry';
import { FieldReader } from './field-reader.js';
import { held } from './held.js';
import { RegistryRow } from './registry-row.js';

let warnings: RecordWarning[];

function reader(value: string | null): FieldReader {
  warnings = [];
  return new FieldReader(new RegistryRow('LIST', { col: value }), 'house_right', warnings);
}

test('an absent value is absent: not empty, not zero, not a warning', () => {
  for (const value of [null, '', '  ']) {
    const fields = reader(value);
    expect([
      fields.text('col', 'f'),
      fields.date('col', 'f'),
      fields.integer('col', 'f'),
      fields.flag('col', 'f'),
      fields.decimal('col', 'f'),
      fields.money('col', 'CNY', 'f'),
      fields.currency('col', 'f'),
      fields.beijingTime('col', 'f'),
    ]).toEqual(Array(8).fill(undefined));
    expect(warnings).toEqual([]);
  }
});

test('a text with characters lost in the encoding is delivered and marked', () => {
  expect(reader('某\uFFFD路').text('col', 'location')).toBe('某\uFFFD路');
  expect(warnings).toEqual([{ field: 'house_right.location', code: 'CHARACTERS_LOST', raw: '某\uFFFD路' }]);
});

test.each([
  ['2024-02-29', '2024-02-29'],
  ['20240229', '2024-02-29'],
])('a date %s is read', (raw, date) => {
  expect(reader(raw).date('col', 'f')).toBe(date);
  expect(warnings).toEqual([]);
});

test.each(['20230230', '99991231', '1900-01-01', '去年'])('a date %s is none, and told', (raw) => {
  expect(reader(raw).date('col', 'completed_on')).toBeUndefined();
  expect(warnings).toEqual([{ field: 'house_right.completed_on', code: 'IMPOSSIBLE_DATE', raw }]);
});

test.each([
  ['12', 'CNY', 'yuan', '12.00'],
  ['12.5000', 'CNY', 'yuan', '12.50'],
  ['-3.07', 'USD', 'yuan', '-3.07'],
  ['86.5', 'CNY', 'wan_yuan', '865000.00'],
  ['0.000001', 'CNY', 'wan_yuan', '0.01'],
  ['0', 'CNY', 'yuan', '0.00'],
] as const)('%s %s counted in %s is %s', (raw, currency, unit, amount) => {
  expect(reader(raw).money('col', currency, 'f', unit)).toEqual({ amount, currency });
  expect(warnings).toEqual([]);
});

test.each([
  ['12.345', 'CNY'],
  ['十二', 'CNY'],
  ['12', 'XXX'],
  ['12', undefined],
])('%s of currency %s is no money, and told: nothing is rounded or guessed', (raw, currency) => {
  expect(reader(raw).money('col', currency, 'amount')).toBeUndefined();
  expect(warnings).toMatchObject([{ field: 'house_right.amount', code: 'UNREADABLE_NUMBER' }]);
});

test('a quantity is exact, and neither negative nor of more places than the contract has', () => {
  expect(reader('118.620').decimal('col', 'f')).toBe('118.620');
  expect(reader('-1').decimal('col', 'f')).toBeUndefined();
  expect(reader('1.123456789').decimal('col', 'f')).toBeUndefined();
  expect(warnings).toMatchObject([{ code: 'UNREADABLE_NUMBER' }]);
});

test('a flag that is neither yes nor no is not held, and told', () => {
  expect(reader('1').flag('col', 'f')).toBe(true);
  expect(reader('否').flag('col', 'f')).toBe(false);
  expect(reader('也许').flag('col', 'f')).toBeUndefined();
  expect(warnings).toMatchObject([{ code: 'UNKNOWN_CODE', raw: '也许' }]);
});

test('a currency is read by letters and by number', () => {
  expect(reader('156').currency('col', 'f')).toBe('CNY');
  expect(reader('usd').currency('col', 'f')).toBe('USD');
});

test('a time without zone is Beijing time', () => {
  expect(reader('2026-11-20 16:00:00').beijingTime('col', 'f')).toBe('2026-11-20T08:00:00.000Z');
  expect(reader('昨天').beijingTime('col', 'made_at')).toBeUndefined();
  expect(warnings).toMatchObject([{ code: 'IMPOSSIBLE_DATE' }]);
});

test('a part of a record names its fields by the whole path', () => {
  reader('x').inside('title').inside('owners[0]').warn('share', 'CHECK_FAILED', 'x');
  expect(warnings).toEqual([{ field: 'house_right.title.owners[0].share', code: 'CHECK_FAILED', raw: 'x' }]);
});

test('a row that lacks what it is about is unreadable, without a word of what it holds', () => {
  expect(() => reader('').required('col', 'f')).toThrow(
    expect.objectContaining({
      reason: 'REGISTRY_ROW_UNREADABLE',
      origin: 'agency',
      detail: 'LIST.col is empty',
    }) as Error,
  );
});

test('a column that was not selected is our own mistake, never "not held"', () => {
  expect(() => reader('x').text('other', 'f')).toThrow(TypeError);
});

test('members that are not held are left out', () => {
  expect(Object.keys(held({ a: 1, b: undefined, c: null }))).toEqual(['a', 'c']);
});
