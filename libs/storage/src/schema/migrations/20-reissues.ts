import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Reissues implements MigrationInterface {
  readonly name = 'An inquiry names the one that it takes up again 1795219200020';

  async up(runner: QueryRunner): Promise<void> {
    // Deferred: a restore fills the table in the order of ids, the later inquiry before the earlier one.
    await runner.query(`
      ALTER TABLE dianda.inquiry
        ADD COLUMN reissues uuid REFERENCES dianda.inquiry DEFERRABLE INITIALLY DEFERRED`);
    await runner.query(
      'CREATE INDEX inquiry_by_reissued ON dianda.inquiry (reissues) WHERE reissues IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dianda.inquiry DROP COLUMN reissues');
  }
}
