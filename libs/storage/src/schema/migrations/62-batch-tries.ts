import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BatchTries implements MigrationInterface {
  readonly name = 'Rows of a batch that could not be ordered are tried again 1795219200062';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dianda.batch_row
        ADD COLUMN failed_tries integer NOT NULL DEFAULT 0 CHECK (failed_tries >= 0),
        ADD COLUMN due_at timestamptz NOT NULL DEFAULT '-infinity'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dianda.batch_row DROP COLUMN failed_tries, DROP COLUMN due_at');
  }
}
