import type { Pool, PoolClient } from 'pg';
import { openPool } from '../database-pool.js';
import { DiandaError, instantOf } from '@dianda/inquiry';
import type { MeasuredPool } from '@dianda/service-kit';
import { registryFault } from './registry-errors.js';
import { RegistryReader } from './registry-reader.js';
import { abortReason, type SearchLimits } from './search-limits.js';

export interface RegistryOptions {
  /** Connects as a role that may SELECT and nothing else. */
  readonly url: string;
  /** At least one per search that may run at the same time. */
  readonly maxConnections: number;
  readonly connectTimeoutMs: number;
  /** The longest any statement may run, whatever the deadline of the question. */
  readonly statementTimeoutMs: number;
  /** Shown to the agency's database people in pg_stat_activity. */
  readonly applicationName: string;
}

/** How often a cancel is repeated until the statement is gone: one can arrive before its statement does. */
const CANCEL_EVERY_MS = 100;
/** With it the server itself ends the statement of a client that died (PostgreSQL 14 and later). */
const CLIENT_CHECK_MS = 1_000;

const MAY_WRITE_SQL = `
  select exists (
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'f') and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
       and has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')) as may_write`;

/**
 * The read-only way to an agency's registry. Each read is one repeatable-read transaction; when nobody waits for its
 * answer any more, the running statement is cancelled at the server (pg_cancel_backend over a second connection).
 */
export class RegistryConnection {
  private readonly pool: Pool;
  private readonly control: Pool;
  private roleIsReadOnly = false;

  constructor(private readonly options: RegistryOptions) {
    const common = {
      connectionString: options.url,
      connectionTimeoutMillis: options.connectTimeoutMs,
      application_name: options.applicationName,
      // Dates and numerics stay the text they are: neither survives a trip through Date or a float.
      types: { getTypeParser: () => (value: string) => value },
    };
    this.pool = openPool({
      ...common,
      max: options.maxConnections,
      statement_timeout: options.statementTimeoutMs,
      options: `-c default_transaction_read_only=on -c client_connection_check_interval=${CLIENT_CHECK_MS}`,
    });
    this.control = openPool({ ...common, max: 1, application_name: `${options.applicationName} cancel` });
  }

  /** How full the pool of connections for searches is. */
  get connections(): MeasuredPool {
    return this.pool;
  }

  /**
   * Runs `work` on one consistent snapshot. Throws REGISTRY_UNAVAILABLE or REGISTRY_TIMEOUT (origin agency), the
   * signal's reason when the search was given up, and whatever else `work` throws.
   */
  async read<T>(limits: SearchLimits, work: (reader: RegistryReader) => Promise<T>): Promise<T> {
    const client = await this.connect(limits);
    let sound = false;
    try {
      const result = await this.readOn(client, limits, work);
      sound = !limits.signal.aborted;
      return result;
    } finally {
      // After a failure the connection's state is not known, and a cancel may still be on its way to it.
      client.release(!sound);
    }
  }

  /** Whether the registry answers at all; throws as {@link read}. */
  async ping(limits: SearchLimits): Promise<void> {
    await this.read(limits, () => Promise.resolve());
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.control.end()]);
  }

  private async connect(limits: SearchLimits): Promise<PoolClient> {
    limits.signal.throwIfAborted();
    const connecting = this.pool.connect();
    try {
      return await orAborted(connecting, limits.signal);
    } catch (error) {
      // Given up while waiting for a connection: it goes back unused when it comes.
      connecting.then((late) => late.release()).catch(() => undefined);
      throw registryFault(error, limits.signal);
    }
  }

  private async readOn<T>(
    client: PoolClient,
    limits: SearchLimits,
    work: (reader: RegistryReader) => Promise<T>,
  ): Promise<T> {
    const reader = await this.begin(client, limits);
    const stopCancelling = this.cancelOnAbort(reader.backendPid, limits.signal);
    try {
      const result = await work(reader.reader);
      await this.commit(client, limits);
      return result;
    } finally {
      await stopCancelling();
    }
  }

  /** The registry's last word: a search that it does not confirm has failed like one that broke off sooner. */
  private async commit(client: PoolClient, limits: SearchLimits): Promise<void> {
    try {
      await client.query('commit');
    } catch (error) {
      throw registryFault(error, limits.signal);
    }
  }

  private async begin(
    client: PoolClient,
    limits: SearchLimits,
  ): Promise<{ readonly reader: RegistryReader; readonly backendPid: string }> {
    try {
      await client.query('begin isolation level repeatable read read only');
      await this.requireReadOnlyRole(client);
      const timeoutMs = Math.max(1, Math.min(this.options.statementTimeoutMs, Math.floor(limits.leftMs())));
      const { rows } = await client.query<Record<'pid' | 'as_of', string>>(
        `select pg_backend_pid() as pid, to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as as_of,
                set_config('statement_timeout', $1, true)`,
        [String(timeoutMs)],
      );
      const [row] = rows;
      if (row === undefined) throw new TypeError('a select without from answered no row');
      return {
        reader: new RegistryReader(client, limits, instantOf(Date.parse(row.as_of))),
        backendPid: row.pid,
      };
    } catch (error) {
      throw registryFault(error, limits.signal);
    }
  }

  /** A role that may write is a fault of the installation: it is told, and nothing is read through it. */
  private async requireReadOnlyRole(client: PoolClient): Promise<void> {
    if (this.roleIsReadOnly) return;
    const { rows } = await client.query<Record<'may_write', string>>(MAY_WRITE_SQL);
    const mayWrite = rows[0]?.may_write;
    // Any other word is a registry that does not speak sense; begin() says so.
    if (mayWrite !== 't' && mayWrite !== 'f') throw new TypeError('a boolean that is neither t nor f');
    if (mayWrite === 't') {
      throw DiandaError.unavailable('REGISTRY_UNAVAILABLE', {
        origin: 'adapter',
        detail: 'the role of REGISTRY_URL may write; grant it SELECT only',
      });
    }
    this.roleIsReadOnly = true;
  }

  /** Cancels the backend's statement while the signal stands aborted; the returned function ends that. */
  private cancelOnAbort(backendPid: string, signal: AbortSignal): () => Promise<void> {
    let sending: Promise<unknown> = Promise.resolve();
    let repeat: NodeJS.Timeout | undefined;
    const send = (): void => {
      // A cancel that cannot be sent is made up for by statement_timeout and by closing the connection.
      sending = this.control.query('select pg_cancel_backend($1)', [backendPid]).catch(() => undefined);
    };
    const start = (): void => {
      send();
      repeat = setInterval(send, CANCEL_EVERY_MS);
    };
    if (signal.aborted) start();
    else signal.addEventListener('abort', start, { once: true });
    return async () => {
      signal.removeEventListener('abort', start);
      clearInterval(repeat);
      // Only then may the connection be given up: a cancel must never meet another question's statement.
      await sending;
    };
  }
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(abortReason(signal)), { once: true, signal: over.signal });
  });
  return Promise.race([work, aborted]).finally(() => over.abort());
}
