import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import type { TestStorage } from '../../../libs/storage/test/test-database.js';
import { startOnPostgres } from './gateway-on-postgres.js';
import {
  casePath,
  GatewayUnderTest,
  NOTICE_LIMIT_BYTES,
  noticePath,
  testKey,
  type Call,
} from './gateway-under-test.js';
import * as world from './world.js';

/** The gateway on a real socket and a real database, under the database role it has in service. */
describe('the gateway on PostgreSQL', () => {
  let storage: TestStorage;
  let gateway: GatewayUnderTest;
  let origin: string;

  beforeAll(async () => {
    ({ storage, gateway } = await startOnPostgres());
    await gateway.gateway.app.listen({ host: '127.0.0.1', port: 0 });
    origin = await gateway.gateway.app.getUrl();
  });
  afterAll(async () => {
    await gateway.stop();
    await storage.close();
  });

  interface Answer {
    readonly status: number;
    readonly headers: Headers;
    readonly body: Readonly<Record<string, unknown>>;
  }

  async function ask(
    method: string,
    path: string,
    token?: string,
    body?: unknown,
    key?: string,
  ): Promise<Answer> {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const parsed: unknown = await response.json();
    if (typeof parsed !== 'object' || parsed === null) throw new Error('a reply without an object');
    return { status: response.status, headers: response.headers, body: { ...parsed } };
  }

  async function signIn(username: world.Username): Promise<string> {
    const { status, body } = await ask('POST', '/api/v1/sessions', undefined, {
      username,
      password: world.password,
    });
    expect(status).toBe(201);
    return String(body['accessToken']);
  }

  async function count(table: string): Promise<number> {
    const rows = await storage.ask(`SELECT count(*)::int AS n FROM dianda.${table}`);
    return Number(rows[0]?.['n']);
  }

  const path = casePath('（2026）苏0812执990001号');

  it('takes a case, an order once however often it is sent, and shows it to its team alone', async () => {
    const courtSystem = await gateway.tokenOf('court.system');
    expect((await ask('PUT', path, courtSystem, world.caseBody())).status).toBe(201);
    expect((await ask('PUT', path, courtSystem, world.caseBody())).status).toBe(200);

    const officer = await signIn('officer.chen');
    const notice = await fetch(`${origin}${noticePath('（2026）苏0812执990001号', world.notice.number)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${officer}`, 'content-type': 'application/pdf' },
      body: new Uint8Array(world.noticeContent),
    });
    expect(notice.status).toBe(201);
    expect(await notice.json()).toMatchObject({ id: world.noticeId(), sha256: world.notice.sha256 });
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ask('POST', '/api/v1/inquiries', officer, world.orderBody(), key)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const ids = new Set(answers.map(({ body }) => body['id']));
    expect(ids.size).toBe(1);
    expect(await count('inquiry')).toBe(1);
    const other = await ask(
      'POST',
      '/api/v1/inquiries',
      officer,
      { ...world.orderBody(), purpose: '其他' },
      key,
    );
    expect({ status: other.status, reason: other.body['reason'] }).toEqual({
      status: 409,
      reason: 'IDEMPOTENCY_KEY_REUSED',
    });

    const self = `/api/v1/inquiries/${String([...ids][0])}`;
    expect(answers[0]?.headers.get('location')).toBe(self);
    const view = await ask('GET', self, officer);
    expect(view.body).toMatchObject({ state: 'dispatching', progress: { legs: 2, settled: 0, open: 2 } });
    const report = await ask('GET', `${self}/report`, officer);
    expect(report.status).toBe(200);
    expect(report.body).toMatchObject({ standing: 'provisional', counts: { legs: 2, open: 2 } });
    expect(JSON.stringify(report.body)).not.toContain(world.citizenId(2));

    const outsider = await signIn('officer.outsider');
    for (const hidden of [self, `${self}/report`])
      expect((await ask('GET', hidden, outsider)).status).toBe(404);
    expect((await ask('GET', '/api/v1/inquiries', outsider)).body).toEqual({ items: [] });
  });

  it('lists in pages by a cursor of the database’s own, and names a cursor that no page gave', async () => {
    const officer = await signIn('officer.chen');
    for (let n = 0; n < 2; n += 1)
      await ask('POST', '/api/v1/inquiries', officer, world.orderBody(), randomUUID());
    const first = await ask('GET', '/api/v1/inquiries?limit=2', officer);
    expect(first.body['items']).toHaveLength(2);
    const cursor = encodeURIComponent(String(first.body['nextCursor']));
    const second = await ask('GET', `/api/v1/inquiries?limit=2&cursor=${cursor}`, officer);
    expect(second.status).toBe(200);
    expect(second.body['items']).toHaveLength(1);
    const bad = await ask('GET', '/api/v1/inquiries?cursor=xyz', officer);
    expect(bad.status).toBe(400);
    expect(bad.body['violations']).toEqual([
      {
        in: 'query',
        pointer: '/cursor',
        code: 'CURSOR_UNKNOWN',
        detail: expect.stringContaining('游标') as unknown,
      },
    ]);
  });

  it('holds a machine client to one limit at all gateways together, and a guesser too', async () => {
    await storage.ask('UPDATE dianda.client SET requests_per_minute = 4 WHERE account_id = $1', [
      world.clients['other.court'].actor.accountId,
    ]);
    const tokenKey = testKey();
    const gateways = await Promise.all(
      [storage.gateway, await storage.another('gateway')].map(({ accounts, clients, requests, inquiries }) =>
        GatewayUnderTest.start({ accounts, clients, requests, inquiries, tokenKey }),
      ),
    );
    const askEach = (call: Call) =>
      Promise.all([...gateways, ...gateways, ...gateways].map((each) => each.call(call)));
    const listed = await askEach({ path: '/api/v1/inquiries', as: 'other.court' });
    expect(listed.map((reply) => reply.status).sort()).toEqual([200, 200, 200, 200, 429, 429]);
    const guess = { username: 'nobody', password: 'guess' };
    const guessed = await askEach({ method: 'POST', path: '/api/v1/sessions', body: guess });
    expect(guessed.map((reply) => reply.status).sort()).toEqual([401, 401, 401, 401, 401, 429]);
    for (const each of gateways) await each.stop();
  });

  it('stores nothing of a push that names an officer whom the roster lacks', async () => {
    const courtSystem = await gateway.tokenOf('court.system');
    const before = await count('enforcement_case');
    const unknown = await ask('PUT', casePath('（2026）苏0812执990050号'), courtSystem, {
      ...world.caseBody(),
      team: [{ workId: 'nobody', role: 'responsible' }],
    });
    expect(unknown.status).toBe(400);
    expect(unknown.body['violations']).toEqual([
      expect.objectContaining({ in: 'body', pointer: '/team/0/workId', code: 'OFFICER_UNKNOWN' }),
    ]);
    expect(JSON.stringify(unknown.body['violations'])).toContain('名册');
    expect(await count('enforcement_case')).toBe(before);
  });

  it('keeps rare characters of a name, and answers for all of them', async () => {
    const courtSystem = await gateway.tokenOf('court.system');
    const [first, ...rest] = world.caseBody().parties;
    const parties = [{ ...first, name: '𠮷野·样例' }, ...rest];
    const put = await ask('PUT', casePath('（2026）苏0812执990051号'), courtSystem, {
      ...world.caseBody(),
      parties,
    });
    expect(put.status).toBe(201);
  });

  it('writes who signed in, who was refused and who looked into the audit log', async () => {
    await ask('POST', '/api/v1/sessions', undefined, { username: 'officer.chen', password: 'wrong' });
    const rows = await storage.ask('SELECT DISTINCT action FROM dianda.audit_entry');
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'sign_in',
        'sign_in_refused',
        'case_put',
        'inquiry_ordered',
        'inquiry_viewed',
        'report_viewed',
      ]),
    );
  });

  it('refuses a notice that is too large before it comes, and closes the connection', async () => {
    const token = await signIn('officer.chen');
    const head = [
      `POST ${noticePath('（2026）苏0812执990001号', '查2')} HTTP/1.1`,
      'host: x',
      `authorization: Bearer ${token}`,
      'content-type: application/pdf',
      `content-length: ${NOTICE_LIMIT_BYTES + 1}`,
    ];
    // Not a byte of the body is sent: the announcement is enough.
    const received = await rawExchange(Number(new URL(origin).port), `${head.join('\r\n')}\r\n\r\n`);
    expect(received).toContain('HTTP/1.1 413 ');
    expect(received).toContain(String(NOTICE_LIMIT_BYTES));
  });

  it.each([
    ['is not HTTP', 'GARBAGE\r\n\r\n', 400],
    ['has more headers than are read', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`, 431],
  ])('answers what %s with a problem and closes the connection', async (_what, sent, status) => {
    const received = await rawExchange(Number(new URL(origin).port), sent);
    expect(received).toContain(`HTTP/1.1 ${status} `);
    expect(received).toContain('content-type: application/problem+json');
    const body: unknown = JSON.parse(received.slice(received.indexOf('\r\n\r\n') + 4));
    expect(body).toMatchObject({ status });
  });
});

function rawExchange(port: number, sent: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(sent));
    let received = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      received += chunk;
    });
    socket.on('close', () => {
      resolve(received);
    });
    socket.on('error', reject);
  });
}
