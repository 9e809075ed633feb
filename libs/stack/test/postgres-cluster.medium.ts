import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startPostgresCluster, type PostgresCluster } from '../src/postgres-cluster.js';
import { makeEphemeralFolder } from '../src/servers/server-folder.js';

/** Making a cluster takes a second on an idle machine, and this one may not be idle. */
jest.setTimeout(60_000);

const asRoot = userInfo().uid === 0;

async function ask(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

async function isGoneSoon(pid: number): Promise<boolean> {
  for (let turn = 0; turn < 500 && !isGone(pid); turn += 1) await delay(20);
  return isGone(pid);
}

describe('a PostgreSQL cluster of our own', () => {
  let folder: string;
  const running: PostgresCluster[] = [];
  const children: ChildProcess[] = [];
  const start = async (at = join(folder, 'cluster'), maxConnections?: number): Promise<PostgresCluster> => {
    const cluster = await startPostgresCluster({
      folder: at,
      ephemeral: true,
      ...(maxConnections === undefined ? {} : { maxConnections }),
    });
    running.push(cluster);
    return cluster;
  };

  beforeEach(async () => {
    folder = await makeEphemeralFolder('dianda-cluster-test-');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const cluster of running.splice(0)) {
      await cluster.stop();
      rmSync(cluster.folder, { recursive: true, force: true });
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps its data and its password over a stop and a start', async () => {
    const first = await start();
    await ask(first.superuserUrl(), 'create table kept as select 42 as answer');
    await first.stop();
    expect(isGone(first.process.pid)).toBe(true);
    const second = await start();
    expect(await ask(second.superuserUrl(), 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('listens on loopback alone, asks for the password and has no Unix socket', async () => {
    const cluster = await start(undefined, 37);
    const [row] = await ask(
      cluster.superuserUrl(),
      `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
              current_setting('max_connections') as connections`,
    );
    expect(row).toEqual({ addresses: '127.0.0.1', sockets: '', connections: '37' });
    const wrong = new URL(cluster.superuserUrl());
    wrong.password = 'guess';
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('keeps the text of a failing statement out of its log', async () => {
    const cluster = await start();
    await expect(ask(cluster.superuserUrl(), "select 'a-name-nobody-may-read'::int")).rejects.toThrow();
    await expect(ask(cluster.superuserUrl(), "select no_such_column, 'another-name'")).rejects.toThrow();
    const log = readFileSync(join(cluster.folder, 'server.log'), 'utf8');
    expect(log).toContain('no_such_column');
    expect(log).not.toContain('another-name');
  });

  it('starts over where an interrupted first start left half a cluster', async () => {
    mkdirSync(join(folder, 'cluster', 'data.new'), { recursive: true });
    writeFileSync(join(folder, 'cluster', 'data.new', 'PG_VERSION'), '18\n');
    const cluster = await start();
    expect(await ask(cluster.superuserUrl(), 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(folder, 'cluster', 'data.new'))).toBe(false);
  });

  it('refuses a folder that a living process uses', async () => {
    await start();
    await expect(startPostgresCluster({ folder: join(folder, 'cluster') })).rejects.toThrow(
      `is in use by process ${process.pid}`,
    );
  });

  it('ends the server that a crashed parent left on the same data, and starts anew', async () => {
    const first = await start();
    const program = readlinkSync(`/proc/${first.process.pid}/exe`);
    await ask(first.superuserUrl(), 'create table kept as select 7 as answer');
    await first.stop();
    const data = join(first.folder, 'data');
    const [uid, gid] = asRoot
      ? ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, 'postgres']).stdout))
      : [];
    const orphan = spawn(program, ['-D', data, '-c', 'unix_socket_directories=', '-p', String(first.port)], {
      ...(uid === undefined || gid === undefined ? {} : { uid, gid }),
      detached: true,
      stdio: 'ignore',
    });
    while (!(
      existsSync(join(data, 'postmaster.pid')) &&
      readFileSync(join(data, 'postmaster.pid'), 'utf8').includes('ready')
    ))
      await delay(20);

    const second = await start();
    expect(orphan.exitCode).toBe(0);
    expect(await ask(second.superuserUrl(), 'select answer from kept')).toEqual([{ answer: 7 }]);
  });

  it('leaves a stranger alone whose pid stands in a stale mark', async () => {
    const first = await start();
    await first.stop();
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    children.push(stranger);
    const mark = `${stranger.pid ?? 0}\n${join(first.folder, 'data')}\n0\n${first.port}\n\n127.0.0.1\n\nready\n`;
    writeFileSync(join(first.folder, 'data', 'postmaster.pid'), mark);
    const second = await start();
    expect(await ask(second.superuserUrl(), 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(stranger.exitCode).toBeNull();
    expect(stranger.signalCode).toBeNull();
  });

  it('does not outlive its parent, even one that is killed', async () => {
    const script = `import('./libs/stack/test/servers.setup.ts').then(async (setup) => {
      setup.resolveTypeScriptImports();
      const { startPostgresCluster } = await import('./libs/stack/src/postgres-cluster.ts');
      const cluster = await startPostgresCluster({ folder: process.argv[1], ephemeral: true });
      console.log(cluster.process.pid);
      setInterval(() => {}, 1000);
    });`;
    const parent = spawn(process.execPath, ['-e', script, join(folder, 'cluster')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(parent);
    const pid = await new Promise<number>((resolve, reject) => {
      parent.stdout.once('data', (text: Buffer) => {
        resolve(Number(text.toString()));
      });
      parent.once('exit', () => {
        reject(new Error('the parent ended early'));
      });
    });
    expect(isGone(pid)).toBe(false);
    parent.kill('SIGKILL');
    expect(await isGoneSoon(pid)).toBe(true);
  });

  (asRoot ? it : it.skip)(
    'finds another place when root’s folder is closed to the server account',
    async () => {
      const closed = mkdtempSync(join(folder, 'closed-'));
      chmodSync(closed, 0o700);
      mkdirSync(join(closed, 'data'));
      const cluster = await start(join(closed, 'data', 'postgres'));
      expect(cluster.folder).toMatch(/^\/var\/lib\/dianda\/postgres-[0-9a-f]{12}$/);
      expect(await ask(cluster.superuserUrl(), 'select 1 as one')).toEqual([{ one: 1 }]);
    },
  );
});
