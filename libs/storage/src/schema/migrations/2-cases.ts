import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Names, numbers and the court's own references of parties exist as ciphertext and keyed index only; a subject's id is
 * derived from the keyed index of the reference.
 */
export class Cases implements MigrationInterface {
  readonly name = 'Cases are stored with their parties encrypted 1795219200002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dianda.enforcement_case (
        id uuid PRIMARY KEY,
        case_number text NOT NULL,
        number_key text NOT NULL CONSTRAINT case_stored_once UNIQUE,
        case_type text NOT NULL,
        court_code text NOT NULL CONSTRAINT case_court_is_registered REFERENCES dianda.court,
        state text NOT NULL CHECK (state IN ('open', 'closed')),
        filed_on date NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        pushed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        retain_until timestamptz
      )`);
    await runner.query(`
      CREATE TABLE dianda.case_key (
        case_id uuid PRIMARY KEY REFERENCES dianda.enforcement_case,
        kek_id text NOT NULL,
        wrapped bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await runner.query('CREATE INDEX case_key_by_kek ON dianda.case_key (kek_id)');
    await runner.query(`
      CREATE TABLE dianda.party (
        subject_id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES dianda.enforcement_case,
        position integer NOT NULL,
        role text NOT NULL CHECK (role IN ('applicant', 'respondent', 'third_party')),
        liable boolean NOT NULL,
        identity_sealed bytea NOT NULL,
        document_number_index bytea NOT NULL CHECK (length(document_number_index) = 32),
        name_index bytea NOT NULL CHECK (length(name_index) = 32),
        pushed_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await runner.query('CREATE INDEX party_of_case ON dianda.party (case_id)');
    await runner.query('CREATE INDEX party_by_document ON dianda.party (document_number_index)');
    await runner.query('CREATE INDEX party_by_name ON dianda.party (name_index)');
    await runner.query(`
      CREATE TABLE dianda.team_member (
        case_id uuid NOT NULL REFERENCES dianda.enforcement_case,
        officer_id uuid NOT NULL REFERENCES dianda.officer,
        role text NOT NULL CHECK (role IN ('responsible', 'inquirer')),
        PRIMARY KEY (case_id, officer_id, role)
      )`);
    await runner.query('CREATE INDEX team_of_officer ON dianda.team_member (officer_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE dianda.team_member, dianda.party, dianda.case_key, dianda.enforcement_case',
    );
  }
}
