import { legStates, mayBecome } from '@dianda/inquiry';
import pg from 'pg';
import { getMetadataArgsStorage } from 'typeorm';
import * as entities from '../src/entities/index.js';
import { snakeCase } from '../src/entities/snake-case-naming.js';
import { createStorage, migrate, openAdministration, provisionDatabase } from '../src/index.js';
import { migrationNames } from '../src/schema/migrations/index.js';
import { rights } from '../src/schema/roles.js';
import {
  makeEmptyDatabase,
  makeKeys,
  testPasswords,
  type EmptyDatabase,
  type Rows,
} from './test-database.js';

async function ask(url: string, statement: string, parameters: readonly unknown[] = []): Promise<Rows> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement, [...parameters])).rows;
  } finally {
    await client.end();
  }
}

describe('the schema', () => {
  let empty: EmptyDatabase;
  const keys = makeKeys();
  beforeEach(async () => {
    empty = await makeEmptyDatabase();
  });
  afterEach(async () => {
    await empty.drop();
  });
  afterAll(() => {
    keys.remove();
  });
  const open = () =>
    createStorage({ url: empty.gatewayUrl, ...keys, poolSize: 2, applicationName: 'test-schema' });

  it('is made on an empty database by the owner, in order, once', async () => {
    expect((await migrate(empty.ownerUrl)).applied).toEqual(migrationNames);
    expect((await migrate(empty.ownerUrl)).applied).toEqual([]);
    const storage = await open();
    await storage.check();
    await storage.close();
  });

  it('is made once when two owners migrate at the same time', async () => {
    const results = await Promise.all([migrate(empty.ownerUrl), migrate(empty.ownerUrl)]);
    expect(results.map((result) => result.applied.length).sort()).toEqual([0, migrationNames.length]);
  });

  it('can be taken down again, newest migration first, without a trace', async () => {
    await migrate(empty.ownerUrl);
    const { makeDataSource } = await import('../src/schema/data-source.js');
    const { silentLog } = await import('../src/storage-log.js');
    const source = makeDataSource({ url: empty.ownerUrl, poolSize: 1, applicationName: 'test' }, silentLog);
    await source.initialize();
    for (const _ of migrationNames) await source.undoLastMigration();
    await source.destroy();
    const left = await ask(
      empty.ownerUrl,
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'dianda'::regnamespace AND relkind = 'r'
       UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'dianda'::regnamespace`,
    );
    expect(left).toEqual([{ name: 'migration' }]);
  });

  it('keeps a program from starting that finds migrations missing, and says what to do', async () => {
    await expect(open()).rejects.toThrow(
      /lacks (\d+) of \1 migrations, the first being “Courts, officers and accounts are registered \d+”\. Run "npm run dianda -- migrate"/,
    );
    await migrate(empty.ownerUrl);
    await ask(empty.ownerUrl, 'DELETE FROM dianda.migration WHERE name = $1', [migrationNames.at(-1)]);
    await expect(open()).rejects.toThrow(
      `lacks 1 of ${migrationNames.length} migrations, the first being “${migrationNames.at(-1)}”`,
    );
  });

  it('keeps a program from starting or migrating that a newer one has left behind', async () => {
    await migrate(empty.ownerUrl);
    await ask(
      empty.ownerUrl,
      `INSERT INTO dianda.migration (timestamp, name) VALUES (1, 'Answers travel by carrier pigeon 1')`,
    );
    const newer =
      '1 migrations that this program does not know, the first being “Answers travel by carrier pigeon 1”';
    await expect(open()).rejects.toThrow(newer);
    await expect(migrate(empty.ownerUrl)).rejects.toThrow(newer);
    await expect(openAdministration({ url: empty.ownerUrl, applicationName: 'test' })).rejects.toThrow(newer);
  });

  it('keeps an app from starting under the owner’s role or a superuser’s, and says which to give it', async () => {
    await migrate(empty.ownerUrl);
    for (const [url, role] of [
      [empty.ownerUrl, 'dianda_owner'],
      [empty.superuserUrl, new URL(empty.superuserUrl).username],
    ] as const) {
      await expect(
        createStorage({ url, ...keys, poolSize: 1, applicationName: 'test-schema' }),
      ).rejects.toThrow(`DATABASE_URL names the role ${role}, which owns the schema`);
    }
  });

  it('has the leg transitions of the core, pair by pair', async () => {
    await migrate(empty.ownerUrl);
    const pairs = legStates.flatMap((from) => legStates.map((to) => ({ from, to })));
    const rows = await ask(
      empty.ownerUrl,
      `SELECT "from", "to", dianda.leg_may_become("from", "to") AS may
       FROM jsonb_to_recordset($1) AS pair("from" text, "to" text)`,
      [JSON.stringify(pairs)],
    );
    expect(rows).toEqual(pairs.map(({ from, to }) => ({ from, to, may: mayBecome(from, to) })));
  });

  it('has exactly the columns that the entities name', async () => {
    await migrate(empty.ownerUrl);
    const rows = await ask(
      empty.ownerUrl,
      `SELECT table_name || '.' || column_name || ' ' || data_type
         || CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END AS text
       FROM information_schema.columns WHERE table_schema = 'dianda' AND table_name <> 'migration'`,
    );
    const nameOf: Record<string, string> = { timestamptz: 'timestamp with time zone' };
    const named = Object.values(entities).flatMap((entity) => {
      const table = getMetadataArgsStorage().tables.find((each) => each.target === entity)?.name;
      return getMetadataArgsStorage()
        .filterColumns(entity)
        .map(({ propertyName, options }) => {
          const type = String(options.type);
          return `${table}.${snakeCase(propertyName)} ${nameOf[type] ?? type}${options.nullable === true ? ' null' : ''}`;
        });
    });
    expect(rows.map((row) => row['text']).sort()).toEqual(named.sort());
  });

  it('gives each app exactly the rights of the table of rights, and says something of every table', async () => {
    await migrate(empty.ownerUrl);
    const tables = await ask(
      empty.ownerUrl,
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'dianda' ORDER BY tablename`,
    );
    expect(tables.map((row) => row['name'])).toEqual(Object.keys(rights).sort());
    // A right that was once granted by hand does not outlive the next migrate.
    await ask(empty.ownerUrl, 'GRANT ALL ON dianda.answer TO dianda_gateway');
    await migrate(empty.ownerUrl);
    const granted = await ask(
      empty.ownerUrl,
      `SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants
       WHERE table_schema = 'dianda' AND grantee IN ('dianda_gateway', 'dianda_dispatcher', 'PUBLIC')`,
    );
    const expected = Object.entries(rights).flatMap(([table, apps]) =>
      Object.entries(apps).flatMap(([app, list]: [string, readonly string[]]) =>
        list.filter((right) => !right.includes('(')).map((right) => `dianda_${app} ${table} ${right}`),
      ),
    );
    const got = granted.map((row) => Object.values(row).join(' '));
    expect(got.sort()).toEqual(expected.sort());
  });

  it('leaves BullMQ a schema of the dispatcher’s own that the gateway cannot use', async () => {
    await migrate(empty.ownerUrl);
    // What BullMQ's migrator begins with, and a table of its kind.
    await ask(empty.dispatcherUrl, 'CREATE SCHEMA IF NOT EXISTS "bullmq"');
    await ask(empty.dispatcherUrl, 'CREATE TABLE bullmq.job (id text)');
    await expect(ask(empty.gatewayUrl, 'SELECT FROM bullmq.job')).rejects.toThrow(
      'permission denied for schema',
    );
  });

  it('tells a database that cannot be reached from one that is wrong', async () => {
    const nowhere = new URL(empty.gatewayUrl);
    nowhere.port = '9';
    await expect(
      createStorage({ url: nowhere.href, ...keys, poolSize: 1, applicationName: 'test' }),
    ).rejects.toMatchObject({ reason: 'STORAGE_UNAVAILABLE', detail: 'database ECONNREFUSED' });
  });

  it('is provisioned again without losing anything', async () => {
    await migrate(empty.ownerUrl);
    const server = new URL(empty.superuserUrl);
    server.pathname = '/postgres';
    const again = await provisionDatabase(server.href, {
      database: new URL(empty.superuserUrl).pathname.slice(1),
      ...testPasswords,
    });
    expect(again).toEqual({
      ownerUrl: empty.ownerUrl,
      gatewayUrl: empty.gatewayUrl,
      dispatcherUrl: empty.dispatcherUrl,
    });
    expect(await ask(again.ownerUrl, 'SELECT current_user AS me')).toEqual([{ me: 'dianda_owner' }]);
    expect((await migrate(again.ownerUrl)).applied).toEqual([]);
  });
});
