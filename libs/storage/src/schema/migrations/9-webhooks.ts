import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Webhooks implements MigrationInterface {
  readonly name = 'Court systems are told by webhooks 1795219200009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dianda.webhook (
        id uuid PRIMARY KEY,
        court_code text NOT NULL CONSTRAINT webhook_court_is_registered REFERENCES dianda.court,
        url text NOT NULL,
        types jsonb NOT NULL CHECK (jsonb_typeof(types) = 'array'),
        state text NOT NULL CHECK (state IN ('active', 'paused', 'gone')),
        key_wrapped bytea NOT NULL,
        secrets_sealed bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', clock_timestamp()),
        after_position bigint NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE dianda.webhook_delivery (
        id uuid PRIMARY KEY,
        webhook_id uuid NOT NULL REFERENCES dianda.webhook ON DELETE CASCADE,
        inquiry_id uuid NOT NULL,
        event_number integer NOT NULL,
        type text NOT NULL,
        state text NOT NULL CHECK (state IN ('pending', 'delivered', 'parked')),
        attempts integer NOT NULL CHECK (attempts >= 0),
        due_at timestamptz NOT NULL,
        lease_until timestamptz,
        given_up_at timestamptz NOT NULL,
        last_status integer,
        last_failure text,
        delivered_at timestamptz,
        CONSTRAINT webhook_delivery_once UNIQUE (webhook_id, inquiry_id, event_number),
        FOREIGN KEY (inquiry_id, event_number) REFERENCES dianda.inquiry_event
      )`);
    await runner.query(`
      CREATE INDEX webhook_delivery_due ON dianda.webhook_delivery (due_at) WHERE state = 'pending'`);
    await runner.query(`
      CREATE INDEX webhook_delivery_open ON dianda.webhook_delivery (webhook_id, inquiry_id, event_number)
      WHERE state = 'pending'`);
    // How far along the line deliveries were made.
    await runner.query('ALTER TABLE dianda.event_line ADD COLUMN derived_position bigint NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dianda.event_line DROP COLUMN derived_position');
    await runner.query('DROP TABLE dianda.webhook_delivery, dianda.webhook');
  }
}
