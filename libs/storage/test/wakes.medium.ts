import { accepted, agency, casePush, courtSystem, found, orderIn, settle } from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

/** Counts calls, and lets a test wait for the next one. */
class Listener {
  calls = 0;
  private wake: () => void = () => undefined;
  readonly listen = (): void => {
    this.calls++;
    this.wake();
  };
  /** Resolves once it has been called more often than that. */
  async after(calls: number): Promise<void> {
    while (this.calls <= calls) await new Promise<void>((resolve) => (this.wake = resolve));
  }
}

describe('waking other processes', () => {
  let test: TestStorage;
  let cases = 0;
  const row = agency('woken', 'LAND');
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
    await test.admin.directory.load([row]);
  });
  afterAll(() => test.close());
  const order = () =>
    accepted(test.gateway, casePush(++cases), { directory: [row], inquiry: { assetClasses: ['LAND'] } });

  it('reaches feed when an order is accepted, a leg settled or a hold lifted', async () => {
    const due = new Listener();
    const stop = await test.dispatcher.legs.onDue(due.listen);
    const before = due.calls;
    const { legs } = await order();
    await due.after(before);

    const claimed = await test.dispatcher.legs.claim(legs[0]!.id, 'dispatcher-1', 60_000);
    const settled = due.calls;
    await test.dispatcher.legs.finish(claimed!.attemptId, { to: 'settle', ...found });
    await due.after(settled);

    await test.dispatcher.holds.open(row.code, 'breaker_open', 'x', 60_000);
    const lifted = due.calls;
    await test.dispatcher.holds.lift(row.code, 'breaker_open');
    await due.after(lifted);
    await stop();
  });

  it('reaches feed of what a sweep did, also when the sweep could not do everything', async () => {
    const bad = await accepted(test.gateway, casePush(++cases), { directory: [] });
    await test.ask('DELETE FROM dianda.case_key WHERE case_id = $1', [bad.inquiry.caseId]);
    const due = new Listener();
    const stop = await test.dispatcher.legs.onDue(due.listen);
    const ordered = due.calls;
    const { inquiry } = await order();
    await due.after(ordered);
    await test.ask('UPDATE dianda.leg SET expires_at = now() WHERE inquiry_id = $1', [inquiry.id]);
    const fresh = await test.another('dispatcher');
    const before = due.calls;
    await expect(fresh.legs.sweep(100)).rejects.toThrow('1 legs or inquiries could not be swept');
    await due.after(before);
    await stop();
    await test.ask(`UPDATE dianda.inquiry SET state = 'cancelled', completed_at = now() WHERE id = $1`, [
      bad.inquiry.id,
    ]);
  });

  it('happens after the commit: whoever is woken finds the order', async () => {
    const other = await test.another('dispatcher');
    const found: number[] = [];
    const due = new Listener();
    await test.admin.directory.load([agency('woken-too', 'LAND')]);
    const stop = await other.legs.onDue(due.listen);
    const looked = due.after(due.calls).then(async () => {
      found.push((await other.legs.candidates(agency('woken-too', 'LAND').code, 10)).length);
    });
    await accepted(test.gateway, casePush(++cases), {
      directory: [agency('woken-too', 'LAND')],
      inquiry: { assetClasses: ['LAND'] },
    });
    await looked;
    await stop();
    expect(found).toEqual([2]);
  });

  it('reaches everybody who follows the directory, for a changed row, a hold and its end', async () => {
    const here = new Listener();
    const there = new Listener();
    const stops = [
      await test.dispatcher.directory.onChange(here.listen),
      await test.gateway.directory.onChange(there.listen),
    ];
    for (const change of [
      () => test.admin.directory.load([row]),
      () => test.dispatcher.holds.open(row.code, 'breaker_open', 'x', 60_000),
      () => test.dispatcher.holds.lift(row.code, 'breaker_open'),
    ]) {
      const [mine, theirs] = [here.calls, there.calls];
      await change();
      await Promise.all([here.after(mine), there.after(theirs)]);
    }
    for (const stop of stops) await stop();
  });

  it('is coalesced: many orders at once wake a listener less often than there are orders', async () => {
    const due = new Listener();
    const stop = await test.dispatcher.legs.onDue(due.listen);
    const push = casePush(++cases);
    await test.gateway.cases.put(push, courtSystem);
    const orders = await Promise.all(
      Array.from({ length: 40 }, () =>
        orderIn(test.gateway, push, { directory: [row], inquiry: { assetClasses: ['LAND'] } }),
      ),
    );
    const before = due.calls;
    await Promise.all(orders.map((each) => test.gateway.inquiries.accept(each)));
    await due.after(before);
    expect(due.calls - before).toBeLessThan(orders.length);
    await stop();
  });

  it('ends for a listener that stopped, and goes on for the others', async () => {
    const [gone, stays] = [new Listener(), new Listener()];
    const stop = await test.dispatcher.legs.onDue(gone.listen);
    const stopOther = await test.dispatcher.legs.onDue(stays.listen);
    await stop();
    const [before, beforeOther] = [gone.calls, stays.calls];
    await order();
    await stays.after(beforeOther);
    expect(gone.calls).toBe(before);
    await stopOther();
  });

  it('comes back by itself when the listening connection is cut, and calls once for what was missed', async () => {
    const storage = await test.another('dispatcher');
    const due = new Listener();
    const stop = await storage.legs.onDue(due.listen);
    const before = due.calls;
    const cut = await test.ask(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'test-dispatcher-listen' AND datname = current_database()`,
    );
    expect(cut.length).toBeGreaterThan(0);
    await due.after(before);
    const again = due.calls;
    await order();
    await due.after(again);
    await stop();
  });

  it('keeps one connection a process however many listen', async () => {
    const storage = await test.another('gateway');
    const listening = async () =>
      (
        await test.ask(
          `SELECT FROM pg_stat_activity WHERE application_name = 'test-gateway-listen' AND datname = current_database()`,
        )
      ).length;
    const before = await listening();
    const stops = [
      await storage.legs.onDue(() => undefined),
      await storage.directory.onChange(() => undefined),
      await storage.directory.onChange(() => undefined),
    ];
    expect(await listening()).toBe(before + 1);
    for (const stop of stops) await stop();
    await storage.check();
  });
});

describe('a storage whose server is cut off', () => {
  it('says STORAGE_UNAVAILABLE and works again by itself', async () => {
    const test = await makeTestStorage();
    try {
      await settle(test.admin);
      await test.gateway.check();
      // Nobody may connect for a while, and those who are connected are thrown out.
      const database = new URL(test.urls.superuserUrl).pathname.slice(1);
      await test.ask(`ALTER DATABASE ${database} CONNECTION LIMIT 0`);
      await test.ask(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'test-gateway'`,
      );
      await expect(test.gateway.check()).rejects.toMatchObject({ reason: 'STORAGE_UNAVAILABLE' });
      await test.ask(`ALTER DATABASE ${database} CONNECTION LIMIT -1`);
      // A pooled connection may turn out dead only when it is used; each such use replaces one.
      while (
        !(await test.gateway.check().then(
          () => true,
          () => false,
        ))
      );
    } finally {
      await test.close();
    }
  });
});
