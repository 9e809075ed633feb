import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Answers implements MigrationInterface {
  readonly name = 'Every version of every answer is kept with its evidence 1795219200006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dianda.answer (
        id uuid PRIMARY KEY,
        leg_id uuid NOT NULL REFERENCES dianda.leg,
        version integer NOT NULL CHECK (version > 0),
        attempt_id uuid REFERENCES dianda.attempt,
        rung text NOT NULL CHECK (rung IN (
          'found', 'nothing_found', 'ambiguous', 'not_covered', 'refused', 'clarification', 'deferred',
          'no_response', 'failed')),
        late boolean NOT NULL,
        recorded_at timestamptz NOT NULL,
        answer_sealed bytea NOT NULL,
        evidence_sha256 bytea CHECK (length(evidence_sha256) = 32),
        CONSTRAINT answer_version_once UNIQUE (leg_id, version),
        CONSTRAINT answer_is_earned CHECK (
          rung NOT IN ('found', 'nothing_found') OR (evidence_sha256 IS NOT NULL AND attempt_id IS NOT NULL))
      )`);
    await runner.query(`
      CREATE TABLE dianda.evidence_page (
        answer_id uuid NOT NULL REFERENCES dianda.answer,
        page integer NOT NULL CHECK (page > 0),
        bytes_sealed bytea NOT NULL,
        receipt_sealed bytea NOT NULL,
        receipt_number text,
        PRIMARY KEY (answer_id, page)
      )`);
    // The gateway records what the plan finds uncovered and can write no other answer.
    await runner.query('ALTER TABLE dianda.answer ENABLE ROW LEVEL SECURITY');
    await runner.query('CREATE POLICY answer_is_read ON dianda.answer FOR SELECT USING (true)');
    await runner.query(`
      CREATE POLICY answer_of_the_plan ON dianda.answer FOR INSERT TO dianda_gateway
      WITH CHECK (rung = 'not_covered' AND attempt_id IS NULL AND version = 1)`);
    await runner.query(`
      CREATE POLICY answer_of_an_agency ON dianda.answer FOR INSERT TO dianda_dispatcher WITH CHECK (true)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dianda.evidence_page, dianda.answer');
  }
}
