import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Append-only, by grants and by trigger, for the owner too. Each entry is chained to the one before it by SHA-256.
 * There are sixteen chains so that writers seldom wait for each other; a transaction's entries share one, since the
 * chain is that of its connection.
 */
export class Audit implements MigrationInterface {
  readonly name = 'The audit log only grows 1795219200007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dianda.audit_entry (
        chain smallint NOT NULL,
        number integer NOT NULL,
        at timestamptz NOT NULL,
        written_by text NOT NULL,
        action text NOT NULL,
        actor_role text,
        actor_account_id uuid,
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        facts jsonb NOT NULL,
        hash bytea NOT NULL,
        PRIMARY KEY (chain, number)
      )`);
    await runner.query('CREATE INDEX audit_of_subject ON dianda.audit_entry (subject_kind, subject_id, at)');
    await runner.query('CREATE INDEX audit_of_account ON dianda.audit_entry (actor_account_id, at)');
    await runner.query(`
      CREATE FUNCTION dianda.audit_hash(previous bytea, entry dianda.audit_entry) RETURNS bytea
      LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN sha256(coalesce(previous, ''::bytea) || convert_to(
        jsonb_build_array(entry.chain, entry.number, extract(epoch FROM entry.at), entry.written_by, entry.action,
          entry.actor_role, entry.actor_account_id, entry.subject_kind, entry.subject_id, entry.facts)::text,
        'UTF8'))`);
    // The lock lasts to the end of the transaction: the next writer of the chain must see this entry committed.
    await runner.query(`
      CREATE FUNCTION dianda.chain_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE previous dianda.audit_entry;
      BEGIN
        NEW.chain := pg_backend_pid() % 16;
        PERFORM pg_advisory_xact_lock(hashtext('dianda.audit_entry'), NEW.chain);
        SELECT * INTO previous FROM dianda.audit_entry
          WHERE chain = NEW.chain ORDER BY number DESC LIMIT 1;
        NEW.number := coalesce(previous.number, 0) + 1;
        NEW.at := clock_timestamp();
        NEW.written_by := session_user;
        NEW.hash := dianda.audit_hash(previous.hash, NEW);
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER audit_entry_is_chained BEFORE INSERT ON dianda.audit_entry
      FOR EACH ROW EXECUTE FUNCTION dianda.chain_audit_entry()`);
    await runner.query(`
      CREATE FUNCTION dianda.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the audit log only grows' USING ERRCODE = 'insufficient_privilege';
      END $$`);
    await runner.query(`
      CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON dianda.audit_entry
      FOR EACH STATEMENT EXECUTE FUNCTION dianda.refuse_audit_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dianda.audit_entry CASCADE');
    await runner.query('DROP FUNCTION dianda.chain_audit_entry(), dianda.refuse_audit_change()');
  }
}
