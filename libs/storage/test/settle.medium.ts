import { createHash } from 'node:crypto';
import {
  foldReport,
  hashReport,
  mustParse,
  parseCaseId,
  type Agency,
  type AttemptId,
  type ClaimedLeg,
  type InquiryId,
  type LegId,
  type LegStep,
  type Reason,
  type SettlingAnswer,
} from '@dianda/inquiry';
import { CaseVault } from '../src/cases/case-vault.js';
import type { Order } from '../src/inquiries/accept-order.js';
import { openPage } from '../src/legs/answer-rows.js';
import {
  accepted,
  actorOf,
  agency,
  casePush,
  clarification,
  deferred,
  found,
  inquirer,
  nothingFound,
  settle,
} from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

const minute = 60_000;
const settleFound = { to: 'settle', ...found } satisfies LegStep;
const settleEmpty = { to: 'settle', ...nothingFound } satisfies LegStep;
const retry: LegStep = {
  to: 'retry',
  dueAfterMs: 30_000,
  error: { reason: 'AGENCY_TIMEOUT', origin: 'agency' },
  countsAsAttempt: true,
};

describe('finishing an attempt', () => {
  let test: TestStorage;
  let cases = 0;
  const row = agency('crowded', 'LAND', { concurrency: 1_000 });
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
    await test.admin.directory.load([row]);
  });
  afterAll(() => test.close());
  const legs = () => test.dispatcher.legs;

  /** An order with two legs at one agency, or one for each of the agencies and subjects. */
  const order = (directory: readonly Agency[] = [row]): Promise<Order> =>
    accepted(test.gateway, casePush(++cases), { directory, inquiry: { assetClasses: ['LAND'] } });
  async function claim(leg: { readonly id: LegId } | undefined): Promise<ClaimedLeg> {
    if (leg === undefined) throw new Error('no such leg');
    await test.ask('UPDATE dianda.leg SET due_at = now() WHERE id = $1 AND due_at IS NOT NULL', [leg.id]);
    const claimed = await legs().claim(leg.id, 'dispatcher-1', minute);
    if (claimed === undefined) throw new Error('the leg could not be claimed');
    return claimed;
  }
  const finish = (attemptId: AttemptId, step: LegStep) => legs().finish(attemptId, step);
  const view = async ({ inquiry }: Order) =>
    (await test.gateway.inquiries.view(inquiry.id, actorOf(inquirer)))!;
  const legOf = async (of: Order, id: LegId) => (await view(of)).legs.find((leg) => leg.id === id)!;
  const report = (id: InquiryId, version?: number) =>
    test.gateway.inquiries.sealedReport(id, version, actorOf(inquirer));
  const inputs = async (id: InquiryId) =>
    (await test.gateway.inquiries.readForReport(id, actorOf(inquirer)))!;
  const events = ({ inquiry }: Order) =>
    test.ask(
      'SELECT number, kind, leg_id, facts FROM dianda.inquiry_event WHERE inquiry_id = $1 ORDER BY number',
      [inquiry.id],
    );
  /** The stored evidence of a leg's one answer, opened. */
  async function evidenceOf(id: LegId) {
    const rows = await test.ask(
      `SELECT page.*, inquiry.case_id FROM dianda.evidence_page page JOIN dianda.answer ON answer.id = page.answer_id
       JOIN dianda.leg ON leg.id = answer.leg_id JOIN dianda.inquiry ON inquiry.id = leg.inquiry_id
       WHERE leg.id = $1 ORDER BY page.page`,
      [id],
    );
    const statements = {
      rows: async <Row>(statement: string, parameters: readonly unknown[] = []) =>
        (await test.ask(statement, parameters)) as readonly Row[],
    };
    const vault = new CaseVault(test.keys.keyRing, test.keys.blindIndexKey);
    return Promise.all(
      rows.map(async (row) =>
        openPage(await vault.sealOf(statements, mustParse(parseCaseId, String(row['case_id']))), {
          answerId: String(row['answer_id']),
          page: Number(row['page']),
          bytesSealed: row['bytes_sealed'] as Buffer,
          receiptSealed: row['receipt_sealed'] as Buffer,
          receiptNumber: row['receipt_number'] as string | null,
        }),
      ),
    );
  }
  /** The leg's lease and life are over, as if time had passed. */
  const runOut = (id: LegId) =>
    test.ask(
      `UPDATE dianda.leg SET expires_at = now() - interval '1 second',
         lease_until = CASE WHEN state = 'asking' THEN now() - interval '1 second' END WHERE id = $1`,
      [id],
    );
  const loseLease = (id: LegId) =>
    test.ask(`UPDATE dianda.leg SET lease_until = now() - interval '1 second' WHERE id = $1`, [id]);

  describe('with an answer', () => {
    it('keeps the answer with its evidence, byte for byte, and ends the leg', async () => {
      const of = await order();
      const [leg] = of.legs;
      const { attemptId } = await claim(leg);
      expect(await finish(attemptId, settleFound)).toBe(true);
      expect(await legOf(of, leg!.id)).toMatchObject({
        state: 'answered',
        rung: 'found',
        attempts: 1,
        waitingFor: undefined,
        lastError: undefined,
      });
      const kept = (await inputs(of.inquiry.id)).answers.get(leg!.id);
      expect(kept).toMatchObject({ answer: found.answer, late: false });
      expect(kept?.receiptNumbers).toEqual(found.evidence.map((page) => page.receiptNumber));
      expect(await evidenceOf(leg!.id)).toEqual(
        found.evidence.map((page) => ({ ...page, answerBytes: Buffer.from(page.answerBytes) })),
      );
      expect(kept?.settledAt).toBe((await legOf(of, leg!.id)).settledAt);
      expect(await events(of)).toMatchObject([
        { number: 1, kind: 'ordered' },
        {
          number: 2,
          kind: 'leg_changed',
          leg_id: leg!.id,
          facts: { state: 'answered', rung: 'found', late: false },
        },
      ]);
    });

    it('puts the hash of the evidence on the answer and into the audit log', async () => {
      const of = await order();
      const { attemptId, leg } = await claim(of.legs[0]);
      await finish(attemptId, settleFound);
      const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
      const expected = sha256(Buffer.concat(found.evidence.map((page) => sha256(page.answerBytes))));
      const [answer] = await test.ask(
        'SELECT evidence_sha256, attempt_id FROM dianda.answer WHERE leg_id = $1',
        [leg.id],
      );
      expect(answer).toEqual({ evidence_sha256: expected, attempt_id: attemptId });
      expect(
        await test.ask('SELECT action, facts FROM dianda.audit_entry WHERE subject_id = $1', [leg.id]),
      ).toEqual([
        {
          action: 'leg_settled',
          facts: {
            inquiryId: of.inquiry.id,
            rung: 'found',
            version: 1,
            late: false,
            evidenceSha256: expected.toString('hex'),
          },
        },
      ]);
      expect(await test.ask('SELECT outcome FROM dianda.attempt WHERE id = $1', [attemptId])).toEqual([
        { outcome: 'settled' },
      ]);
    });

    it('refuses “found” and “nothing found” without evidence, and the leg stays as it was', async () => {
      const of = await order();
      const { attemptId, leg } = await claim(of.legs[0]);
      for (const step of [settleFound, settleEmpty]) {
        await expect(finish(attemptId, { ...step, evidence: [] })).rejects.toMatchObject({
          detail: expect.stringContaining('answer_is_earned') as string,
        });
      }
      expect(await legOf(of, leg.id)).toMatchObject({ state: 'asking', rung: undefined });
      expect(await test.ask('SELECT FROM dianda.answer WHERE leg_id = $1', [leg.id])).toEqual([]);
    });

    it('that is refused takes no other with it that is told at the same moment', async () => {
      const [one, other] = [await order(), await order()];
      const bad = await claim(one.legs[0]);
      const good = [await claim(one.legs[1]), await claim(other.legs[0])];
      const told = await Promise.allSettled([
        finish(bad.attemptId, { ...settleFound, evidence: [] }),
        ...good.map(({ attemptId }) => finish(attemptId, settleFound)),
      ]);
      expect(told).toMatchObject([
        { status: 'rejected' },
        { status: 'fulfilled', value: true },
        { status: 'fulfilled', value: true },
      ]);
      expect(await legOf(one, bad.leg.id)).toMatchObject({ state: 'asking' });
    });

    it('ends a failed leg unanswered, with the reason', async () => {
      const of = await order();
      const { attemptId, leg } = await claim(of.legs[0]);
      const answer: SettlingAnswer = {
        rung: 'failed',
        answeredAt: of.inquiry.orderedAt,
        reason: 'AGENCY_REPLY_MALFORMED',
        origin: 'agency',
        attempts: 1,
      };
      expect(await finish(attemptId, { to: 'settle', answer, evidence: [] })).toBe(true);
      expect(await legOf(of, leg.id)).toMatchObject({
        state: 'unanswered',
        rung: 'failed',
        lastError: { reason: 'AGENCY_REPLY_MALFORMED', origin: 'agency' },
      });
    });

    it('completes the inquiry with its last leg and seals the fold of it as version 1', async () => {
      const of = await order();
      for (const [n, leg] of of.legs.entries()) {
        expect((await view(of)).state).toBe('dispatching');
        expect(await report(of.inquiry.id)).toBeUndefined();
        await finish((await claim(leg)).attemptId, n === 0 ? settleFound : settleEmpty);
      }
      expect(await view(of)).toMatchObject({ state: 'completed', sealedVersions: 1 });
      expect((await view(of)).completedAt).toBe(
        (await view(of)).legs
          .map((leg) => leg.settledAt)
          .sort()
          .at(-1),
      );
      const sealed = await report(of.inquiry.id);
      expect(sealed).toMatchObject({
        standing: 'sealed',
        version: 1,
        complete: true,
        counts: { legs: 2, open: 0 },
      });
      expect(sealed?.contentHash).toBe(hashReport(foldReport(await inputs(of.inquiry.id))));
      expect(await report(of.inquiry.id, 1)).toEqual(sealed);
      expect(await report(of.inquiry.id, 2)).toBeUndefined();
      expect(
        (await events(of)).map((event) => `${String(event['number'])} ${String(event['kind'])}`),
      ).toEqual(['1 ordered', '2 leg_changed', '3 leg_changed', '4 completed', '5 report_sealed']);
      expect(
        await test.ask(
          `SELECT facts FROM dianda.audit_entry WHERE action = 'report_viewed' AND subject_id = $1 ORDER BY at`,
          [of.inquiry.id],
        ),
      ).toContainEqual({ facts: { caseId: of.inquiry.caseId, standing: 'sealed', version: 1 } });
    });
  });

  describe('is fenced', () => {
    it('so that an answer settles once, however often and from wherever it is told', async () => {
      const of = await order();
      const { attemptId, leg } = await claim(of.legs[0]);
      const other = await test.another('dispatcher');
      const told = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          (n % 2 === 0 ? legs() : other.legs).finish(attemptId, settleFound),
        ),
      );
      expect(told.filter((settled) => settled)).toHaveLength(1);
      expect(await finish(attemptId, settleEmpty)).toBe(false);
      expect(await finish(attemptId, retry)).toBe(false);
      expect(await test.ask('SELECT version FROM dianda.answer WHERE leg_id = $1', [leg.id])).toEqual([
        { version: 1 },
      ]);
      expect(await legOf(of, leg.id)).toMatchObject({ state: 'answered', rung: 'found' });
      expect(await events(of)).toHaveLength(2);
    });

    it('so that an attempt that paused beyond its lease cannot settle once another has the leg', async () => {
      const of = await order();
      const paused = await claim(of.legs[0]);
      await loseLease(paused.leg.id);
      expect((await legs().sweep(100)).reclaimed).toEqual([paused.leg.id]);
      // Taken back already, it may not speak: the leg will be asked again.
      expect(await finish(paused.attemptId, settleFound)).toBe(false);
      const second = await claim(paused.leg);
      expect(second.attemptId).not.toBe(paused.attemptId);
      expect(second.leg.attempts).toBe(2);
      expect(await finish(paused.attemptId, settleFound)).toBe(false);
      expect(await finish(paused.attemptId, retry)).toBe(false);
      expect(await legOf(of, paused.leg.id)).toMatchObject({ state: 'asking' });
      expect(await finish(second.attemptId, settleEmpty)).toBe(true);
      expect(await legOf(of, paused.leg.id)).toMatchObject({ state: 'answered', rung: 'nothing_found' });
      expect(await finish(paused.attemptId, settleFound)).toBe(false);
      expect(
        await test.ask('SELECT outcome FROM dianda.attempt WHERE leg_id = $1 ORDER BY started_at', [
          paused.leg.id,
        ]),
      ).toEqual([{ outcome: 'lease_lost' }, { outcome: 'settled' }]);
    });

    it('by the attempt and not by the clock: a slow one that nobody replaced still settles', async () => {
      const of = await order();
      const slow = await claim(of.legs[0]);
      await loseLease(slow.leg.id);
      expect(await finish(slow.attemptId, settleFound)).toBe(true);
      expect((await legs().sweep(100)).reclaimed).toEqual([]);
    });

    it('so that an unknown attempt changes nothing', async () => {
      const of = await order();
      const { attemptId } = await claim(of.legs[0]);
      await finish(attemptId, settleFound);
      const never = (await claim(of.legs[1])).attemptId;
      await finish(never, retry);
      expect(await finish(never, settleFound)).toBe(false);
    });
  });

  describe('that comes late', () => {
    it('settles the leg anew, keeps both answers, and seals the next version of the report', async () => {
      const of = await order();
      const [slow, other] = of.legs;
      await finish((await claim(other)).attemptId, settleEmpty);
      const { attemptId } = await claim(slow);
      await runOut(slow!.id);
      expect((await legs().sweep(100)).expired).toEqual([slow!.id]);
      const first = await report(of.inquiry.id);
      expect(first).toMatchObject({ version: 1, counts: { gaps: 1 } });

      expect(await finish(attemptId, retry)).toBe(false);
      const failed: SettlingAnswer = {
        rung: 'failed',
        answeredAt: of.inquiry.orderedAt,
        reason: 'AGENCY_FAILED',
        origin: 'agency',
        attempts: 1,
      };
      expect(await finish(attemptId, { to: 'settle', answer: failed, evidence: [] })).toBe(false);
      expect(await finish(attemptId, settleFound)).toBe(true);

      expect(await legOf(of, slow!.id)).toMatchObject({ state: 'answered', rung: 'found' });
      expect(
        await test.ask('SELECT version, rung, late FROM dianda.answer WHERE leg_id = $1 ORDER BY version', [
          slow!.id,
        ]),
      ).toEqual([
        { version: 1, rung: 'no_response', late: false },
        { version: 2, rung: 'found', late: true },
      ]);
      expect((await inputs(of.inquiry.id)).answers.get(slow!.id)).toMatchObject({
        late: true,
        answer: found.answer,
      });
      const second = await report(of.inquiry.id);
      expect(second).toMatchObject({ version: 2, counts: { gaps: 0 } });
      expect(await report(of.inquiry.id, 1)).toEqual(first);
      expect(await view(of)).toMatchObject({ state: 'completed', sealedVersions: 2 });
      expect((await events(of)).map((event) => event['kind'])).toEqual([
        'ordered',
        'leg_changed',
        'leg_changed',
        'completed',
        'report_sealed',
        'leg_changed',
        'report_sealed',
      ]);
      expect(await finish(attemptId, settleFound)).toBe(false);
    });

    it('is kept when it waited for the lock under which the sweep settled the leg', async () => {
      const of = await order();
      const { attemptId, leg } = await claim(of.legs[0]);
      await runOut(leg.id);
      const release = await test.holdRow('inquiry', of.inquiry.id);
      const swept = legs().sweep(100);
      await test.waitingForLocks(1);
      const told = finish(attemptId, settleFound);
      await test.waitingForLocks(2);
      await release();
      expect((await swept).expired).toEqual([leg.id]);
      expect(await told).toBe(true);
      expect(await legOf(of, leg.id)).toMatchObject({ state: 'answered', rung: 'found' });
    });

    it('while other legs are open waits with them for version 1', async () => {
      const of = await order();
      const [slow, other] = of.legs;
      const { attemptId } = await claim(slow);
      await runOut(slow!.id);
      await legs().sweep(100);
      expect(await finish(attemptId, settleFound)).toBe(true);
      expect(await view(of)).toMatchObject({ state: 'dispatching', sealedVersions: 0 });
      await finish((await claim(other)).attemptId, settleEmpty);
      expect(await report(of.inquiry.id)).toMatchObject({ version: 1, counts: { gaps: 0 } });
    });

    it('is not taken from an attempt that had its say before time ran out', async () => {
      const of = await order();
      const [leg] = of.legs;
      const { attemptId } = await claim(leg);
      await finish(attemptId, retry);
      await runOut(leg!.id);
      expect((await legs().sweep(100)).expired).toEqual([leg!.id]);
      expect(await finish(attemptId, settleFound)).toBe(false);
    });
  });

  describe('without an answer yet', () => {
    it('makes a deferred leg wait until its next poll, which is no attempt', async () => {
      const of = await order();
      const first = await claim(of.legs[0]);
      const step: LegStep = {
        to: 'wait',
        ...deferred,
        dueAfterMs: minute,
        waitingFor: { kind: 'agency_working', since: first.claimedAt, nextPollAt: first.claimedAt },
      };
      expect(await finish(first.attemptId, step)).toBe(true);
      const waiting = await legOf(of, first.leg.id);
      expect(waiting).toMatchObject({
        state: 'waiting',
        rung: 'deferred',
        attempts: 1,
        polls: 0,
        settledAt: undefined,
      });
      expect(waiting.waitingFor).toEqual({
        kind: 'agency_working',
        since: expect.any(String) as string,
        nextPollAt: waiting.dueAt,
      });
      expect(waiting.expectedAt).toBe(waiting.dueAt);
      expect(await legs().claim(first.leg.id, 'dispatcher-1', minute)).toBeUndefined();

      const poll = await claim(first.leg);
      expect(poll).toMatchObject({ poll: true, leg: { attempts: 1, polls: 1 } });
      expect(poll.leg.waitingFor).toMatchObject({
        kind: 'agency_working',
        since: (waiting.waitingFor as { since: string }).since,
      });
      // A poll that fails is tried again as a poll, and the agency has worked on it since it said so.
      await finish(poll.attemptId, { ...retry, countsAsAttempt: false });
      const again = await claim(first.leg);
      expect(again).toMatchObject({ poll: true, leg: { attempts: 1, polls: 2 } });
      expect(await finish(again.attemptId, settleFound)).toBe(true);
      expect(await legOf(of, first.leg.id)).toMatchObject({ state: 'answered', attempts: 1, polls: 2 });
      expect((await inputs(of.inquiry.id)).answers.get(first.leg.id)).toMatchObject({ answer: found.answer });
    });

    it('keeps a question back unreadable until an officer may see it, and due only by his reply', async () => {
      const of = await order();
      const { attemptId, leg, claimedAt } = await claim(of.legs[0]);
      const { question } = clarification.answer;
      const step: LegStep = {
        to: 'wait',
        ...clarification,
        dueAfterMs: undefined,
        waitingFor: { kind: 'clarification', since: claimedAt, question, contact: '登记科 0517-00000002' },
      };
      expect(await finish(attemptId, step)).toBe(true);
      const waiting = await legOf(of, leg.id);
      expect(waiting).toMatchObject({ state: 'waiting', rung: 'clarification' });
      expect(waiting.waitingFor).toMatchObject({
        kind: 'clarification',
        question,
        contact: '登记科 0517-00000002',
      });
      expect(await legs().claim(leg.id, 'dispatcher-1', minute)).toBeUndefined();
      expect((await legs().candidates(row.code, 1_000)).map((each) => each.legId)).not.toContain(leg.id);
    });

    it('asks again after an error, in the leg’s own time, and counts the attempt or not', async () => {
      const of = await order();
      const [leg] = of.legs;
      await finish((await claim(leg)).attemptId, retry);
      const pending = await legOf(of, leg!.id);
      expect(pending).toMatchObject({
        state: 'pending',
        attempts: 1,
        lastError: { reason: 'AGENCY_TIMEOUT', origin: 'agency' },
        waitingFor: { kind: 'retry', reason: 'AGENCY_TIMEOUT', origin: 'agency', until: pending.dueAt },
      });
      const second = await claim(leg);
      expect(second.leg.attempts).toBe(2);
      await finish(second.attemptId, { ...retry, countsAsAttempt: false, dueAfterMs: 24 * 60 * minute });
      const late = await legOf(of, leg!.id);
      expect(late.attempts).toBe(1);
      // Never due after its life: the sweep has the last word then.
      expect(late.dueAt).toBe(late.expiresAt);
    });

    it('goes on showing what the agency said last when a turn asked nobody, and keeps that turn’s own reason', async () => {
      const of = await order();
      const [leg] = of.legs;
      const turn = async (step: Partial<Extract<LegStep, { to: 'retry' }>>) => {
        const { attemptId } = await claim(leg);
        await finish(attemptId, { ...retry, ...step });
        const { lastError, waitingFor } = await legOf(of, leg!.id);
        return [lastError?.reason, waitingFor?.kind === 'retry' ? waitingFor.reason : undefined];
      };
      const unasked = (reason: Reason) =>
        turn({ error: { reason, origin: 'dianda' }, countsAsAttempt: false });
      // Before anybody was asked there is nothing else to show.
      expect(await unasked('SHUTTING_DOWN')).toEqual(['SHUTTING_DOWN', 'SHUTTING_DOWN']);
      expect(await unasked('BREAKER_OPEN')).toEqual(['BREAKER_OPEN', 'BREAKER_OPEN']);
      expect(await turn({})).toEqual(['AGENCY_TIMEOUT', 'AGENCY_TIMEOUT']);
      for (const reason of ['BREAKER_OPEN', 'SHUTTING_DOWN', 'DEADLINE_TOO_SHORT'] as const) {
        expect(await unasked(reason)).toEqual(['AGENCY_TIMEOUT', 'AGENCY_TIMEOUT']);
      }
      const failedPoll = {
        error: { reason: 'AGENCY_UNAVAILABLE', origin: 'agency' },
        countsAsAttempt: false,
      } as const;
      expect(await turn(failedPoll)).toEqual(['AGENCY_UNAVAILABLE', 'AGENCY_UNAVAILABLE']);
      expect(
        (
          await test.ask('SELECT reason FROM dianda.attempt WHERE leg_id = $1 ORDER BY started_at', [leg!.id])
        ).map((each) => each['reason']),
      ).toEqual([
        'SHUTTING_DOWN',
        'BREAKER_OPEN',
        'AGENCY_TIMEOUT',
        'BREAKER_OPEN',
        'SHUTTING_DOWN',
        'DEADLINE_TOO_SHORT',
        'AGENCY_UNAVAILABLE',
      ]);
    });

    it('cancels a leg that may no longer be asked, and completes the inquiry when it was the last', async () => {
      const of = await order();
      for (const leg of of.legs) {
        await finish((await claim(leg)).attemptId, { to: 'cancel', reason: 'CASE_CLOSED' });
      }
      expect(await legOf(of, of.legs[0]!.id)).toMatchObject({
        state: 'cancelled',
        attempts: 0,
        lastError: { reason: 'CASE_CLOSED' },
      });
      expect(await report(of.inquiry.id)).toMatchObject({ version: 1, counts: { cancelled: 2 } });
      expect(
        await test.ask('SELECT action, facts FROM dianda.audit_entry WHERE subject_id = $1', [
          of.legs[0]!.id,
        ]),
      ).toEqual([{ action: 'leg_cancelled', facts: { inquiryId: of.inquiry.id, reason: 'CASE_CLOSED' } }]);
    });
  });

  it('of many legs of one inquiry at once leaves no gap in its events and completes it once', async () => {
    const agencies = Array.from({ length: 12 }, (_, n) => agency(`many-${n}`, 'LAND'));
    await test.admin.directory.load(agencies);
    const of = await order(agencies);
    expect(of.legs).toHaveLength(24);
    const dispatchers = [test.dispatcher, await test.another('dispatcher')];
    await Promise.all(
      of.legs.map(async (leg, n) => {
        const store = dispatchers[n % 2]!.legs;
        const first = await store.claim(leg.id, 'd', minute);
        await store.finish(first!.attemptId, { ...retry, dueAfterMs: 0 });
        const second = await store.claim(leg.id, 'd', minute);
        expect(await store.finish(second!.attemptId, n % 3 === 0 ? settleEmpty : settleFound)).toBe(true);
      }),
    );
    const numbered = await events(of);
    expect(numbered.map((event) => event['number'])).toEqual(
      Array.from({ length: 1 + 24 * 2 + 2 }, (_, n) => n + 1),
    );
    expect(numbered.filter((event) => event['kind'] === 'completed')).toHaveLength(1);
    expect(
      await test.ask(
        'SELECT open_count, event_count, report_versions, state FROM dianda.inquiry WHERE id = $1',
        [of.inquiry.id],
      ),
    ).toEqual([{ open_count: 0, event_count: 51, report_versions: 1, state: 'completed' }]);
    expect((await report(of.inquiry.id))?.contentHash).toBe(
      hashReport(foldReport(await inputs(of.inquiry.id))),
    );
  });
});
