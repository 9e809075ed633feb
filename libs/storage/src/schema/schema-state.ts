import type { DataSource } from 'typeorm';
import { migrationNames } from './migrations/index.js';
import { schemaName } from './roles.js';

/** How the database's schema stands to the one this program knows. */
export interface SchemaState {
  /** Migrations of this program that the database has not run. */
  readonly missing: readonly string[];
  /** Migrations of the database that this program does not know: it was made by a newer one. */
  readonly unknown: readonly string[];
  /** The database has run none at all. */
  readonly isNew: boolean;
}

export async function readSchemaState(source: DataSource): Promise<SchemaState> {
  const recorded = await recordedMigrations(source);
  return {
    missing: migrationNames.filter((name) => !recorded.includes(name)),
    unknown: recorded.filter((name) => !migrationNames.includes(name)),
    isNew: recorded.length === 0,
  };
}

/** Thrown when program and database do not fit each other. */
export class SchemaMismatchError extends Error {
  override readonly name = 'SchemaMismatchError';
  readonly reason = 'SCHEMA_MISMATCH';
}

/** Throws SchemaMismatchError, saying what to do, unless the schema is exactly this program's. */
export async function requireCurrentSchema(source: DataSource): Promise<void> {
  const { missing, unknown } = await readSchemaState(source);
  refuseNewerSchema(unknown);
  if (missing.length > 0) {
    throw new SchemaMismatchError(
      `The database lacks ${missing.length} of ${migrationNames.length} migrations, the first being “${missing[0]}”. ` +
        'Run "npm run dianda -- migrate" with the DATABASE_URL of the owner role, then start again.',
    );
  }
}

/** Throws SchemaMismatchError for a schema made by a newer program. */
export function refuseNewerSchema(unknown: readonly string[]): void {
  if (unknown.length === 0) return;
  throw new SchemaMismatchError(
    `The database has ${unknown.length} migrations that this program does not know, the first being “${unknown[0]}”: ` +
      'a newer version made it. Start that version, or restore the backup made before it.',
  );
}

async function recordedMigrations(source: DataSource): Promise<readonly string[]> {
  const present: readonly { found: boolean }[] = await source.query(
    'SELECT to_regclass($1) IS NOT NULL AS found',
    [`${schemaName}.migration`],
  );
  if (present[0]?.found !== true) return [];
  const rows: readonly { name: string }[] = await source.query(
    `SELECT name FROM ${schemaName}.migration ORDER BY id`,
  );
  return rows.map((row) => row.name);
}
