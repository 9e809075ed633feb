import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Traces implements MigrationInterface {
  readonly name = 'Inquiries remember the trace that ordered them 1795219200060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dianda.inquiry ADD COLUMN trace_parent text
        CHECK (trace_parent ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dianda.inquiry DROP COLUMN trace_parent');
  }
}
