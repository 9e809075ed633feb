import { FieldReader, type RegistryReader, type RegistryRow } from '@dianda/adapter-kit';
import { earliest, type Instant } from '@dianda/inquiry';
import { renewalTimes } from './fund-queries.js';

/**
 * Until when the centre's copy is complete: the oldest 更新时间 of the tables that a search reads, and never later than
 * the moment of reading. A table without one makes every answer baseless: REGISTRY_ROW_UNREADABLE, origin agency.
 */
export async function readAsOf(reader: RegistryReader): Promise<Instant> {
  const rows = await reader.rows(renewalTimes());
  return earliest(reader.asOf, ...rows.map(renewedAt));
}

function renewedAt(row: RegistryRow): Instant {
  row.required('gxsj');
  const time = new FieldReader(row, '', []).beijingTime('gxsj', '');
  if (time === undefined) throw row.unreadable('gxsj', `of ${row.text('bm')} is no time`);
  return time;
}
