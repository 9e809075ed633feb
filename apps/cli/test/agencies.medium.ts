import { mustParse, parseAgencyCode } from '@dianda/inquiry';
import { settle } from '../../../libs/storage/test/sample-world.js';
import { makeCli, type CliUnderTest } from './cli-under-test.js';

const why = ['--reason', '值班演练'];

describe('npm run dianda -- agencies', () => {
  let cli: CliUnderTest;
  beforeAll(async () => {
    cli = await makeCli();
    await settle(cli.storage.admin);
  });
  afterAll(() => cli.storage.close());

  const standing = async () =>
    /standing\s+(\w+)/.exec((await cli.run('agencies', 'show', 'bank-one')).out)?.[1];

  it('lists how all of them run', async () => {
    const { code, out } = await cli.run('agencies', 'list');
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['AGENCY', 'STANDING', 'AT ONCE', 'QUOTA', 'OPEN LEGS', 'NAME'],
      ['bank-one', 'open', '4', 'none', '0', '样例单位 bank-one'],
      ['land-registry', 'open', '4', 'none', '0', '样例单位 land-registry'],
      [''],
    ]);
  });

  it('holds one and resumes it by way of Describe, on record with the reason', async () => {
    const held = await cli.run('agencies', 'hold', 'bank-one', ...why);
    expect(held).toMatchObject({ code: 0, err: '' });
    expect(held.out).toContain('operator (值班演练)');
    expect(await standing()).toBe('held');
    const resumed = await cli.run('agencies', 'resume', 'bank-one', ...why);
    expect(resumed.out).toContain('asked to describe itself now');
    expect(await standing()).toBe('introducing');
    await cli.storage.dispatcher.holds.lift(mustParse(parseAgencyCode, 'bank-one'), 'introduction');
    expect(await standing()).toBe('open');
    expect(await cli.audited('agency_held')).toEqual([
      {
        actor_role: null,
        subject_kind: 'agency',
        subject_id: 'bank-one',
        facts: { cause: 'operator', why: '值班演练' },
        written_by: 'dianda_owner',
      },
    ]);
    expect(await cli.audited('hold_resume_asked')).toHaveLength(1);
  });

  it('enables one that is disabled, and says that it describes itself first', async () => {
    const [bank] = await cli.storage.admin.directory.list();
    await cli.storage.admin.directory.load([{ ...bank!, enabled: false }]);
    expect(await standing()).toBe('disabled');
    const enabled = await cli.run('agencies', 'enable', 'bank-one', ...why);
    expect(enabled).toMatchObject({ code: 0, err: '' });
    expect(enabled.out).toContain('asked to describe itself now');
    await cli.storage.dispatcher.holds.lift(bank!.code, 'introduction');
    expect(await standing()).toBe('open');
  });

  it('sets concurrency and quota', async () => {
    const set = await cli.run('agencies', 'concurrency', 'bank-one', '--at-once', '12', ...why);
    expect(set.out).toContain('at once      12');
    const quota = await cli.run('agencies', 'quota', 'bank-one', '--per-day', '500', ...why);
    expect(quota.out).toContain('quota        0 of 500 today (Asia/Shanghai)');
    const none = await cli.run('agencies', 'quota', 'bank-one', ...why);
    expect(none.out).toContain('quota        none');
  });

  it('announces maintenance and takes it back', async () => {
    const dayAt = (days: number) => new Date(Date.now() + days * 24 * 3_600_000).toISOString();
    const window = ['--from', dayAt(-1), '--until', dayAt(1), '--note', '机房搬迁'];
    const planned = await cli.run('agencies', 'maintain', 'bank-one', ...window, ...why);
    expect(planned.out).toContain('机房搬迁');
    expect(await standing()).toBe('maintenance');
    const id = /\(([0-9a-f-]{36})\)/.exec(planned.out)?.[1] ?? '';
    expect(await cli.run('agencies', 'end-maintenance', 'bank-one', '--window', id, ...why)).toMatchObject({
      code: 0,
    });
    expect(await standing()).toBe('open');
    expect(await cli.audited('maintenance_ended')).toHaveLength(1);
  });

  it.each([
    [['hold', 'bank-one'], '--reason says why'],
    [['hold', 'bank-one', '--reason', '  '], '--reason says why'],
    [['hold', 'Bank One', ...why], '“Bank One” is no agency’s code'],
    [['hold', 'nobody', ...why], 'The directory has no such agency.'],
    [['show', 'nobody'], 'The directory has no agency nobody.'],
    [['resume', 'bank-one', ...why], 'The agency is not held.'],
    [['enable', 'bank-one', ...why], 'The agency is enabled already.'],
    [['hold', 'bank-one', '--revision', '1', ...why], 'Somebody else has changed this meanwhile'],
    [['concurrency', 'bank-one', ...why], '--at-once says how many'],
    [['concurrency', 'bank-one', '--at-once', '0', ...why], '--at-once must be a whole number'],
    [['quota', 'bank-one', '--per-day', 'many', ...why], '--per-day must be a whole number'],
    [['quota', 'bank-one', '--zone', 'Mars', ...why], 'The database knows no such time zone'],
    [
      ['maintain', 'bank-one', '--from', 'now', '--until', 'x', '--note', 'n', ...why],
      '--from must be a time with its zone',
    ],
    [
      [
        'maintain',
        'bank-one',
        '--from',
        '2020-01-01T00:00Z',
        '--until',
        '2020-01-02T00:00Z',
        '--note',
        'n',
        ...why,
      ],
      'The window is over already',
    ],
    [
      ['maintain', 'bank-one', '--from', '2020-01-01T00:00Z', '--until', '2099-01-02T00:00Z', ...why],
      '--note says what',
    ],
    [['end-maintenance', 'bank-one', '--window', 'x', ...why], '--window is the id'],
  ])('refuses %j and says why', async (args, explanation) => {
    const refused = await cli.run('agencies', ...args);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain(explanation);
  });

  it('says in words that a role of the database may not do it', async () => {
    const refused = await cli.runOn(cli.storage.urls.dispatcherUrl, 'agencies', 'hold', 'bank-one', ...why);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/^The role in DATABASE_URL may not do this; name the role dianda_owner/);
  });
});
