import { TrustError, wrappedUnder } from '@dianda/trust';
import pg from 'pg';
import { schemaName } from '../schema/roles.js';
import { inspectSchema } from '../schema/migrate.js';
import { writeOwnersEntry } from './owners-entry.js';
import { withOwner } from './backup-connection.js';
import { BackupError } from './backup-error.js';
import { attach, makeBackupFolder, writeLines, writeManifest } from './backup-files.js';
import { backupFormat, type BackupFile, type BackupManifest, type BackupTable } from './manifest.js';
import { nameOf, readSchemaTables, type SchemaTable } from './schema-tables.js';

export interface BackupToWrite {
  readonly ownerUrl: string;
  /** A folder that is empty or not there. */
  readonly folder: string;
  /** Further files to keep with it: their path in the backup, and where they lie. */
  readonly attachments: ReadonlyMap<string, string>;
}

/** Between this and one row more is held in memory at a time. */
const batchBytes = 4 * 1024 * 1024;
const firstBatchRows = 20;
const largestBatchRows = 2_000;

/**
 * Writes Dianda's database as it stands at one moment, while it goes on working, and puts the backup on record in it.
 * The queue's schema is not part of it: it holds nothing that the legs do not say. Throws BackupError,
 * SchemaMismatchError and STORAGE_UNAVAILABLE; a folder without a manifest is no backup.
 */
export async function writeBackup({ ownerUrl, folder, attachments }: BackupToWrite): Promise<BackupManifest> {
  const { isNew } = await inspectSchema(ownerUrl);
  if (isNew) throw new BackupError('The database holds nothing to back up: it has no schema yet.');
  await makeBackupFolder(folder);
  return withOwner(ownerUrl, async (client) => {
    await writeOwnersEntry(client, 'database_backed_up', {});
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const present = await readSchemaTables(client);
    const facts = await readFacts(client);
    const keyIds = await readKeyIds(client, present);
    const tables: BackupTable[] = [];
    for (const table of present) tables.push(await writeTable(client, table, folder));
    await client.query('COMMIT');
    const attached: BackupFile[] = [];
    for (const [path, from] of attachments) attached.push(await attach(folder, path, from));
    const manifest: BackupManifest = {
      format: backupFormat,
      ...facts,
      keyIds,
      tables,
      attachments: attached,
    };
    await writeManifest(folder, manifest);
    return manifest;
  });
}

/** The schema may be an older one than this program's: so there is a way back from an upgrade. */
async function readFacts(client: pg.Client): Promise<Pick<BackupManifest, 'madeAt' | 'migrations'>> {
  const { rows } = await client.query<Pick<BackupManifest, 'madeAt' | 'migrations'>>(
    `SELECT to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "madeAt",
       ARRAY(SELECT name FROM dianda.migration ORDER BY id) AS migrations`,
  );
  const [facts] = rows;
  if (facts === undefined) throw new TypeError('a statement without rows');
  return facts;
}

/** Where wrapped data keys lie beside those of the cases; an older schema lacks some of the tables. */
const wrappedKeys = [
  { table: 'batch', column: 'wrapped' },
  { table: 'webhook', column: 'key_wrapped' },
] as const;

/** Ids of every key of the key ring that something in the database is wrapped under. */
async function readKeyIds(client: pg.Client, present: readonly SchemaTable[]): Promise<readonly string[]> {
  const { rows: ofCases } = await client.query<{ id: string }>(
    'SELECT DISTINCT kek_id AS id FROM dianda.case_key',
  );
  const ids = new Set(ofCases.map(({ id }) => id));
  for (const { table, column } of wrappedKeys) {
    if (!present.some(({ name }) => name === table)) continue;
    const { rows } = await client.query<{ wrapped: Buffer }>(
      `SELECT ${column} AS wrapped FROM ${nameOf(table)} WHERE ${column} IS NOT NULL`,
    );
    for (const { wrapped } of rows) for (const id of keyIdsOf(wrapped)) ids.add(id);
  }
  return [...ids].sort();
}

/** None of what is no wrapped key: no key opens it, and the rest is worth a backup all the same. */
function keyIdsOf(wrapped: Buffer): readonly string[] {
  try {
    return [wrappedUnder(wrapped)];
  } catch (error) {
    if (error instanceof TrustError) return [];
    throw error;
  }
}

async function writeTable(client: pg.Client, table: SchemaTable, folder: string): Promise<BackupTable> {
  const columns = table.columns.map(({ name }) => name);
  let rows = 0;
  async function* counted(): AsyncGenerator<string> {
    for await (const line of linesOf(client, table)) {
      rows += 1;
      yield `${line}\n`;
    }
  }
  const file = await writeLines(folder, `${schemaName}/${table.name}.jsonl.gz`, counted());
  return { name: table.name, columns, rows, ...file };
}

/** A row is a JSON list of each column's text, or null. */
async function* linesOf(
  client: pg.Client,
  { name, columns, primaryKey }: SchemaTable,
): AsyncGenerator<string> {
  const values = columns.map((column) => `${pg.escapeIdentifier(column.name)}::text`).join(', ');
  const order = primaryKey.map((column) => pg.escapeIdentifier(column)).join(', ');
  await client.query(
    `DECLARE backup_rows NO SCROLL CURSOR FOR
     SELECT json_build_array(${values})::text AS line FROM ${nameOf(name)} ${order === '' ? '' : `ORDER BY ${order}`}`,
  );
  for (let count = firstBatchRows; ;) {
    const { rows } = await client.query<{ line: string }>(`FETCH ${count} FROM backup_rows`);
    if (rows.length === 0) break;
    let length = 0;
    for (const { line } of rows) {
      length += line.length;
      yield line;
    }
    count = Math.max(1, Math.min(largestBatchRows, Math.floor(batchBytes / (length / rows.length))));
  }
  await client.query('CLOSE backup_rows');
}
