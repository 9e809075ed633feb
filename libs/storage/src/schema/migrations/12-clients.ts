import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A court's case system signs instead of typing a password: its account has none, and keys of its own. Accounts that
 * had one stay, with their history, and wait for their first key.
 */
export class Clients implements MigrationInterface {
  readonly name = 'Case systems sign with keys of their own 1795219200012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dianda.account ALTER COLUMN password_hash DROP NOT NULL');
    await runner.query(`UPDATE dianda.account SET password_hash = NULL WHERE role = 'court-system'`);
    await runner.query(`
      ALTER TABLE dianda.account ADD CONSTRAINT account_of_a_person_has_a_password
        CHECK ((role = 'court-system') = (password_hash IS NULL))`);
    await runner.query(`
      CREATE TABLE dianda.client (
        account_id uuid PRIMARY KEY REFERENCES dianda.account,
        scopes jsonb NOT NULL CHECK (jsonb_typeof(scopes) = 'array'),
        requests_per_minute integer NOT NULL CHECK (requests_per_minute > 0)
      )`);
    await runner.query(`
      INSERT INTO dianda.client (account_id, scopes, requests_per_minute)
      SELECT id, '["cases:write", "inquiries:order", "inquiries:read", "reports:read", "notices:write"]', 600
      FROM dianda.account WHERE role = 'court-system'`);
    await runner.query(`
      CREATE TABLE dianda.client_key (
        account_id uuid NOT NULL REFERENCES dianda.client,
        kid text NOT NULL,
        jwk jsonb NOT NULL CONSTRAINT client_key_is_public CHECK (NOT jwk ?| ARRAY['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']),
        added_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', clock_timestamp()),
        PRIMARY KEY (account_id, kid)
      )`);
    await runner.query(`
      CREATE TABLE dianda.used_assertion (
        account_id uuid NOT NULL REFERENCES dianda.client,
        jti text NOT NULL,
        until timestamptz NOT NULL,
        PRIMARY KEY (account_id, jti)
      )`);
    await runner.query('CREATE INDEX used_assertion_by_end ON dianda.used_assertion (until)');
    // In the shape of rate-limiter-flexible's own. Not logged: counts lost in a crash begin anew.
    await runner.query(`
      CREATE UNLOGGED TABLE dianda.request_count (
        key text PRIMARY KEY,
        points integer NOT NULL,
        expire bigint
      )`);
  }

  /** The program before this one knows accounts with passwords only: a case system's comes back without a usable one. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE dianda.request_count, dianda.used_assertion, dianda.client_key, dianda.client',
    );
    await runner.query('ALTER TABLE dianda.account DROP CONSTRAINT account_of_a_person_has_a_password');
    await runner.query(`
      UPDATE dianda.account SET disabled = true,
        password_hash = '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
      WHERE password_hash IS NULL`);
    await runner.query('ALTER TABLE dianda.account ALTER COLUMN password_hash SET NOT NULL');
  }
}
