import type { IsoDate } from '@dianda/identifiers';
import type { HolidayYear, SpecialDay } from '@dianda/inquiry';
import { allOf, FieldReader, whole, type Fault } from './field-reader.js';
import { readCsvRows } from './csv-rows.js';
import { readJson, type JsonNode } from './json-text.js';

export type HolidayFileRead =
  | { readonly ok: true; readonly year: HolidayYear }
  /** In the order of their lines. */
  | { readonly ok: false; readonly faults: readonly Fault[] };

interface Row {
  readonly line: number;
  readonly date: IsoDate;
  readonly kind: SpecialDay;
  readonly source: string;
}

const kinds = ['holiday', 'workday'] as const satisfies readonly SpecialDay[];

/**
 * Holidays on a fixed date of each year (全国年节及纪念日放假办法, article 2). A file without one is cut short: loaded, it
 * would make a year known that is not.
 */
const fixedHolidays = ['01-01', '05-01', '10-01'];

/**
 * Reads the public holidays and make-up workdays of one whole year: a JSON list of `{ date, kind, source }`, or CSV with
 * these three columns and their names in the first line. Everything wrong is named with its line.
 */
export function readHolidayFile(bytes: Uint8Array, format: 'json' | 'csv'): HolidayFileRead {
  const nodes = format === 'csv' ? readCsvRows(bytes) : readJsonRows(bytes);
  if (!nodes.ok) return nodes;
  const faults: Fault[] = [];
  const rows = allOf(nodes.rows.map((node, index) => readRow(node, index + 1, faults)));
  const year = rows === undefined ? undefined : yearOf(rows, faults);
  return year !== undefined && faults.length === 0
    ? { ok: true, year }
    : { ok: false, faults: faults.toSorted((one, other) => one.line - other.line) };
}

function readJsonRows(bytes: Uint8Array): RowsRead {
  const json = readJson(bytes);
  if (!json.ok) return { ok: false, faults: [json] };
  const { node } = json;
  if (node.kind === 'list' && node.items.length > 0) return { ok: true, rows: node.items };
  return { ok: false, faults: [{ line: node.line, problem: 'must be a list of at least one day' }] };
}

type RowsRead =
  | { readonly ok: true; readonly rows: readonly JsonNode[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

function readRow(node: JsonNode, number: number, faults: Fault[]): Row | undefined {
  const row = FieldReader.of(node, `row ${number}`, faults);
  if (row === undefined) return undefined;
  const read = whole<Omit<Row, 'line'>>({
    date: row.day('date'),
    kind: row.oneOf('kind', kinds),
    source: row.text('source', /./, 'the announcement that sets the day'),
  });
  row.refuseOthers();
  if (read === undefined) return undefined;
  if (read.kind === 'workday' && !isWeekend(read.date))
    row.fault('date', `${read.date} is no Saturday or Sunday, on which alone a day can be made up`);
  return { ...read, line: node.line };
}

function yearOf(rows: readonly Row[], faults: Fault[]): HolidayYear | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const year = first.date.slice(0, 4);
  const lineOf = new Map<IsoDate, number>();
  for (const { date, line } of rows) {
    const taken = lineOf.get(date);
    if (!date.startsWith(`${year}-`))
      faults.push({ line, problem: `${date} is not in ${year}, the year of the first row` });
    if (taken !== undefined)
      faults.push({ line, problem: `${date} is there twice, on line ${taken} as well` });
    lineOf.set(date, line);
  }
  const holidays = new Set(rows.filter(({ kind }) => kind === 'holiday').map(({ date }) => date.slice(5)));
  for (const day of fixedHolidays) {
    if (!holidays.has(day))
      faults.push({
        line: first.line,
        problem: `${year}-${day}, always a holiday, is missing: not the whole year`,
      });
  }
  return {
    year: Number(year),
    source: [...new Set(rows.map(({ source }) => source))].join('; '),
    days: new Map(rows.map(({ date, kind }) => [date, kind])),
  };
}

function isWeekend(date: IsoDate): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}
