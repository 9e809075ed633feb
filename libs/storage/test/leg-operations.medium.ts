import {
  mustParse,
  parseLegId,
  type Agency,
  type ByHand,
  type LegId,
  type LegSearch,
  type LegStep,
} from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import { accepted, actorOf, agency, casePush, found, judge, ops, person, settle } from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

const minute = 60_000;
const byOps: ByHand = { by: ops, reason: '核查完毕' };
const all: LegSearch = {
  caseNumber: undefined,
  agency: undefined,
  state: undefined,
  cursor: undefined,
  limit: 50,
};
const stumble: LegStep = {
  to: 'retry',
  dueAfterMs: 0,
  error: { reason: 'UNEXPECTED', origin: 'dianda' },
  countsAsAttempt: true,
};

describe('legs as operators find and mend them', () => {
  let test: TestStorage;
  let cases = 0;
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
  });
  afterAll(() => test.close());
  const operations = () => test.gateway.operations.legs;
  const legs = () => test.dispatcher.legs;

  async function legsAt(name: string, changes: Partial<Agency> = {}) {
    const row = agency(name, 'LAND', changes);
    await test.admin.directory.load([row]);
    const push = casePush(++cases);
    const order = await accepted(test.gateway, push, {
      directory: [row],
      inquiry: { assetClasses: ['LAND'] },
    });
    return { row, push, inquiry: order.inquiry, ids: order.legs.map((leg) => leg.id) };
  }
  async function attempt(leg: LegId, step: LegStep): Promise<void> {
    const claimed = await legs().claim(leg, 'dispatcher-1', minute);
    if (claimed === undefined) throw new Error('the leg could not be claimed');
    await legs().finish(claimed.attemptId, step);
  }
  /** Three unexpected errors, one after the other. */
  async function parked(name: string) {
    const made = await legsAt(name);
    const [leg] = made.ids;
    for (let n = 0; n < 3; n++) await attempt(leg!, stumble);
    return { ...made, leg: leg! };
  }
  const idsOf = async (search: Partial<LegSearch>) =>
    (await operations().search({ ...all, ...search })).items.map((each) => each.id);

  it('are parked by the third unexpected error of our own, with the evidence of each, and asked no more', async () => {
    const { ids, row } = await legsAt('poisoned');
    const [leg, other] = ids;
    await attempt(leg!, stumble);
    await attempt(leg!, stumble);
    expect(await operations().find(leg!)).toMatchObject({ state: 'pending', defects: 2, attempts: 2 });
    await attempt(leg!, stumble);
    expect(await operations().find(leg!)).toMatchObject({
      state: 'parked',
      defects: 3,
      attempts: 3,
      waitingFor: 'operator',
      dueAt: undefined,
      lastError: { reason: 'UNEXPECTED', origin: 'dianda' },
    });
    expect(await operations().attempts(leg!, 10)).toMatchObject([
      { outcome: 'parked', error: { reason: 'UNEXPECTED', origin: 'dianda' }, poll: false },
      { outcome: 'retry' },
      { outcome: 'retry' },
    ]);
    expect(await legs().claim(leg!, 'dispatcher-1', minute)).toBeUndefined();
    const due = await legs().candidates(row.code, 10);
    expect(due.map((each) => each.legId)).toEqual([other]);
    const view = await test.gateway.inquiries.view(
      (await operations().find(leg!))!.inquiryId,
      actorOf(judge),
    );
    expect(view?.legs.find((each) => each.id === leg)?.waitingFor).toMatchObject({ kind: 'operator' });
  });

  it('are not parked by an agency’s errors or by a lost lease, however many', async () => {
    const { ids } = await legsAt('only-slow');
    const late: LegStep = { ...stumble, error: { reason: 'AGENCY_TIMEOUT', origin: 'agency' } };
    for (let n = 0; n < 4; n++) await attempt(ids[0]!, late);
    for (let n = 0; n < 4; n++) {
      await legs().claim(ids[1]!, 'dispatcher-1', minute);
      await test.ask(`UPDATE dianda.leg SET lease_until = now() - interval '1 second' WHERE id = $1`, [
        ids[1],
      ]);
      await legs().sweep(10);
      await test.ask(`UPDATE dianda.leg SET due_at = now() WHERE id = $1 AND state = 'pending'`, [ids[1]]);
    }
    expect(await operations().find(ids[0]!)).toMatchObject({ state: 'pending', defects: 0, attempts: 4 });
    expect(await operations().find(ids[1]!)).toMatchObject({ state: 'pending', defects: 0, attempts: 4 });
  });

  it('that cannot be read are parked too, and take no leg of the same turn with them', async () => {
    const broken = await legsAt('unreadable');
    const sound = await legsAt('readable');
    // A purpose that no key of the case opens.
    await test.ask(`UPDATE dianda.inquiry SET purpose_sealed = '\\x00' WHERE id = $1`, [broken.inquiry.id]);
    const [leg] = broken.ids;
    for (let n = 0; n < 3; n++) {
      const [refused, claimed] = await Promise.allSettled([
        legs().claim(leg!, 'dispatcher-1', minute),
        legs().claim(sound.ids[n % 2]!, 'dispatcher-1', minute),
      ]);
      expect(refused).toMatchObject({ status: 'rejected', reason: { reason: 'UNEXPECTED' } });
      if (n < 2) expect(claimed).toMatchObject({ status: 'fulfilled', value: { leg: { id: sound.ids[n] } } });
      await test.ask(`UPDATE dianda.leg SET due_at = now() WHERE id = $1 AND state = 'pending'`, [leg]);
    }
    expect(await operations().find(leg!)).toMatchObject({ state: 'parked', defects: 3 });
  });

  it('that are parked are retried on request, as if they had never stumbled', async () => {
    const { leg } = await parked('retried');
    const asked = await operations().intervene(leg, 'retry', byOps);
    expect(asked).toMatchObject({ state: 'parked', intervention: 'retry' });
    await expect(operations().intervene(leg, 'fail', byOps)).rejects.toMatchObject({
      reason: 'LEG_INTERVENTION_UNDER_WAY',
    });
    await legs().sweep(10);
    expect(await operations().find(leg)).toMatchObject({
      state: 'pending',
      defects: 0,
      intervention: undefined,
    });
    await attempt(leg, { to: 'settle', ...found });
    expect(await operations().find(leg)).toMatchObject({ state: 'answered', rung: 'found', attempts: 4 });
    await expect(operations().intervene(leg, 'retry', byOps)).rejects.toMatchObject({
      reason: 'LEG_NOT_PARKED',
    });
  });

  it('that are parked are given up on request, and the report names the gap', async () => {
    const { leg, ids, inquiry } = await parked('given-up');
    await attempt(ids[1]!, { to: 'settle', ...found });
    await operations().intervene(leg, 'fail', byOps);
    await legs().sweep(10);
    expect(await operations().find(leg)).toMatchObject({
      state: 'unanswered',
      rung: 'failed',
      lastError: { reason: 'LEG_GIVEN_UP', origin: 'dianda' },
    });
    const report = await test.gateway.inquiries.sealedReport(inquiry.id, undefined, actorOf(judge));
    expect(JSON.stringify(report)).toContain('LEG_GIVEN_UP');
  });

  it('whose time ran out before the sweep came are left as they are, and the request is void', async () => {
    const { leg } = await parked('too-late');
    await operations().intervene(leg, 'retry', byOps);
    await test.ask(`UPDATE dianda.leg SET expires_at = now() WHERE id = $1`, [leg]);
    await legs().sweep(10);
    expect(await operations().find(leg)).toMatchObject({ state: 'unanswered', rung: 'no_response' });
    expect(await test.ask('SELECT outcome FROM dianda.leg_intervention WHERE leg_id = $1', [leg])).toEqual([
      { outcome: 'void' },
    ]);
  });

  it('are found by case, agency and state, newest order first, page by page', async () => {
    const one = await legsAt('searched');
    const two = await legsAt('searched');
    const bothNewestFirst = [...[...two.ids].sort().reverse(), ...[...one.ids].sort().reverse()];
    expect(await idsOf({ agency: one.row.code })).toEqual(bothNewestFirst);
    expect((await idsOf({ caseNumber: one.push.caseNumber })).sort()).toEqual([...one.ids].sort());
    await attempt(one.ids[0]!, { to: 'settle', ...found });
    expect(await idsOf({ agency: one.row.code, state: 'answered' })).toEqual([one.ids[0]]);
    expect(await idsOf({ caseNumber: two.push.caseNumber, state: 'answered' })).toEqual([]);
    const paged: LegId[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await operations().search({ ...all, agency: one.row.code, limit: 3, cursor });
      paged.push(...page.items.map((each) => each.id));
      cursor = page.nextCursor;
      if (cursor === undefined) break;
    }
    expect(paged).toEqual(bothNewestFirst);
    await expect(operations().search({ ...all, cursor: 'xyz' })).rejects.toMatchObject({
      violations: [{ pointer: '/cursor', code: 'CURSOR_UNKNOWN' }],
    });
    expect(await idsOf({})).toHaveLength(Math.min(50, (await test.ask('SELECT FROM dianda.leg')).length));
  });

  it('that are not there are not found', async () => {
    const nobody = mustParse(parseLegId, randomUUID());
    expect(await operations().find(nobody)).toBeUndefined();
    expect(await operations().attempts(nobody, 10)).toBeUndefined();
    await expect(operations().intervene(nobody, 'retry', byOps)).rejects.toMatchObject({
      reason: 'LEG_UNKNOWN',
    });
  });

  it('are mended by operators only, with one audit entry that says who and why', async () => {
    const { leg, inquiry } = await parked('audited');
    await expect(
      operations().intervene(leg, 'retry', { ...byOps, by: actorOf(judge) }),
    ).rejects.toMatchObject({
      reason: 'ROLE_NOT_PERMITTED',
    });
    await operations().intervene(leg, 'retry', byOps);
    await legs().sweep(10);
    expect(
      await test.ask(
        `SELECT action, actor_account_id, facts FROM dianda.audit_entry WHERE subject_kind = 'leg' AND subject_id = $1`,
        [leg],
      ),
    ).toEqual([
      {
        action: 'leg_retry_asked',
        actor_account_id: ops.accountId,
        facts: { why: '核查完毕', inquiryId: inquiry.id, reason: 'UNEXPECTED' },
      },
    ]);
  });

  it('say nothing of whom they ask about or what was answered', async () => {
    const { ids } = await legsAt('silent');
    await attempt(ids[0]!, { to: 'settle', ...found });
    const told = JSON.stringify([await operations().search(all), await operations().attempts(ids[0]!, 10)]);
    for (const secret of [person.name, person.document.number, '稳盈一号'])
      expect(told).not.toContain(secret);
  });
});
