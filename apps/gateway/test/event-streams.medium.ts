import { mkdtempSync, rmSync } from 'node:fs';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTestStorage, type TestStorage } from '../../../libs/storage/test/test-database.js';
import { EventHub } from '../src/events/event-hub.js';
import { GatewayUnderTest } from './gateway-under-test.js';
import { settle } from './gateway-on-postgres.js';
import * as world from './world.js';

/** Streams over real connections, fed by a real database. A local socket holds some 200 KB, so that readers do block. */
jest.setTimeout(60_000);

describe('streams of events', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dianda-streams-'));
  let storage: TestStorage;
  let gateway: GatewayUnderTest;
  let socketPath: string;
  let inquiries: readonly string[];
  const sockets = new Set<Socket>();
  let gateways = 0;

  beforeAll(async () => {
    storage = await makeTestStorage();
    await settle(storage);
    gateway = await start();
    await gateway.putCase();
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) ids.push(String((await gateway.order()).json['id']));
    inquiries = ids;
  });
  afterEach(async () => {
    await gateway.stop();
    gateway = await start();
  });
  afterAll(async () => {
    await gateway.stop();
    await storage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<GatewayUnderTest> {
    const { accounts, cases, directory, notices, events, audit } = storage.gateway;
    const started = await GatewayUnderTest.start({
      accounts,
      cases,
      directory,
      notices,
      inquiries: storage.gateway.inquiries,
      events,
      audit,
      streamLimits: { perAccount: 400, perProcess: 400 },
    });
    socketPath = join(folder, `gateway-${(gateways += 1)}.sock`);
    await started.gateway.app.listen({ path: socketPath });
    sockets.clear();
    const server: Server = started.gateway.app.getHttpServer();
    server.on('connection', (socket) => sockets.add(socket));
    return started;
  }

  const hub = () => gateway.gateway.app.get(EventHub);

  /** Plays the dispatcher: so many more events of an inquiry, in one transaction, and the wake after it. */
  async function happen(inquiryId: string | undefined, times: number): Promise<void> {
    await storage.ask(
      `WITH counted AS (UPDATE dianda.inquiry SET event_count = event_count + $2::integer WHERE id = $1
         RETURNING event_count - $2::integer AS before)
       INSERT INTO dianda.inquiry_event (inquiry_id, number, kind, leg_id, facts)
       SELECT $1::uuid, before + nth, 'leg_changed', (SELECT id FROM dianda.leg WHERE inquiry_id = $1 LIMIT 1), $3::jsonb
       FROM counted, generate_series(1, $2::integer) AS nth`,
      [
        inquiryId,
        times,
        JSON.stringify({ state: 'waiting', rung: 'deferred', late: false, waitingFor: 'agency_working' }),
      ],
    );
    await storage.ask(`NOTIFY dianda_inquiry`);
  }

  const newestOf = async (inquiryId: string | undefined): Promise<number> =>
    Number(
      (await storage.ask('SELECT event_count FROM dianda.inquiry WHERE id = $1', [inquiryId]))[0]?.[
        'event_count'
      ],
    );

  async function connect(
    path: string,
    lastEventId?: number,
  ): Promise<{ sent: ClientRequest; reply: IncomingMessage }> {
    const authorization = `Bearer ${await gateway.tokenOf('officer.chen')}`;
    const headers = {
      authorization,
      ...(lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }),
    };
    return new Promise((resolve, reject) => {
      const sent = request({ socketPath, path, headers }, (reply) => {
        reply.on('error', () => undefined);
        resolve({ sent, reply });
      });
      sent.on('error', reject);
      sent.end();
    });
  }

  interface Heard {
    readonly id: number;
    readonly inquiryId: string;
    readonly number: number;
  }

  /** Takes whole events until so many came, or the connection was cut. */
  async function hear(path: string, after: number, count: number, cut?: Promise<unknown>) {
    const { sent, reply } = await connect(path, after);
    void cut?.then(() => sent.destroy());
    const heard: Heard[] = [];
    let text = '';
    try {
      for await (const chunk of reply) {
        text += String(chunk);
        const whole = text.lastIndexOf('\n\n') + 2;
        for (const match of text
          .slice(0, whole)
          .matchAll(/id: (\d+)\nevent: \w+\ndata: (\{"inquiryId".*)\n/g)) {
          const data = JSON.parse(match[2] ?? '') as Heard;
          heard.push({ id: Number(match[1]), inquiryId: data.inquiryId, number: data.number });
        }
        text = text.slice(whole);
        if (heard.length >= count) break;
      }
    } catch {
      // Cut in the middle.
    }
    sent.destroy();
    return heard;
  }

  const pathOf = (inquiryId: string | undefined) => `/api/v1/inquiries/${inquiryId ?? ''}/events`;
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  /** Waits for what happens in other hands; gives up long after it should have. */
  async function until(isSo: () => boolean): Promise<void> {
    for (let looks = 0; !isSo(); looks += 1) {
      if (looks > 2_000) throw new Error('it never came to be');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  it('serve the others while 200 readers never read, and keep little for those', async () => {
    const [id] = inquiries;
    const asleep = await Promise.all(Array.from({ length: 200 }, () => connect(pathOf(id))));
    for (const { reply } of asleep) reply.pause();
    const before = await newestOf(id);
    const awake = hear(pathOf(id), before, 2_000);
    for (let n = 0; n < 20; n += 1) await happen(id, 100);
    expect((await awake).map(({ number }) => number)).toEqual(upTo(before + 2_000).slice(before));
    // The database holds 2,000 events for each of them; this process holds a few.
    const written = [...sockets].reduce((sum, socket) => sum + socket.writableLength, 0);
    const perReader = (hub().bufferedBytes + written) / 200;
    await until(() => hub().size <= 200);
    expect(hub().size).toBe(200);
    expect(perReader).toBeGreaterThan(1_000);
    expect(perReader).toBeLessThan(128 * 1024);
    const listening = await storage.ask(
      `SELECT FROM pg_stat_activity WHERE application_name = 'test-gateway-listen' AND datname = current_database()`,
    );
    expect(listening).toHaveLength(1);
    for (const { sent } of asleep) sent.destroy();
    await until(() => hub().size <= 0);
  });

  it('go on without a gap or a repeat for readers cut off at any point', async () => {
    const [first, second, third] = inquiries;
    const start = await storage.gateway.events.newestPosition();
    const begun = new Map(await Promise.all(inquiries.map(async (id) => [id, await newestOf(id)] as const)));
    const writing = Promise.all(
      [first, second, third].map(async (id, index) => {
        for (let n = 0; n < 20; n += 1) await happen(id, 1 + ((n + index) % 7));
      }),
    );
    let isWriting = true;
    void writing.then(() => (isWriting = false));
    const follow = async (path: string, from: number, total: () => Promise<number>) => {
      const all: Heard[] = [];
      const last = () => all.at(-1)?.id ?? from;
      for (let cut = 1; isWriting; cut = (cut * 7) % 23)
        all.push(...(await hear(path, last(), cut, writing)));
      const missing = (await total()) - all.length;
      return missing > 0 ? [...all, ...(await hear(path, last(), missing))] : all;
    };
    const since = async (id: string) => (await newestOf(id)) - (begun.get(id) ?? 0);
    const [ofAll, ofOne] = await Promise.all([
      follow('/api/v1/events', start, async () => {
        const counts = await Promise.all(inquiries.map(since));
        return counts.reduce((sum, count) => sum + count, 0);
      }),
      follow(pathOf(second), begun.get(second ?? '') ?? 0, () => since(second ?? '')),
    ]);
    for (const id of inquiries) {
      const numbers = ofAll.filter(({ inquiryId }) => inquiryId === id).map(({ number }) => number);
      expect(numbers).toEqual(upTo(await newestOf(id)).slice(begun.get(id) ?? 0));
    }
    expect(ofOne.map(({ number }) => number)).toEqual(
      upTo(await newestOf(second)).slice(begun.get(second ?? '') ?? 0),
    );
  });

  it('forget a reader that is killed', async () => {
    const { sent } = await connect('/api/v1/events');
    expect(hub().size).toBe(1);
    sent.destroy();
    await until(() => hub().size <= 0);
  });

  it('end when a member of the team is taken out of it', async () => {
    const [id] = inquiries;
    const before = await newestOf(id);
    const { reply } = await connect(pathOf(id), before);
    let text = '';
    reply.on('data', (chunk: Buffer) => (text += String(chunk)));
    const ended = new Promise((resolve) => reply.on('end', resolve));
    await gateway.putCase(1, {
      ...world.caseBody(),
      team: [{ workId: world.lapsed.workId, role: 'responsible' }],
    });
    await happen(id, 1);
    await ended;
    expect(text).toContain('event: ended\ndata: {"reason":"ACCESS_ENDED"}');
    expect(text).not.toContain('leg_changed');
    await gateway.putCase();
  });

  it('end in good order when the gateway stops, also for those who do not read', async () => {
    const [id] = inquiries;
    const before = await newestOf(id);
    const awake = await connect(pathOf(id), before);
    let text = '';
    awake.reply.on('data', (chunk: Buffer) => (text += String(chunk)));
    const ended = new Promise((resolve) => awake.reply.on('end', resolve));
    const asleep = await connect(pathOf(id), 0);
    asleep.reply.pause();
    for (let n = 0; n < 5; n += 1) await happen(id, 200);
    await until(() => text.includes(`"number":${before + 1_000}`));
    await gateway.stop();
    await ended;
    expect(text).toContain('event: ended\ndata: {"reason":"SHUTTING_DOWN"}');
    asleep.sent.destroy();
  });
});
