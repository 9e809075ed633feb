import {
  agencyStandingOf,
  mustParse,
  parseInquiryId,
  parseMaintenanceId,
  plusMs,
  type Agency,
  type ByHandOn,
  type LegId,
} from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { accepted, actorOf, agency, casePush, judge, ops, settle } from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

const minute = 60_000;
const byOps: ByHandOn = { by: ops, reason: '联调', revision: undefined };

describe('an agency as operators run it', () => {
  let test: TestStorage;
  let cases = 0;
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
  });
  afterAll(() => test.close());
  const agencies = () => test.gateway.operations.agencies;

  async function agencyFor(name: string, changes: Partial<Agency> = {}): Promise<Agency> {
    const row = agency(name, 'LAND', changes);
    await test.admin.directory.load([row]);
    return row;
  }
  /** Two legs, by an order in a case of their own. */
  async function legsAt(row: Agency): Promise<readonly LegId[]> {
    const order = await accepted(test.gateway, casePush(++cases), {
      directory: [row],
      inquiry: { assetClasses: ['LAND'] },
    });
    return order.legs.map((leg) => leg.id);
  }
  async function inquiryOf(leg: LegId) {
    const [row] = await test.ask('SELECT inquiry_id FROM dianda.leg WHERE id = $1', [leg]);
    return String(row?.['inquiry_id']);
  }
  /** What an officer is told that the leg waits for. */
  async function waitingFor(leg: LegId) {
    const id = await inquiryOf(leg);
    const view = await test.gateway.inquiries.view(mustParse(parseInquiryId, id), actorOf(judge));
    return view?.legs.find((each) => each.id === leg);
  }
  const claim = (leg: LegId) => test.dispatcher.legs.claim(leg, 'dispatcher-1', minute);
  const isFed = async (row: Agency) =>
    (await test.dispatcher.legs.feedable()).some((each) => each.agency.code === row.code);
  const audited = async (row: Agency) =>
    (
      await test.ask(
        `SELECT action, actor_role, facts FROM dianda.audit_entry
         WHERE subject_kind = 'agency' AND subject_id = $1 ORDER BY at`,
        [row.code],
      )
    ).map(
      (entry) =>
        `${String(entry['action'])} ${String(entry['actor_role'])} ${JSON.stringify(entry['facts'])}`,
    );

  it('is shown with its open legs by state and reason, and no word about anybody', async () => {
    const row = await agencyFor('counted');
    const [first] = await legsAt(row);
    await claim(first!);
    const operated = await agencies().find(row.code);
    expect(operated).toMatchObject({
      agency: row,
      hold: undefined,
      maintenance: [],
      quota: { perSecond: undefined, perDay: undefined, zone: 'Asia/Shanghai' },
      openLegs: [
        { state: 'asking', waitingFor: 'answer', reason: undefined, legs: 1 },
        { state: 'pending', waitingFor: 'turn', reason: undefined, legs: 1 },
      ],
    });
    expect(agencyStandingOf(operated!)).toBe('open');
    expect((await agencies().list()).map((each) => each.agency.code)).toContain(row.code);
  });

  it('is held by a person: nobody asks it, no probe lifts it, and it says so', async () => {
    const row = await agencyFor('held-by-hand');
    const [leg] = await legsAt(row);
    await test.dispatcher.holds.open(row.code, 'breaker_open', 'AGENCY_TIMEOUT', 0);
    const probed = await test.dispatcher.holds.leaseProbe('prober', minute);
    expect(probed?.agencyCode).toBe(row.code);
    const held = await agencies().hold(row.code, { ...byOps, reason: '单位来电要求暂停' });
    expect(held.hold).toMatchObject({ cause: 'operator', detail: '单位来电要求暂停', heldBy: ops.accountId });
    expect(agencyStandingOf(held)).toBe('held');
    // The probe that was under way when the person came has nothing to say any more.
    await test.dispatcher.holds.probeFailed(row.code, 'prober', 0, 'LATE_WORD');
    expect(await test.dispatcher.holds.lift(row.code, 'breaker_open')).toBe(false);
    expect(await test.dispatcher.holds.leaseProbe('prober', minute)).toBeUndefined();
    expect(await claim(leg!)).toBeUndefined();
    expect(await isFed(row)).toBe(false);
    expect((await waitingFor(leg!))?.waitingFor).toMatchObject({ kind: 'agency_held', cause: 'operator' });
    await expect(agencies().hold(row.code, byOps)).rejects.toMatchObject({
      reason: 'AGENCY_HELD_BY_OPERATOR',
    });
  });

  it('is resumed once it has described itself, and not a question sooner', async () => {
    const row = await agencyFor('resumed');
    const [leg] = await legsAt(row);
    await expect(agencies().resume(row.code, byOps)).rejects.toMatchObject({ reason: 'AGENCY_NOT_HELD' });
    await agencies().hold(row.code, byOps);
    const asked = await agencies().resume(row.code, byOps);
    expect(agencyStandingOf(asked)).toBe('introducing');
    expect(await claim(leg!)).toBeUndefined();
    expect(await test.dispatcher.holds.leaseProbe('prober', minute)).toMatchObject({ agencyCode: row.code });
    expect(await test.dispatcher.holds.lift(row.code, 'introduction')).toBe(true);
    expect(await claim(leg!)).toBeDefined();
  });

  it('is enabled by what it says of itself, not by the operator’s word', async () => {
    const row = await agencyFor('enabled', { enabled: false });
    const asked = await agencies().enable(row.code, byOps);
    expect(asked.agency.enabled).toBe(false);
    expect(agencyStandingOf(asked)).toBe('introducing');
    const hold = await test.dispatcher.holds.leaseProbe('prober', minute);
    expect(hold).toMatchObject({ agencyCode: row.code, cause: 'introduction' });
    await test.dispatcher.holds.probeFailed(row.code, 'prober', minute, 'asset_class:LAND');
    const refused = await agencies().find(row.code);
    expect(refused).toMatchObject({
      agency: { enabled: false },
      hold: { detail: 'asset_class:LAND', probes: 1 },
    });
    await test.dispatcher.holds.lift(row.code, 'introduction');
    expect(agencyStandingOf((await agencies().find(row.code))!)).toBe('open');
    await expect(agencies().enable(row.code, byOps)).rejects.toMatchObject({ reason: 'AGENCY_ENABLED' });
  });

  it('that is disabled is not switched on by lifting another hold', async () => {
    const row = await agencyFor('stays-off', { enabled: false });
    await agencies().hold(row.code, byOps);
    await agencies().resume(row.code, byOps);
    expect(await test.dispatcher.holds.leaseProbe('prober', minute)).toBeUndefined();
    await test.dispatcher.holds.lift(row.code, 'introduction');
    expect((await agencies().find(row.code))?.agency.enabled).toBe(false);
  });

  it('takes no more in a day of its own zone than its quota, counting what it was asked before', async () => {
    const row = await agencyFor('over-quota');
    const legs = [...(await legsAt(row)), ...(await legsAt(row))];
    expect(await claim(legs[0]!)).toBeDefined();
    const set = await agencies().setQuota(
      row.code,
      { perSecond: undefined, perDay: 2, zone: 'Asia/Urumqi' },
      byOps,
    );
    expect(set).toMatchObject({ requestsToday: 1, quotaUntil: undefined });
    expect(
      (await test.dispatcher.legs.feedable()).find((each) => each.agency.code === row.code)?.quotaLeft,
    ).toBe(1);
    expect(await claim(legs[1]!)).toBeDefined();
    expect(await claim(legs[2]!)).toBeUndefined();
    const full = await agencies().find(row.code);
    expect(full).toMatchObject({ requestsToday: 2 });
    expect(agencyStandingOf(full!)).toBe('quota');
    // Midnight in Ürümqi (UTC+6) is 18:00 UTC.
    expect(full!.quotaUntil).toMatch(/T18:00:00\.000Z$/);
    const waits = await waitingFor(legs[2]!);
    expect(waits?.waitingFor).toEqual({ kind: 'quota', until: full!.quotaUntil });
    // Yesterday's count is not today's.
    await test.ask(`UPDATE dianda.agency_usage SET day = day - 1 WHERE agency_code = $1`, [row.code]);
    expect(await claim(legs[2]!)).toBeDefined();
    expect(await agencies().find(row.code)).toMatchObject({ requestsToday: 1 });
  });

  it('takes no more in a second than its quota, however many claim at once', async () => {
    const row = await agencyFor('per-second', { concurrency: 100 });
    const legs = (await Promise.all(Array.from({ length: 6 }, () => legsAt(row)))).flat();
    await agencies().setQuota(row.code, { perSecond: 2, perDay: undefined, zone: 'Asia/Shanghai' }, byOps);
    const claims = await Promise.all(legs.map(claim));
    expect(claims.filter((each) => each !== undefined).length).toBeGreaterThanOrEqual(2);
    const seconds = await test.ask(
      `SELECT count(*)::integer AS n FROM dianda.attempt JOIN dianda.leg ON leg.id = attempt.leg_id
       WHERE leg.agency_code = $1 GROUP BY date_trunc('second', started_at)`,
      [row.code],
    );
    for (const { n } of seconds) expect(n).toBeLessThanOrEqual(2);
  });

  it('without a quota is not counted', async () => {
    const row = await agencyFor('uncounted');
    const [leg] = await legsAt(row);
    await claim(leg!);
    expect(await test.ask('SELECT FROM dianda.agency_usage WHERE agency_code = $1', [row.code])).toEqual([]);
  });

  it('refuses a zone that the database does not know', async () => {
    const row = await agencyFor('no-zone');
    await expect(
      agencies().setQuota(row.code, { perSecond: 1, perDay: 1, zone: 'Asia/Huaian' }, byOps),
    ).rejects.toMatchObject({ violations: [{ pointer: '/zone', code: 'ZONE_UNKNOWN' }] });
  });

  it('is not asked while it is in maintenance, and who waits is told until when', async () => {
    const row = await agencyFor('in-maintenance');
    const [leg, other] = await legsAt(row);
    const now = await test.gateway.inquiries.now();
    const [from, until] = [plusMs(now, -minute), plusMs(now, 30 * minute)];
    const later = await agencies().planMaintenance(
      row.code,
      { from: plusMs(now, 600 * minute), until: plusMs(now, 660 * minute), note: '例行维护' },
      byOps,
    );
    expect(agencyStandingOf(later)).toBe('open');
    const planned = await agencies().planMaintenance(row.code, { from, until, note: '机房搬迁' }, byOps);
    expect(agencyStandingOf(planned)).toBe('maintenance');
    expect(planned.maintenance.map((each) => each.note)).toEqual(['机房搬迁', '例行维护']);
    expect(await claim(leg!)).toBeUndefined();
    expect(await isFed(row)).toBe(false);
    expect(await waitingFor(leg!)).toMatchObject({
      waitingFor: { kind: 'maintenance', since: from, until },
      expectedAt: until,
    });
    const [window] = planned.maintenance;
    await agencies().endMaintenance(row.code, window!.id, byOps);
    expect(await claim(other!)).toBeDefined();
    await expect(agencies().endMaintenance(row.code, window!.id, byOps)).rejects.toMatchObject({
      reason: 'MAINTENANCE_NOT_FOUND',
    });
    await expect(
      agencies().endMaintenance(row.code, mustParse(parseMaintenanceId, randomUUID()), byOps),
    ).rejects.toMatchObject({ reason: 'MAINTENANCE_NOT_FOUND' });
  });

  it('takes no window that is over, upside down or longer than a year', async () => {
    const row = await agencyFor('no-window');
    const now = await test.gateway.inquiries.now();
    for (const [from, until, code] of [
      [-120, -60, 'WINDOW_OVER'],
      [60, 30, 'WINDOW_OVER'],
      [60, 367 * 24 * 60 + 60, 'WINDOW_TOO_LONG'],
    ] as const) {
      const window = { from: plusMs(now, from * minute), until: plusMs(now, until * minute), note: 'x' };
      await expect(agencies().planMaintenance(row.code, window, byOps)).rejects.toMatchObject({
        violations: [{ pointer: '/until', code }],
      });
    }
  });

  it('is changed on what its changer saw: of two at once one is told to look again', async () => {
    const row = await agencyFor('contended');
    const { revision } = (await agencies().find(row.code))!;
    const both = await Promise.allSettled(
      [7, 9].map((concurrency) => agencies().setConcurrency(row.code, concurrency, { ...byOps, revision })),
    );
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((each) => each.status === 'rejected')?.reason).toMatchObject({
      reason: 'REVISION_STALE',
    });
    expect(await agencies().find(row.code)).toMatchObject({ revision: revision + 1 });
    await expect(
      agencies().setConcurrency(row.code, 0, { ...byOps, revision: revision + 1 }),
    ).rejects.toMatchObject({ detail: expect.stringContaining('23514') as string });
  });

  it('leaves one audit entry a change, with who and why, and none for what was refused', async () => {
    const row = await agencyFor('audited', { enabled: false });
    const why = (reason: string): ByHandOn => ({ ...byOps, reason });
    const now = await test.gateway.inquiries.now();
    await agencies().enable(row.code, why('a'));
    await agencies().hold(row.code, why('b'));
    await expect(agencies().hold(row.code, why('refused'))).rejects.toThrow();
    await agencies().resume(row.code, why('c'));
    await agencies().setConcurrency(row.code, 8, why('d'));
    await agencies().setQuota(row.code, { perSecond: 3, perDay: undefined, zone: 'Asia/Shanghai' }, why('e'));
    const window = { from: now, until: plusMs(now, minute), note: 'n' };
    const { maintenance } = await agencies().planMaintenance(row.code, window, why('f'));
    await test.admin.operations.agencies.endMaintenance(row.code, maintenance[0]!.id, {
      by: undefined,
      reason: 'g',
    });
    const withoutIds = (await audited(row)).map((each) =>
      each.replace(/,?"(window|from|until)":"[^"]*"/g, '').replace('{,', '{'),
    );
    expect(withoutIds).toEqual([
      'agency_enable_asked ops {"why":"a"}',
      'agency_held ops {"why":"b","cause":"operator","insteadOf":"introduction"}',
      'hold_resume_asked ops {"why":"c","cause":"operator"}',
      'agency_concurrency_set ops {"to":8,"why":"d","from":4}',
      'agency_quota_set ops {"why":"e","zone":"Asia/Shanghai","perDay":"none","perSecond":3}',
      'maintenance_planned ops {"why":"f"}',
      'maintenance_ended null {"why":"g"}',
    ]);
  });

  it('is nobody’s but operators’ to change', async () => {
    const row = await agencyFor('not-yours');
    for (const by of [actorOf(judge), { ...ops, role: 'admin' as const }]) {
      await expect(agencies().hold(row.code, { ...byOps, by })).rejects.toMatchObject({
        reason: 'ROLE_NOT_PERMITTED',
      });
    }
    await expect(agencies().hold(agency('nobody', 'LAND').code, byOps)).rejects.toMatchObject({
      reason: 'AGENCY_NOT_FOUND',
    });
    expect(await audited(row)).toEqual([]);
  });

  it.each([
    ['switch it on', `UPDATE dianda.agency SET enabled = true`, 'permission denied'],
    ['send its questions elsewhere', `UPDATE dianda.agency SET endpoint = 'x'`, 'permission denied'],
    ['lift a hold', `DELETE FROM dianda.agency_hold`, 'permission denied'],
    [
      'hold it in the breaker’s name',
      `INSERT INTO dianda.agency_hold (agency_code, cause, detail, since) SELECT code, 'breaker_open', '', now() FROM dianda.agency WHERE code = 'uncounted'`,
      'row-level security',
    ],
  ])('is not the gateway’s database role’s to %s', async (_what, statement, why) => {
    const client = new pg.Client({ connectionString: test.urls.gatewayUrl });
    await client.connect();
    await expect(client.query(statement)).rejects.toThrow(why);
    await client.end();
  });
});
