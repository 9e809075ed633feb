import {
  foldReport,
  type AdapterAnswer,
  type ClaimedLeg,
  type EvidencePage,
  type InquiryId,
  type LegId,
  type LegResult,
  type LegStep,
  type PushedAnswer,
} from '@dianda/inquiry';
import type { Order } from '../src/inquiries/accept-order.js';
import {
  accepted,
  actorOf,
  agency,
  casePush,
  courtSystem,
  deferred,
  found,
  inquirer,
  nothingFound,
  otherCourtSystem,
  otherJudge,
  settle,
  shinan,
} from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

const minute = 60_000;

/** One page under its receipt; other text, other bytes. */
function page(text: string): EvidencePage {
  return { answerBytes: Buffer.from(text), receipt: `receipt.of.${text}`, receiptNumber: `R-${text}` };
}

const withoutReceipt = (text: string): EvidencePage => ({
  ...page(text),
  receipt: '',
  receiptNumber: undefined,
});

const returned: Extract<AdapterAnswer, { rung: 'refused' }> = {
  rung: 'refused',
  echo: nothingFound.answer.echo,
  answeredAt: nothingFound.answer.answeredAt,
  reason: 'RETURNED',
  detail: '材料不全',
  contact: { name: '查控岗', phone: '0517-00000099' },
};

