import type { Actor, InquiryEvent, InquiryEvents, InquiryId } from '@dianda/inquiry';
import pg from 'pg';
import {
  accepted,
  actorOf,
  agency,
  casePush,
  clarification,
  colleague,
  courtSystem,
  found,
  inquirer,
  judge,
  ops,
  otherCourtSystem,
  settle,
} from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

describe('the events of inquiries', () => {
  let test: TestStorage;
  let cases = 0;
  const row = agency('told', 'LAND');
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
    await test.admin.directory.load([row]);
  });
  afterAll(() => test.close());
  const order = (push = casePush(++cases)) =>
    accepted(test.gateway, push, { directory: [row], inquiry: { assetClasses: ['LAND'] } });
  const page = (id: InquiryId, after: number, by: Actor = actorOf(inquirer), limit = 100) =>
    test.gateway.events.ofInquiry(id, after, limit, by);

  it('after a number that no inquiry has are none, however large the number is', async () => {
    const { inquiry } = await order();
    expect(await page(inquiry.id, 999_999_999_999_999)).toMatchObject({ events: [], newest: 1 });
  });

  it('tell of an order, its legs, its completion and its report: ids, codes and counts', async () => {
    const { inquiry, legs } = await order();
    const [first, second] = legs;
    for (const [leg, step] of [
      [
        first,
        {
          to: 'wait',
          ...clarification,
          dueAfterMs: undefined,
          waitingFor: {
            kind: 'clarification',
            since: inquiry.orderedAt,
            question: '曾用名',
            contact: '登记科',
          },
        },
      ],
      [second, { to: 'settle', ...found }],
    ] as const) {
      const claimed = await test.dispatcher.legs.claim(leg!.id, 'dispatcher-1', 60_000);
      await test.dispatcher.legs.finish(claimed!.attemptId, step);
    }
    expect((await page(inquiry.id, 0))?.isOver).toBe(false);
    await test.ask(`UPDATE dianda.leg SET expires_at = now() WHERE id = $1`, [first!.id]);
    await test.dispatcher.legs.sweep(10);
    const whole = await page(inquiry.id, 0);
    const frame = { inquiryId: inquiry.id, at: expect.any(String) as unknown };
    const leg = { ...frame, kind: 'leg_changed', agencyCode: row.code, assetClass: 'LAND' };
    expect(whole).toEqual({
      caseId: inquiry.caseId,
      newest: 6,
      isOver: true,
      events: [
        { ...frame, number: 1, kind: 'ordered', legs: 2, open: 2 },
        {
          ...leg,
          number: 2,
          legId: first!.id,
          state: 'waiting',
          waitingFor: 'clarification',
          rung: 'clarification',
          late: false,
        },
        { ...leg, number: 3, legId: second!.id, state: 'answered', rung: 'found', late: false },
        { ...leg, number: 4, legId: first!.id, state: 'unanswered', rung: 'no_response', late: false },
        { ...frame, number: 5, kind: 'completed' },
        { ...frame, number: 6, kind: 'report_sealed', version: 1 },
      ],
    });
    expect((await page(inquiry.id, 4, actorOf(judge), 1))?.events.map(({ number }) => number)).toEqual([5]);
    const line = await test.gateway.events.onLine(0, 100);
    expect(line.filter(({ event }) => event.inquiryId === inquiry.id).map(({ isLast }) => isLast)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('are told to those who see the inquiry at that moment, and to nobody else', async () => {
    const push = casePush(++cases);
    const { inquiry } = await order(push);
    const start = (await test.gateway.events.newestPosition()) - 1;
    const seenBy = async (by: Parameters<InquiryEvents['ofActor']>[2]) => {
      const told = await test.gateway.events.ofActor(start, 100, by);
      return [(await page(inquiry.id, 0, by)) !== undefined, told.events.map(({ event }) => event.inquiryId)];
    };
    const audience = async () => (await test.gateway.events.audiences([inquiry.id])).get(inquiry.id);
    for (const by of [actorOf(inquirer), actorOf(judge), courtSystem])
      expect(await seenBy(by)).toEqual([true, [inquiry.id]]);
    for (const by of [actorOf(colleague), otherCourtSystem, ops])
      expect(await seenBy(by)).toEqual([false, []]);
    expect(await audience()).toEqual({
      courtCode: courtSystem.courtCode,
      team: expect.arrayContaining([judge.id, inquirer.id]) as unknown,
    });
    await test.gateway.cases.put(
      { ...push, team: [{ workId: judge.workId, role: 'responsible' }] },
      courtSystem,
    );
    expect(await seenBy(actorOf(inquirer))).toEqual([false, []]);
    expect(await audience()).toEqual({ courtCode: courtSystem.courtCode, team: [judge.id] });
    expect((await test.gateway.events.onLine(start, 10)).map((each) => each.audience.team)).toEqual([
      [judge.id],
    ]);
  });

  it('may be followed while account and court are enabled, the password is one’s own, and a client has the scope', async () => {
    const all = [actorOf(inquirer), courtSystem, ops, actorOf(judge)];
    expect(await test.gateway.events.inForceAmong(all)).toEqual(all);
    const setCourt = (disabled: boolean) =>
      test.ask('UPDATE dianda.court SET disabled = $2 WHERE code = $1', [courtSystem.courtCode, disabled]);
    await setCourt(true);
    expect(await test.gateway.events.inForceAmong(all)).toEqual([ops]);
    await setCourt(false);
    const setOneTime = (oneTime: boolean) =>
      test.ask('UPDATE dianda.account SET password_one_time = $2 WHERE id = $1', [ops.accountId, oneTime]);
    await setOneTime(true);
    expect(await test.gateway.events.inForceAmong([ops])).toEqual([]);
    await setOneTime(false);
    const moved = { ...actorOf(inquirer), courtCode: otherCourtSystem.courtCode };
    expect(await test.gateway.events.inForceAmong([moved, ops])).toEqual([ops]);
    await test.ask('UPDATE dianda.account SET disabled = true WHERE id = $1', [ops.accountId]);
    await test.ask(`UPDATE dianda.client SET scopes = '["cases:write"]' WHERE account_id = $1`, [
      courtSystem.accountId,
    ]);
    expect(await test.gateway.events.inForceAmong(all)).toEqual([actorOf(inquirer), actorOf(judge)]);
  });

  it('call everybody who follows, after the commit', async () => {
    const { inquiry, legs } = await order();
    let seen: Promise<readonly InquiryEvent[]> = Promise.resolve([]);
    const stop = await (
      await test.another('gateway')
    ).events.onChange(() => {
      seen = page(inquiry.id, 1).then((read) => read?.events ?? []);
    });
    const claimed = await test.dispatcher.legs.claim(legs[0]!.id, 'dispatcher-1', 60_000);
    await test.dispatcher.legs.finish(claimed!.attemptId, { to: 'settle', ...found });
    while ((await seen).length === 0) await new Promise(setImmediate);
    await stop();
  });
});

/** Inquiries on which transactions write events as the dispatcher does: numbered under the inquiry's row lock. */
describe('the line of all events', () => {
  let test: TestStorage;
  let ids: readonly InquiryId[];
  const row = agency('line', 'LAND');
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
    await test.admin.directory.load([row]);
    const orders = [];
    for (let n = 1; n <= 6; n += 1)
      orders.push(
        await accepted(test.gateway, casePush(n), { directory: [row], inquiry: { assetClasses: ['LAND'] } }),
      );
    ids = orders.map(({ inquiry }) => inquiry.id);
  });
  afterAll(() => test.close());

  const client = async () => {
    const opened = new pg.Client({ connectionString: test.urls.superuserUrl });
    await opened.connect();
    return opened;
  };
  const write = (writer: pg.Client, id: InquiryId | undefined) =>
    writer.query(
      `WITH counted AS (UPDATE dianda.inquiry SET event_count = event_count + 1 WHERE id = $1 RETURNING event_count)
       INSERT INTO dianda.inquiry_event (inquiry_id, number, kind, facts)
       SELECT $1, event_count, 'report_sealed', jsonb_build_object('version', event_count) FROM counted`,
      [id],
    );
  const namesOf = (told: Awaited<ReturnType<InquiryEvents['onLine']>>) =>
    told.map(({ event }) => `${event.inquiryId} ${event.number}`);

  it('loses no event of a transaction that wrote first and committed last', async () => {
    const [early, late] = [await client(), await client()];
    const start = await test.gateway.events.newestPosition();
    await early.query('BEGIN');
    await write(early, ids[0]);
    await write(late, ids[1]);
    const before = await test.gateway.events.onLine(start, 100);
    expect(before.map(({ event }) => event.inquiryId)).toEqual([ids[1]]);
    await early.query('COMMIT');
    const after = await test.gateway.events.onLine(before.at(-1)?.position ?? start, 100);
    expect(after.map(({ event }) => event.inquiryId)).toEqual([ids[0]]);
    await Promise.all([early.end(), late.end()]);
  });

  it('shows each event once and inquiries in order to every reader, however commits and placers cross', async () => {
    const start = await test.gateway.events.newestPosition();
    const placers = [test.gateway, await test.another('gateway'), await test.another('gateway')];
    let isWriting = true;
    const writers = ids
      .flatMap((_id, index) => [index, index + 1])
      .map(async (seed) => {
        const writer = await client();
        for (let turn = 0; turn < 25; turn += 1) {
          await writer.query('BEGIN');
          // Always from the lower row to the higher, as everybody who locks two.
          const [one, other] = [(seed * 7 + turn) % 6, (seed * 5 + turn * 3) % 6].sort();
          await write(writer, ids[one ?? 0]);
          if (other !== one) await write(writer, ids[other ?? 0]);
          await writer.query(`SELECT pg_sleep($1)`, [((seed * 13 + turn * 7) % 10) / 1_000]);
          await writer.query(turn % 6 === 5 ? 'ROLLBACK' : 'COMMIT');
        }
        await writer.end();
      });
    const readers = placers.map(async (storage, index) => {
      const names: string[] = [];
      let position = start;
      for (let isDone = false; !isDone;) {
        isDone = !isWriting;
        const told = await storage.events.onLine(position, 3 + index * 5);
        if (told.length > 0) isDone = false;
        names.push(...namesOf(told));
        position = told.at(-1)?.position ?? position;
      }
      return names;
    });
    const actor = actorOf(inquirer);
    const own = async () => {
      const names: string[] = [];
      let position = start;
      for (let isDone = false; !isDone;) {
        isDone = !isWriting;
        const told = await test.gateway.events.ofActor(position, 4, actor);
        if (!told.isWhole) isDone = false;
        names.push(...told.events.map(({ event }) => `${event.inquiryId} ${event.number}`));
        position = told.upTo;
      }
      return names;
    };
    const ownNames = own();
    await Promise.all(writers);
    isWriting = false;
    const heard = await Promise.all(readers);
    const written = await test.ask(
      'SELECT inquiry_id, number FROM dianda.inquiry_event WHERE position > $1',
      [start],
    );
    const expected = written.map((each) => `${String(each['inquiry_id'])} ${String(each['number'])}`).sort();
    expect(await test.ask('SELECT FROM dianda.inquiry_event WHERE position IS NULL')).toEqual([]);
    for (const names of heard) {
      expect([...names].sort()).toEqual(expected);
      expect(names).toEqual(heard[0]);
      for (const id of ids) {
        const numbers = names.filter((name) => name.startsWith(id)).map((name) => Number(name.split(' ')[1]));
        expect(numbers).toEqual(numbers.map((_number, index) => (numbers[0] ?? 0) + index));
      }
    }
    // The last of the line may be placed after this reader's last look; what it saw is the line's beginning.
    const seen = await ownNames;
    expect(seen).toEqual(heard[0]?.slice(0, seen.length));
  });

  it('goes on where it was when old events are deleted', async () => {
    const start = await test.gateway.events.newestPosition();
    await test.ask('DELETE FROM dianda.inquiry_event WHERE inquiry_id = $1', [ids[5]]);
    await test.ask('DELETE FROM dianda.inquiry_event WHERE position > 0');
    const writer = await client();
    await write(writer, ids[4]);
    await writer.end();
    const told = await test.gateway.events.onLine(start, 10);
    expect(told.map(({ position }) => position)).toEqual([start + 1]);
  });

  it('is the gateway’s to place and nobody’s to renumber', async () => {
    const gateway = new pg.Client({ connectionString: test.urls.gatewayUrl });
    const dispatcher = new pg.Client({ connectionString: test.urls.dispatcherUrl });
    await Promise.all([gateway.connect(), dispatcher.connect()]);
    await expect(gateway.query('UPDATE dianda.inquiry_event SET number = 1')).rejects.toThrow(
      'permission denied',
    );
    await expect(gateway.query('DELETE FROM dianda.event_line')).rejects.toThrow('permission denied');
    await expect(dispatcher.query('UPDATE dianda.inquiry_event SET position = 1')).rejects.toThrow(
      'permission denied',
    );
    await Promise.all([gateway.end(), dispatcher.end()]);
  });
});
