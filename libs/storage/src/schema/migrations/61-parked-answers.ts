import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An agency that brings its answer to a leg which Dianda itself has parked is heard: no answer is lost (promise 3). */
export class ParkedAnswers implements MigrationInterface {
  readonly name = 'A parked leg can be answered 1795219200061';

  up(runner: QueryRunner): Promise<void> {
    return defineTransitions(runner, ['pending', 'answered', 'unanswered', 'cancelled']);
  }

  down(runner: QueryRunner): Promise<void> {
    return defineTransitions(runner, ['pending', 'unanswered', 'cancelled']);
  }
}

/** The same table as legTransitions in libs/inquiry; a test compares the two, pair by pair. */
async function defineTransitions(runner: QueryRunner, ofParked: readonly string[]): Promise<void> {
  await runner.query(`
    CREATE OR REPLACE FUNCTION dianda.leg_may_become(from_state text, to_state text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE from_state
      WHEN 'pending' THEN to_state IN ('asking', 'waiting', 'answered', 'unanswered', 'cancelled')
      WHEN 'asking' THEN to_state IN ('pending', 'waiting', 'answered', 'unanswered', 'parked', 'cancelled')
      WHEN 'waiting' THEN to_state IN ('asking', 'answered', 'unanswered', 'cancelled')
      WHEN 'parked' THEN to_state IN (${ofParked.map((state) => `'${state}'`).join(', ')})
      WHEN 'unanswered' THEN to_state = 'answered'
      ELSE false END`);
}
