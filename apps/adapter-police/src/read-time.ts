import type { FieldReader } from '@dianda/adapter-kit';
import { readReceivedDate } from '@dianda/identifiers';
import { instantOf, type Instant } from '@dianda/inquiry';

/** YYYYMMDDHHMM or YYYYMMDDHHMMSS, with or without the usual signs between. */
const TIME = /^(\d{4})-?(\d{2})-?(\d{2})[ T]?([01]\d|2[0-3]):?([0-5]\d)(?::?([0-5]\d))?$/;

/**
 * A time as the police's systems write it, in Beijing time. A time that is none, or stands for none (9999…, 1900…), is
 * left out with a warning that keeps it raw; nothing is put in its place.
 */
export function readTime(fields: FieldReader, column: string, field: string): Instant | undefined {
  const raw = fields.row.text(column);
  if (raw === '') return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00'] = TIME.exec(raw) ?? [];
  const date = readReceivedDate(`${year}${month}${day}`).value;
  if (date === null) {
    fields.warn(field, 'IMPOSSIBLE_DATE', raw);
    return undefined;
  }
  return instantOf(Date.parse(`${date}T${hour}:${minute}:${second}+08:00`));
}
