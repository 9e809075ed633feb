import { verifyPassword } from '@dianda/trust';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCli, type CliUnderTest } from './cli-under-test.js';

const why = ['--reason', '人事变动'];
const particulars = [
  ...['--name', '样例新人', '--duty-id', 'ZX-1', '--phone', '0517-1'],
  ...['--valid-until', '2098-01-01T00:00+08:00'],
];

describe('npm run dianda -- accounts, courts, officers', () => {
  let cli: CliUnderTest;
  let folder: string;
  beforeAll(async () => {
    cli = await makeCli();
    folder = mkdtempSync(join(tmpdir(), 'dianda-cli-staff-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await cli.storage.close();
  });

  const find = (username: string) => cli.storage.gateway.accounts.findByUsername(username);
  const passwordIn = (out: string) => /password {2}(\S+)/.exec(out)?.[1] ?? '';
  const isPasswordOf = async (username: string, password: string) =>
    verifyPassword(password, (await find(username))?.passwordHash);

  it('makes the first administrator once, whoever starts at the same time, and hides the password in a file', async () => {
    const files = [join(folder, 'one'), join(folder, 'two')];
    const made = await Promise.all(
      files.map((file) => cli.run('accounts', 'first-admin', '--password-file', file)),
    );
    expect(made.map(({ code }) => code)).toEqual([0, 0]);
    const written = files.filter((_file, index) => made[index]?.out.includes('in '));
    expect(written).toHaveLength(1);
    const file = written[0]!;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const password = readFileSync(file, 'utf8').trim();
    expect(await isPasswordOf('admin', password)).toBe(true);
    for (const { out } of made) expect(out).not.toContain(password);
    const account = await find('admin');
    expect(await cli.storage.gateway.accounts.standingOf(account!.actor)).toBe('password_due');
    expect(await cli.run('accounts', 'first-admin')).toMatchObject({
      code: 0,
      out: 'There is an administrator already; nothing was changed.\n',
    });
    expect(await cli.audited('account_made')).toHaveLength(1);
    const spoiled = await cli.run('accounts', 'first-admin', '--password-file', file);
    expect(spoiled).toMatchObject({ code: 1, err: expect.stringContaining('it is there already') as string });
  });

  it('registers a court and its officers, and an account for one', async () => {
    expect(await cli.run('courts', 'put', '苏0812', '--name', '清江浦区人民法院（样例）')).toMatchObject({
      code: 0,
    });
    expect((await cli.run('courts', 'list')).out).toContain('苏0812  enabled  清江浦');
    const enrolled = await cli.run(
      'officers',
      'enrol',
      '--court',
      '苏0812',
      '--work-id',
      'W-1',
      ...particulars,
    );
    expect(enrolled).toMatchObject({ code: 0, err: '' });
    const id = /[0-9a-f-]{36}/.exec(enrolled.out)?.[0] ?? '';
    const added = await cli.run(
      ...['accounts', 'add', 'judge-1', '--role', 'officer', '--court', '苏0812', '--work-id', 'W-1'],
    );
    expect(await isPasswordOf('judge-1', passwordIn(added.out))).toBe(true);
    const renewed = [...particulars.slice(0, -1), '2099-01-01T00:00+08:00'];
    expect((await cli.run('officers', 'update', id, ...renewed, ...why)).out).toContain('revision 2');
    const stale = await cli.run('officers', 'update', id, ...renewed, ...why, '--revision', '1');
    expect(stale).toMatchObject({ code: 1, err: expect.stringContaining('Somebody else') as string });
    expect(await cli.run('officers', 'disable', id, ...why)).toMatchObject({ code: 0 });
    expect((await find('judge-1'))?.disabled).toBe(true);
    expect((await cli.run('officers', 'list', '--court', '苏0812')).out).toContain('revision 3');
    expect((await cli.run('courts', 'put', '苏0812', '--name', 'x', '--disabled')).out).toContain(
      '(disabled)',
    );
    for (const [action, entries] of [
      ['court_put', 2],
      ['officer_put', 2],
      ['officer_disabled', 1],
    ] as const) {
      expect(await cli.audited(action)).toHaveLength(entries);
    }
  });

  it('disables, enables and resets an account', async () => {
    await cli.run('accounts', 'add', 'ops-1', '--role', 'ops');
    expect((await cli.run('accounts', 'disable', 'OPS-1', ...why)).out).toBe('disabled  OPS-1\n');
    expect((await find('ops-1'))?.disabled).toBe(true);
    expect((await cli.run('accounts', 'enable', 'ops-1', ...why)).code).toBe(0);
    const reset = await cli.run('accounts', 'reset-password', 'ops-1', ...why);
    expect(await isPasswordOf('ops-1', passwordIn(reset.out))).toBe(true);
    expect((await cli.run('accounts', 'list')).out).toMatch(/^ops-1 +ops +one-time password +ops-1$/m);
    expect(await cli.audited('password_reset')).toMatchObject([
      { subject_kind: 'account', facts: { why: '人事变动', role: 'ops' }, written_by: 'dianda_owner' },
    ]);
  });

  it.each([
    [['accounts', 'add', '', '--role', 'ops'], '“” is no user name'],
    [['accounts', 'add', 'a b', '--role', 'ops'], '“a b” is no user name'],
    [['accounts', 'add', 'ADMIN', '--role', 'ops'], 'This user name is taken'],
    [['accounts', 'disable', 'admin', ...why], 'The last administrator cannot be disabled'],
    [['accounts', 'disable', 'admin'], '--reason says why'],
    [['accounts', 'enable', 'nobody', ...why], 'There is no account nobody'],
    [['courts', 'put', 'Paris', '--name', 'x'], '--court must be'],
    [['courts', 'put', '苏0812'], '--name is missing'],
    [['officers', 'list', '--court', '沪0101'], 'There is no such court on the register'],
    [
      ['officers', 'enrol', '--court', '苏0812', '--work-id', 'W-1', ...particulars],
      'officer with this work id already',
    ],
    [['officers', 'enrol', '--court', '苏0812', ...particulars], '--work-id is missing'],
    [['officers', 'disable', 'x', ...why], '“x” is no officer’s id'],
    [['officers', 'disable', '00000000-0000-4000-8000-00000000dead', ...why], 'There is no such officer'],
  ])('refuses %j and says why', async (args, explanation) => {
    const refused = await cli.run(...args);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain(explanation);
    expect(refused.err).not.toContain('SQLSTATE');
  });
});
