import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Operations implements MigrationInterface {
  readonly name = 'Operators hold agencies, set quotas and take up parked legs 1795219200015';

  async up(runner: QueryRunner): Promise<void> {
    await extendAgency(runner);
    await guardHolds(runner);
    await extendLeg(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dianda.leg_intervention, dianda.agency_maintenance, dianda.agency_usage');
    await runner.query('DROP INDEX dianda.leg_by_agency, dianda.leg_by_time, dianda.leg_parked');
    await runner.query('ALTER TABLE dianda.leg DROP COLUMN defects');
    await runner.query(`UPDATE dianda.attempt SET outcome = 'retry' WHERE outcome = 'parked'`);
    await runner.query(`
      ALTER TABLE dianda.attempt DROP CONSTRAINT attempt_outcome_check, ADD CONSTRAINT attempt_outcome_check
        CHECK (outcome IN ('settled', 'waiting', 'retry', 'cancelled', 'lease_lost'))`);
    await runner.query('DROP POLICY hold_is_read ON dianda.agency_hold');
    await runner.query('DROP POLICY hold_of_an_operator ON dianda.agency_hold');
    await runner.query('DROP POLICY hold_taken_over ON dianda.agency_hold');
    await runner.query('DROP POLICY hold_of_a_dispatcher ON dianda.agency_hold');
    await runner.query(`UPDATE dianda.agency_hold SET cause = 'breaker_open' WHERE cause = 'introduction'`);
    await runner.query(`
      ALTER TABLE dianda.agency_hold DISABLE ROW LEVEL SECURITY, DROP COLUMN enables, DROP COLUMN held_by,
        DROP CONSTRAINT agency_hold_cause_check, ADD CONSTRAINT agency_hold_cause_check
        CHECK (cause IN ('breaker_open', 'contract_mismatch', 'operator'))`);
    await runner.query(`
      ALTER TABLE dianda.agency DROP COLUMN requests_per_second, DROP COLUMN requests_per_day, DROP COLUMN zone,
        DROP COLUMN revision`);
  }
}

async function extendAgency(runner: QueryRunner): Promise<void> {
  await runner.query(`
    ALTER TABLE dianda.agency
      ADD COLUMN requests_per_second integer CHECK (requests_per_second > 0),
      ADD COLUMN requests_per_day integer CHECK (requests_per_day > 0),
      ADD COLUMN zone text NOT NULL DEFAULT 'Asia/Shanghai',
      ADD COLUMN revision integer NOT NULL DEFAULT 1`);
  // One row an agency: the day and the second that were counted last. Only agencies with a quota have one.
  await runner.query(`
    CREATE TABLE dianda.agency_usage (
      agency_code text PRIMARY KEY REFERENCES dianda.agency,
      day date NOT NULL,
      requests integer NOT NULL CHECK (requests >= 0),
      second_at timestamptz NOT NULL,
      requests_in_second integer NOT NULL CHECK (requests_in_second >= 0)
    )`);
  await runner.query(`
    CREATE TABLE dianda.agency_maintenance (
      id uuid PRIMARY KEY,
      agency_code text NOT NULL REFERENCES dianda.agency,
      from_at timestamptz NOT NULL,
      until_at timestamptz NOT NULL,
      note text NOT NULL,
      ended_at timestamptz,
      CONSTRAINT maintenance_has_a_length CHECK (until_at > from_at)
    )`);
  await runner.query(`
    CREATE INDEX maintenance_of_agency ON dianda.agency_maintenance (agency_code, until_at) WHERE ended_at IS NULL`);
}

async function guardHolds(runner: QueryRunner): Promise<void> {
  await runner.query(`
    ALTER TABLE dianda.agency_hold
      ADD COLUMN enables boolean NOT NULL DEFAULT false,
      ADD COLUMN held_by uuid,
      DROP CONSTRAINT agency_hold_cause_check, ADD CONSTRAINT agency_hold_cause_check
        CHECK (cause IN ('breaker_open', 'contract_mismatch', 'operator', 'introduction')),
      ENABLE ROW LEVEL SECURITY`);
  // The gateway holds agencies and has them described anew; that one described itself is the dispatcher's word alone.
  await runner.query('CREATE POLICY hold_is_read ON dianda.agency_hold FOR SELECT USING (true)');
  await runner.query(`
    CREATE POLICY hold_of_an_operator ON dianda.agency_hold FOR INSERT TO dianda_gateway
    WITH CHECK (cause IN ('operator', 'introduction'))`);
  await runner.query(`
    CREATE POLICY hold_taken_over ON dianda.agency_hold FOR UPDATE TO dianda_gateway
    USING (true) WITH CHECK (cause IN ('operator', 'introduction'))`);
  await runner.query(`
    CREATE POLICY hold_of_a_dispatcher ON dianda.agency_hold FOR ALL TO dianda_dispatcher
    USING (true) WITH CHECK (true)`);
}

async function extendLeg(runner: QueryRunner): Promise<void> {
  await runner.query(
    'ALTER TABLE dianda.leg ADD COLUMN defects integer NOT NULL DEFAULT 0 CHECK (defects >= 0)',
  );
  await runner.query('CREATE INDEX leg_by_agency ON dianda.leg (agency_code, ordered_at, id)');
  await runner.query('CREATE INDEX leg_by_time ON dianda.leg (ordered_at, id)');
  await runner.query(`CREATE INDEX leg_parked ON dianda.leg (ordered_at, id) WHERE state = 'parked'`);
  await runner.query(`
    ALTER TABLE dianda.attempt DROP CONSTRAINT attempt_outcome_check, ADD CONSTRAINT attempt_outcome_check
      CHECK (outcome IN ('settled', 'waiting', 'retry', 'parked', 'cancelled', 'lease_lost'))`);
  // What operators want done with a parked leg. The sweep does it: the gateway changes no leg.
  await runner.query(`
    CREATE TABLE dianda.leg_intervention (
      id uuid PRIMARY KEY,
      leg_id uuid NOT NULL REFERENCES dianda.leg,
      kind text NOT NULL CHECK (kind IN ('retry', 'fail')),
      asked_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', clock_timestamp()),
      outcome text CHECK (outcome IN ('done', 'void')),
      done_at timestamptz,
      CONSTRAINT intervention_end_has_its_time CHECK ((outcome IS NULL) = (done_at IS NULL))
    )`);
  await runner.query(`
    CREATE UNIQUE INDEX intervention_under_way_once ON dianda.leg_intervention (leg_id) WHERE done_at IS NULL`);
}
