import { createHash, randomUUID } from 'node:crypto';
import {
  DiandaError,
  foldReport,
  mustParse,
  parseInquiryId,
  parseRegion,
  type Actor,
  type EnforcementCase,
  type Leg,
} from '@dianda/inquiry';
import pg from 'pg';
import {
  accepted,
  actorOf,
  bank,
  casePush,
  colleague,
  courtSystem,
  inquirer,
  judge,
  land,
  ops,
  orderIn,
  otherCourtSystem,
  otherJudge,
  settle,
  shinan,
} from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

describe('accepting an order', () => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
  });
  afterAll(() => test.close());
  const inquiries = () => test.gateway.inquiries;
  const countOf = async (table: string, where: string, id: string) =>
    (await test.ask(`SELECT count(*)::int AS n FROM dianda.${table} WHERE ${where} = $1`, [id]))[0]?.['n'];

  /** Until so many statements of the apps wait for a lock, or `isOver` says that they never will. */
  const untilWaiting = async (statements: number, isOver: () => boolean): Promise<void> => {
    for (;;) {
      const waiting = await test.ask(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (waiting.length >= statements || isOver()) return;
    }
  };

  it('stores inquiry, legs, first event, audit entry and key, and shows them back as ordered', async () => {
    const order = await accepted(test.gateway, casePush(1));
    const view = await inquiries().view(order.inquiry.id, actorOf(inquirer));
    expect(view?.inquiry).toEqual(order.inquiry);
    expect(view).toMatchObject({ state: 'dispatching', completedAt: undefined, sealedVersions: 0 });
    // A look adds how the leg fares: what its expected time rests on, how many go before it.
    expect(view?.legs).toMatchObject(order.legs.map((leg) => ({ ...leg, rung: undefined })));
    expect(order.legs).toHaveLength(4);
    expect(
      await test.ask('SELECT number, kind, facts FROM dianda.inquiry_event WHERE inquiry_id = $1', [
        order.inquiry.id,
      ]),
    ).toEqual([{ number: 1, kind: 'ordered', facts: { legs: 4, open: 4 } }]);
    expect(
      await test.ask('SELECT action, actor_account_id, facts FROM dianda.audit_entry WHERE subject_id = $1', [
        order.inquiry.id,
      ]),
    ).toEqual([
      {
        action: 'inquiry_ordered',
        actor_account_id: order.by.accountId,
        facts: {
          caseId: order.inquiry.caseId,
          subjects: 2,
          legs: 4,
          noticeSha256: order.inquiry.notice.sha256,
        },
      },
    ]);
    const found = (bodyHash: string) =>
      inquiries().findByIdempotencyKey(order.by, order.idempotencyKey, bodyHash);
    expect(await found(order.bodyHash)).toMatchObject({ inquiryId: order.inquiry.id, isSameBody: true });
    expect(await found('another body')).toMatchObject({ inquiryId: order.inquiry.id, isSameBody: false });
  });

  it('F4: keeps which inquiry an order takes up again, and shows each of the two at the other', async () => {
    const first = await accepted(test.gateway, casePush(40));
    const again = await orderIn(test.gateway, casePush(40), { inquiry: { reissues: first.inquiry.id } });
    await inquiries().accept(again);
    const view = async ({ inquiry }: typeof first) => inquiries().view(inquiry.id, actorOf(inquirer));
    expect((await view(again))?.inquiry).toEqual(again.inquiry);
    expect(await view(again)).not.toHaveProperty('reissuedBy');
    expect(await view(first)).toMatchObject({ reissuedBy: [again.inquiry.id] });
    expect((await view(first))?.inquiry).not.toHaveProperty('reissues');
    expect(
      await test.ask('SELECT facts FROM dianda.audit_entry WHERE subject_id = $1', [again.inquiry.id]),
    ).toMatchObject([{ facts: { reissues: first.inquiry.id } }]);
  });

  it('keeps nothing of an order’s body by which somebody without the key could try what it was', async () => {
    const order = await accepted(test.gateway, casePush(12), { bodyHash: 'ab'.repeat(32) });
    const [kept] = await test.ask('SELECT * FROM dianda.idempotency WHERE inquiry_id = $1', [
      order.inquiry.id,
    ]);
    expect(kept?.['body_index']).toHaveLength(32);
    const shown = Object.values(kept ?? {}).map((value) =>
      Buffer.isBuffer(value) ? value.toString('hex') : value,
    );
    const hash = createHash('sha256').update(order.bodyHash).digest('hex');
    expect(shown).not.toContain(order.bodyHash);
    expect(shown).not.toContain(hash);
  });

  it('answers the first inquiry to the same key and body, and refuses the key with another body', async () => {
    const push = casePush(2);
    const first = await accepted(test.gateway, push, { key: 'key-2', bodyHash: 'one' });
    const again = await orderIn(test.gateway, push, { key: 'key-2', bodyHash: 'one' });
    expect(await inquiries().accept(again)).toMatchObject({ inquiryId: first.inquiry.id, created: false });
    const other = await orderIn(test.gateway, push, { key: 'key-2', bodyHash: 'two' });
    await expect(inquiries().accept(other)).rejects.toMatchObject({ reason: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await countOf('inquiry', 'case_id', first.inquiry.caseId)).toBe(1);
  });

  it('takes a key per account: another account’s same key is another order', async () => {
    const push = casePush(3);
    const mine = await accepted(test.gateway, push, { key: 'key-3' });
    const theirs = await orderIn(test.gateway, push, { key: 'key-3', by: actorOf(judge) });
    expect(await inquiries().accept(theirs)).toMatchObject({ inquiryId: theirs.inquiry.id, created: true });
    expect(theirs.inquiry.id).not.toBe(mine.inquiry.id);
  });

  it('accepts one of many orders that arrive at once under one key, and answers it to all', async () => {
    const push = casePush(4);
    await test.gateway.cases.put(push, courtSystem);
    const second = await test.another('gateway');
    const orders = await Promise.all(
      Array.from({ length: 10 }, () => orderIn(test.gateway, push, { key: 'key-4', bodyHash: 'same' })),
    );
    const results = await Promise.all(
      orders.map((order, n) => (n % 2 === 0 ? test.gateway : second).inquiries.accept(order)),
    );
    expect(new Set(results.map((result) => result.inquiryId)).size).toBe(1);
    expect(new Set(results.map((result) => result.acceptedAt)).size).toBe(1);
    expect(results.filter((result) => result.created)).toHaveLength(1);
    expect(await countOf('inquiry', 'case_id', orders[0]!.inquiry.caseId)).toBe(1);
    expect(await countOf('leg', 'inquiry_id', results[0]!.inquiryId)).toBe(4);
  });

  it('leaves nothing behind when the recheck refuses, so that the key may be used again', async () => {
    const push = casePush(5);
    await test.gateway.cases.put(push, courtSystem);
    const refusing = await orderIn(test.gateway, push, {
      key: 'key-5',
      recheck: () => {
        throw DiandaError.precondition('CASE_CLOSED');
      },
    });
    await expect(inquiries().accept(refusing)).rejects.toMatchObject({ reason: 'CASE_CLOSED' });
    expect(await countOf('inquiry', 'case_id', refusing.inquiry.caseId)).toBe(0);
    expect(await inquiries().findByIdempotencyKey(refusing.by, 'key-5', '')).toBeUndefined();
    const again = await orderIn(test.gateway, push, { key: 'key-5' });
    expect(await inquiries().accept(again)).toMatchObject({ created: true });
  });

  it('rechecks the case as it is inside the transaction', async () => {
    const push = casePush(6);
    await test.gateway.cases.put(push, courtSystem);
    const order = await orderIn(test.gateway, push, {
      recheck: (current: EnforcementCase) => {
        if (current.state === 'closed') throw DiandaError.precondition('CASE_CLOSED');
      },
    });
    await test.gateway.cases.put({ ...push, state: 'closed' }, courtSystem);
    await expect(inquiries().accept(order)).rejects.toMatchObject({ reason: 'CASE_CLOSED' });
  });

  it('keeps the case from changing between recheck and commit', async () => {
    const push = casePush(9);
    await test.gateway.cases.put(push, courtSystem);
    const steps: string[] = [];
    // The order stops after its recheck, at its first write into a table that somebody else holds.
    const holder = new pg.Client({ connectionString: test.urls.superuserUrl });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE dianda.inquiry IN SHARE MODE');
    const order = await orderIn(test.gateway, push, { recheck: () => steps.push('checked') });
    const accepting = inquiries()
      .accept(order)
      .then(() => steps.push('accepted'));
    await untilWaiting(1, () => false);
    const closing = test.gateway.cases
      .put({ ...push, state: 'closed' }, courtSystem)
      .then(() => steps.push('closed'));
    await untilWaiting(2, () => steps.includes('closed'));
    await holder.query('COMMIT');
    await holder.end();
    await Promise.all([accepting, closing]);
    expect(steps).toEqual(['checked', 'accepted', 'closed']);
  });

  it('refuses an order in a case that is not there', async () => {
    const order = await orderIn(test.gateway, casePush(7));
    await expect(inquiries().accept(order)).rejects.toMatchObject({ reason: 'CASE_NOT_FOUND' });
  });

  it('records what the plan finds uncovered as the answer of its leg', async () => {
    const order = await accepted(test.gateway, casePush(8), { directory: [land] });
    const inputs = await inquiries().readForReport(order.inquiry.id, actorOf(inquirer));
    const uncovered = order.legs.filter((leg) => leg.agencyCode === undefined);
    expect(uncovered).toHaveLength(2);
    for (const leg of uncovered) {
      expect(inputs?.answers.get(leg.id)).toMatchObject({
        answer: { rung: 'not_covered', reason: 'NO_AGENCY' },
        receiptNumbers: [],
        late: false,
      });
    }
    expect(foldReport(inputs!).counts).toMatchObject({ legs: 4, gaps: 2, open: 2 });
  });

  it('keeps the regions as ordered, and the one that nobody covers on its leg, its answer and in the report', async () => {
    const regions = ['320812', '3702'].map((text) => mustParse(parseRegion, text));
    const order = await accepted(test.gateway, casePush(9), { inquiry: { regions, assetClasses: ['LAND'] } });
    const view = await inquiries().view(order.inquiry.id, actorOf(inquirer));
    expect(view?.inquiry.regions).toEqual(['320812', '3702']);
    expect(view?.legs.map((leg) => leg.agencyCode ?? leg.region).sort()).toEqual(
      ['3702', '3702', land.code, land.code].sort(),
    );
    expect(view?.legs).toMatchObject(order.legs);
    const inputs = await inquiries().readForReport(order.inquiry.id, actorOf(inquirer));
    const report = foldReport(inputs!);
    expect(report.regions).toEqual(['320812', '3702']);
    expect(report.gaps.map(({ region, reason, detail }) => ({ region, reason, detail }))).toEqual([
      { region: '3702', reason: 'NO_AGENCY', detail: '3702' },
      { region: '3702', reason: 'NO_AGENCY', detail: '3702' },
    ]);
  });

  it('stores no region on a leg at an agency, nor one that is none', async () => {
    const order = await accepted(test.gateway, casePush(10), { directory: [land] });
    const [open] = order.legs.filter((leg) => leg.agencyCode !== undefined);
    const [uncovered] = order.legs.filter((leg) => leg.agencyCode === undefined);
    const setRegion = (leg: Leg | undefined, region: string) =>
      test.ask('UPDATE dianda.leg SET region = $2 WHERE id = $1', [leg?.id, region]);
    await expect(setRegion(open, '3702')).rejects.toMatchObject({
      constraint: 'leg_at_an_agency_names_no_region',
    });
    for (const wrong of ['370', '37020', '3702020', 'x'])
      await expect(setRegion(uncovered, wrong)).rejects.toMatchObject({ constraint: 'leg_region_check' });
    await setRegion(uncovered, '3702');
  });

  it('tells the time of the database, in milliseconds', async () => {
    const before = await test.ask('SELECT clock_timestamp() AS now');
    const now = await inquiries().now();
    const after = await test.ask('SELECT clock_timestamp() AS now');
    expect(now >= (before[0]!['now'] as Date).toISOString()).toBe(true);
    expect(now <= (after[0]!['now'] as Date).toISOString()).toBe(true);
  });
});

