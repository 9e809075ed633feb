import type { DataSource } from 'typeorm';
import { databaseError } from '../database/database-errors.js';
import { silentLog } from '../storage-log.js';
import { makeDataSource } from './data-source.js';
import { grantStatements, queueSchemaName, roles, schemaName } from './roles.js';
import { readSchemaState, refuseNewerSchema, type SchemaState } from './schema-state.js';

/** Session lock that keeps two migrations of one database apart; the number only has to be ours. */
const migrationLock = 0x6469616e;

export interface MigrationResult {
  /** Names of the migrations that ran now, in order; empty when the schema was current. */
  readonly applied: readonly string[];
}

/** Thrown when the roles that the schema speaks of do not exist or are not the owner's to grant. */
export class RolesMissingError extends Error {
  override readonly name = 'RolesMissingError';
  readonly reason = 'ROLES_MISSING';
}

/**
 * Brings the schema up to date and the rights of both apps to exactly what they need. Run by the owner role, before the
 * apps start; safe to repeat, and to run twice at once. Throws SchemaMismatchError for a schema newer than this
 * program, RolesMissingError and STORAGE_UNAVAILABLE; each migration is a transaction, so a failure leaves the ones before it done.
 */
export async function migrate(ownerUrl: string): Promise<MigrationResult> {
  return withSource(ownerUrl, (source) =>
    whileLocked(source, async () => {
      await requireRoles(source);
      refuseNewerSchema((await readSchemaState(source)).unknown);
      await source.query(`CREATE SCHEMA IF NOT EXISTS ${schemaName}`);
      const applied = await source.runMigrations();
      await grant(source);
      return { applied: applied.map((migration) => migration.name) };
    }),
  );
}

/** What `migrate` would find. Throws SchemaMismatchError for a schema newer than this program, and STORAGE_UNAVAILABLE. */
export async function inspectSchema(ownerUrl: string): Promise<SchemaState> {
  return withSource(ownerUrl, async (source) => {
    const state = await readSchemaState(source);
    refuseNewerSchema(state.unknown);
    return state;
  });
}

async function withSource<T>(ownerUrl: string, work: (source: DataSource) => Promise<T>): Promise<T> {
  const source = makeDataSource({ url: ownerUrl, poolSize: 2, applicationName: 'dianda-migrate' }, silentLog);
  try {
    await source.initialize();
  } catch (error) {
    throw databaseError(error);
  }
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
}

async function grant(source: DataSource): Promise<void> {
  await source.transaction(async (manager) => {
    for (const statement of grantStatements()) await manager.query(statement);
    await manager.query(`CREATE SCHEMA IF NOT EXISTS ${queueSchemaName} AUTHORIZATION ${roles.dispatcher}`);
    // BullMQ migrates its own schema and begins with CREATE SCHEMA IF NOT EXISTS, which asks for this right even when
    // the schema exists.
    const named: readonly { name: string }[] = await manager.query(
      'SELECT quote_ident(current_database()) AS name',
    );
    await manager.query(`GRANT CREATE, TEMPORARY ON DATABASE ${named[0]?.name} TO ${roles.dispatcher}`);
  });
}

async function whileLocked<T>(source: DataSource, work: () => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    // Another migration may take longer than a statement of ours is allowed to.
    await runner.query('SET statement_timeout = 0; SET lock_timeout = 0');
    await runner.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    return await work();
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [migrationLock]);
    await runner.release();
  }
}

async function requireRoles(source: DataSource): Promise<void> {
  const missing: readonly { name: string }[] = await source.query(
    'SELECT name FROM unnest($1::text[]) name WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)',
    [[roles.gateway, roles.dispatcher]],
  );
  if (missing.length > 0) {
    throw new RolesMissingError(
      `The server has no role ${missing.map((each) => each.name).join(', ')}. Create it (CREATE ROLE … LOGIN PASSWORD …), ` +
        `and GRANT ${roles.dispatcher} TO the owner role, then run this again.`,
    );
  }
  const member: readonly { ok: boolean }[] = await source.query(
    `SELECT pg_has_role(current_user, $1, 'MEMBER') AS ok`,
    [roles.dispatcher],
  );
  if (member[0]?.ok !== true) {
    throw new RolesMissingError(
      `The owner role is not a member of ${roles.dispatcher}, whose schema it has to create. ` +
        `GRANT ${roles.dispatcher} TO the owner role, then run this again.`,
    );
  }
}
