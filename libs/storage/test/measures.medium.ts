import type { LegFact } from '../src/index.js';
import { createStorage, type Storage } from '../src/index.js';
import { accepted, agency, casePush, clarification, found, settle } from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

const minute = 60_000;

describe('what storage tells of itself', () => {
  let test: TestStorage;
  let measured: Storage;
  let committed: (readonly LegFact[])[];
  let cases = 0;
  const row = agency('measured', 'LAND', { concurrency: 7 });
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
    await test.admin.directory.load([row]);
    committed = [];
    measured = await createStorage({
      url: test.urls.dispatcherUrl,
      keyRing: test.keys.keyRing,
      blindIndexKey: test.keys.blindIndexKey,
      poolSize: 3,
      applicationName: 'measured',
      meter: { committed: (facts) => committed.push(facts) },
    });
  });
  afterAll(async () => {
    await measured.close();
    await test.close();
  });
  beforeEach(() => {
    committed = [];
  });
  afterEach(async () => {
    await test.ask(`DELETE FROM dianda.agency_hold`);
    await test.ask(
      `UPDATE dianda.leg SET state = 'unanswered', settled_at = now(), waiting_kind = NULL, waiting_sealed = NULL,
         lease_until = NULL, ring_lease_until = NULL WHERE settled_at IS NULL`,
    );
  });
  const order = () =>
    accepted(test.gateway, casePush(++cases), { directory: [row], inquiry: { assetClasses: ['LAND'] } });
  const claim = async (id: string) => {
    const claimed = await measured.legs.claim(id as never, 'dispatcher-1', minute);
    if (claimed === undefined) throw new Error('the leg could not be claimed');
    return claimed;
  };
  const openLegs = async () =>
    [...(await measured.measures.openLegs())].sort((a, b) => (a.waitingFor < b.waitingFor ? -1 : 1));

  const measure = async () =>
    (await measured.measures.agencies()).find(({ agencyCode }) => agencyCode === row.code);

  it('counts open legs by state and by what they wait for', async () => {
    const first = await order();
    const second = await order();
    await claim(first.legs[0]!.id);
    const { attemptId } = await claim(second.legs[0]!.id);
    await measured.legs.finish(attemptId, {
      to: 'wait',
      ...clarification,
      dueAfterMs: undefined,
      waitingFor: {
        kind: 'clarification',
        since: second.inquiry.orderedAt,
        question: '哪一位？',
        contact: '值班室',
      },
    });
    const common = { agencyCode: 'measured', assetClass: 'LAND' };
    expect(await openLegs()).toEqual([
      { ...common, state: 'asking', waitingFor: 'answer', legs: 1 },
      { ...common, state: 'waiting', waitingFor: 'clarification', legs: 1 },
      { ...common, state: 'pending', waitingFor: 'turn', legs: 2 },
    ]);
    await measured.holds.open(row.code, 'breaker_open', 'AGENCY_TIMEOUT', minute);
    expect((await openLegs()).map(({ waitingFor, legs }) => [waitingFor, legs])).toEqual([
      ['agency_held', 2],
      ['answer', 1],
      ['clarification', 1],
    ]);
  });

  it('tells of an agency in maintenance or at the end of its quota, and whom that holds up', async () => {
    await order();
    await test.ask(
      `INSERT INTO dianda.agency_maintenance (id, agency_code, from_at, until_at, note)
       VALUES (gen_random_uuid(), 'measured', now() - interval '1 minute', now() + interval '1 hour', 'test')`,
    );
    expect((await openLegs()).map(({ waitingFor, legs }) => [waitingFor, legs])).toEqual([
      ['maintenance', 2],
    ]);
    expect(await measure()).toMatchObject({ inMaintenance: true, requestsPerDay: undefined });
    await test.ask(`DELETE FROM dianda.agency_maintenance`);
    await test.ask(`UPDATE dianda.agency SET requests_per_day = 1 WHERE code = 'measured'`);
    const { legs } = await order();
    await claim(legs[0]!.id);
    expect((await openLegs()).map(({ waitingFor, legs: count }) => [waitingFor, count])).toEqual([
      ['answer', 1],
      ['quota', 3],
    ]);
    expect(await measure()).toMatchObject({ inMaintenance: false, requestsToday: 1, requestsPerDay: 1 });
    await test.ask(`UPDATE dianda.agency SET requests_per_day = NULL`);
    await test.ask(`DELETE FROM dianda.agency_usage`);
  });

  it('tells of each agency how old its queue is, how much it is asked and whether it is held', async () => {
    const { legs } = await order();
    await claim(legs[0]!.id);
    await test.ask(`UPDATE dianda.leg SET due_at = now() - interval '90 seconds' WHERE id = $1`, [
      legs[1]!.id,
    ]);
    await test.ask(`UPDATE dianda.leg SET ordered_at = now() - interval '2 hours' WHERE id = $1`, [
      legs[0]!.id,
    ]);
    const before = await measure();
    expect(before).toMatchObject({
      agencyCode: 'measured',
      enabled: true,
      concurrency: 7,
      askingLegs: 1,
      overdueLegs: 0,
      heldFor: undefined,
      holdAgeSeconds: 0,
    });
    expect(Math.floor((before?.oldestDueAgeSeconds ?? 0) / 10)).toBe(9);
    expect(Math.floor((before?.oldestOpenAgeSeconds ?? 0) / 60)).toBe(120);
    await measured.holds.open(row.code, 'operator', 'by hand', minute);
    await test.ask(`UPDATE dianda.agency_hold SET since = now() - interval '1 day'`);
    await test.ask(`UPDATE dianda.leg SET expires_at = now() WHERE id = $1`, [legs[1]!.id]);
    const after = await measure();
    expect(after).toMatchObject({ overdueLegs: 1, heldFor: 'operator' });
    expect(Math.floor((after?.holdAgeSeconds ?? 0) / 3_600)).toBe(24);
  });

  it('has nothing open and no age where nothing is open', async () => {
    expect(await openLegs()).toEqual([]);
    expect(await measure()).toMatchObject({ askingLegs: 0, oldestDueAgeSeconds: 0, oldestOpenAgeSeconds: 0 });
  });

  it('tells of a change once it is committed, and of none that was refused', async () => {
    const { legs, inquiry } = await order();
    const { attemptId } = await claim(legs[0]!.id);
    expect(committed).toEqual([]);
    expect(await measured.legs.finish(attemptId, { to: 'settle', ...found })).toBe(true);
    expect(committed).toEqual([
      [
        {
          what: 'changed',
          agencyCode: 'measured',
          assetClass: 'LAND',
          to: 'answered',
          rung: 'found',
          late: false,
          orderedAt: inquiry.orderedAt,
          at: expect.any(String) as string,
        },
      ],
    ]);
    expect(await measured.legs.finish(attemptId, { to: 'settle', ...found })).toBe(false);
    expect(committed).toHaveLength(1);
  });

  it('tells what an order was planned into, with what nobody covers', async () => {
    const gateway = await createStorage({
      url: test.urls.gatewayUrl,
      keyRing: test.keys.keyRing,
      blindIndexKey: test.keys.blindIndexKey,
      poolSize: 2,
      applicationName: 'measured-gateway',
      meter: { committed: (facts) => committed.push(facts) },
    });
    await accepted(gateway, casePush(++cases), {
      directory: [row],
      inquiry: { assetClasses: ['LAND', 'VEHICLE'] },
    });
    await gateway.close();
    const facts = committed.flat();
    expect(facts).toContainEqual({ what: 'ordered', agencyCode: 'measured', assetClass: 'LAND' });
    expect(facts).toContainEqual({ what: 'ordered', assetClass: 'VEHICLE', rung: 'not_covered' });
    expect(facts).toHaveLength(4);
  });
});
