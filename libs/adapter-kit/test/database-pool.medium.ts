import { createServer } from 'node:net';
import pg from 'pg';
import { openPool } from '../src/database-pool.js';

const url = process.env['DIANDA_TEST_POSTGRES_URL'];

/** Ends the server's side of a connection, as a restart of PostgreSQL does, and waits until it is gone. */
async function endBackend(pid: number): Promise<void> {
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  await other.query('select pg_terminate_backend($1, 5000)', [pid]);
  await other.end();
}

async function pidOf(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
}

describe('a pool of an adapter', () => {
  const pool = openPool({ connectionString: url, max: 2 });
  afterAll(() => pool.end());

  it('survives the loss of a connection that is checked out and idle, as the journal’s is during a search', async () => {
    const client = await pool.connect();
    const lost = new Promise((resolve) => client.once('end', resolve));
    await endBackend(await pidOf(client));
    await lost;
    await expect(client.query('select 1')).rejects.toThrow();
    client.release(true);
    await expect(pool.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });

  it('survives the loss of a connection that waits in the pool', async () => {
    const client = await pool.connect();
    const pid = await pidOf(client);
    const lost = new Promise((resolve) => client.once('end', resolve));
    client.release();
    await endBackend(pid);
    await lost;
    await expect(pool.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });
});

/** PostgreSQL's AuthenticationOk and ReadyForQuery, and a DataRow whose number of columns is -1. */
const HELLO = Buffer.from('R\0\0\0\x08\0\0\0\0Z\0\0\0\x05I', 'latin1');
const IMPOSSIBLE_ROW = Buffer.from('D\0\0\0\x06\xff\xff', 'latin1');

test('a reply that does not parse fails its statement, and the process lives on', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(HELLO);
      socket.once('data', () => socket.write(IMPOSSIBLE_ROW));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const pool = openPool({ host: '127.0.0.1', port: port ?? 0, user: 'anybody', max: 1 });
  await expect(pool.query('select 1')).rejects.toThrow('Invalid array length');
  await pool.end();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});
