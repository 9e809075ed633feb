import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Legs implements MigrationInterface {
  readonly name = 'Legs are asked under a lease and obey their transitions 1795219200005';

  async up(runner: QueryRunner): Promise<void> {
    await createLeg(runner);
    await indexLeg(runner);
    await guardTransitions(runner);
    await runner.query(`
      CREATE TABLE dianda.attempt (
        id uuid PRIMARY KEY,
        leg_id uuid NOT NULL REFERENCES dianda.leg,
        poll boolean NOT NULL,
        dispatcher_id text NOT NULL,
        started_at timestamptz NOT NULL,
        ended_at timestamptz,
        outcome text CHECK (outcome IN ('settled', 'waiting', 'retry', 'cancelled', 'lease_lost')),
        reason text,
        origin text,
        CONSTRAINT attempt_end_has_its_outcome CHECK ((ended_at IS NULL) = (outcome IS NULL))
      )`);
    await runner.query('CREATE INDEX attempt_of_leg ON dianda.attempt (leg_id, started_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dianda.attempt, dianda.leg');
    await runner.query('DROP FUNCTION dianda.refuse_leg_transition()');
    await runner.query('DROP FUNCTION dianda.leg_may_become(text, text)');
  }
}

async function createLeg(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE dianda.leg (
      id uuid PRIMARY KEY,
      inquiry_id uuid NOT NULL,
      subject_id uuid NOT NULL,
      agency_code text REFERENCES dianda.agency,
      asset_class text NOT NULL,
      region text CHECK (region ~ '^([0-9]{2}){1,3}$'),
      court_code text NOT NULL,
      officer_id uuid NOT NULL,
      priority text NOT NULL,
      ordered_at timestamptz NOT NULL,
      state text NOT NULL CHECK (
        state IN ('pending', 'asking', 'waiting', 'answered', 'unanswered', 'parked', 'cancelled')),
      round integer NOT NULL CHECK (round > 0),
      attempts integer NOT NULL CHECK (attempts >= 0),
      polls integer NOT NULL CHECK (polls >= 0),
      due_at timestamptz,
      expires_at timestamptz NOT NULL,
      expected_at timestamptz NOT NULL,
      waiting_kind text CHECK (
        waiting_kind IN ('turn', 'answer', 'retry', 'agency_working', 'clarification', 'operator')),
      waiting_since timestamptz,
      waiting_sealed bytea,
      deferred_since timestamptz,
      error_reason text,
      error_origin text,
      error_at timestamptz,
      settled_at timestamptz,
      rung text,
      answer_version integer NOT NULL DEFAULT 0,
      current_attempt_id uuid CONSTRAINT leg_attempt_once UNIQUE,
      lease_until timestamptz,
      ring_number integer NOT NULL DEFAULT 0,
      ring_lease_until timestamptz,
      FOREIGN KEY (inquiry_id, subject_id) REFERENCES dianda.inquiry_subject,
      CONSTRAINT leg_without_agency_is_settled CHECK (agency_code IS NOT NULL OR state = 'answered'),
      CONSTRAINT leg_at_an_agency_names_no_region CHECK (region IS NULL OR agency_code IS NULL),
      CONSTRAINT leg_asking_has_its_lease CHECK (
        (state = 'asking') = (lease_until IS NOT NULL) AND (state <> 'asking' OR current_attempt_id IS NOT NULL)),
      CONSTRAINT leg_end_has_its_time CHECK (
        (state IN ('answered', 'unanswered', 'cancelled')) = (settled_at IS NOT NULL)),
      CONSTRAINT leg_open_waits_for_something CHECK ((settled_at IS NULL) = (waiting_kind IS NOT NULL)),
      CONSTRAINT leg_answer_has_its_rung CHECK ((answer_version = 0) = (rung IS NULL)),
      CONSTRAINT leg_error_is_whole CHECK (num_nonnulls(error_reason, error_origin, error_at) IN (0, 3)),
      CONSTRAINT leg_clarification_has_its_question CHECK (
        (waiting_kind IS NOT DISTINCT FROM 'clarification') = (waiting_sealed IS NOT NULL))
    )`);
}

async function indexLeg(runner: QueryRunner): Promise<void> {
  await runner.query('CREATE INDEX leg_of_inquiry ON dianda.leg (inquiry_id)');
  // Feed steps from share to share along this index, and within a share from the longest due on.
  await runner.query(`
    CREATE INDEX leg_to_feed ON dianda.leg (agency_code, court_code, officer_id, priority, due_at, id)
    WHERE state IN ('pending', 'waiting') AND due_at IS NOT NULL`);
  await runner.query(
    `CREATE INDEX leg_asking ON dianda.leg (agency_code, lease_until) WHERE state = 'asking'`,
  );
  await runner.query(`
    CREATE INDEX leg_rung ON dianda.leg (agency_code, ring_lease_until) WHERE ring_lease_until IS NOT NULL`);
  await runner.query(`
    CREATE INDEX leg_to_expire ON dianda.leg (expires_at)
    WHERE state IN ('pending', 'asking', 'waiting', 'parked')`);
}

async function guardTransitions(runner: QueryRunner): Promise<void> {
  // The same table as legTransitions in libs/inquiry; a test compares the two, pair by pair.
  await runner.query(`
    CREATE FUNCTION dianda.leg_may_become(from_state text, to_state text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE from_state
      WHEN 'pending' THEN to_state IN ('asking', 'waiting', 'answered', 'unanswered', 'cancelled')
      WHEN 'asking' THEN to_state IN ('pending', 'waiting', 'answered', 'unanswered', 'parked', 'cancelled')
      WHEN 'waiting' THEN to_state IN ('asking', 'answered', 'unanswered', 'cancelled')
      WHEN 'parked' THEN to_state IN ('pending', 'unanswered', 'cancelled')
      WHEN 'unanswered' THEN to_state = 'answered'
      ELSE false END`);
  await runner.query(`
    CREATE FUNCTION dianda.refuse_leg_transition() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'a leg may not become % from %', NEW.state, OLD.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'leg_obeys_its_transitions';
    END $$`);
  await runner.query(`
    CREATE TRIGGER leg_obeys_its_transitions BEFORE UPDATE OF state ON dianda.leg FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND NOT dianda.leg_may_become(OLD.state, NEW.state))
    EXECUTE FUNCTION dianda.refuse_leg_transition()`);
}