describe('who may see an inquiry', () => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
  });
  afterAll(() => test.close());
  const sees = async (id: string, by: Actor) => {
    const inquiries = test.gateway.inquiries;
    const inquiryId = mustParse(parseInquiryId, id);
    const list = await inquiries.list({ caseNumber: undefined, cursor: undefined, limit: 50 }, by);
    return {
      view: (await inquiries.view(inquiryId, by)) !== undefined,
      report: (await inquiries.readForReport(inquiryId, by)) !== undefined,
      listed: list.items.some((item) => item.id === inquiryId),
    };
  };
  const all = { view: true, report: true, listed: true };
  const none = { view: false, report: false, listed: false };

  it('is the team of the case and the system of its court, nobody else, whatever his role', async () => {
    const { inquiry } = await accepted(test.gateway, casePush(1));
    expect(await sees(inquiry.id, actorOf(inquirer))).toEqual(all);
    expect(await sees(inquiry.id, actorOf(judge))).toEqual(all);
    expect(await sees(inquiry.id, courtSystem)).toEqual(all);
    expect(await sees(inquiry.id, actorOf(colleague))).toEqual(none);
    expect(await sees(inquiry.id, actorOf(otherJudge))).toEqual(none);
    expect(await sees(inquiry.id, otherCourtSystem)).toEqual(none);
    expect(await sees(inquiry.id, ops)).toEqual(none);
    expect(await sees(randomUUID(), actorOf(inquirer))).toEqual(none);
  });

  it('changes at once when the case moves to another court', async () => {
    const push = casePush(2);
    const { inquiry } = await accepted(test.gateway, push);
    await test.gateway.cases.put(
      { ...push, court: shinan, team: [{ workId: otherJudge.workId, role: 'responsible' }] },
      courtSystem,
    );
    expect(await sees(inquiry.id, actorOf(inquirer))).toEqual(none);
    expect(await sees(inquiry.id, courtSystem)).toEqual(none);
    expect(await sees(inquiry.id, actorOf(otherJudge))).toEqual(all);
    expect(await sees(inquiry.id, otherCourtSystem)).toEqual(all);
  });

  it('is on record for each look at a report, and a look at nothing is not', async () => {
    const { inquiry } = await accepted(test.gateway, casePush(3));
    await sees(inquiry.id, actorOf(judge));
    await sees(inquiry.id, ops);
    expect(
      await test.ask(
        `SELECT actor_account_id, facts->>'standing' AS standing FROM dianda.audit_entry
         WHERE subject_id = $1 AND action = 'report_viewed'`,
        [inquiry.id],
      ),
    ).toEqual([{ actor_account_id: actorOf(judge).accountId, standing: 'provisional' }]);
  });
});

