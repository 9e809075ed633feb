import type { HolidayYear } from '@dianda/inquiry';
import { writeAudit } from '../audit/typeorm-audit-log.js';
import type { Database } from '../database/database.js';
import type { Doorbell } from '../database/doorbell.js';
import { readHolidays } from './calendars.js';

/** The public holidays that agencies keep, year by year; kept by an administrator under the owner role. */
export class HolidayRegister {
  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
  ) {}

  /** Every year that is known, the earliest first: those that were loaded, else those that came with Dianda. */
  async list(): Promise<readonly HolidayYear[]> {
    return [...(await readHolidays(this.database)).values()].sort((one, other) => one.year - other.year);
  }

  /** Sets the whole year, in place of what was known of it; on record. Legs keep the times they were ordered with. */
  async load({ year, source, days }: HolidayYear): Promise<void> {
    await this.database.transaction(async (statements) => {
      await statements.rows(
        `INSERT INTO dianda.holiday_year (year, source, days) VALUES ($1, $2, $3::jsonb)
         ON CONFLICT (year) DO UPDATE SET source = excluded.source, days = excluded.days, loaded_at = clock_timestamp()`,
        [year, source, JSON.stringify(Object.fromEntries(days))],
      );
      const kinds = [...days.values()];
      await writeAudit(statements, {
        action: 'holidays_loaded',
        by: undefined,
        subject: { kind: 'calendar', id: String(year) },
        facts: {
          source,
          holidays: kinds.filter((kind) => kind === 'holiday').length,
          workdays: kinds.filter((kind) => kind === 'workday').length,
        },
      });
    });
    this.doorbell.wake('dianda_directory');
    this.doorbell.wake('dianda_due');
  }
}
