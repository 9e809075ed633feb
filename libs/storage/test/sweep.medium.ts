import { msBetween, mustParse, parseInquiryId, type ClaimedLeg, type LegId } from '@dianda/inquiry';
import { accepted, actorOf, agency, casePush, found, inquirer, settle } from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

const minute = 60_000;

describe('the sweep', () => {
  let test: TestStorage;
  let cases = 0;
  const row = agency('swept', 'LAND', { concurrency: 1_000 });
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
    await test.admin.directory.load([row]);
  });
  afterAll(() => test.close());
  const legs = () => test.dispatcher.legs;
  const order = () =>
    accepted(test.gateway, casePush(++cases), { directory: [row], inquiry: { assetClasses: ['LAND'] } });
  const claim = async (id: LegId): Promise<ClaimedLeg> => {
    const claimed = await legs().claim(id, 'dispatcher-1', minute);
    if (claimed === undefined) throw new Error('the leg could not be claimed');
    return claimed;
  };
  const expire = (id: LegId) => test.ask(`UPDATE dianda.leg SET expires_at = now() WHERE id = $1`, [id]);
  const loseLease = (id: LegId) => test.ask(`UPDATE dianda.leg SET lease_until = now() WHERE id = $1`, [id]);

  it('finds nothing to do where nothing fell through', async () => {
    const { legs: mine } = await order();
    await claim(mine[0]!.id);
    await legs().ring([mine[1]!.id], minute);
    expect(await legs().sweep(100)).toEqual({ expired: [], reclaimed: [], lostRings: 0 });
  });

  it('settles what ran out of time as no_response, with attempts and last error, and completes the inquiry', async () => {
    const { inquiry, legs: mine } = await order();
    const [asked, neverAsked] = mine.map((leg) => leg.id);
    const { attemptId } = await claim(asked!);
    await legs().finish(attemptId, {
      to: 'retry',
      dueAfterMs: minute,
      error: { reason: 'AGENCY_UNAVAILABLE', origin: 'agency' },
      countsAsAttempt: true,
    });
    await expire(asked!);
    await expire(neverAsked!);
    const swept = await legs().sweep(100);
    expect([...swept.expired].sort()).toEqual([asked, neverAsked].sort());
    const inputs = await test.gateway.inquiries.readForReport(inquiry.id, actorOf(inquirer));
    expect(inputs?.answers.get(asked!)?.answer).toMatchObject({
      rung: 'no_response',
      attempts: 1,
      lastError: { reason: 'AGENCY_UNAVAILABLE', origin: 'agency' },
      expiredAt: inputs?.legs.find((leg) => leg.id === asked)?.expiresAt,
    });
    const unasked = inputs?.answers.get(neverAsked!)?.answer;
    expect(unasked).toMatchObject({ rung: 'no_response', attempts: 0 });
    expect(unasked).not.toHaveProperty('lastError');
    expect(inputs?.legs.map((leg) => leg.state)).toEqual(['unanswered', 'unanswered']);
    expect(await test.gateway.inquiries.view(inquiry.id, actorOf(inquirer))).toMatchObject({
      state: 'completed',
      sealedVersions: 1,
    });
  });

  it('lets an attempt finish whose lease lives, even when the leg’s time has run out meanwhile', async () => {
    const { inquiry, legs: mine } = await order();
    const { attemptId } = await claim(mine[0]!.id);
    await expire(mine[0]!.id);
    expect((await legs().sweep(100)).expired).toEqual([]);
    expect(await legs().finish(attemptId, { to: 'settle', ...found })).toBe(true);
    const view = await test.gateway.inquiries.view(inquiry.id, actorOf(inquirer));
    expect(view?.legs.find((leg) => leg.id === mine[0]!.id)).toMatchObject({
      state: 'answered',
      rung: 'found',
    });
  });

  it('takes legs back from attempts whose lease ran out, to be asked again', async () => {
    const { inquiry, legs: mine } = await order();
    const { attemptId } = await claim(mine[0]!.id);
    await loseLease(mine[0]!.id);
    expect((await legs().sweep(100)).reclaimed).toEqual([mine[0]!.id]);
    const view = await test.gateway.inquiries.view(inquiry.id, actorOf(inquirer));
    const leg = view?.legs.find((each) => each.id === mine[0]!.id);
    expect(leg).toMatchObject({
      state: 'pending',
      attempts: 1,
      waitingFor: { kind: 'retry' },
      lastError: { reason: 'UNEXPECTED', origin: 'dianda' },
    });
    expect(await test.ask('SELECT outcome FROM dianda.attempt WHERE id = $1', [attemptId])).toEqual([
      { outcome: 'lease_lost' },
    ]);
    await test.ask('UPDATE dianda.leg SET due_at = now() WHERE id = $1', [mine[0]!.id]);
    expect((await claim(mine[0]!.id)).leg.attempts).toBe(2);
  });

  it.each([
    [1, 1_000, 2_000],
    [5, 16_000, 32_000],
    [50, 150_000, 300_000],
  ])(
    'lets a leg whose attempt %i lost its lease wait like any other retry',
    async (attempts, least, most) => {
      const { inquiry, legs: mine } = await order();
      const { id } = mine[0]!;
      await claim(id);
      await test.ask('UPDATE dianda.leg SET attempts = $2, lease_until = now() WHERE id = $1', [
        id,
        attempts,
      ]);
      await legs().sweep(100);
      const view = await test.gateway.inquiries.view(inquiry.id, actorOf(inquirer));
      const { dueAt, lastError } = view!.legs.find((each) => each.id === id)!;
      const delayMs = msBetween(lastError!.at, dueAt);
      expect(delayMs).toBeGreaterThanOrEqual(least);
      expect(delayMs).toBeLessThanOrEqual(most);
    },
  );

  it('ends an attempt whose lease and whose leg’s time have both run out as no_response', async () => {
    const { legs: mine } = await order();
    await claim(mine[0]!.id);
    await loseLease(mine[0]!.id);
    await expire(mine[0]!.id);
    expect(await legs().sweep(100)).toMatchObject({ expired: [mine[0]!.id], reclaimed: [] });
  });

  it('counts rings that nobody answered, and the leg can be rung again under the next number', async () => {
    const { legs: mine } = await order();
    const ids = mine.map((leg) => leg.id);
    await legs().ring(ids, minute);
    await test.ask(`UPDATE dianda.leg SET ring_lease_until = now() WHERE id = ANY ($1)`, [ids]);
    expect((await legs().sweep(1)).lostRings).toBe(1);
    expect((await legs().sweep(100)).lostRings).toBe(1);
    expect((await legs().ring(ids, minute)).map((ring) => ring.number)).toEqual([2, 2]);
  });

  it('does no more in one turn than it was told to, and by two processes at once nothing twice', async () => {
    const ids: LegId[] = [];
    for (let n = 0; n < 4; n++) ids.push(...(await order()).legs.map((leg) => leg.id));
    await test.ask('UPDATE dianda.leg SET expires_at = now() WHERE id = ANY ($1)', [ids]);
    expect((await legs().sweep(3)).expired).toHaveLength(3);
    const other = await test.another('dispatcher');
    const swept = await Promise.all([legs().sweep(100), other.legs.sweep(100), legs().sweep(100)]);
    expect(swept.flatMap((each) => each.expired)).toHaveLength(5);
    const answers = await test.ask('SELECT leg_id FROM dianda.answer WHERE leg_id = ANY ($1)', [ids]);
    expect(answers).toHaveLength(8);
  });

  it('completes and seals an inquiry that was ordered without anybody to ask', async () => {
    const { inquiry } = await accepted(test.gateway, casePush(++cases), { directory: [] });
    const view = () => test.gateway.inquiries.view(inquiry.id, actorOf(inquirer));
    expect(await view()).toMatchObject({ state: 'dispatching', sealedVersions: 0 });
    const other = await test.another('dispatcher');
    await Promise.all([legs().sweep(100), other.legs.sweep(100)]);
    expect(await view()).toMatchObject({ state: 'completed', sealedVersions: 1 });
    const report = await test.gateway.inquiries.sealedReport(inquiry.id, undefined, actorOf(inquirer));
    expect(report).toMatchObject({ version: 1, complete: true, counts: { legs: 4, gaps: 4, open: 0 } });
    expect(
      await test.ask('SELECT number, kind FROM dianda.inquiry_event WHERE inquiry_id = $1 ORDER BY number', [
        inquiry.id,
      ]),
    ).toEqual([
      { number: 1, kind: 'ordered' },
      { number: 2, kind: 'completed' },
      { number: 3, kind: 'report_sealed' },
    ]);
  });

  it('reaches legs behind as many as it takes in one turn of which none can be settled', async () => {
    const bad = await order();
    const good = await order();
    await test.ask('DELETE FROM dianda.case_key WHERE case_id = $1', [bad.inquiry.caseId]);
    const [badIds, goodIds] = [bad, good].map((each) => each.legs.map((leg) => leg.id));
    await test.ask(`UPDATE dianda.leg SET expires_at = now() - interval '1 hour' WHERE id = ANY ($1)`, [
      badIds,
    ]);
    await test.ask('UPDATE dianda.leg SET expires_at = now() WHERE id = ANY ($1)', [goodIds]);
    const fresh = await test.another('dispatcher');
    await expect(fresh.legs.sweep(2)).rejects.toThrow('2 legs or inquiries could not be swept');
    const view = await test.gateway.inquiries.view(good.inquiry.id, actorOf(inquirer));
    expect(view).toMatchObject({ state: 'completed' });
    await test.ask(`UPDATE dianda.leg SET expires_at = now() + interval '1 hour' WHERE id = ANY ($1)`, [
      badIds,
    ]);
  });

  it('completes the others when one inquiry without anybody to ask cannot be completed', async () => {
    const unasked = (id: string) =>
      accepted(test.gateway, casePush(++cases), {
        directory: [],
        inquiry: { id: mustParse(parseInquiryId, id) },
      });
    const bad = await unasked('00000000-0000-4000-8000-000000000001');
    const good = await unasked('ffffffff-ffff-4fff-bfff-ffffffffffff');
    await test.ask('DELETE FROM dianda.case_key WHERE case_id = $1', [bad.inquiry.caseId]);
    const fresh = await test.another('dispatcher');
    await expect(fresh.legs.sweep(1)).rejects.toThrow('1 legs or inquiries could not be swept');
    const view = await test.gateway.inquiries.view(good.inquiry.id, actorOf(inquirer));
    expect(view).toMatchObject({ state: 'completed', sealedVersions: 1 });
    // No sweep of the tests after this one could complete it.
    await test.ask(`UPDATE dianda.inquiry SET state = 'cancelled', completed_at = now() WHERE id = $1`, [
      bad.inquiry.id,
    ]);
  });

  it('goes on with the others when one leg cannot be settled, and tells of it', async () => {
    const bad = await order();
    const good = await order();
    // The case's key is gone: nothing of it can be sealed any more.
    await test.ask('DELETE FROM dianda.case_key WHERE case_id = $1', [bad.inquiry.caseId]);
    const ids = [...bad.legs, ...good.legs].map((leg) => leg.id);
    await test.ask('UPDATE dianda.leg SET expires_at = now() WHERE id = ANY ($1)', [ids]);
    const fresh = await test.another('dispatcher');
    await expect(fresh.legs.sweep(100)).rejects.toThrow('2 legs or inquiries could not be swept');
    const view = await test.gateway.inquiries.view(good.inquiry.id, actorOf(inquirer));
    expect(view).toMatchObject({ state: 'completed' });
    await test.ask(`UPDATE dianda.leg SET expires_at = now() + interval '1 hour' WHERE id = ANY ($1)`, [
      bad.legs.map((leg) => leg.id),
    ]);
  });
});
