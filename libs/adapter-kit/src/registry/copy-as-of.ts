import { earliest, type Instant } from '@dianda/inquiry';
import { FieldReader } from './field-reader.js';
import type { RegistryQuery, RegistryReader } from './registry-reader.js';
import type { RegistryRow } from './registry-row.js';

/** When the tables of a copied registry were last renewed: one row for each that a search reads. */
export interface RenewalQuery extends RegistryQuery {
  /** Its column with the name of a table. */
  readonly nameColumn: string;
  /** Its column with the time, Beijing time; empty where the agency tells none. */
  readonly timeColumn: string;
}

/**
 * Until when an agency's copy of its registry is complete: the oldest renewal of the tables that a search reads, and
 * never later than the moment of reading. A table without one makes every answer baseless: REGISTRY_ROW_UNREADABLE,
 * origin agency.
 */
export async function copyAsOf(reader: RegistryReader, query: RenewalQuery): Promise<Instant> {
  const rows = await reader.rows(query);
  return earliest(reader.asOf, ...rows.map((row) => renewedAt(row, query)));
}

function renewedAt(row: RegistryRow, { nameColumn, timeColumn }: RenewalQuery): Instant {
  row.required(timeColumn);
  const time = new FieldReader(row, '', []).beijingTime(timeColumn, '');
  if (time === undefined) throw row.unreadable(timeColumn, `of ${row.text(nameColumn)} is no time`);
  return time;
}