describe('an answer that its agency brings by itself', () => {
  let test: TestStorage;
  let cases = 0;
  const row = agency('pushing', 'LAND', { concurrency: 1_000 });
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
    await test.admin.directory.load([row]);
  });
  afterAll(() => test.close());

  /** An order whose two legs the agency has been asked and works on. */
  async function ordered(): Promise<Order & { readonly push: ReturnType<typeof casePush> }> {
    const push = casePush(++cases);
    const order = await accepted(test.gateway, push, {
      directory: [row],
      inquiry: { assetClasses: ['LAND'] },
    });
    for (const leg of order.legs) await finish(await claim(leg.id), working);
    return { ...order, push };
  }
  async function claim(legId: LegId): Promise<ClaimedLeg> {
    await test.ask('UPDATE dianda.leg SET due_at = now() WHERE id = $1', [legId]);
    const claimed = await test.dispatcher.legs.claim(legId, 'dispatcher-1', minute);
    if (claimed === undefined) throw new Error('the leg could not be claimed');
    return claimed;
  }
  const finish = ({ attemptId }: ClaimedLeg, step: LegStep) => test.dispatcher.legs.finish(attemptId, step);
  const working: LegStep = {
    to: 'wait',
    ...deferred,
    dueAfterMs: minute,
    waitingFor: {
      kind: 'agency_working',
      since: deferred.answer.answeredAt,
      nextPollAt: deferred.answer.answeredAt,
    },
  };
  const legIdsOf = ({ legs }: Order): readonly [LegId, LegId] => {
    const [one, other, ...more] = legs.map(({ id }) => id);
    if (one === undefined || other === undefined || more.length > 0) throw new Error('not two legs');
    return [one, other];
  };
  const push = (legId: LegId, pushed: Partial<PushedAnswer> = {}) =>
    test.dispatcher.legs.receive({
      legId,
      round: 1,
      answer: nothingFound.answer,
      page: page('nothing'),
      ...pushed,
    });
  const runOut = async (legId: LegId) => {
    await test.ask(`UPDATE dianda.leg SET expires_at = now() - interval '1 second' WHERE id = $1`, [legId]);
    await test.dispatcher.legs.sweep(100);
  };
  const versionsOf = (legId: LegId) =>
    test.ask(
      `SELECT version, rung, late FROM dianda.answer WHERE leg_id = $1 AND rung <> 'deferred' ORDER BY version`,
      [legId],
    );
  const stateOf = async (legId: LegId) =>
    (await test.ask('SELECT state FROM dianda.leg WHERE id = $1', [legId]))[0]?.['state'];
  const sealed = (id: InquiryId, version?: number, by = actorOf(inquirer)) =>
    test.gateway.inquiries.sealedReport(id, version, by);
  async function resultOf(id: InquiryId, legId: LegId): Promise<LegResult> {
    const inputs = await test.gateway.inquiries.readForReport(id, actorOf(inquirer));
    if (inputs === undefined) throw new Error('no such inquiry');
    const legs = foldReport(inputs).subjects.flatMap(({ classes }) => classes.flatMap((each) => each.legs));
    const result = legs.find((each) => each.legId === legId);
    if (result === undefined) throw new Error('no such leg');
    return result;
  }

  describe('first', () => {
    it('settles a leg that waits, and one that is just being polled, whose attempt then has no say', async () => {
      const of = await ordered();
      const [waiting, polled] = legIdsOf(of);
      expect(await push(waiting)).toBe('accepted');
      const poll = await claim(polled);
      expect(await push(polled, { answer: found.answer, page: page('some') })).toBe('accepted');
      expect(await finish(poll, { to: 'settle', ...nothingFound })).toBe(false);
      expect(await resultOf(of.inquiry.id, waiting)).toMatchObject({ status: 'searched_empty', late: false });
      expect(await resultOf(of.inquiry.id, polled)).toMatchObject({ status: 'searched' });
      expect(await sealed(of.inquiry.id)).toMatchObject({ version: 1 });
    });

    it('is late once time has run out, and makes the next version', async () => {
      const of = await ordered();
      const [slow, other] = legIdsOf(of);
      await push(other);
      await runOut(slow);
      expect(await push(slow)).toBe('accepted');
      expect(await versionsOf(slow)).toEqual([
        { version: 2, rung: 'no_response', late: false },
        { version: 3, rung: 'nothing_found', late: true },
      ]);
      const report = await sealed(of.inquiry.id);
      expect(report).toMatchObject({ version: 2 });
      // Nobody had answered before: nothing is corrected.
      expect(await resultOf(of.inquiry.id, slow)).not.toHaveProperty('replaces');
    });

    it('settles a leg that Dianda itself has parked or given up, for its agency has not spoken yet', async () => {
      const of = await ordered();
      const [parked, givenUp] = legIdsOf(of);
      await claim(parked);
      await test.ask(
        `UPDATE dianda.leg SET state = 'parked', lease_until = NULL, waiting_kind = 'operator',
           waiting_since = now() WHERE id = $1`,
        [parked],
      );
      const givingUp = {
        to: 'settle',
        answer: {
          rung: 'failed',
          answeredAt: of.inquiry.orderedAt,
          reason: 'LEG_GIVEN_UP',
          origin: 'dianda',
          attempts: 1,
        },
        evidence: [],
      } satisfies LegStep;
      await finish(await claim(givenUp), givingUp);
      for (const leg of [parked, givenUp]) expect(await push(leg)).toBe('accepted');
      expect(await resultOf(of.inquiry.id, parked)).toMatchObject({ status: 'searched_empty', late: false });
      expect(await resultOf(of.inquiry.id, givenUp)).toMatchObject({ status: 'searched_empty', late: true });
    });

    it('is refused for a leg that nobody was asked, another round, a failed one and a cancelled one', async () => {
      const of = await accepted(test.gateway, casePush(++cases), {
        directory: [row],
        inquiry: { assetClasses: ['LAND'] },
      });
      const [one, other] = legIdsOf(of);
      await expect(push(one)).rejects.toMatchObject({ reason: 'LEG_UNKNOWN' });
      const failed = {
        to: 'settle',
        answer: {
          rung: 'failed',
          answeredAt: of.inquiry.orderedAt,
          reason: 'AGENCY_REPLY_MALFORMED',
          origin: 'agency',
          attempts: 1,
        },
        evidence: [],
      } satisfies LegStep;
      await finish(await claim(one), failed);
      await finish(await claim(other), { to: 'cancel', reason: 'CASE_CLOSED' });
      for (const leg of [one, other])
        await expect(push(leg)).rejects.toMatchObject({ reason: 'LEG_SETTLED', kind: 'precondition' });
      await expect(push(one, { round: 2 })).rejects.toMatchObject({ reason: 'ROUND_NOT_OPEN' });
      expect(await stateOf(one)).toBe('unanswered');
      expect(await stateOf(other)).toBe('cancelled');
    });
  });

  describe('again', () => {
    it('is acknowledged, however often and at whatever moment the same bytes come, and changes nothing', async () => {
      const of = await ordered();
      const [leg, other] = legIdsOf(of);
      await push(other);
      const outcomes = await Promise.all(Array.from({ length: 6 }, () => push(leg)));
      expect(outcomes.filter((each) => each === 'accepted')).toHaveLength(1);
      expect(await versionsOf(leg)).toHaveLength(1);
      expect(await sealed(of.inquiry.id)).toMatchObject({ version: 1 });
    });

    it('with the receipt that was missing counts as searched, in a version of its own that corrects nothing', async () => {
      const of = await ordered();
      const [leg, other] = legIdsOf(of);
      await push(other);
      await push(leg, { page: withoutReceipt('nothing') });
      expect(await push(leg, { page: withoutReceipt('nothing') })).toBe('duplicate');
      expect(await sealed(of.inquiry.id)).toMatchObject({ version: 1, counts: { unreceipted: 1 } });
      expect(await push(leg)).toBe('accepted');
      expect(await sealed(of.inquiry.id)).toMatchObject({ version: 2, counts: { unreceipted: 0 } });
      expect(await resultOf(of.inquiry.id, leg)).not.toHaveProperty('replaces');
    });
  });

  describe('that differs from what was answered', () => {
    it('takes its place in the next version of the report, which says so; the earlier one stays as it was', async () => {
      const of = await ordered();
      const [leg, other] = legIdsOf(of);
      await push(other);
      await push(leg);
      const first = await sealed(of.inquiry.id);
      const before = await resultOf(of.inquiry.id, leg);
      if (before.status !== 'searched_empty') throw new Error(before.status);

      expect(await push(leg, { answer: found.answer, page: page('some') })).toBe('accepted');
      expect(await versionsOf(leg)).toEqual([
        { version: 2, rung: 'nothing_found', late: false },
        { version: 3, rung: 'found', late: false },
      ]);
      expect(await resultOf(of.inquiry.id, leg)).toMatchObject({
        status: 'searched',
        receiptNumbers: ['R-some'],
        replaces: { rung: 'nothing_found', settledAt: before.settledAt },
      });
      const second = await sealed(of.inquiry.id);
      expect(second).toMatchObject({ version: 2, complete: true });
      expect(JSON.stringify(second)).toContain('"replaces"');
      expect(second?.contentHash).not.toBe(first?.contentHash);
      expect(await sealed(of.inquiry.id, 1)).toEqual(first);
      expect(
        (
          await test.ask(
            `SELECT facts FROM dianda.audit_entry WHERE action = 'leg_settled' AND subject_id = $1 ORDER BY at`,
            [leg],
          )
        ).map(({ facts }) => facts),
      ).toMatchObject([{ version: 2 }, { version: 3, corrects: 2, rung: 'found', late: false }]);
    });

    it('is late where it comes after the time, and may take back what was refused', async () => {
      const of = await ordered();
      const [leg] = legIdsOf(of);
      await push(leg, { answer: returned, page: page('returned') });
      await test.ask(`UPDATE dianda.leg SET expires_at = now() - interval '1 second' WHERE id = $1`, [leg]);
      expect(await push(leg)).toBe('accepted');
      expect(await resultOf(of.inquiry.id, leg)).toMatchObject({
        status: 'searched_empty',
        late: true,
        replaces: { rung: 'refused' },
      });
    });

    it('is refused without its receipt: the answer that it would displace was signed', async () => {
      const of = await ordered();
      const [leg] = legIdsOf(of);
      await push(leg);
      await expect(push(leg, { answer: found.answer, page: withoutReceipt('some') })).rejects.toMatchObject({
        reason: 'RECEIPT_INVALID',
      });
      expect(await resultOf(of.inquiry.id, leg)).toMatchObject({ status: 'searched_empty' });
    });

    it('stays when the answer that it replaced comes once more', async () => {
      const of = await ordered();
      const [leg] = legIdsOf(of);
      await push(leg);
      await push(leg, { answer: found.answer, page: page('some') });
      expect(await push(leg)).toBe('duplicate');
      expect(await resultOf(of.inquiry.id, leg)).toMatchObject({ status: 'searched' });
    });

    it('stays when the receipt of the answer that it replaced comes after all', async () => {
      const of = await ordered();
      const [leg] = legIdsOf(of);
      await push(leg, { page: withoutReceipt('nothing') });
      await push(leg, { answer: found.answer, page: page('some') });
      expect(await push(leg)).toBe('duplicate');
      expect(await resultOf(of.inquiry.id, leg)).toMatchObject({ status: 'searched' });
    });

    it('is refused at last where an agency corrects itself over and over', async () => {
      const of = await ordered();
      const [leg] = legIdsOf(of);
      let taken = 0;
      await expect(
        (async () => {
          for (; taken < 100; taken += 1) await push(leg, { page: page(`nothing ${taken}`) });
        })(),
      ).rejects.toMatchObject({ reason: 'LEG_SETTLED' });
      expect(taken).toBeGreaterThan(3);
      expect(await versionsOf(leg)).toHaveLength(taken);
    });
  });

  describe('after its case', () => {
    const handedOver = (of: { readonly push: ReturnType<typeof casePush> }) =>
      test.gateway.cases.put(
        { ...of.push, court: shinan, team: [{ workId: otherJudge.workId, role: 'responsible' }] },
        courtSystem,
      );

    it('has moved is attached, late, and told to the officer and the system of the present court, not the former', async () => {
      const of = await ordered();
      const [slow, other] = legIdsOf(of);
      await push(other);
      await runOut(slow);
      const { id } = of.inquiry;
      await handedOver(of);
      const present = [actorOf(otherJudge), otherCourtSystem];
      const former = [actorOf(inquirer), courtSystem];
      const before = (await test.gateway.events.ofInquiry(id, 0, 100, actorOf(otherJudge)))?.newest ?? 0;
      const from = await test.gateway.events.newestPosition();

      expect(await push(slow)).toBe('accepted');
      await test.gateway.events.newestPosition();
      for (const actor of present) {
        const told = await test.gateway.events.ofInquiry(id, before, 100, actor);
        expect(told?.events).toMatchObject([
          { kind: 'leg_changed', legId: slow, state: 'answered', rung: 'nothing_found', late: true },
          { kind: 'report_sealed', version: 2 },
        ]);
        expect((await test.gateway.events.ofActor(from, 100, actor)).events).toHaveLength(2);
        expect(await test.gateway.inquiries.sealedReport(id, undefined, actor)).toMatchObject({ version: 2 });
      }
      for (const actor of former) {
        expect(await test.gateway.events.ofInquiry(id, before, 100, actor)).toBeUndefined();
        expect((await test.gateway.events.ofActor(from, 100, actor)).events).toEqual([]);
        expect(await test.gateway.inquiries.sealedReport(id, undefined, actor)).toBeUndefined();
      }
      expect((await test.gateway.events.audiences([id])).get(id)).toEqual({
        courtCode: shinan.code,
        team: [otherJudge.id],
      });
    });

    it('was closed is refused, be it late or a correction; only a receipt of what is stored still comes in', async () => {
      const of = await ordered();
      const [slow, unreceipted] = legIdsOf(of);
      await push(unreceipted, { page: withoutReceipt('nothing') });
      await runOut(slow);
      await test.gateway.cases.put({ ...of.push, state: 'closed' }, courtSystem);
      await expect(push(slow)).rejects.toMatchObject({ reason: 'CASE_CLOSED', origin: 'agency' });
      await expect(push(unreceipted, { answer: found.answer, page: page('some') })).rejects.toMatchObject({
        reason: 'CASE_CLOSED',
      });
      expect(await stateOf(slow)).toBe('unanswered');
      expect(await push(unreceipted)).toBe('accepted');
      expect(await sealed(of.inquiry.id)).toMatchObject({ version: 2, counts: { unreceipted: 0 } });
    });
  });
});
