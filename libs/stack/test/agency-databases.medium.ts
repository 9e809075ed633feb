import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { makeAgencyDatabases, type AgencyDatabases } from '../src/agencies/agency-databases.js';
import { closedLandTables, landRegister } from '../src/sample-world/land-register.js';

const serverUrl = process.env['DIANDA_TEST_POSTGRES_URL'] ?? '';
const slug = `test_${randomBytes(4).toString('hex')}`;

function urlOf(database = 'postgres'): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function ask(url: string, statement: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

jest.setTimeout(60_000);

describe('an agency’s databases', () => {
  const make = (): Promise<AgencyDatabases> =>
    makeAgencyDatabases(urlOf, {
      slug,
      schemaFile: join(process.cwd(), 'apps', 'adapter-land-registry', 'registry', 'schema.sql'),
      rows: landRegister,
      closedTables: closedLandTables,
      readerPassword: 'reader',
      journalPassword: 'journal',
    });
  let made: AgencyDatabases;

  beforeAll(async () => {
    made = await make();
  });
  afterAll(async () => {
    for (const statement of [
      `DROP DATABASE ${slug}_registry`,
      `DROP DATABASE ${slug}_journal`,
      `DROP ROLE ${slug}_reader`,
      `DROP ROLE ${slug}_journal_writer`,
    ])
      await ask(urlOf(), statement);
  });

  it('hold the sample rows in the agency’s own tables', async () => {
    const rows = await ask(made.registryUrl, `SELECT count(*)::int AS n FROM bdc.qlr`);
    expect(rows).toEqual([{ n: 6 }]);
  });

  it('let the adapter read the registry and change nothing in it', async () => {
    await expect(ask(made.registryUrl, `DELETE FROM bdc.qlr`)).rejects.toThrow('permission denied');
    await expect(ask(made.registryUrl, `CREATE TABLE bdc.mine ()`)).rejects.toThrow('permission denied');
    await expect(ask(made.registryUrl, `CREATE TABLE mine ()`)).rejects.toThrow('permission denied');
  });

  it('keep a table shut that is not opened to inquiries', async () => {
    await expect(ask(made.registryUrl, `SELECT FROM bdc.lq`)).rejects.toThrow(
      'permission denied for table lq',
    );
  });

  it('keep the journal’s role out of the registry, and the registry’s out of the journal', async () => {
    const swapped = (url: string, database: string): string => {
      const other = new URL(url);
      other.pathname = `/${database}`;
      return other.href;
    };
    await expect(ask(swapped(made.journalUrl, `${slug}_registry`), 'SELECT 1')).rejects.toThrow(
      'permission denied for database',
    );
    await expect(ask(swapped(made.registryUrl, `${slug}_journal`), 'SELECT 1')).rejects.toThrow(
      'permission denied for database',
    );
    await expect(ask(made.journalUrl, 'CREATE SCHEMA journal')).resolves.toEqual([]);
  });

  it('stay as they are when they are made again', async () => {
    expect(await make()).toEqual(made);
    expect(await ask(made.registryUrl, `SELECT count(*)::int AS n FROM bdc.qlr`)).toEqual([{ n: 6 }]);
  });
});
