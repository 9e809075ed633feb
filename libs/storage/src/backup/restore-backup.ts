import pg from 'pg';
import { inspectSchema, migrate } from '../schema/migrate.js';
import { migrationNames } from '../schema/migrations/index.js';
import { withOwner } from './backup-connection.js';
import { BackupError } from './backup-error.js';
import { readLines, verifyFile } from './backup-files.js';
import { readManifest, type BackupManifest, type BackupTable } from './manifest.js';
import { writeOwnersEntry } from './owners-entry.js';
import { moveSequences, nameOf, readSchemaTables, type SchemaTable } from './schema-tables.js';

/** What is sent at once. */
const batchCharacters = 4 * 1024 * 1024;
const batchRows = 2_000;

/** Rows of these are the first thing that a working installation writes; what else there is, migrations put there. */
const firstFilled = ['court', 'account', 'agency', 'enforcement_case', 'audit_entry'] as const;

/**
 * Reads the manifest, checks every file against it, and that this program can restore it. Throws BackupError.
 */
export async function verifyBackup(folder: string): Promise<BackupManifest> {
  const manifest = await readManifest(folder);
  const unknown = manifest.migrations.filter((name) => !migrationNames.includes(name)).length;
  const missing = migrationNames.filter((name) => !manifest.migrations.includes(name)).length;
  if (unknown + missing > 0) {
    const [age, next] =
      unknown > 0 ? ['a newer', '.'] : ['an older', '; a newer one brings it up to date when it starts.'];
    throw new BackupError(
      `The backup was made by ${age} version: its schema has ${unknown} migrations that this program does not know and ` +
        `lacks ${missing} that it needs. Restore it with the version that made it${next}`,
    );
  }
  for (const file of [...manifest.tables, ...manifest.attachments]) await verifyFile(folder, file);
  return manifest;
}

/**
 * Fills an empty database from a backup, in one transaction, and makes it ready to go on: leases are over, so that open
 * legs are asked again, and rings get numbers that no queue has seen. Throws BackupError, SchemaMismatchError,
 * RolesMissingError and STORAGE_UNAVAILABLE; the database is as empty as before then.
 */
export async function restoreBackup(ownerUrl: string, folder: string): Promise<BackupManifest> {
  const manifest = await verifyBackup(folder);
  if ((await inspectSchema(ownerUrl)).missing.length > 0) await migrate(ownerUrl);
  await withOwner(ownerUrl, async (client) => {
    await client.query('BEGIN');
    const tables = await readSchemaTables(client);
    await requireEmpty(client);
    await withoutTriggers(client, tables, () => fill(client, tables, manifest, folder));
    await moveSequences(client);
    await writeOwnersEntry(client, 'database_restored', { madeAt: manifest.madeAt });
    await client.query('COMMIT');
  });
  return manifest;
}

async function requireEmpty(client: pg.Client): Promise<void> {
  for (const name of firstFilled) {
    const { rowCount } = await client.query(`SELECT FROM ${nameOf(name)} LIMIT 1`);
    if (rowCount !== 0) {
      throw new BackupError(
        `The database is not empty (${name} has rows); nothing was restored. Restore into an empty one.`,
      );
    }
  }
}

/** Triggers would chain the audit log anew and judge rows by rules for changes; keys and checks stay in force. */
async function withoutTriggers(
  client: pg.Client,
  tables: readonly SchemaTable[],
  work: () => Promise<void>,
): Promise<void> {
  for (const { name } of tables) await client.query(`ALTER TABLE ${nameOf(name)} DISABLE TRIGGER USER`);
  await work();
  // What a deferred check still owes must be settled before a table is altered again.
  await client.query('SET CONSTRAINTS ALL IMMEDIATE');
  for (const { name } of tables) await client.query(`ALTER TABLE ${nameOf(name)} ENABLE TRIGGER USER`);
}

async function fill(
  client: pg.Client,
  tables: readonly SchemaTable[],
  manifest: BackupManifest,
  folder: string,
): Promise<void> {
  for (const { name } of tables.toReversed()) await client.query(`DELETE FROM ${nameOf(name)}`);
  const kept = new Map(manifest.tables.map((table) => [table.name, table]));
  for (const table of tables) {
    const its = kept.get(table.name);
    if (its === undefined)
      throw new BackupError(`The backup lacks the table ${table.name}; nothing was restored.`);
    await fillTable(client, table, its, folder);
  }
  await client.query(
    `UPDATE dianda.leg SET ring_lease_until = NULL, ring_number = ring_number + 1000000,
       lease_until = CASE WHEN state = 'asking' THEN statement_timestamp() END
     WHERE settled_at IS NULL`,
  );
}

async function fillTable(
  client: pg.Client,
  table: SchemaTable,
  { columns, rows, path, name }: BackupTable,
  folder: string,
): Promise<void> {
  const types = new Map(table.columns.map((column) => [column.name, column.type]));
  const known = columns.filter((column) => types.has(column));
  if (known.length !== table.columns.length || known.length !== columns.length) {
    throw new BackupError(
      `The backup's table ${name} has other columns than the schema; nothing was restored.`,
    );
  }
  const values = columns.map((column, place) => `(line->>${place})::${types.get(column) ?? 'text'}`);
  const insert = `INSERT INTO ${nameOf(name)} (${columns.map((each) => pg.escapeIdentifier(each)).join(', ')})
    OVERRIDING SYSTEM VALUE
    SELECT ${values.join(', ')} FROM json_array_elements($1::json) WITH ORDINALITY AS rows(line, place) ORDER BY place`;
  let restored = 0;
  for await (const batch of batchesOf(readLines(folder, path))) {
    await client.query(insert, [`[${batch.join(',')}]`]);
    restored += batch.length;
  }
  if (restored !== rows) {
    throw new BackupError(
      `The backup's table ${name} has ${restored} rows, not ${rows}; nothing was restored.`,
    );
  }
}

async function* batchesOf(lines: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let batch: string[] = [];
  let characters = 0;
  for await (const line of lines) {
    batch.push(line);
    characters += line.length;
    if (characters < batchCharacters && batch.length < batchRows) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}
