import type { MigrationInterface, QueryRunner } from 'typeorm';

const roleHasItsPerson = (noPerson: string) => `
  ADD CONSTRAINT account_role_has_its_person CHECK (
    (role = 'officer' AND court_code IS NOT NULL AND officer_id IS NOT NULL)
    OR (role = 'court-system' AND court_code IS NOT NULL AND officer_id IS NULL)
    OR (role IN (${noPerson}) AND court_code IS NULL AND officer_id IS NULL)) NOT VALID`;

export class Administration implements MigrationInterface {
  readonly name = 'Administrators keep courts, officers and accounts 1795219200014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dianda.court ADD COLUMN disabled boolean NOT NULL DEFAULT false');
    await runner.query('ALTER TABLE dianda.officer ADD COLUMN revision integer NOT NULL DEFAULT 1');
    await runner.query(`
      ALTER TABLE dianda.account ADD COLUMN password_one_time boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT account_has_a_name CHECK (username ~ '[^[:space:]]') NOT VALID,
        DROP CONSTRAINT account_role_has_its_person, ${roleHasItsPerson(`'ops', 'admin'`)}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dianda.account DROP COLUMN password_one_time, DROP CONSTRAINT account_has_a_name,
        DROP CONSTRAINT account_role_has_its_person, ${roleHasItsPerson(`'ops'`)}`);
    await runner.query('ALTER TABLE dianda.officer DROP COLUMN revision');
    await runner.query('ALTER TABLE dianda.court DROP COLUMN disabled');
  }
}
