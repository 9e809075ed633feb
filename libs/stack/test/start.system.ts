import { existsSync, readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { readManifest } from '../../storage/src/backup/manifest.js';
import { makeDataSource } from '../../storage/src/schema/data-source.js';
import { silentLog } from '../../storage/src/storage-log.js';
import type { FirstAdministrator } from '../src/installation/first-administrator.js';
import { withDatabaseAlone } from '../src/installation/owner-access.js';
import { freePort } from '../src/servers/free-port.js';
import { makeEphemeralFolder } from '../src/servers/server-folder.js';
import { askDatabase, OfficerOfInstallation, StartRun } from './installation-rig.js';
import { childOf, processesOf } from './processes-of.js';
import { until } from './system-rig.js';

/** Servers and eight apps have to come up, several times, on whatever machine this is. */
jest.setTimeout(300_000);

const redisIsInstalled = existsSync('/usr/bin/redis-server') || existsSync('/usr/local/bin/redis-server');

describe('npm start', () => {
  let folder: string;
  let home: string;
  let port: number;
  let run: StartRun;
  let officer: OfficerOfInstallation;
  const again = async (...args: readonly string[]): Promise<void> => {
    run = await StartRun.of(home, port, ...args).running();
  };

  /** In order: exit code 0, everything kept, and no process left. */
  const endedBy = async (signal: 'SIGINT' | 'SIGTERM'): Promise<void> => {
    const { code, said } = await run.end(signal);
    expect(said).toContain('ended; everything is kept in');
    expect(code).toBe(0);
    expect(processesOf(home)).toEqual([]);
  };

  beforeAll(async () => {
    folder = await makeEphemeralFolder('dianda-start-test-');
    home = join(folder, 'home');
    port = await freePort();
    await again();
    officer = await OfficerOfInstallation.signIn(home, port);
  });
  afterAll(async () => {
    await run.end('SIGINT');
    await rm(folder, { recursive: true, force: true });
  });

  it('says where everything is, and keeps the accounts for their owner’s eyes', async () => {
    expect(run.said).toContain('first start');
    expect(run.said).toContain(`http://127.0.0.1:${port}/api/docs`);
    expect(run.said).toContain(join(home, 'sample-accounts.json'));
    const pages = [...run.said.matchAll(/metrics of \S+ {2}(http\S+)/g)].map(([, page = '']) => page);
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expect((await fetch(page)).status).toBe(200);
    for (const file of ['sample-accounts.json', 'first-administrator.json', 'database-url'])
      expect(statSync(join(home, file)).mode & 0o777).toBe(0o600);
    for (const path of ['/api/docs', '/health/ready'])
      expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(200);
  });

  it('makes the first administrator, whose one-time password opens nothing until it is changed', async () => {
    expect(run.said).toContain('the first administrator is made');
    const given = JSON.parse(
      readFileSync(join(home, 'first-administrator.json'), 'utf8'),
    ) as FirstAdministrator;
    const api = `http://127.0.0.1:${port}/api/v1`;
    const post = (path: string, body: unknown, token?: string) =>
      fetch(`${api}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      });
    const signIn = async (password: string): Promise<string> => {
      const session = (await (await post('/sessions', { username: given.username, password })).json()) as {
        accessToken: string;
      };
      return session.accessToken;
    };
    const accounts = (token: string) =>
      fetch(`${api}/operations/accounts`, { headers: { authorization: `Bearer ${token}` } });
    const due = await signIn(given.oneTimePassword);
    expect((await accounts(due)).status).toBe(403);
    const newPassword = 'a-long-sentence-of-its-own-2026';
    const changed = await post(
      '/sessions/password',
      { currentPassword: given.oneTimePassword, newPassword },
      due,
    );
    expect({ status: changed.status, text: await changed.text() }).toMatchObject({ status: 200 });
    expect((await accounts(await signIn(newPassword))).status).toBe(200);
  });

  it('refuses to run twice in one folder, naming the process that runs', async () => {
    const { code, said } = await StartRun.of(home, await freePort()).ended;
    expect(said).toMatch(new RegExp(`already runs in .* as process ${run.child.pid ?? 0}\\. `));
    expect(code).toBe(1);
    expect(await fetch(`http://127.0.0.1:${port}/health/ready`)).toMatchObject({ status: 200 });
  });

  it('says that somebody else has the port, and makes nothing', async () => {
    const stranger = createServer();
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const address = stranger.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const { code, said } = await StartRun.of(join(folder, 'other'), address.port).ended;
    stranger.close();
    expect(said).toBe(
      `Port ${address.port} is taken by another program. End that one, or choose another port, for example PORT=3100 npm start.\n`,
    );
    expect(code).toBe(1);
    expect(existsSync(join(folder, 'other', 'trust'))).toBe(false);
  });

  it('starts what dies again, databases included, and says so', async () => {
    const parts = {
      'postgres-court': 'postgres-court/data',
      gateway: 'apps/gateway/',
      'adapter-fund': 'apps/adapter-housing-fund/',
    };
    for (const [part, argument] of Object.entries(parts)) {
      process.kill(childOf(run.child.pid ?? 0, argument), 'SIGKILL');
      await run.untilSaid(`ended unexpectedly: ${part}: SIGKILL`);
      const readyAgain = (): boolean => run.said.split(`] ready ${part}\n`).length === 3;
      await until(readyAgain);
    }
    const report = await officer.sealedReportOf(await officer.order());
    expect(report.counts).toMatchObject({ legs: 13, gaps: 0, open: 0 });
  });

  it('is killed, starts again and goes on: reports stay as they are, open legs are answered', async () => {
    const done = await officer.order();
    const before = await officer.sealedReportOf(done);
    const underWay = await officer.order();
    await run.end('SIGKILL');
    await again();
    expect(run.said).not.toContain('first start');
    expect(await officer.sealedReportOf(done)).toEqual(before);
    const continued = await officer.sealedReportOf(underWay);
    expect(continued).toMatchObject({ version: 1, counts: { legs: 13, gaps: 0, open: 0 } });
  });

  it('ends in order on Ctrl-C, and keeps what an administrator has changed', async () => {
    await askDatabase(home, `UPDATE dianda.agency SET concurrency = 3 WHERE code = 'bank-huaihe'`);
    await askDatabase(home, `UPDATE dianda.account SET disabled = true WHERE username = 'judge.xu'`);
    await endedBy('SIGINT');
    await again();
    expect(
      await askDatabase(
        home,
        `SELECT (SELECT concurrency FROM dianda.agency WHERE code = 'bank-huaihe') AS concurrency,
           (SELECT disabled FROM dianda.account WHERE username = 'judge.xu') AS disabled`,
      ),
    ).toEqual([{ concurrency: 3, disabled: true }]);
  });

  (redisIsInstalled ? it : it.skip)(
    'ends in order on SIGTERM, and rings through a Redis of its own when told so',
    async () => {
      await endedBy('SIGTERM');
      await again('--with-redis');
      expect(run.said).toContain('ready redis');
      const report = await officer.sealedReportOf(await officer.order());
      expect(report.counts).toMatchObject({ legs: 13, gaps: 0, open: 0 });
      expect(existsSync(join(home, 'redis', 'appendonlydir'))).toBe(true);
    },
  );

  it('brings an older database up to date, and backs it up before', async () => {
    await run.end('SIGINT');
    await withDatabaseAlone(home, async (url) => {
      const source = makeDataSource({ url, poolSize: 1, applicationName: 'test-older' }, silentLog);
      await source.initialize();
      await source.undoLastMigration();
      await source.destroy();
    });
    await again();
    const folder = /A backup from before goes to (\S+);/.exec(run.said)?.[1] ?? '';
    const { migrations } = await readManifest(folder);
    const [{ count } = {}] = await askDatabase(home, 'SELECT count(*)::integer FROM dianda.migration');
    expect(count).toBe(migrations.length + 1);
    const report = await officer.sealedReportOf(await officer.order());
    expect(report.counts).toMatchObject({ legs: 13, gaps: 0, open: 0 });
  });

  it('refuses a database that a newer version made, and leaves no process', async () => {
    await askDatabase(
      home,
      `INSERT INTO dianda.migration (timestamp, name) VALUES (1895219200001, 'Something to come 1895219200001')`,
    );
    await run.end('SIGINT');
    const { code, said } = await StartRun.of(home, port).ended;
    expect(said).toContain('1 migrations that this program does not know');
    expect(said).toContain(
      'a newer version made it. Start that version, or restore the backup made before it.\n',
    );
    expect(said).not.toContain('    at ');
    expect(code).toBe(1);
    expect(processesOf(home)).toEqual([]);
  });
});
