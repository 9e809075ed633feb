import {
  mustParse,
  parseLegId,
  plusMs,
  type Agency,
  type ClaimedLeg,
  type Leg,
  type LegId,
} from '@dianda/inquiry';
import {
  accepted,
  actorOf,
  agency,
  casePush,
  inquirer,
  judge,
  settle,
  type OrderChanges,
} from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

const minute = 60_000;

describe('the leg store', () => {
  let test: TestStorage;
  let cases = 0;
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
  });
  afterAll(() => test.close());
  const legs = () => test.dispatcher.legs;

  /** An agency of its own for each test, so that no test's legs count in another's. */
  async function agencyFor(name: string, changes: Partial<Agency> = {}): Promise<Agency> {
    const row = agency(name, 'LAND', changes);
    await test.admin.directory.load([row]);
    return row;
  }
  /** One order whose legs all go to that agency, two unless told otherwise. */
  async function legsAt(row: Agency, changes: OrderChanges = {}): Promise<readonly Leg[]> {
    const order = await accepted(test.gateway, casePush(++cases), {
      ...changes,
      directory: [row],
      inquiry: { assetClasses: ['LAND'], ...changes.inquiry },
    });
    return order.legs;
  }
  async function claimed(leg: { readonly id: LegId } | undefined): Promise<ClaimedLeg> {
    const claim = leg === undefined ? undefined : await legs().claim(leg.id, 'dispatcher-1', minute);
    if (claim === undefined) throw new Error('the leg could not be claimed');
    return claim;
  }
  const stateOf = async (id: LegId) =>
    (await test.ask('SELECT state FROM dianda.leg WHERE id = $1', [id]))[0]?.['state'];

  describe('tells feed', () => {
    it('which agencies may be rung for: enabled and not held, with what is under way there', async () => {
      const off = await agencyFor('off', { enabled: false });
      const held = await agencyFor('held');
      const row = await agencyFor('busy');
      const [first, second] = await legsAt(row);
      await legsAt(row);
      await test.dispatcher.holds.open(held.code, 'breaker_open', 'AGENCY_TIMEOUT', minute);
      await legs().ring([first!.id, second!.id], minute);
      await claimed(first);
      const feedable = await legs().feedable();
      const codes = feedable.map((each) => each.agency.code);
      expect(codes).not.toContain(off.code);
      expect(codes).not.toContain(held.code);
      // One rung and unstarted, one being asked, two neither.
      expect(feedable.find((each) => each.agency.code === row.code)).toEqual({
        agency: row,
        underWay: 2,
        quotaLeft: undefined,
      });
      await test.ask(`UPDATE dianda.leg SET ring_lease_until = now() WHERE id = $1`, [second!.id]);
      expect((await legs().feedable()).find((each) => each.agency.code === row.code)?.underWay).toBe(1);
    });

    it('of each court, officer and priority at most so many due legs, those due longest', async () => {
      const row = await agencyFor('shares');
      const routine: LegId[] = [];
      for (let n = 0; n < 3; n++) routine.push(...(await legsAt(row)).map((leg) => leg.id));
      const urgent = await legsAt(row, { inquiry: { priority: 'urgent' } });
      const judges = await legsAt(row, { inquiry: { requestedBy: judge.id } });
      const all = await legs().candidates(row.code, 100);
      expect(all.map((each) => each.legId).sort()).toEqual(
        [...routine, ...urgent.map((leg) => leg.id), ...judges.map((leg) => leg.id)].sort(),
      );
      await test.ask(`UPDATE dianda.leg SET due_at = due_at - interval '1 hour' WHERE id = $1`, [routine[5]]);
      const few = await legs().candidates(row.code, 1);
      expect(few).toHaveLength(3);
      expect(few.map((each) => `${each.officerId} ${each.priority}`).sort()).toEqual(
        [`${inquirer.id} routine`, `${inquirer.id} urgent`, `${judge.id} routine`].sort(),
      );
      expect(few.find((each) => each.officerId === inquirer.id && each.priority === 'routine')).toMatchObject(
        {
          legId: routine[5],
          agencyCode: row.code,
          courtCode: '苏0812',
        },
      );
    });

    it('no leg that is not due, has expired, is rung, is being asked or is settled', async () => {
      const row = await agencyFor('not-due');
      const ids = (await Promise.all([legsAt(row), legsAt(row), legsAt(row)])).flat().map((leg) => leg.id);
      const [later, expired, rung, asking, settled, due] = ids;
      await test.ask(`UPDATE dianda.leg SET due_at = now() + interval '1 hour' WHERE id = $1`, [later]);
      await test.ask(`UPDATE dianda.leg SET expires_at = now() WHERE id = $1`, [expired]);
      await legs().ring([rung!], minute);
      await claimed({ id: asking! });
      const claim = await claimed({ id: settled! });
      await legs().finish(claim.attemptId, { to: 'cancel', reason: 'CASE_CLOSED' });
      expect((await legs().candidates(row.code, 100)).map((each) => each.legId)).toEqual([due]);
      // A ring that nobody answered within its lease does not keep the leg away for ever.
      await test.ask(`UPDATE dianda.leg SET ring_lease_until = now() WHERE id = $1`, [rung]);
      expect((await legs().candidates(row.code, 100)).map((each) => each.legId).sort()).toEqual(
        [due, rung].sort(),
      );
    });
  });

  describe('rings', () => {
    it('each leg under the next number, in the order given, and answers only those that were still due', async () => {
      const row = await agencyFor('rings');
      const [a, b] = (await legsAt(row)).map((leg) => leg.id);
      const [c] = (await legsAt(row)).map((leg) => leg.id);
      await claimed({ id: c! });
      expect(await legs().ring([b!, c!, a!], minute)).toEqual([
        { legId: b, agencyCode: row.code, number: 1 },
        { legId: a, agencyCode: row.code, number: 1 },
      ]);
      expect(await legs().ring([a!, b!], minute)).toEqual([]);
      await test.ask(`UPDATE dianda.leg SET ring_lease_until = now() WHERE id = $1`, [a]);
      expect(await legs().ring([a!, b!], minute)).toEqual([{ legId: a, agencyCode: row.code, number: 2 }]);
      expect(await legs().ring([], minute)).toEqual([]);
    });

    it('a leg once when two feeds choose it at the same time', async () => {
      const row = await agencyFor('two-feeds');
      const ids = (await Promise.all(Array.from({ length: 5 }, () => legsAt(row))))
        .flat()
        .map((leg) => leg.id);
      const other = await test.another('dispatcher');
      const rings = await Promise.all([
        legs().ring(ids, minute),
        other.legs.ring(ids.toReversed(), minute),
        legs().ring(ids, minute),
      ]);
      expect(
        rings
          .flat()
          .map((ring) => ring.legId)
          .sort(),
      ).toEqual([...ids].sort());
      expect(new Set(rings.flat().map((ring) => ring.number))).toEqual(new Set([1]));
    });
  });

  describe('lets a leg be claimed', () => {
    it('with everything that asking and re-checking need', async () => {
      const row = await agencyFor('claims');
      const push = casePush(++cases);
      const order = await accepted(test.gateway, push, {
        directory: [row],
        inquiry: { assetClasses: ['LAND'] },
      });
      const [leg] = order.legs;
      const claim = await claimed(leg);
      expect(claim).toMatchObject({
        leg: { ...leg, state: 'asking', attempts: 1, waitingFor: { kind: 'answer' } },
        inquiry: order.inquiry,
        subject: order.inquiry.subjects.find((each) => each.id === leg!.subjectId),
        requestedBy: inquirer,
        responsibleOfficer: judge,
        agency: row,
        poll: false,
      });
      expect(claim.case).toEqual(await test.gateway.cases.find(push.caseNumber));
      expect(claim.claimedAt >= order.inquiry.orderedAt).toBe(true);
      expect(
        await test.ask('SELECT leg_id, poll, dispatcher_id, ended_at FROM dianda.attempt WHERE id = $1', [
          claim.attemptId,
        ]),
      ).toEqual([{ leg_id: leg!.id, poll: false, dispatcher_id: 'dispatcher-1', ended_at: null }]);
    });

    it('once: a doubled ring finds nothing to do, also at the same moment', async () => {
      const row = await agencyFor('doubled', { concurrency: 100 });
      const [leg] = await legsAt(row);
      const other = await test.another('dispatcher');
      const claims = await Promise.all(
        Array.from({ length: 8 }, (_, n) =>
          (n % 2 === 0 ? legs() : other.legs).claim(leg!.id, `d-${n}`, minute),
        ),
      );
      expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
      expect(await test.ask('SELECT FROM dianda.attempt WHERE leg_id = $1', [leg!.id])).toHaveLength(1);
    });

    it.each<[string, (leg: LegId, row: Agency) => Promise<unknown>]>([
      [
        'it is not due yet',
        (id) => test.ask(`UPDATE dianda.leg SET due_at = now() + interval '1 hour' WHERE id = $1`, [id]),
      ],
      [
        'only a reply makes it due',
        (id) => test.ask('UPDATE dianda.leg SET due_at = NULL WHERE id = $1', [id]),
      ],
      [
        'its time has run out',
        (id) => test.ask(`UPDATE dianda.leg SET expires_at = now() WHERE id = $1`, [id]),
      ],
      ['its agency is disabled', (_, row) => test.admin.directory.load([{ ...row, enabled: false }])],
      ['its agency is held', (_, row) => test.dispatcher.holds.open(row.code, 'operator', 'x', 0)],
    ])('not when %s', async (what, make) => {
      const row = await agencyFor(`refuses-${what.replaceAll(/[^a-z]+/g, '-')}`);
      const [leg] = await legsAt(row);
      await legs().ring([leg!.id], minute);
      await make(leg!.id, row);
      expect(await legs().claim(leg!.id, 'dispatcher-1', minute)).toBeUndefined();
      expect(await stateOf(leg!.id)).toBe('pending');
      // The ring is over with it: it does not count as under way until its lease runs out.
      expect(
        await test.ask('SELECT ring_lease_until AS until FROM dianda.leg WHERE id = $1', [leg!.id]),
      ).toEqual([{ until: null }]);
    });

    it('not when there is no such leg', async () => {
      const [leg] = await legsAt(await agencyFor('no-such'));
      const nobody = mustParse(parseLegId, leg!.id.replace(/^.{8}/, '00000000'));
      expect(await legs().claim(nobody, 'dispatcher-1', minute)).toBeUndefined();
    });

    it('by as many as the agency takes at once, over all dispatchers, however many claim in parallel', async () => {
      const row = await agencyFor('bounded', { concurrency: 3 });
      const ids = (await Promise.all(Array.from({ length: 6 }, () => legsAt(row))))
        .flat()
        .map((leg) => leg.id);
      const dispatchers = [
        test.dispatcher,
        await test.another('dispatcher'),
        await test.another('dispatcher'),
      ];
      let most = 0;
      const settledIds: LegId[] = [];
      // Each round everybody grabs what he can; what was got is settled, and the next round starts.
      for (let open = ids; open.length > 0; open = open.filter((id) => !settledIds.includes(id))) {
        const claims = await Promise.all(
          open.map((id, n) => dispatchers[n % 3]!.legs.claim(id, `d-${n % 3}`, minute)),
        );
        const got = claims.filter((claim) => claim !== undefined);
        const asking = await test.ask(`SELECT FROM dianda.leg WHERE agency_code = $1 AND state = 'asking'`, [
          row.code,
        ]);
        most = Math.max(most, asking.length);
        expect(asking).toHaveLength(got.length);
        expect(got.length).toBe(Math.min(3, open.length));
        for (const claim of got) {
          expect(await legs().finish(claim.attemptId, { to: 'cancel', reason: 'CASE_CLOSED' })).toBe(true);
          settledIds.push(claim.leg.id);
        }
      }
      expect(most).toBe(3);
    });

    it('at one agency while another has no place left', async () => {
      const full = await agencyFor('full', { concurrency: 1 });
      const free = await agencyFor('free', { concurrency: 1 });
      const [one, two] = await legsAt(full);
      const [three] = await legsAt(free);
      await claimed(one);
      expect(await legs().claim(two!.id, 'dispatcher-2', minute)).toBeUndefined();
      await claimed(three);
    });
  });

  it('shows a leg of a held agency as waiting for the agency, without touching its row', async () => {
    const row = await agencyFor('shown-held');
    const order = await accepted(test.gateway, casePush(++cases), {
      directory: [row],
      inquiry: { assetClasses: ['LAND'] },
    });
    const waiting = async () =>
      (await test.gateway.inquiries.view(order.inquiry.id, actorOf(inquirer)))?.legs.map(
        (leg) => leg.waitingFor,
      );
    expect(await waiting()).toEqual([
      { kind: 'turn', ahead: 0 },
      { kind: 'turn', ahead: 1 },
    ]);
    await claimed(order.legs[0]);
    await test.dispatcher.holds.open(row.code, 'breaker_open', 'AGENCY_TIMEOUT', minute);
    const [hold] = (await test.gateway.directory.holds()).filter((each) => each.agencyCode === row.code);
    expect(await waiting()).toEqual([
      { kind: 'answer' },
      { kind: 'agency_held', cause: 'breaker_open', since: hold!.since, nextProbeAt: hold!.nextProbeAt },
    ]);
    await test.dispatcher.holds.lift(row.code, 'breaker_open');
    expect(await waiting()).toEqual([{ kind: 'answer' }, { kind: 'turn', ahead: 0 }]);
  });

  it('shows a leg of a disabled agency as waiting for it until its expiry, and of a held one for the next probe', async () => {
    const row = await agencyFor('shown-disabled');
    const order = await accepted(test.gateway, casePush(++cases), {
      directory: [row],
      inquiry: { assetClasses: ['LAND'] },
    });
    const [leg] = order.legs;
    await test.ask(`UPDATE dianda.leg SET expected_at = now() - interval '1 hour' WHERE id = $1`, [leg!.id]);
    const shown = async () => {
      const view = await test.gateway.inquiries.view(order.inquiry.id, actorOf(inquirer));
      return { readAt: view!.readAt, leg: view!.legs.find((each) => each.id === leg!.id)! };
    };
    const overdue = await shown();
    expect(overdue.leg.expectedAt).toBe(plusMs(overdue.readAt, row.services[0]!.usualAnswerSeconds * 1_000));

    await test.dispatcher.holds.open(row.code, 'breaker_open', 'AGENCY_TIMEOUT', minute);
    const held = await shown();
    expect(held.leg.waitingFor).toMatchObject({ kind: 'agency_held', nextProbeAt: held.leg.expectedAt });

    await test.admin.directory.load([{ ...row, enabled: false }]);
    const [loaded] = await test.ask('SELECT loaded_at FROM dianda.agency WHERE code = $1', [row.code]);
    const disabled = await shown();
    expect(disabled.leg.waitingFor).toEqual({
      kind: 'agency_held',
      cause: 'disabled',
      since: (loaded!['loaded_at'] as Date).toISOString(),
      nextProbeAt: undefined,
    });
    expect(disabled.leg.expectedAt).toBe(disabled.leg.expiresAt);
  });

  it('never lets a leg take a transition that the core does not allow, whoever tries', async () => {
    const [leg] = await legsAt(await agencyFor('guarded'));
    await expect(test.ask(`UPDATE dianda.leg SET state = 'parked' WHERE id = $1`, [leg!.id])).rejects.toThrow(
      'a leg may not become parked from pending',
    );
  });
});
