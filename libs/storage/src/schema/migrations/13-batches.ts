import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a row ordered is sealed under its batch's own key, and goes as soon as the row has become an inquiry or not. */
export class Batches implements MigrationInterface {
  readonly name = 'Orders come in batches, row by row 1795219200013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dianda.batch (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES dianda.account,
        actor jsonb NOT NULL,
        key text NOT NULL,
        body_index bytea NOT NULL CHECK (octet_length(body_index) = 32),
        wrapped bytea,
        state text NOT NULL CHECK (state IN ('processing', 'completed')),
        created_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', clock_timestamp()),
        completed_at timestamptz,
        lease_id uuid,
        lease_until timestamptz,
        worked_at timestamptz,
        CONSTRAINT batch_key_once UNIQUE (account_id, key),
        CONSTRAINT batch_end_has_its_time CHECK ((state = 'processing') = (completed_at IS NULL)),
        CONSTRAINT batch_keeps_no_key_beyond_its_end CHECK ((state = 'processing') = (wrapped IS NOT NULL))
      )`);
    await runner.query(`CREATE INDEX batch_to_work ON dianda.batch (worked_at) WHERE state = 'processing'`);
    await runner.query(`
      CREATE TABLE dianda.batch_row (
        batch_id uuid NOT NULL REFERENCES dianda.batch,
        number integer NOT NULL CHECK (number > 0),
        state text NOT NULL CHECK (state IN ('waiting', 'accepted', 'refused')),
        order_sealed bytea,
        inquiry_id uuid REFERENCES dianda.inquiry,
        problems jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(problems) = 'array'),
        PRIMARY KEY (batch_id, number),
        CONSTRAINT batch_row_keeps_its_order_while_it_waits CHECK ((state = 'waiting') = (order_sealed IS NOT NULL)),
        CONSTRAINT batch_row_became_an_inquiry CHECK ((state = 'accepted') = (inquiry_id IS NOT NULL))
      )`);
    await runner.query(`
      CREATE INDEX batch_row_waiting ON dianda.batch_row (batch_id, number) WHERE state = 'waiting'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dianda.batch_row, dianda.batch');
  }
}
