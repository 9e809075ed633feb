import { createLogger } from '@dianda/service-kit';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { Webhook } from 'standardwebhooks';
import { webhookTypes, type WebhookWithSecret } from '@dianda/inquiry';
import { bindTo, createDataKey } from '@dianda/trust';
import { makeKeys, type TestStorage } from '../../../libs/storage/test/test-database.js';
import { WebhookDeliverer } from '../src/webhooks/webhook-deliverer.js';
import { WebhookSender } from '../src/webhooks/webhook-sender.js';
import type { WebhookRules } from '../src/webhooks/webhook-targets.js';
import { startOnPostgres } from './gateway-on-postgres.js';
import type { GatewayUnderTest } from './gateway-under-test.js';
import { Randomness } from '@dianda/inquiry';
import * as world from './world.js';

jest.setTimeout(30_000);

const hour = 3_600_000;
const local: WebhookRules = { hosts: ['127.0.0.1', 'localhost'], privateAddresses: true, plainHttp: true };

interface Call {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A court's system: keeps what it is sent, and answers as it is told. */
class Receiver {
  readonly calls: Call[] = [];
  answer: number | 'never' = 200;
  private readonly server: Server = createServer((request, reply) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += String(chunk)));
    request.on('end', () => {
      this.calls.push({ headers: request.headers, text });
      if (this.answer === 'never') return;
      // A body without an end, which nobody should wait for.
      reply.writeHead(this.answer, { location: this.url('/elsewhere') });
      reply.write('x'.repeat(100_000));
    });
  });

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }
  url(path = '/hook', host = '127.0.0.1'): string {
    return `http://${host}:${(this.server.address() as AddressInfo).port}${path}`;
  }
  messages(): readonly { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[] {
    return this.calls.map(({ text }) => JSON.parse(text) as ReturnType<Receiver['messages']>[number]);
  }
  ids(): readonly unknown[] {
    return this.calls.map(({ headers }) => headers['webhook-id']);
  }
  numbers(): readonly unknown[] {
    return this.messages().map(({ data }) => data['number']);
  }
  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

class Middle extends Randomness {
  override unit = () => 0.5;
  override uuid = (): string => {
    throw new Error('a deliverer makes no ids');
  };
}

async function untilNothingIsDue(deliverer: WebhookDeliverer): Promise<void> {
  while ((await deliverer.begin(() => undefined)) > 0) await deliverer.onModuleDestroy();
}

async function until(isSo: () => boolean): Promise<void> {
  for (let looks = 0; !isSo(); looks++) {
    if (looks === 1_000) throw new Error('what was waited for did not come');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('webhooks', () => {
  let storage: TestStorage;
  let gateway: GatewayUnderTest;
  let receiver: Receiver;
  let inquiryId: string;
  let made: WebhookWithSecret;
  const log = createLogger({
    service: 'gateway',
    level: 'fatal',
    destination: new Writable({ write: (_chunk, _encoding, done) => done() }),
  });

  beforeAll(async () => {
    ({ storage, gateway } = await startOnPostgres());
    await gateway.putCase();
  });
  afterAll(async () => {
    await gateway.stop();
    await storage.close();
  });
  beforeEach(async () => {
    receiver = new Receiver();
    await receiver.listen();
    inquiryId = String((await gateway.order()).json['id']);
    made = await create(receiver.url());
  });
  afterEach(async () => {
    receiver.close();
    for (const { id } of await storage.gateway.webhooks.list())
      await storage.gateway.webhooks.delete(id, undefined);
  });

  const create = (url: string) =>
    storage.gateway.webhooks.create(world.court.code, url, webhookTypes, undefined);
  const deliverer = (rules = local, callTimeoutMs = 5_000, webhooks = storage.gateway.webhooks) =>
    new WebhookDeliverer(
      webhooks,
      storage.gateway.events,
      new WebhookSender(rules, callTimeoutMs),
      new Middle(),
      log,
    );
  const deliver = (...given: Parameters<typeof deliverer>) => untilNothingIsDue(deliverer(...given));
  const deliveries = () => storage.gateway.webhooks.deliveries(made.webhook.id, undefined, 100);

  /** Plays the dispatcher: events of the inquiry, as it writes them. */
  async function happen(...facts: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
    for (const { kind = 'leg_changed', ...rest } of facts)
      await storage.ask(
        `WITH counted AS (UPDATE dianda.inquiry SET event_count = event_count + 1 WHERE id = $1 RETURNING event_count)
         INSERT INTO dianda.inquiry_event (inquiry_id, number, kind, leg_id, facts)
         SELECT $1, event_count, $2::text, CASE WHEN $2::text = 'leg_changed' THEN
           (SELECT id FROM dianda.leg WHERE inquiry_id = $1 ORDER BY id LIMIT 1) END, $3::jsonb FROM counted`,
        [inquiryId, kind, JSON.stringify(rest)],
      );
  }
  const settled = { state: 'answered', rung: 'found', late: false };

  /** The database's clock, as far as deliveries look at it, goes on. */
  const pass = (ms: number) =>
    storage.ask(
      `UPDATE dianda.webhook_delivery SET due_at = due_at - $1 * interval '1 ms', lease_until = lease_until - $1 * interval '1 ms',
         given_up_at = given_up_at - $1 * interval '1 ms'`,
      [ms],
    );

  it('tell what happened, signed, in order, once, with ids and codes and nobody’s name', async () => {
    await happen(
      { state: 'waiting', rung: 'deferred', waitingFor: 'agency_working', late: false },
      { state: 'waiting', rung: 'clarification', waitingFor: 'clarification', late: false },
      settled,
      { kind: 'completed' },
      { kind: 'report_sealed', version: 1 },
      { ...settled, late: true },
    );
    await deliver();
    await deliver();
    expect(receiver.messages().map(({ type }) => type)).toEqual([
      'clarification.asked',
      'leg.settled',
      'inquiry.completed',
      'report.sealed',
      'answer.late',
    ]);
    expect(receiver.messages()[1]?.data).toEqual({
      inquiryId,
      caseNumber: world.caseNumber(1),
      number: 4,
      legId: expect.any(String) as unknown,
      agencyCode: expect.any(String) as unknown,
      assetClass: expect.any(String) as unknown,
      state: 'answered',
      rung: 'found',
      links: { self: `/api/v1/inquiries/${inquiryId}`, report: `/api/v1/inquiries/${inquiryId}/report` },
    });
    expect(receiver.messages()[3]?.data['reportVersion']).toBe(1);
    for (const { headers, text } of receiver.calls) {
      new Webhook(made.secret).verify(text, headers as Record<string, string>);
      for (const personal of [world.citizenId(2), '样例人', '样例贸易']) expect(text).not.toContain(personal);
    }
    const forged = new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`);
    const [first] = receiver.calls;
    expect(() => forged.verify(first?.text ?? '', first?.headers as Record<string, string>)).toThrow();
  });

  it('come again under the same id while the server fails for an hour, and the next waits for them', async () => {
    receiver.answer = 500;
    await happen(settled, settled);
    for (let passed = 0; passed < hour; passed += hour / 12) {
      await deliver();
      await pass(hour / 12);
    }
    expect(new Set(receiver.ids()).size).toBe(1);
    expect(receiver.calls.length).toBeGreaterThan(4);
    expect((await deliveries()).map((each) => [each.state, each.lastStatus])).toEqual([
      ['pending', undefined],
      ['pending', 500],
    ]);
    receiver.answer = 200;
    await pass(2 * hour);
    const before = receiver.calls.length;
    await deliver();
    expect(receiver.numbers().slice(before)).toEqual([2, 3]);
    expect((await deliveries()).map((each) => each.state)).toEqual(['delivered', 'delivered']);
  });

  it('are parked after three days, the next goes on, and a parked one is sent again on request', async () => {
    receiver.answer = 500;
    await happen(settled);
    await deliver();
    await pass(73 * hour);
    await deliver();
    const [parked] = await deliveries();
    expect(parked).toMatchObject({
      state: 'parked',
      lastStatus: 500,
      lastFailure: 'HTTP_STATUS',
      attempts: 2,
    });
    expect((await storage.gateway.webhooks.list())[0]).toMatchObject({ parked: 1, pending: 0 });
    receiver.answer = 200;
    await happen(settled);
    await deliver();
    expect(receiver.numbers()).toEqual([2, 2, 3]);
    await storage.gateway.webhooks.redeliver(parked!.id, undefined);
    await deliver();
    expect(receiver.ids().at(-1)).toBe(`msg_${parked!.id}`);
    expect((await deliveries()).map((each) => each.state)).toEqual(['delivered', 'delivered']);
  });

  it('go to nobody any more whose server says 410, until somebody resumes them', async () => {
    receiver.answer = 410;
    await happen(settled, settled);
    await deliver();
    expect(receiver.calls).toHaveLength(1);
    expect((await deliveries()).map((each) => [each.state, each.lastFailure])).toEqual([
      ['parked', 'GONE'],
      ['parked', 'GONE'],
    ]);
    expect((await storage.gateway.webhooks.list())[0]?.state).toBe('gone');
    receiver.answer = 200;
    await storage.gateway.webhooks.setState(made.webhook.id, 'active', undefined);
    await happen(settled);
    await deliver();
    expect(receiver.numbers()).toEqual([2, 4]);
  });

  it('are sent again under the same id when a deliverer dies between sending and recording', async () => {
    await happen(settled);
    await storage.gateway.webhooks.derive();
    const [claimed] = await storage.gateway.webhooks.claim({
      limit: 10,
      limitPerWebhook: 10,
      leaseMs: 60_000,
    });
    await new WebhookSender(local).send(claimed!);
    await deliver();
    expect(receiver.calls).toHaveLength(1);
    await pass(61_000);
    await deliver();
    expect(receiver.ids()).toEqual([`msg_${claimed!.id}`, `msg_${claimed!.id}`]);
    expect(receiver.calls[0]?.text).toBe(receiver.calls[1]?.text);
    // The dead one comes back and speaks of its own attempt.
    const step = { to: 'retry', failure: 'TIMEOUT', status: undefined, afterMs: 1 } as const;
    expect(await storage.gateway.webhooks.finish(claimed!.id, claimed!.attempt, step)).toBe(false);
  });

  it('reach the other endpoints while one hangs with more on its way to it than it may have at once', async () => {
    receiver.answer = 'never';
    const other = new Receiver();
    await other.listen();
    await create(other.url());
    const running = deliverer(local, 60_000);
    try {
      await happen(settled);
      for (let orders = 1; orders < 4; orders++) {
        inquiryId = String((await gateway.order()).json['id']);
        await happen(settled);
      }
      await running.onApplicationBootstrap();
      await until(() => other.calls.length === 4 && receiver.calls.length === 2);
      const before = new Set(receiver.ids());
      // What comes while those calls still hang is not kept back by them either.
      await happen(settled, settled);
      await until(() => other.calls.length === 6);
      expect(new Set(receiver.ids())).toEqual(before);
    } finally {
      receiver.close();
      other.close();
      await running.onModuleDestroy();
    }
  });

  it('are held up by secrets that do not open at that endpoint alone, where it shows, until they do', async () => {
    const { id } = made.webhook;
    const [kept] = await storage.ask('SELECT key_wrapped FROM dianda.webhook WHERE id = $1', [id]);
    const elsewhere = makeKeys();
    const place = bindTo({ table: 'webhook', rowId: id, column: 'key_wrapped' });
    const wrap = (key: unknown) =>
      storage.ask('UPDATE dianda.webhook SET key_wrapped = $2 WHERE id = $1', [id, key]);
    await wrap(elsewhere.keyRing.wrap(createDataKey(), place));
    elsewhere.remove();
    const other = new Receiver();
    await other.listen();
    await create(other.url());
    await happen(settled);
    await deliver();
    other.close();
    expect(other.calls).toHaveLength(1);
    expect(receiver.calls).toHaveLength(0);
    expect(await deliveries()).toMatchObject([
      { state: 'pending', attempts: 1, lastFailure: 'SECRETS_UNREADABLE' },
    ]);
    await wrap(kept?.['key_wrapped']);
    await pass(hour);
    await deliver();
    expect(receiver.calls).toHaveLength(1);
  });

  it('end once when two calls to one endpoint get 410 at the same time', async () => {
    await happen(settled);
    for (let orders = 1; orders < 3; orders++) {
      inquiryId = String((await gateway.order()).json['id']);
      await happen(settled);
    }
    await storage.gateway.webhooks.derive();
    const claimed = await storage.gateway.webhooks.claim({ limit: 9, limitPerWebhook: 9, leaseMs: 60_000 });
    // Both stop at a delivery that comes before their own, by index as in the heap, when each has taken its own.
    const [first] = await storage.ask('SELECT id FROM dianda.webhook_delivery ORDER BY inquiry_id LIMIT 1');
    const held = String(first?.['id']);
    await storage.ask('UPDATE dianda.webhook_delivery SET attempts = attempts WHERE id <> $1', [held]);
    const calls = claimed.filter(({ id }) => id !== held);
    expect(calls).toHaveLength(2);
    const release = await storage.holdRow('webhook_delivery', held);
    const step = { to: 'gone', failure: 'GONE', status: 410, afterMs: 0 } as const;
    const ended = Promise.allSettled(
      calls.map(({ id, attempt }) => storage.gateway.webhooks.finish(id, attempt, step)),
    );
    await storage.waitingForLocks(2);
    await release();
    expect((await ended).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect((await deliveries()).map((each) => [each.state, each.lastFailure])).toEqual([
      ['parked', 'GONE'],
      ['parked', 'GONE'],
      ['parked', 'GONE'],
    ]);
  });

  it('are shared by several processes, each delivery sent once and in order', async () => {
    await happen(...Array.from({ length: 12 }, () => settled));
    const other = await storage.another('gateway');
    const all = [deliverer(), deliverer(local, 5_000, other.webhooks)];
    while ((await deliveries()).some(({ state }) => state === 'pending') || receiver.calls.length === 0)
      await Promise.all(all.map(untilNothingIsDue));
    expect(receiver.numbers()).toEqual(Array.from({ length: 12 }, (_, index) => index + 2));
  });

  it.each([
    ['hangs', 'never', 'TIMEOUT', local, '127.0.0.1', 1],
    ['redirects', 302, 'REDIRECTED', local, '127.0.0.1', 1],
    ['has a private address', 200, 'ADDRESS_REFUSED', { ...local, privateAddresses: false }, '127.0.0.1', 0],
    [
      'has a name that resolves to one',
      200,
      'ADDRESS_REFUSED',
      { ...local, privateAddresses: false },
      'localhost',
      0,
    ],
    [
      'was taken off the list',
      200,
      'HOST_NOT_ALLOWED',
      { ...local, hosts: ['other.example'] },
      '127.0.0.1',
      0,
    ],
    ['has no TLS', 200, 'HOST_NOT_ALLOWED', { ...local, plainHttp: false }, '127.0.0.1', 0],
  ] as const)('are not delivered to a server that %s', async (_what, answer, failure, rules, host, calls) => {
    receiver.answer = answer;
    await storage.gateway.webhooks.delete(made.webhook.id, undefined);
    made = await create(receiver.url('/hook', host));
    await happen(settled);
    await deliver(rules, 200);
    expect(receiver.calls).toHaveLength(calls);
    expect(await deliveries()).toMatchObject([{ state: 'pending', attempts: 1, lastFailure: failure }]);
  });

  it('are signed with both secrets while one replaces the other, and with the new one alone thereafter', async () => {
    const rotated = await storage.gateway.webhooks.rotate(made.webhook.id, hour, undefined);
    await happen(settled);
    await deliver();
    const [call] = receiver.calls;
    for (const secret of [made.secret, rotated.secret])
      new Webhook(secret).verify(call?.text ?? '', call?.headers as Record<string, string>);
    const again = await storage.gateway.webhooks.rotate(made.webhook.id, 0, undefined);
    await happen(settled);
    await deliver();
    const last = receiver.calls[1];
    new Webhook(again.secret).verify(last?.text ?? '', last?.headers as Record<string, string>);
    for (const secret of [made.secret, rotated.secret])
      expect(() =>
        new Webhook(secret).verify(last?.text ?? '', last?.headers as Record<string, string>),
      ).toThrow();
    const rows = await storage.ask('SELECT secrets_sealed, key_wrapped FROM dianda.webhook');
    expect(String(rows[0]?.['secrets_sealed'])).not.toContain('whsec_');
  });

  it('stop while paused, and tell a court nothing of a case that went to another', async () => {
    await storage.gateway.webhooks.setState(made.webhook.id, 'paused', undefined);
    await happen(settled);
    await deliver();
    expect(receiver.calls).toHaveLength(0);
    await storage.gateway.webhooks.setState(made.webhook.id, 'active', undefined);
    await storage.ask(`UPDATE dianda.enforcement_case SET court_code = $1`, [world.otherCourt.code]);
    await deliver();
    await storage.ask(`UPDATE dianda.enforcement_case SET court_code = $1`, [world.court.code]);
    expect(receiver.calls).toHaveLength(0);
    expect(await deliveries()).toMatchObject([{ state: 'parked', lastFailure: 'CASE_MOVED' }]);
  });

  it('are kept by operations, who see the secret once', async () => {
    const root = '/api/v1/operations/webhooks';
    const body = { courtCode: world.court.code, url: receiver.url(), types: ['report.sealed'] };
    const refused = await gateway.call({ method: 'POST', path: root, as: 'ops', body });
    expect({ status: refused.status, reason: refused.json['reason'] }).toEqual({
      status: 409,
      reason: 'WEBHOOK_TARGET_REFUSED',
    });
    expect((await gateway.call({ path: root, as: 'officer.chen' })).status).toBe(403);
    const id = made.webhook.id;
    const listed = await gateway.call({ path: root, as: 'ops' });
    expect(listed.json['items']).toMatchObject([{ id, state: 'active', url: receiver.url() }]);
    expect(listed.text).not.toContain('whsec_');
    const rotated = await gateway.call({ method: 'POST', path: `${root}/${id}/rotate`, as: 'ops', body: {} });
    expect(String(rotated.json['secret'])).toMatch(/^whsec_/);
    expect(
      (await gateway.call({ method: 'POST', path: `${root}/${id}/pause`, as: 'ops' })).json['state'],
    ).toBe('paused');
    expect(
      (await gateway.call({ method: 'POST', path: `${root}/${id}/resume`, as: 'ops' })).json['state'],
    ).toBe('active');
    receiver.answer = 503;
    await happen(settled);
    await deliver();
    const told = await gateway.call({ path: `${root}/${id}/deliveries?state=pending`, as: 'ops' });
    const [item] = told.json['items'] as readonly { readonly id: string }[];
    expect(item).toMatchObject({ state: 'pending', attempts: 1, lastStatus: 503, type: 'leg.settled' });
    const path = `${root}/deliveries/${String(item?.id)}/redeliver`;
    expect((await gateway.call({ method: 'POST', path, as: 'ops' })).status).toBe(202);
    expect((await gateway.call({ method: 'DELETE', path: `${root}/${id}`, as: 'ops' })).status).toBe(204);
    expect((await gateway.call({ path: `${root}/${id}/deliveries`, as: 'ops' })).json['reason']).toBe(
      'WEBHOOK_NOT_FOUND',
    );
    const [creation] = await storage.ask(
      `SELECT facts FROM dianda.audit_entry WHERE action = 'webhook_created' ORDER BY at DESC LIMIT 1`,
    );
    expect(creation?.['facts']).toEqual({ court: world.court.code, host: '127.0.0.1' });
    const audited = await storage.ask(
      `SELECT DISTINCT action FROM dianda.audit_entry WHERE action LIKE 'webhook%'`,
    );
    expect(audited.map(({ action }) => action).sort()).toEqual([
      'webhook_created',
      'webhook_deleted',
      'webhook_paused',
      'webhook_redelivered',
      'webhook_resumed',
      'webhook_rotated',
    ]);
  });
});