describe('the list of inquiries', () => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
  });
  afterAll(() => test.close());

  it('comes newest first in pages that miss and repeat nothing, also while new inquiries arrive', async () => {
    const push = casePush(1);
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.unshift((await accepted(test.gateway, push)).inquiry.id);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await test.gateway.inquiries.list(
        { caseNumber: undefined, cursor, limit: 2 },
        actorOf(judge),
      );
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
      await accepted(test.gateway, push);
    } while (cursor !== undefined);
    expect(seen).toEqual(ids);
  });

  it('can be of one case, and says how many legs there are and how many are open', async () => {
    const push = casePush(2);
    const { inquiry } = await accepted(test.gateway, push, { directory: [bank] });
    const page = await test.gateway.inquiries.list(
      { caseNumber: push.caseNumber, cursor: undefined, limit: 10 },
      courtSystem,
    );
    expect(page).toEqual({
      items: [
        {
          id: inquiry.id,
          caseNumber: push.caseNumber,
          state: 'dispatching',
          orderedAt: inquiry.orderedAt,
          legs: 4,
          open: 2,
        },
      ],
      nextCursor: undefined,
    });
    const nothing = { items: [], nextCursor: undefined };
    const list = (caseNumber: string) =>
      test.gateway.inquiries.list({ caseNumber, cursor: undefined, limit: 10 }, courtSystem);
    expect(await list(casePush(3).caseNumber)).toEqual(nothing);
    expect(await list('not a case number')).toEqual(nothing);
  });

  it('refuses a cursor that no page gave', async () => {
    await expect(
      test.gateway.inquiries.list({ caseNumber: undefined, cursor: 'AAAA', limit: 10 }, courtSystem),
    ).rejects.toMatchObject({ reason: 'REQUEST_INVALID', violations: [{ pointer: '/cursor' }] });
  });
});
