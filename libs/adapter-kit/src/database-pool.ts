import { Pool, type PoolConfig } from 'pg';

/**
 * A pool whose connections may break at any moment, idle or checked out, without ending the process: the next statement
 * on a broken connection fails and says so, and the pool replaces it. pg takes its own listener off a connection that
 * is checked out, and an error without a listener is an uncaught one.
 */
export function openPool(config: PoolConfig): Pool {
  const pool = new Pool(config);
  pool.on('error', toldByTheNextStatement);
  pool.on('connect', (client) => client.on('error', toldByTheNextStatement));
  return pool;
}

function toldByTheNextStatement(): void {
  // Nothing to do here.
}
