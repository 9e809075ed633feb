import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** One database of a test file, with a role of its own; numbers its roles so that files do not meet. */
export interface TestDatabase {
  /** As the superuser. */
  readonly adminUrl: string;
  /** As the role that the adapter uses. */
  readonly url: string;
  readonly role: string;
  /** Runs SQL as the superuser. */
  readonly run: <Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
  readonly drop: () => Promise<void>;
}

function serverUrl(): URL {
  const url = process.env['DIANDA_TEST_POSTGRES_URL'];
  if (url === undefined) throw new Error('jest has not started the test servers');
  return new URL(url);
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function makeDatabase(
  kind: string,
  prepare: (role: string, database: string, run: TestDatabase['run']) => Promise<void>,
): Promise<TestDatabase> {
  const name = `${kind}_${randomBytes(6).toString('hex')}`;
  const server = serverUrl();
  await withClient(server.href, async (client) => {
    await client.query(`create role ${name} login password 'test'`);
    await client.query(`create database ${name}`);
    await client.query(`revoke all on database ${name} from public`);
    await client.query(`grant connect on database ${name} to ${name}`);
  });
  const admin = new URL(server);
  admin.pathname = `/${name}`;
  const own = new URL(admin);
  own.username = name;
  own.password = 'test';
  const run = <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
    withClient(admin.href, async (client) => (await client.query<Row>(sql, [...values])).rows);
  await prepare(name, name, run);
  return {
    adminUrl: admin.href,
    url: own.href,
    role: name,
    run,
    drop: () =>
      withClient(server.href, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
        await client.query(`drop role if exists ${name}`);
      }),
  };
}

/** A registry whose role may only read what `ddl` makes. */
export function makeRegistry(ddl: string): Promise<TestDatabase> {
  return makeDatabase('registry', async (role, _database, run) => {
    await run(ddl);
    const schemas = await run<{ name: string }>(
      `select quote_ident(nspname) as name from pg_namespace
        where nspname not like 'pg\\_%' and nspname <> 'information_schema'`,
    );
    for (const { name } of schemas) {
      await run(
        `grant usage on schema ${name} to ${role}; grant select on all tables in schema ${name} to ${role}`,
      );
    }
  });
}

/** An empty database that its role owns, as a journal needs it. */
export function makeJournalDatabase(): Promise<TestDatabase> {
  return makeDatabase('journal', async (role, database, run) => {
    await run(`alter database ${database} owner to ${role}`);
  });
}

/** Inserts rows given as objects; absent members are null. */
export async function insertRows(
  database: TestDatabase,
  table: string,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  await database.run(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [
    JSON.stringify(rows),
  ]);
}

/** Runs `work` while the database's own role may not read a table. */
export async function withClosed(
  { role, run }: TestDatabase,
  table: string,
  work: () => Promise<void>,
): Promise<void> {
  await run(`revoke select on ${table} from ${role}`);
  try {
    await work();
  } finally {
    await run(`grant select on ${table} to ${role}`);
  }
}
