import type { Pool } from 'pg';
import { journalMigrations } from './journal-schema.js';

/**
 * Brings the journal's schema up to date, under the journal's own role and in one transaction. Safe when several
 * processes start at once: they take turns.
 */
export async function migrateJournal(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`select pg_advisory_xact_lock(hashtextextended('dianda journal migration', 0))`);
    await client.query('create schema if not exists journal');
    await client.query(
      `create table if not exists journal.migration
         (version integer primary key, applied_at timestamptz not null default clock_timestamp())`,
    );
    const { rows } = await client.query<{ version: number }>('select version from journal.migration');
    const applied = new Set(rows.map(({ version }) => version));
    for (const { version, sql } of journalMigrations.filter((each) => !applied.has(each.version))) {
      await client.query(sql);
      await client.query('insert into journal.migration (version) values ($1)', [version]);
    }
    await client.query('commit');
    client.release();
  } catch (error) {
    // The transaction dies with its connection.
    client.release(true);
    throw error;
  }
}
