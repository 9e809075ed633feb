import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An inquiry ordered before this has a notice by number and hash alone; every later one names a stored notice. */
export class Notices implements MigrationInterface {
  readonly name = 'Notices are kept with their bytes 1795219200010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dianda.notice (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES dianda.enforcement_case,
        court_code text NOT NULL REFERENCES dianda.court,
        number text NOT NULL,
        name text NOT NULL,
        media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'application/ofd')),
        size_bytes integer NOT NULL CHECK (size_bytes > 0),
        sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        origin text NOT NULL CHECK (origin IN ('uploaded', 'drawn_up')),
        content_sealed bytea NOT NULL,
        stored_by uuid NOT NULL REFERENCES dianda.account,
        stored_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', clock_timestamp()),
        retain_until timestamptz
      )`);
    // Ciphertext does not compress; trying to costs time.
    await runner.query('ALTER TABLE dianda.notice ALTER COLUMN content_sealed SET STORAGE EXTERNAL');
    await runner.query('CREATE INDEX notice_of_case ON dianda.notice (case_id, stored_at)');
    await runner.query('ALTER TABLE dianda.inquiry ADD COLUMN notice_id uuid REFERENCES dianda.notice');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dianda.inquiry DROP COLUMN notice_id');
    await runner.query('DROP TABLE dianda.notice');
  }
}
