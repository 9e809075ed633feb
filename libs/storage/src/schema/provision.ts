import pg from 'pg';
import { roles } from './roles.js';

export interface DatabaseToProvision {
  readonly database: string;
  readonly ownerPassword: string;
  readonly gatewayPassword: string;
  readonly dispatcherPassword: string;
}

/** Connection URLs of the three roles; each carries its password. */
export interface ProvisionedDatabase {
  readonly ownerUrl: string;
  readonly gatewayUrl: string;
  readonly dispatcherUrl: string;
}

/** Roles belong to the server: two provisions at once must not alter one row together. */
const provisionLock = 0x6469616f;

/**
 * Makes the three roles with these passwords and the database they work in, on a server that we run ourselves; safe to
 * repeat. The schema comes after, by `migrate` under the owner. Nobody but these roles may connect.
 */
export async function provisionDatabase(
  superuserUrl: string,
  wanted: DatabaseToProvision,
): Promise<ProvisionedDatabase> {
  const client = new pg.Client({ connectionString: superuserUrl, application_name: 'dianda-provision' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [provisionLock]);
    await makeRole(client, roles.owner, wanted.ownerPassword);
    await makeRole(client, roles.gateway, wanted.gatewayPassword);
    await makeRole(client, roles.dispatcher, wanted.dispatcherPassword);
    await client.query(`GRANT ${roles.dispatcher} TO ${roles.owner}`);
    await makeDatabase(client, wanted.database);
  } finally {
    // The lock goes with the session.
    await client.end();
  }
  const urlOf = (role: string, password: string): string => {
    const url = new URL(superuserUrl);
    url.username = role;
    url.password = encodeURIComponent(password);
    url.pathname = `/${encodeURIComponent(wanted.database)}`;
    return url.href;
  };
  return {
    ownerUrl: urlOf(roles.owner, wanted.ownerPassword),
    gatewayUrl: urlOf(roles.gateway, wanted.gatewayPassword),
    dispatcherUrl: urlOf(roles.dispatcher, wanted.dispatcherPassword),
  };
}

async function makeRole(client: pg.Client, role: string, password: string): Promise<void> {
  const found = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  const verb = found.rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(`${verb} ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
}

async function makeDatabase(client: pg.Client, database: string): Promise<void> {
  const name = pg.escapeIdentifier(database);
  const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
  if (found.rowCount === 0) await client.query(`CREATE DATABASE ${name} OWNER ${roles.owner}`);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${roles.gateway}, ${roles.dispatcher}`);
}
