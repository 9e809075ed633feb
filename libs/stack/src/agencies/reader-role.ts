import pg from 'pg';

/** The role through which an agency's adapter reads its registry. */
export function readerOf(slug: string): string {
  return `${slug}_reader`;
}

/** Makes the role, or gives the one that is there this password; without one it cannot sign in by password yet. */
export async function makeRole(client: pg.Client, role: string, password: string | undefined): Promise<void> {
  const found = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  const verb = found.rowCount === 0 ? 'CREATE' : 'ALTER';
  const secret = password === undefined ? '' : ` PASSWORD ${pg.escapeLiteral(password)}`;
  await client.query(`${verb} ROLE ${role} LOGIN${secret}`);
}

/** Lets the role read every table of this registry and do nothing else; `client` is connected to the registry. */
export async function grantReading(client: pg.Client, reader: string): Promise<void> {
  for (const name of await ownSchemas(client)) {
    await client.query(`GRANT USAGE ON SCHEMA ${name} TO ${reader}`);
    await client.query(`GRANT SELECT ON ALL TABLES IN SCHEMA ${name} TO ${reader}`);
  }
}

/** Schemas that the agency's DDL made; none before it has run. */
export async function ownSchemas(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(nspname) AS name FROM pg_namespace
      WHERE nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('information_schema', 'public')`,
  );
  return rows.map(({ name }) => name);
}
