import { Socket } from 'node:net';
import { Pool, type PoolConfig } from 'pg';

/**
 * A pool whose connections may break at any moment, idle or checked out, and whose server may answer garbage, without
 * ending the process: the statement on such a connection, or the next, fails and says so, and the pool replaces it. pg takes its own listener off a connection that
 * is checked out, and an error without a listener is an uncaught one.
 */
export function openPool(config: PoolConfig): Pool {
  const pool = new Pool({ ...config, stream: () => new ParsedSocket() });
  pool.on('error', toldByTheNextStatement);
  pool.on('connect', (client) => client.on('error', toldByTheNextStatement));
  return pool;
}

function toldByTheNextStatement(): void {
  // Nothing to do here.
}

/** pg parses in its listener for data, where a reply that does not parse throws: that breaks the connection only. */
class ParsedSocket extends Socket {
  override emit(event: string | symbol, ...values: unknown[]): boolean {
    try {
      return super.emit(event, ...values);
    } catch (error) {
      if (event !== 'data') throw error;
      this.destroy(error instanceof Error ? error : new TypeError('a reply that does not parse'));
      return true;
    }
  }
}
