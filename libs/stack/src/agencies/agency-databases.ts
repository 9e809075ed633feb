import { readFile } from 'node:fs/promises';
import pg from 'pg';
import type { RegistryRows } from '../sample-world/registry.js';
import { grantReading, makeRole, ownSchemas, readerOf } from './reader-role.js';

/** What one sample agency needs of its cluster. */
export interface AgencyDatabasesToMake {
  /** Short lower-case word that names its databases and roles. */
  readonly slug: string;
  /** The agency's own DDL. */
  readonly schemaFile: string;
  readonly rows: RegistryRows;
  /** Tables that the reader may not read. */
  readonly closedTables: readonly string[];
  readonly readerPassword: string;
  readonly journalPassword: string;
}

export interface AgencyDatabases {
  /** The registry, through a role that may SELECT and nothing else. */
  readonly registryUrl: string;
  /** The adapter's own journal, through the role that owns that database. */
  readonly journalUrl: string;
}

const slugShape = /^[a-z][a-z0-9_]{0,30}$/;

/**
 * Makes an agency's registry with its sample rows, and its adapter's empty journal: two databases with a role each
 * that cannot reach the other. Safe to repeat: a registry that is there stays as it is.
 */
export async function makeAgencyDatabases(
  superuserUrl: (database?: string) => string,
  agency: AgencyDatabasesToMake,
): Promise<AgencyDatabases> {
  const { slug } = agency;
  if (!slugShape.test(slug)) throw new RangeError('an agency needs a short lower-case slug');
  const registry = `${slug}_registry`;
  const journal = `${slug}_journal`;
  const reader = readerOf(slug);
  const writer = `${slug}_journal_writer`;

  await connected(superuserUrl(), async (client) => {
    await makeRole(client, reader, agency.readerPassword);
    await makeRole(client, writer, agency.journalPassword);
    await makeDatabase(client, journal, writer);
    await makeDatabase(client, registry);
    await client.query(`GRANT CONNECT ON DATABASE ${registry} TO ${reader}`);
  });
  await connected(superuserUrl(registry), async (client) => {
    if ((await ownSchemas(client)).length > 0) return;
    await client.query('BEGIN');
    await client.query(await readFile(agency.schemaFile, 'utf8'));
    for (const { table, rows } of agency.rows) await insertRows(client, table, rows);
    await grantReading(client, reader);
    for (const table of agency.closedTables) await client.query(`REVOKE SELECT ON ${table} FROM ${reader}`);
    await client.query('COMMIT');
    await client.query('ANALYZE');
  });
  const urlOf = (database: string, role: string, password: string): string => {
    const url = new URL(superuserUrl(database));
    url.username = role;
    url.password = password;
    return url.href;
  };
  return {
    registryUrl: urlOf(registry, reader, agency.readerPassword),
    journalUrl: urlOf(journal, writer, agency.journalPassword),
  };
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'dianda-stack' });
  // A connection that is cut fails the query under way; without a listener it would end the process, too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A database that nobody but its owner may enter. */
async function makeDatabase(client: pg.Client, database: string, owner?: string): Promise<void> {
  const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
  if (found.rowCount === 0) {
    await client.query(`CREATE DATABASE ${database}${owner === undefined ? '' : ` OWNER ${owner}`}`);
  }
  await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
}

async function insertRows(
  client: pg.Client,
  table: string,
  rows: RegistryRows[number]['rows'],
): Promise<void> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].map((name) =>
    pg.escapeIdentifier(name),
  );
  if (columns.length === 0) return;
  await client.query(
    `INSERT INTO ${table} (${columns.join(', ')})
     SELECT ${columns.join(', ')} FROM jsonb_populate_recordset(NULL::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}
