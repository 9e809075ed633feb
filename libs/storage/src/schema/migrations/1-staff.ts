import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Staff implements MigrationInterface {
  readonly name = 'Courts, officers and accounts are registered 1795219200001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dianda.court (
        code text PRIMARY KEY,
        name text NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE dianda.officer (
        id uuid PRIMARY KEY,
        court_code text NOT NULL REFERENCES dianda.court,
        name text NOT NULL,
        work_id text NOT NULL,
        duty_id text NOT NULL,
        phone text NOT NULL,
        credentials_valid_until timestamptz NOT NULL,
        CONSTRAINT officer_work_id_once UNIQUE (court_code, work_id)
      )`);
    await runner.query(`
      CREATE TABLE dianda.account (
        id uuid PRIMARY KEY,
        username text NOT NULL,
        username_key text NOT NULL CONSTRAINT account_username_once UNIQUE,
        display_name text NOT NULL,
        password_hash text NOT NULL CONSTRAINT account_password_is_hashed CHECK (password_hash LIKE '$argon2id$%'),
        role text NOT NULL,
        court_code text REFERENCES dianda.court,
        officer_id uuid REFERENCES dianda.officer,
        disabled boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT account_role_has_its_person CHECK (
          (role = 'officer' AND court_code IS NOT NULL AND officer_id IS NOT NULL)
          OR (role = 'court-system' AND court_code IS NOT NULL AND officer_id IS NULL)
          OR (role = 'ops' AND court_code IS NULL AND officer_id IS NULL))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dianda.account, dianda.officer, dianda.court');
  }
}
