import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startBoundProcess, type BoundProcess, type ProcessExit } from './processes/bound-process.js';
import { freePort } from './servers/free-port.js';
import { LastingServer } from './servers/lasting-server.js';

const programs = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'];
const readyWithinMs = 15_000;
const stopWithinMs = 10_000;
const portTries = 5;

export interface RedisServerOptions {
  readonly folder: string;
  /** Keeps what it holds in an append-only file, so that it survives the server; otherwise in memory only. */
  readonly durable?: boolean;
  /** Hears of an end that nobody asked for by `stop`. */
  readonly onUnexpectedEnd?: (exit: ProcessExit) => void;
}

/** A running Redis of our own, on loopback. */
export interface RedisServer {
  readonly url: string;
  /** The server that runs now, or ran last. */
  readonly process: BoundProcess;
  /** Starts a server that has died again, on the same port. Throws when the port is not free. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Whether Debian's redis-server, or one built here, is installed. */
export function redisIsInstalled(): boolean {
  return programs.some((path) => existsSync(path));
}

function answersPing(port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let received = '';
    const finish = (ready: boolean): void => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(1000, () => {
      finish(false);
    });
    socket.once('error', () => {
      finish(false);
    });
    socket.once('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (received.includes('+PONG')) finish(true);
      else if (received.includes('-')) finish(false);
    });
  });
}

function configuration({ folder, durable }: RedisServerOptions, port: number, password: string): string {
  return [
    `port ${port}`,
    'bind 127.0.0.1',
    'save ""',
    `appendonly ${durable === true ? 'yes' : 'no'}`,
    // BullMQ loses jobs under any other policy.
    'maxmemory-policy noeviction',
    `requirepass ${password}`,
    `dir "${folder}"`,
    '',
  ].join('\n');
}

async function becomesReady(
  server: BoundProcess,
  port: number,
  password: string,
  logFrom: number,
): Promise<boolean> {
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline) {
    if (!server.running()) {
      const log = (await readFile(server.logPath)).subarray(logFrom).toString('utf8');
      if (log.includes('Address already in use')) return false;
      throw new Error(`redis-server did not start; its log ends:\n${log.split('\n').slice(-6).join('\n')}`);
    }
    if (await answersPing(port, password)) return true;
    await delay(15);
  }
  await server.end(stopWithinMs);
  throw new Error(`redis-server is not ready after ${readyWithinMs / 1000} s`);
}

/** Answers undefined when somebody else has the port. */
async function startOnPort(
  program: string,
  options: RedisServerOptions,
  port: number,
  password: string,
): Promise<BoundProcess | undefined> {
  const { folder } = options;
  const logPath = join(folder, 'server.log');
  const logFrom = existsSync(logPath) ? (await stat(logPath)).size : 0;
  const server = await startBoundProcess({
    name: 'redis',
    program,
    // The configuration goes in by standard input: a password among the arguments is seen by everyone.
    args: ['-'],
    input: { text: configuration(options, port, password) },
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    cwd: folder,
    logPath,
    endSignal: 'SIGTERM',
  });
  return (await becomesReady(server, port, password, logFrom)) ? server : undefined;
}

/** Starts Debian's redis-server; answers undefined when the program is not installed. */
export async function startRedisServer(options: RedisServerOptions): Promise<RedisServer | undefined> {
  const program = programs.find((path) => existsSync(path));
  if (program === undefined) return undefined;
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString('hex');
  for (let tries = 0; tries < portTries; tries += 1) {
    const port = await freePort();
    const server = await startOnPort(program, options, port, password);
    if (server === undefined) continue;
    const lasting = new LastingServer(server, options.onUnexpectedEnd);
    return {
      url: `redis://:${password}@127.0.0.1:${port}`,
      get process() {
        return lasting.current;
      },
      restart: () => lasting.restart(() => startOnPort(program, options, port, password), stopWithinMs),
      stop: () => lasting.stop(stopWithinMs),
    };
  }
  throw new Error(`redis-server found no free port in ${portTries} tries`);
}
