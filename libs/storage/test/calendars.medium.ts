import { parseDate, type IsoDate } from '@dianda/identifiers';
import {
  parseHoursRange,
  weekdays,
  type Agency,
  type HoursRange,
  type Instant,
  type OfficeHours,
  type SpecialDay,
} from '@dianda/inquiry';
import { accepted, actorOf, agency, casePush, found, inquirer, settle } from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

const dayMs = 24 * 3_600_000;

function range(text: string): HoursRange {
  const parsed = parseHoursRange(text);
  if (parsed === undefined) throw new Error('no hours');
  return parsed;
}
function day(text: string): IsoDate {
  const parsed = parseDate(text);
  if (!parsed.ok) throw new Error('no day');
  return parsed.value;
}

describe('working hours in the database', () => {
  let test: TestStorage;
  let cases = 0;
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
  });
  afterAll(() => test.close());

  /** Hours of one whole day a week, so many days from now, on the clock of UTC. */
  function openIn(days: number, now: Instant, publicHolidays = false): OfficeHours {
    const weekday = weekdays[(new Date(Date.parse(now) + days * dayMs).getUTCDay() + 6) % 7] ?? 'monday';
    return { zone: 'Etc/UTC', hours: { [weekday]: [range('00:00-24:00')] }, publicHolidays };
  }
  async function agencyFor(name: string, changes: Partial<Agency>): Promise<Agency> {
    const row = agency(name, 'LAND', changes);
    await test.admin.directory.load([row]);
    return row;
  }
  async function order(row: Agency) {
    const { inquiry, legs } = await accepted(test.gateway, casePush(++cases), {
      directory: [row],
      inquiry: { assetClasses: ['LAND'] },
    });
    const view = async () =>
      (await test.gateway.inquiries.view(inquiry.id, actorOf(inquirer)))?.legs.find(
        ({ id }) => id === legs[0]?.id,
      );
    return { planned: legs[0]!, ids: legs.map(({ id }) => id), view };
  }
  const feedable = async () => (await test.dispatcher.legs.feedable()).map((each) => each.agency.code);
  const operated = async (row: Agency) => (await test.gateway.operations.agencies.find(row.code))!;

  it('are kept with the agency', async () => {
    const calendar = openIn(0, await test.gateway.inquiries.now(), true);
    const row = await agencyFor('kept', { calendar });
    expect(await test.gateway.directory.find(row.code)).toEqual(row);
    await test.admin.directory.load([agency('kept', 'LAND')]);
    expect(await test.gateway.directory.find(row.code)).toEqual(agency('kept', 'LAND'));
  });

  it('keep feed from ringing for an agency that is closed, and whoever waits is told until when', async () => {
    const now = await test.gateway.inquiries.now();
    const row = await agencyFor('closed', { calendar: openIn(3, now) });
    const { planned, view } = await order(row);
    const opensAt = new Date(Math.floor(Date.parse(now) / dayMs) * dayMs + 3 * dayMs).toISOString();
    expect(planned).toMatchObject({ dueAt: opensAt, unknownHolidayYears: [] });
    expect(planned.expiresAt > opensAt).toBe(true);
    expect(await view()).toMatchObject({
      state: 'pending',
      dueAt: opensAt,
      waitingFor: { kind: 'outside_hours', until: opensAt },
    });
    expect((await view())!.expectedAt > opensAt).toBe(true);
    // A retry or a poll may be due outside the hours; nobody is asked all the same.
    await test.ask('UPDATE dianda.leg SET due_at = now() WHERE id = $1', [planned.id]);
    expect(await feedable()).not.toContain(row.code);
    expect(await operated(row)).toMatchObject({ hours: { opensAt, unknownHolidayYears: [] } });

    await test.admin.directory.load([{ ...row, calendar: openIn(0, now) }]);
    expect(await feedable()).toContain(row.code);
    expect((await view())!.waitingFor).toMatchObject({ kind: 'turn' });
  });

  it('keep a ring under way from being answered after closing time, and the leg waits for the next one', async () => {
    const now = await test.gateway.inquiries.now();
    const row = await agencyFor('closing', { calendar: openIn(0, now) });
    const always = await agencyFor('never-closing', {});
    const { planned } = await order(row);
    const other = await order(always);
    expect(await test.dispatcher.legs.ring([planned.id], 60_000)).toHaveLength(1);
    await test.admin.directory.load([{ ...row, calendar: openIn(3, now) }]);
    const claims = await Promise.all(
      [planned.id, other.planned.id].map((id) => test.dispatcher.legs.claim(id, 'dispatcher-1', 60_000)),
    );
    expect(claims.map((claimed) => claimed?.leg.id)).toEqual([undefined, other.planned.id]);
    expect(
      await test.ask('SELECT state, attempts, ring_lease_until FROM dianda.leg WHERE id = $1', [planned.id]),
    ).toEqual([{ state: 'pending', attempts: 0, ring_lease_until: null }]);
    await test.admin.directory.load([row]);
    expect((await test.dispatcher.legs.ring([planned.id], 60_000))[0]).toMatchObject({ number: 2 });
    expect(await test.dispatcher.legs.claim(planned.id, 'dispatcher-1', 60_000)).toBeDefined();
  });

  it('close on a holiday that is loaded for the year, which is on record', async () => {
    const now = await test.gateway.inquiries.now();
    const row = await agencyFor('holiday', { calendar: openIn(0, now, true) });
    const year = Number(now.slice(0, 4));
    const days = new Map<IsoDate, SpecialDay>();
    await test.admin.holidays.load({ year, source: 'no holidays at all', days });
    expect(await feedable()).toContain(row.code);
    days.set(day(now.slice(0, 10)), 'holiday');
    await test.admin.holidays.load({ year, source: 'a holiday today', days });
    expect(await feedable()).not.toContain(row.code);
    expect((await test.admin.holidays.list()).find((each) => each.year === year)).toEqual({
      year,
      source: 'a holiday today',
      days,
    });
    expect(
      await test.ask(
        `SELECT subject_id, facts, written_by FROM dianda.audit_entry WHERE action = 'holidays_loaded' ORDER BY at`,
      ),
    ).toMatchObject([
      { subject_id: String(year), facts: { source: 'no holidays at all', holidays: 0 } },
      { facts: { source: 'a holiday today', holidays: 1, workdays: 0 }, written_by: 'dianda_owner' },
    ]);
    await test.ask('DELETE FROM dianda.holiday_year');
  });

  it('without holidays of a year to come are reckoned by weekdays, and leg and agency say so', async () => {
    const now = await test.gateway.inquiries.now();
    const known = (await test.admin.holidays.list()).at(-1)!.year;
    const row = await agencyFor('unknown-year', { calendar: openIn(0, now, true) });
    const [service] = row.services;
    const long: Agency = {
      ...row,
      services: [
        { ...service!, timeLimits: [{ minutes: 3 * 366 * 1_440, source: 'test', validFrom: '2026-01-01' }] },
      ],
    };
    const { planned, view } = await order(long);
    expect(planned.unknownHolidayYears).toContain(known + 1);
    expect((await view())!.unknownHolidayYears).toEqual(planned.unknownHolidayYears);

    const hours = await operated(row).then((each) => each.hours);
    const soon = new Date(Date.parse(now) + 60 * dayMs).getUTCFullYear();
    expect(hours!.unknownHolidayYears).toEqual(soon > known ? expect.arrayContaining([soon]) : []);
    await test.admin.holidays.load({ year: soon, source: 'test', days: new Map() });
    expect(await operated(row).then((each) => each.hours!.unknownHolidayYears)).not.toContain(soon);
    // The leg keeps the times it was ordered with, and how they came about.
    expect((await view())!.unknownHolidayYears).toEqual(planned.unknownHolidayYears);
  });

  it('an open leg tells how many go before it, and what its expected time rests on', async () => {
    const row = await agencyFor('crowded', {});
    const first = await order(row);
    const second = await order(row);
    expect((await first.view())!.waitingFor).toEqual({ kind: 'turn', ahead: 0 });
    const waiting = await second.view();
    // Its case has two subjects: one leg of the order before comes first for each, or its own other leg as well.
    const before = 'ahead' in waiting!.waitingFor! ? waiting!.waitingFor.ahead : 0;
    expect(before).toBeGreaterThanOrEqual(2);
    expect(waiting).toMatchObject({ expectedBasis: 'directory' });

    for (let n = 0; n < 3; n++) {
      const { ids } = await order(row);
      for (const id of ids) {
        const claimed = await test.dispatcher.legs.claim(id, 'dispatcher-1', 60_000);
        await test.dispatcher.legs.finish(claimed!.attemptId, { to: 'settle', ...found });
      }
    }
    expect(await second.view()).toMatchObject({ expectedBasis: 'recent_answers' });
    await test.ask("UPDATE dianda.leg SET due_at = now() + interval '1 hour' WHERE id = $1", [
      second.planned.id,
    ]);
    expect((await second.view())!.waitingFor).toEqual({ kind: 'turn' });
  });

  it('cannot be changed by an app', async () => {
    expect(
      await test.ask(
        `SELECT role, has_table_privilege(role, 'dianda.holiday_year', 'INSERT, UPDATE, DELETE') AS writes
         FROM unnest(ARRAY['dianda_gateway', 'dianda_dispatcher']) AS role`,
      ),
    ).toEqual([
      { role: 'dianda_gateway', writes: false },
      { role: 'dianda_dispatcher', writes: false },
    ]);
  });
});
