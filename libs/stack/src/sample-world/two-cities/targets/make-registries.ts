import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { grantReading, makeRole, ownSchemas, readerOf } from '../../../agencies/reader-role.js';
import type { WorldAgency } from '../agencies.js';

/**
 * Makes an empty registry database for each agency, `<slug>_registry`, from its adapter's own DDL, and answers the
 * URLs of these databases by slug. `serverUrl` names a role that may create databases, and any database to begin in.
 * A database that is there already keeps what it has.
 */
export async function makeRegistries(
  serverUrl: string,
  agencies: readonly WorldAgency[],
  repository: string,
): Promise<ReadonlyMap<string, string>> {
  const urls = new Map<string, string>();
  for (const { slug, app } of agencies) {
    const database = `${slug}_registry`;
    await connected(serverUrl, async (client) => {
      const there = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
      if (there.rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
      await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    });
    const url = new URL(serverUrl);
    url.pathname = `/${database}`;
    await connected(url.href, async (client) => {
      if ((await ownSchemas(client)).length > 0) return;
      // Several statements in one query are one transaction: all of the DDL or none.
      await client.query(await readFile(join(repository, 'apps', app, 'registry', 'schema.sql'), 'utf8'));
    });
    urls.set(slug, url.href);
  }
  return urls;
}

/**
 * Makes for each agency the role `<slug>_reader` through which its adapter reads: it may enter that one registry and
 * SELECT there, and nothing else. Answers the adapters' URLs by slug. `registries` is what `makeRegistries` answered;
 * without `passwordOf` the roles have no password until an operator sets one.
 */
export async function makeReaders(
  registries: ReadonlyMap<string, string>,
  passwordOf?: (slug: string) => string,
): Promise<ReadonlyMap<string, string>> {
  const urls = new Map<string, string>();
  for (const [slug, registryUrl] of registries) {
    const reader = readerOf(slug);
    const password = passwordOf?.(slug);
    await connected(registryUrl, async (client) => {
      await makeRole(client, reader, password);
      await client.query(`GRANT CONNECT ON DATABASE ${slug}_registry TO ${reader}`);
      await grantReading(client, reader);
    });
    const url = new URL(registryUrl);
    url.username = reader;
    url.password = password ?? '';
    urls.set(slug, url.href);
  }
  return urls;
}

async function connected(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'dianda-sample-world' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
