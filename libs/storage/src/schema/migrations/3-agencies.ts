import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Agencies implements MigrationInterface {
  readonly name = 'Agencies are listed and may be held 1795219200003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dianda.agency (
        code text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' AND length(code) <= 64),
        category text NOT NULL,
        name_zh text NOT NULL,
        name_en text NOT NULL,
        contact_name text NOT NULL,
        contact_phone text NOT NULL,
        endpoint text NOT NULL,
        tls_name text NOT NULL,
        contract_version text NOT NULL,
        services jsonb NOT NULL CHECK (jsonb_typeof(services) = 'array'),
        concurrency integer NOT NULL CHECK (concurrency > 0),
        attempt_timeout_ms integer NOT NULL CHECK (attempt_timeout_ms > 0),
        receipt_keys jsonb NOT NULL CHECK (jsonb_typeof(receipt_keys) = 'array'),
        enabled boolean NOT NULL,
        loaded_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await runner.query(`
      CREATE TABLE dianda.agency_hold (
        agency_code text PRIMARY KEY REFERENCES dianda.agency,
        cause text NOT NULL CHECK (cause IN ('breaker_open', 'contract_mismatch', 'operator')),
        detail text NOT NULL,
        since timestamptz NOT NULL,
        next_probe_at timestamptz,
        probes integer NOT NULL DEFAULT 0,
        probe_leased_by text,
        probe_lease_until timestamptz
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dianda.agency_hold, dianda.agency');
  }
}
