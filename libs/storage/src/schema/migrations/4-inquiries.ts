import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Inquiries implements MigrationInterface {
  readonly name = 'Inquiries are ordered once and tell what happens to them 1795219200004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dianda.inquiry (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES dianda.enforcement_case,
        case_number text NOT NULL,
        case_type text NOT NULL,
        court_code text NOT NULL REFERENCES dianda.court,
        court_name text NOT NULL,
        requested_by uuid NOT NULL REFERENCES dianda.officer,
        responsible_officer uuid NOT NULL REFERENCES dianda.officer,
        asset_classes jsonb NOT NULL,
        agencies jsonb NOT NULL,
        regions jsonb NOT NULL CHECK (jsonb_typeof(regions) = 'array'),
        notice_number text NOT NULL,
        notice_name text NOT NULL,
        notice_sha256 text NOT NULL CHECK (notice_sha256 ~ '^[0-9a-f]{64}$'),
        purpose_sealed bytea NOT NULL,
        priority text NOT NULL CHECK (priority IN ('urgent', 'livelihood', 'routine', 'batch')),
        ordered_at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('dispatching', 'completed', 'cancelled')),
        completed_at timestamptz,
        leg_count integer NOT NULL,
        open_count integer NOT NULL CHECK (open_count BETWEEN 0 AND leg_count),
        event_count integer NOT NULL DEFAULT 0,
        report_versions integer NOT NULL DEFAULT 0,
        retain_until timestamptz,
        CONSTRAINT inquiry_completes_without_open_legs CHECK (state <> 'completed' OR open_count = 0),
        CONSTRAINT inquiry_end_has_its_time CHECK ((state = 'dispatching') = (completed_at IS NULL))
      )`);
    await runner.query('CREATE INDEX inquiry_of_case ON dianda.inquiry (case_id, ordered_at, id)');
    await runner.query('CREATE INDEX inquiry_by_time ON dianda.inquiry (ordered_at, id)');
    await runner.query(`
      CREATE INDEX inquiry_to_complete ON dianda.inquiry (id) WHERE state = 'dispatching' AND open_count = 0`);
    await runner.query(`
      CREATE TABLE dianda.inquiry_subject (
        inquiry_id uuid NOT NULL REFERENCES dianda.inquiry,
        subject_id uuid NOT NULL,
        position integer NOT NULL,
        identity_sealed bytea NOT NULL,
        PRIMARY KEY (inquiry_id, subject_id)
      )`);
    await runner.query(`
      CREATE TABLE dianda.inquiry_event (
        inquiry_id uuid NOT NULL REFERENCES dianda.inquiry,
        number integer NOT NULL CHECK (number > 0),
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        kind text NOT NULL CHECK (kind IN ('ordered', 'leg_changed', 'completed', 'report_sealed')),
        leg_id uuid,
        facts jsonb NOT NULL,
        PRIMARY KEY (inquiry_id, number)
      )`);
    await runner.query(`
      CREATE TABLE dianda.report_version (
        inquiry_id uuid NOT NULL REFERENCES dianda.inquiry,
        version integer NOT NULL CHECK (version > 0),
        content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
        report_sealed bytea NOT NULL,
        sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (inquiry_id, version)
      )`);
    // The key is taken before the inquiry is written, so that a second order under it waits; hence the deferred check.
    await runner.query(`
      CREATE TABLE dianda.idempotency (
        account_id uuid NOT NULL REFERENCES dianda.account,
        key text NOT NULL,
        body_index bytea NOT NULL CHECK (octet_length(body_index) = 32),
        inquiry_id uuid NOT NULL REFERENCES dianda.inquiry DEFERRABLE INITIALLY DEFERRED,
        accepted_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', clock_timestamp()),
        PRIMARY KEY (account_id, key)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE dianda.idempotency, dianda.report_version, dianda.inquiry_event, dianda.inquiry_subject, dianda.inquiry',
    );
  }
}
