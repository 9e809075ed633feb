import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EventLine implements MigrationInterface {
  readonly name = 'Events of all inquiries stand on one line 1795219200008';

  async up(runner: QueryRunner): Promise<void> {
    // Null until a placer gives it to the committed event. What was told before gets its place from the first placer.
    await runner.query('ALTER TABLE dianda.inquiry_event ADD COLUMN position bigint CHECK (position > 0)');
    await runner.query(`
      CREATE UNIQUE INDEX inquiry_event_by_position ON dianda.inquiry_event (position) WHERE position IS NOT NULL`);
    await runner.query(`
      CREATE INDEX inquiry_event_to_place ON dianda.inquiry_event (inquiry_id, number) WHERE position IS NULL`);
    // A row, not a sequence: its lock keeps placers apart until they commit, and it outlives the events it counted.
    await runner.query(`
      CREATE TABLE dianda.event_line (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        last_position bigint NOT NULL CHECK (last_position >= 0)
      )`);
    await runner.query('INSERT INTO dianda.event_line (last_position) VALUES (0)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dianda.event_line');
    await runner.query('ALTER TABLE dianda.inquiry_event DROP COLUMN position');
  }
}
