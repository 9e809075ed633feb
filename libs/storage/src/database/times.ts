import { instantOf, type Instant } from '@dianda/inquiry';

/** An optional time of a row as the core has it. */
export function optionalInstant(time: Date | null): Instant | undefined {
  return time === null ? undefined : instantOf(time);
}

/** The database's time in the precision of an Instant, so that what was stored reads back equal. */
export const databaseNow = `date_trunc('milliseconds', clock_timestamp())`;
