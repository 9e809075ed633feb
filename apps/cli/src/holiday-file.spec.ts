import { readHolidayFile } from './holiday-file.js';

const source = '国办发明电〔2026〕0号';
const whole = [
  ['2027-01-01', 'holiday'],
  ['2027-01-03', 'workday'],
  ['2027-05-01', 'holiday'],
  ['2027-10-01', 'holiday'],
] as const;
type Rows = readonly (readonly [string, string])[];

function read(text: string, format: 'json' | 'csv') {
  return readHolidayFile(Buffer.from(text, 'utf8'), format);
}
const csv = (rows: Rows) => ['date,kind,source', ...rows.map((row) => [...row, source].join(','))].join('\n');
const json = (rows: Rows) =>
  `[\n${rows.map(([date, kind]) => JSON.stringify({ date, kind, source })).join(',\n')}\n]`;

function faults(text: string, format: 'json' | 'csv'): readonly string[] {
  const found = read(text, format);
  return found.ok ? [] : found.faults.map(({ line, problem }) => `${line}: ${problem}`);
}

describe('a file of public holidays', () => {
  it.each([
    ['JSON', json(whole), 'json'],
    ['CSV', csv(whole), 'csv'],
    ['CSV of a spreadsheet', `\uFEFF${csv(whole).replaceAll('\n', '\r\n')}\r\n`, 'csv'],
  ] as const)('may be %s', (_what, text, format) => {
    expect(read(text, format)).toEqual({ ok: true, year: { year: 2027, source, days: new Map(whole) } });
  });

  it('tells of each announcement that it names', () => {
    const amended = csv(whole).replace(`holiday,${source}`, 'holiday,amended');
    expect(read(amended, 'csv')).toMatchObject({ year: { source: `amended; ${source}` } });
  });

  it.each<[string, Rows, readonly string[]]>([
    [
      'a day that does not exist',
      [...whole, ['2027-02-30', 'holiday']],
      ['row 5: date must be a calendar day YYYY-MM-DD'],
    ],
    ['a kind of its own', [...whole, ['2027-02-06', 'off']], ['row 5: kind must be one of holiday, workday']],
    ['a day twice', [...whole, ['2027-01-03', 'holiday']], ['2027-01-03 is there twice, on line 3 as well']],
    [
      'a day of another year',
      [...whole, ['2028-01-01', 'holiday']],
      ['2028-01-01 is not in 2027, the year of the first row'],
    ],
    [
      'a make-up day in the middle of the week',
      [...whole, ['2027-02-03', 'workday']],
      ['row 5: date 2027-02-03 is no Saturday or Sunday, on which alone a day can be made up'],
    ],
  ])('is refused whole for %s, which is named with its line in either format', (_what, rows, problems) => {
    const named = problems.map((problem) => `6: ${problem}`);
    expect(faults(json(rows), 'json')).toEqual(named);
    expect(faults(csv(rows), 'csv')).toEqual(named);
  });

  it('is refused when it is cut short: a year is known as a whole or not at all', () => {
    expect(faults(csv(whole.slice(0, 2)), 'csv')).toEqual([
      '2: 2027-05-01, always a holiday, is missing: not the whole year',
      '2: 2027-10-01, always a holiday, is missing: not the whole year',
    ]);
  });

  it.each([
    ['nothing', '', '1: must have a first line of names and rows after it'],
    ['names alone', 'date,kind,source\n', '1: must have a first line of names and rows after it'],
    [
      'a column too many in a row',
      `${csv(whole)},x`,
      '5: is no CSV from here on: quotes or columns do not match the first line',
    ],
  ])('is no CSV with %s', (_what, text, fault) => {
    expect(faults(text, 'csv')).toEqual([fault]);
  });

  it('names every row’s wrong and missing columns', () => {
    expect(faults('day,kind,source\n2027-01-01,holiday,x', 'csv')).toEqual([
      '2: row 1: date must be a calendar day YYYY-MM-DD',
      '2: row 1: day is no member of this',
    ]);
    expect(faults('[]', 'json')).toEqual(['1: must be a list of at least one day']);
  });
});
