import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Calendars implements MigrationInterface {
  readonly name = 'Agencies work in their own hours, on known holidays 1795219200016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dianda.agency ADD COLUMN calendar jsonb CHECK (jsonb_typeof(calendar) = 'object')`);
    // One row a year, so that a year is known as a whole or not at all.
    await runner.query(`
      CREATE TABLE dianda.holiday_year (
        year integer PRIMARY KEY CHECK (year BETWEEN 1949 AND 9999),
        source text NOT NULL CHECK (source ~ '[^[:space:]]'),
        days jsonb NOT NULL CHECK (jsonb_typeof(days) = 'object'),
        loaded_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await runner.query(`
      ALTER TABLE dianda.leg ADD COLUMN unknown_holiday_years jsonb NOT NULL DEFAULT '[]'`);
    // How long an agency took of late is read from the newest answers of each class.
    await runner.query(`
      CREATE INDEX leg_answered ON dianda.leg (agency_code, asset_class, settled_at) WHERE state = 'answered'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX dianda.leg_answered');
    await runner.query('ALTER TABLE dianda.leg DROP COLUMN unknown_holiday_years');
    await runner.query('DROP TABLE dianda.holiday_year');
    await runner.query('ALTER TABLE dianda.agency DROP COLUMN calendar');
  }
}
