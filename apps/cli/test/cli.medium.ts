import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage, openAdministration, type Storage } from '@dianda/storage';
import { verifyPassword } from '@dianda/trust';
import pg from 'pg';
import { judge, qingjiangpu } from '../../../libs/storage/test/sample-world.js';
import { makeEmptyDatabase, makeKeys, type EmptyDatabase } from '../../../libs/storage/test/test-database.js';
import { runCli } from '../src/run-cli.js';
import { sampleRow } from './sample-row.js';

describe('npm run dianda', () => {
  let database: EmptyDatabase;
  let folder: string;
  const keys = makeKeys();
  beforeEach(async () => {
    database = await makeEmptyDatabase();
    folder = mkdtempSync(join(tmpdir(), 'dianda-cli-'));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await database.drop();
  });
  afterAll(() => {
    keys.remove();
  });

  async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const said = { out: '', err: '' };
    const code = await runCli(
      args,
      { print: (text) => (said.out += `${text}\n`), complain: (text) => (said.err += `${text}\n`) },
      { DATABASE_URL: database.ownerUrl },
    );
    return { code, ...said };
  }
  async function withGateway<T>(work: (storage: Storage) => Promise<T>): Promise<T> {
    const storage = await createStorage({
      url: database.gatewayUrl,
      ...keys,
      poolSize: 1,
      applicationName: 'test-cli',
    });
    try {
      return await work(storage);
    } finally {
      await storage.close();
    }
  }

  it('migrates an empty database, and says so when there is nothing to do', async () => {
    const first = await run('migrate');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/^applied {2}Courts, officers and accounts are registered \d+\n/);
    expect(await run('migrate')).toEqual({ code: 0, out: 'The schema was up to date.\n', err: '' });
    await withGateway((storage) => storage.check());
  });

  /** The agencies and the entries about them, as they are stored. */
  async function stored() {
    const agencies = await withGateway((storage) => storage.directory.list());
    const client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
    const { rows } = await client.query<{ written_by: string; facts: unknown }>(
      `SELECT written_by, facts FROM dianda.audit_entry WHERE action = 'directory_loaded' ORDER BY at`,
    );
    await client.end();
    return { agencies, loads: rows };
  }

  it('loads a directory file, on record, and lists it', async () => {
    await run('migrate');
    const file = join(folder, 'agencies.json');
    const off = { ...sampleRow, code: 'bank-off', enabled: false };
    writeFileSync(file, JSON.stringify([sampleRow, off]));
    expect(await run('directory', 'load', file)).toEqual({
      code: 0,
      out: `loaded  ${sampleRow.code}\nloaded  bank-off\n`,
      err: '',
    });
    const load = { written_by: 'dianda_owner', facts: { rows: 2, codes: `${sampleRow.code} bank-off` } };
    expect(await stored()).toEqual({ agencies: [off, sampleRow], loads: [load] });
    const { out } = await run('directory', 'list');
    expect(out.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['AGENCY', 'CLASS', 'OF', 'COVERS', 'TIME LIMIT', 'STATE', 'NAME'],
      [
        'bank-off',
        'LAND',
        'person,organisation',
        '3208,320898',
        expect.stringMatching(/^1 d/),
        'disabled',
        '样例不动产登记中心',
      ],
      [
        sampleRow.code,
        'LAND',
        'person,organisation',
        '3208,320898',
        expect.stringMatching(/^1 d/),
        'enabled',
        '样例不动产登记中心',
      ],
      [''],
    ]);
  });

  it('loads nothing of a file with faults, and names each by file, line and row', async () => {
    await run('migrate');
    const file = join(folder, 'agencies.json');
    writeFileSync(file, JSON.stringify([sampleRow]));
    await run('directory', 'load', file);
    const before = await stored();
    const rows = [
      { ...sampleRow, enabled: false },
      { ...sampleRow, code: 'other', concurrency: 0 },
      sampleRow,
    ];
    writeFileSync(file, `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`);
    const faults = [
      `${file}:3: row 2 (other): concurrency must be a whole number from 1 to 1000`,
      `${file}:4: row 3 (${sampleRow.code}): code is that of the row on line 2`,
    ];
    expect(await run('directory', 'load', file)).toEqual({
      code: 1,
      out: '',
      err: `${faults.join('\n')}\nNothing was loaded.\n`,
    });
    expect(await run('directory', 'validate', file)).toEqual({
      code: 1,
      out: '',
      err: `${faults.join('\n')}\n`,
    });
    expect(await stored()).toEqual(before);
    expect(before.agencies).toEqual([sampleRow]);
    expect(await run('directory', 'load', join(folder, 'none.json'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('none.json cannot be read (ENOENT)') as string,
    });
  });

  it('loads the sample file, which validate finds well', async () => {
    await run('migrate');
    const file = join(process.cwd(), 'apps', 'cli', 'examples', 'directory.json');
    expect(await run('directory', 'validate', file)).toEqual({
      code: 0,
      out: `${file} is well: 6 agencies.\n`,
      err: '',
    });
    expect(await run('directory', 'load', file)).toMatchObject({ code: 0, err: '' });
    expect((await stored()).agencies).toHaveLength(6);
  });

  it('validates a file without any database, and loads none without', async () => {
    const said = { out: '', err: '' };
    const terminal = {
      print: (text: string) => (said.out += text),
      complain: (text: string) => (said.err += text),
    };
    const file = join(folder, 'agencies.json');
    writeFileSync(file, JSON.stringify([sampleRow]));
    expect(await runCli(['directory', 'validate', file], terminal, { DIANDA_HOME: folder })).toBe(0);
    expect(said).toEqual({ out: `${file} is well: 1 agency.`, err: '' });
    expect(await runCli(['directory', 'load', file], terminal, { DIANDA_HOME: folder })).toBe(1);
    expect(said.err).toContain('DATABASE_URL: is not set');
  });

  it('makes an account whose printed password is the one that signs in', async () => {
    await run('migrate');
    const admin = await openAdministration({ url: database.ownerUrl, applicationName: 'test-cli' });
    await admin.staff.putCourt(qingjiangpu);
    await admin.staff.putOfficer(judge);
    await admin.close();
    const added = await run(
      'accounts',
      'add',
      'judge-1',
      '--role',
      'officer',
      '--court',
      '苏0812',
      '--work-id',
      judge.workId,
    );
    expect(added).toMatchObject({ code: 0, err: '' });
    const password = /password {2}(\S+)/.exec(added.out)?.[1] ?? '';
    const account = await withGateway((storage) => storage.accounts.findByUsername('JUDGE-1'));
    expect(account?.actor).toMatchObject({ role: 'officer', officerId: judge.id, courtCode: '苏0812' });
    expect(await verifyPassword(password, account?.passwordHash)).toBe(true);
    expect(await verifyPassword(`${password}x`, account?.passwordHash)).toBe(false);
  });

  it('keeps machine clients: made with a key of their own, changed over to another, disabled', async () => {
    await run('migrate');
    const admin = await openAdministration({ url: database.ownerUrl, applicationName: 'test' });
    await admin.staff.putCourt(qingjiangpu);
    await admin.close();
    const [first, second] = [join(folder, 'first.pem'), join(folder, 'second.pem')];
    const added = await run('clients', 'add', 'case-system', '--court', '苏0812', '--generate', first);
    expect(added).toMatchObject({ code: 0, err: '' });
    expect(statSync(first).mode & 0o777).toBe(0o600);
    const [, id = ''] = /client {4}(\S+)/.exec(added.out) ?? [];
    const [, kid = ''] = /key {7}(\S+) \(EdDSA\)/.exec(added.out) ?? [];
    const [, jwk = ''] = /public {4}(.+)/.exec(added.out) ?? [];
    expect(added.out).not.toContain('"d"');

    writeFileSync(join(folder, 'jwk.json'), jwk);
    const known = await run('clients', 'add-key', id, '--key', join(folder, 'jwk.json'));
    expect(known.err).toContain('has a key under this key id already');
    const generated = await run('clients', 'add-key', id, '--generate', first);
    expect(generated.err).toContain('exists; name a new file.');
    expect((await run('clients', 'add-key', id, '--generate', second)).code).toBe(0);
    expect(await run('clients', 'remove-key', id, kid)).toMatchObject({ code: 0, out: `removed   ${kid}\n` });
    expect((await run('clients', 'disable', id)).code).toBe(0);
    const { out } = await run('clients', 'list');
    expect(out).toMatch(new RegExp(`^${id}  苏0812  case-system  disabled  600/min  cases:write,`));
    expect(out).not.toContain(kid);
    expect((await run('clients', 'enable', id)).code).toBe(0);
    expect(await withGateway((storage) => storage.clients.list())).toMatchObject([{ disabled: false }]);
    writeFileSync(
      join(folder, 'private.json'),
      JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: 'x', d: 'd' }),
    );
    const secret = await run('clients', 'add-key', id, '--key', join(folder, 'private.json'));
    expect(secret.err).toContain('is a private key');
  });

  it.each([
    [['accounts', 'add', 'x', '--role', 'king'], '--role must be officer, ops or admin'],
    [['accounts', 'add', 'x', '--role', 'officer', '--court', 'Paris'], '--court must be a court’s letters'],
    [['accounts', 'add', 'x', '--role', 'officer', '--court', '苏0812'], 'needs --work-id'],
    [
      ['accounts', 'add', 'x', '--role', 'officer', '--court', '苏0812', '--work-id', 'W-77'],
      'knows no officer with this --work-id',
    ],
    [
      ['accounts', 'add', '--role', 'ops'],
      'This command takes 1 argument.\nUsage: npm run dianda -- accounts add',
    ],
    [['migrate', 'now'], 'This command takes no argument.'],
    [['migrate', '--force'], '--force'],
  ])('refuses %j and says why', async (args, why) => {
    await run('migrate');
    const refused = await run(...args);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain(why);
  });

  it('explains itself when it is asked nothing, something unknown, or for help', async () => {
    expect(await run()).toMatchObject({
      code: 2,
      out: expect.stringContaining('directory load <file>') as string,
    });
    expect(await run('--help')).toMatchObject({ code: 0, err: '' });
    const unknown = await run('directory', 'burn');
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.err).toContain('There is no command “directory burn”.');
  });

  it('backs a database up and restores it into another, and says that the keys are not in it', async () => {
    await run('migrate');
    const file = join(folder, 'agencies.json');
    writeFileSync(file, JSON.stringify([sampleRow]));
    await run('directory', 'load', file);
    const backup = join(folder, 'backup');
    const made = await run('backup', backup);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toMatch(
      /^backed up {2}\d+ rows of \d+ tables as of \d{4}-\S+Z, \d+\.\d MiB\nfolder {5}/,
    );
    expect(made.out).toContain('The keys are not in it');
    expect((await run('backup', join(folder, 'other'), '--with-keys')).err).toContain(
      'back those files up yourself',
    );
    expect((await run('restore', backup)).err).toContain('The database is not empty (agency has rows)');

    const first = database;
    database = await makeEmptyDatabase();
    await first.drop();
    expect(await run('restore', backup)).toMatchObject({ code: 0, err: '' });
    expect((await run('directory', 'list')).out).toContain(sampleRow.code);
  });

  it('works on the installation that npm start runs when no other database is named', async () => {
    await run('migrate');
    writeFileSync(join(folder, 'database-url'), `${database.ownerUrl}\n`);
    const printed: string[] = [];
    const terminal = {
      print: (text: string) => printed.push(text),
      complain: (text: string) => printed.push(text),
    };
    expect(await runCli(['migrate'], terminal, { DIANDA_HOME: folder })).toBe(0);
    expect(printed).toEqual(['The schema was up to date.']);
    expect(await runCli(['backup', join(folder, 'none')], terminal, { DIANDA_HOME: folder })).toBe(1);
    expect(printed[1]).toContain('There is no installation in');
  });

  it('says what is wrong with its configuration, its database and its server', async () => {
    const complaints: string[] = [];
    const terminal = { print: () => undefined, complain: (text: string) => complaints.push(text) };
    expect(await runCli(['migrate'], terminal, { DIANDA_HOME: folder })).toBe(1);
    expect(await runCli(['migrate'], terminal, { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/x' })).toBe(1);
    expect(await runCli(['directory', 'list'], terminal, { DATABASE_URL: database.ownerUrl })).toBe(1);
    expect(complaints[0]).toContain('DATABASE_URL: is not set');
    expect(complaints[1]).toContain('Is DATABASE_URL right, and does the server run?');
    expect(complaints[2]).toMatch(/The database lacks (\d+) of \1 migrations/);
  });
});
