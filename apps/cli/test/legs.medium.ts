import type { LegId, LegStep } from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import { accepted, casePush, land, settle } from '../../../libs/storage/test/sample-world.js';
import { makeCli, type CliUnderTest } from './cli-under-test.js';

const stumble: LegStep = {
  to: 'retry',
  dueAfterMs: 0,
  error: { reason: 'UNEXPECTED', origin: 'dianda' },
  countsAsAttempt: true,
};

describe('npm run dianda -- legs', () => {
  let cli: CliUnderTest;
  let legs: readonly LegId[];
  beforeAll(async () => {
    cli = await makeCli();
    await settle(cli.storage.admin);
    const order = await accepted(cli.storage.gateway, casePush(1), {
      directory: [land],
      inquiry: { assetClasses: ['LAND'] },
    });
    legs = order.legs.map((leg) => leg.id);
    for (const leg of legs) await park(leg);
  });
  afterAll(() => cli.storage.close());

  async function park(leg: LegId): Promise<void> {
    for (let n = 0; n < 3; n++) {
      const claimed = await cli.storage.dispatcher.legs.claim(leg, 'dispatcher-1', 60_000);
      await cli.storage.dispatcher.legs.finish(claimed!.attemptId, stumble);
    }
  }

  it('finds parked legs, and shows one with its attempts', async () => {
    const listed = await cli.run(
      'legs',
      'list',
      '--state',
      'parked',
      '--agency',
      land.code,
      '--case',
      casePush(1).caseNumber,
    );
    expect(listed.code).toBe(0);
    for (const leg of legs) expect(listed.out).toContain(`${leg}  parked`);
    const shown = await cli.run('legs', 'show', legs[0]!);
    expect(shown.out).toContain('3 attempts, 0 polls, 3 unexpected errors');
    expect(shown.out.match(/^attempt .* UNEXPECTED \(dianda\), by dispatcher-1$/gm)).toHaveLength(3);
    const page = await cli.run('legs', 'list', '--limit', '1');
    const cursor = /more: --cursor (\S+)/.exec(page.out)?.[1] ?? '';
    expect((await cli.run('legs', 'list', '--limit', '1', '--cursor', cursor)).out).not.toContain('more:');
    expect((await cli.run('legs', 'list', '--state', 'answered')).out).toBe('No leg is like this.\n');
  });

  it('retries one and gives the other up, on record', async () => {
    expect(await cli.run('legs', 'retry', legs[0]!, '--reason', '已修复')).toMatchObject({
      code: 0,
      err: '',
    });
    expect(await cli.run('legs', 'fail', legs[1]!, '--reason', '数据损坏')).toMatchObject({
      code: 0,
      err: '',
    });
    expect((await cli.run('legs', 'show', legs[0]!)).out).toContain('asked for  retry, not done yet');
    await cli.storage.dispatcher.legs.sweep(10);
    expect((await cli.run('legs', 'show', legs[0]!)).out).toContain('state      pending, for turn');
    expect((await cli.run('legs', 'show', legs[1]!)).out).toContain('state      unanswered, failed');
    for (const [action, leg, why] of [
      ['leg_retry_asked', legs[0], '已修复'],
      ['leg_failure_asked', legs[1], '数据损坏'],
    ] as const) {
      expect(await cli.audited(action)).toMatchObject([
        { actor_role: null, subject_id: leg, facts: { why }, written_by: 'dianda_owner' },
      ]);
    }
  });

  it.each([
    [['show', 'x'], '“x” is no leg’s id'],
    [['show', randomUUID()], 'There is no such leg'],
    [['retry', randomUUID()], '--reason says why'],
    [['retry', randomUUID(), '--reason', 'x'], 'There is no such leg'],
    [['list', '--state', 'lost'], '--state must be one of'],
    [['list', '--agency', 'A B'], '--agency must be'],
    [['list', '--case', '12'], '--case must be a case number'],
    [['list', '--cursor', 'x'], '--cursor must be'],
  ])('refuses %j and says why', async (args, explanation) => {
    const refused = await cli.run('legs', ...args);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain(explanation);
  });

  it('says of a leg that is not parked that it is not', async () => {
    await cli.storage.ask(`UPDATE dianda.leg SET state = 'pending' WHERE state = 'parked'`);
    expect((await cli.run('legs', 'retry', legs[0]!, '--reason', 'x')).err).toContain('Only a parked leg');
  });
});
