import { parseDate, type IsoDate } from '@dianda/identifiers';
import {
  instantOf,
  mustParse,
  parseAgencyCode,
  type Calendars,
  type HolidayYear,
  type PublicHolidays,
} from '@dianda/inquiry';
import type { Statements } from '../database/database.js';
import { RowShape } from '../database/row-shape.js';
import { HolidayYearEntity } from '../entities/index.js';
import { officialYears } from './official-years.js';

const yearShape = new RowShape({ year: HolidayYearEntity });

interface ClosureRow {
  readonly agency_code: string;
  readonly from_at: Date;
  readonly until_at: Date;
}

/** Holidays of all years that are known, and maintenance that has not ended. */
export async function readCalendars(statements: Statements): Promise<Calendars> {
  const holidays = await readHolidays(statements);
  const rows = await statements.rows<ClosureRow>(
    `SELECT agency_code, from_at, until_at FROM dianda.agency_maintenance
     WHERE ended_at IS NULL AND until_at > statement_timestamp()`,
  );
  const byCode = Map.groupBy(rows, (row) => mustParse(parseAgencyCode, row.agency_code));
  const closures = [...byCode].map(
    ([code, its]) =>
      [code, its.map((row) => ({ from: instantOf(row.from_at), until: instantOf(row.until_at) }))] as const,
  );
  return { holidays, closures: new Map(closures) };
}

/** What an administrator loaded stands before what came with Dianda. */
export async function readHolidays(statements: Statements): Promise<PublicHolidays> {
  const loaded = await readLoadedYears(statements);
  return new Map([...officialYears, ...loaded].map((each) => [each.year, each]));
}

export async function readLoadedYears(statements: Statements): Promise<readonly HolidayYear[]> {
  const rows = await statements.rows<object>(
    `SELECT ${yearShape.list} FROM dianda.holiday_year year ORDER BY year.year`,
  );
  return rows
    .map((row) => yearShape.read(row).year)
    .map(({ year, source, days }) => ({
      year,
      source,
      days: new Map(Object.entries(days).map(([text, kind]) => [dayOf(text), kind])),
    }));
}

function dayOf(text: string): IsoDate {
  const parsed = parseDate(text);
  if (!parsed.ok) throw new TypeError('a stored holiday is no day');
  return parsed.value;
}
