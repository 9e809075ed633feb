import { DiandaError } from '@dianda/inquiry';
import { createHealth, createLogger } from '@dianda/service-kit';
import { GatewayUnderTest, violationsIn } from './gateway-under-test.js';
import * as world from './world.js';

const path = '/api/v1/inquiries';
const key = { 'idempotency-key': 'k-1' };

describe('the HTTP edge', () => {
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
    await gateway.putCase();
  });
  afterAll(() => gateway.stop());

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/xml',
    'application/json; charset=gbk',
  ])('answers 415 to a body of type %s and says what it takes', async (contentType) => {
    const reply = await gateway.call({
      method: 'POST',
      path,
      as: 'officer.chen',
      headers: { ...key, 'content-type': contentType },
      raw: JSON.stringify(world.orderBody()),
    });
    expect(reply.status).toBe(415);
    expect(reply.json['reason']).toBe('UNSUPPORTED_MEDIA_TYPE');
    expect(reply.headers['accept']).toBe('application/json');
  });

  it('answers 415 to a body with a content coding, rather than reading bytes as text', async () => {
    const reply = await gateway.call({
      method: 'POST',
      path,
      as: 'officer.chen',
      headers: { ...key, 'content-encoding': 'gzip' },
      raw: JSON.stringify(world.orderBody()),
    });
    expect(reply.status).toBe(415);
  });

  it('answers 400 to truncated JSON', async () => {
    const raw = JSON.stringify(world.orderBody()).slice(0, -20);
    const reply = await gateway.call({ method: 'POST', path, as: 'officer.chen', headers: key, raw });
    expect(reply.status).toBe(400);
    expect(violationsIn(reply)).toEqual(['body  JSON_MALFORMED']);
    expect(reply.text).not.toContain('核查');
  });

  it('answers 400 to JSON that is not UTF-8, rather than storing replacement characters', async () => {
    const raw = Buffer.concat([
      Buffer.from('{"purpose":"'),
      Buffer.from([0xb2, 0xe9, 0xd1, 0xaf]),
      Buffer.from('"}'),
    ]);
    const reply = await gateway.call({ method: 'POST', path, as: 'officer.chen', headers: key, raw });
    expect(reply.status).toBe(400);
    expect(violationsIn(reply)).toEqual(['body  JSON_MALFORMED']);
  });

  it.each([
    ['with a content type', { 'content-type': 'application/json' }],
    ['without a content type', {}],
  ])('answers 400 to an order without a body %s', async (_what, headers) => {
    const reply = await gateway.call({
      method: 'POST',
      path,
      as: 'officer.chen',
      headers: { ...key, ...headers },
    });
    expect(reply.status).toBe(400);
  });

  it.each([
    ['/api/v1/sessions', 'POST', 4],
    ['/api/v1/inquiries', 'POST', 128],
    [`/api/v1/cases/${encodeURIComponent('（2026）苏0812执990001号')}`, 'PUT', 512],
  ] as const)('answers 413 to a body over the limit of %s', async (limited, method, kibibytes) => {
    const within = await gateway.call({
      method,
      path: limited,
      as: 'court.system',
      headers: key,
      raw: JSON.stringify({ filler: 'x'.repeat(kibibytes * 1024 - 20) }),
    });
    expect(within.status).toBe(400);
    const over = await gateway.call({
      method,
      path: limited,
      as: 'court.system',
      headers: key,
      raw: JSON.stringify({ filler: 'x'.repeat(kibibytes * 1024) }),
    });
    expect(over.status).toBe(413);
    expect(over.json['reason']).toBe('CONTENT_TOO_LARGE');
    expect(over.json['detail']).toContain(String(kibibytes * 1024));
  });

  it('answers 405 with the methods that the path takes', async () => {
    const reply = await gateway.call({ method: 'DELETE', path, as: 'officer.chen' });
    expect(reply.status).toBe(405);
    expect(reply.json['reason']).toBe('METHOD_NOT_ALLOWED');
    expect(reply.headers['allow']).toBe('GET, HEAD, POST');

    const onCase = await gateway.call({ method: 'PATCH', path: '/api/v1/cases/x?y=1' });
    expect(onCase.status).toBe(405);
    expect(onCase.headers['allow']).toContain('PUT');
  });

  it('answers 404 to a path that is nobody’s', async () => {
    for (const nowhere of [
      '/',
      '/api/v1',
      '/api/v1/cases/',
      '/api/v1/inquiries/x/y/z',
      '/api/v2/inquiries',
    ]) {
      const reply = await gateway.call({ path: nowhere, as: 'officer.chen' });
      expect({ nowhere, status: reply.status }).toEqual({ nowhere, status: 404 });
      expect(reply.json['reason']).toBe('ROUTE_NOT_FOUND');
    }
  });

  it('answers 406 when the reply would be in no format that is accepted', async () => {
    const reply = await gateway.call({ path, as: 'officer.chen', headers: { accept: 'application/xml' } });
    expect(reply.status).toBe(406);
    expect(reply.json['reason']).toBe('NOT_ACCEPTABLE');
    for (const accept of ['*/*', 'application/*;q=0.1', 'text/html, application/json;q=0.5', '']) {
      expect((await gateway.call({ path, as: 'officer.chen', headers: { accept } })).status).toBe(200);
    }
    const refused = await gateway.call({
      path,
      as: 'officer.chen',
      headers: { accept: '*/*, application/json;q=0' },
    });
    expect(refused.status).toBe(406);
  });

  it('answers a malformed percent-encoding with a problem like any other', async () => {
    const reply = await gateway.call({
      path: '/api/v1/cases/%E0%A4%A',
      headers: { 'accept-language': 'en' },
    });
    expect(reply.status).toBe(400);
    expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(reply.headers['x-request-id']).toBe(reply.json['correlationId']);
    expect(reply.headers['x-content-type-options']).toBe('nosniff');
  });

  it('answers 414 to a path segment longer than any of ours', async () => {
    const reply = await gateway.call({ path: `/api/v1/inquiries/${'a'.repeat(600)}`, as: 'officer.chen' });
    expect(reply.status).toBe(414);
    expect(reply.json['reason']).toBe('URI_TOO_LONG');
  });

  it('names wrong and unknown query parameters', async () => {
    const reply = await gateway.call({
      path: `${path}?limit=0&caseNumber=abc&sort=name&cursor=`,
      as: 'officer.chen',
    });
    expect(reply.status).toBe(400);
    expect([...violationsIn(reply)].sort()).toEqual([
      'query /caseNumber CASE_NUMBER_SHAPE',
      'query /cursor TEXT_EMPTY',
      'query /limit WHOLE_NUMBER_EXPECTED',
      'query /sort MEMBER_UNKNOWN',
    ]);
    const twice = await gateway.call({ path: `${path}?limit=1&limit=2`, as: 'officer.chen' });
    expect(violationsIn(twice)).toEqual(['query /limit WHOLE_NUMBER_EXPECTED']);
  });

  describe('in the reader’s language', () => {
    it('speaks Chinese unless English is asked for', async () => {
      const chinese = await gateway.call({ path });
      expect(chinese.json['title']).toBe('未登录或登录失效');
      expect(chinese.headers['content-language']).toBe('zh-CN');
      const english = await gateway.call({ path, headers: { 'accept-language': 'en-GB, zh;q=0.5' } });
      expect(english.json['title']).toBe('Not signed in');
      expect(english.json['detail']).toBe('Sign in first: the request carries no access token.');
      expect(english.headers['content-language']).toBe('en');
      expect(english.headers['vary']).toBe('accept-language');
    });

    it('explains violations in it, those of identifiers and of the core too', async () => {
      const reply = await gateway.call({
        method: 'POST',
        path,
        as: 'officer.chen',
        headers: { ...key, 'accept-language': 'en' },
        body: { ...world.orderBody(), purpose: '', subjects: [{ ...world.person(2), documentNumber: '1' }] },
      });
      expect(reply.text).toContain('This may not be empty.');
      expect(reply.text).not.toMatch(/\p{Script=Han}/u);
      const core = await gateway.call({
        method: 'POST',
        path,
        as: 'officer.chen',
        headers: { ...key, 'accept-language': 'en' },
        body: { ...world.orderBody(), agencies: ['nobody'] },
      });
      expect(core.text).toContain('The directory has no such agency');
    });
  });

  describe('with request ids', () => {
    it('gives every reply one, good or bad, and repeats it in the problem and on each log line', async () => {
      const before = gateway.logLines.length;
      const reply = await gateway.call({ path: '/api/v1/agencies' });
      const id = reply.headers['x-request-id'];
      expect(id).toMatch(/^[0-9a-f-]{36}$/);
      expect(reply.json['correlationId']).toBe(id);
      const lines = gateway.logLines.slice(before);
      expect(lines).toHaveLength(1);
      expect(lines.every((line) => line.includes(`"requestId":"${String(id)}"`))).toBe(true);
      const good = await gateway.call({ path: '/health/live' });
      expect(good.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('gives it to whatever the request calls, also behind the reading of a body', async () => {
      const own = await GatewayUnderTest.start();
      await own.putCase();
      const { directory } = own.ports;
      directory.list = () => {
        own.log.info('deep inside');
        return Promise.resolve(world.agencies);
      };
      const reply = await own.order();
      expect(reply.status).toBe(202);
      const line = own.logLines.find((each) => each.includes('deep inside'));
      expect(line).toContain(`"requestId":"${String(reply.headers['x-request-id'])}"`);
      await own.stop();
    });

    it('keeps a well-formed one', async () => {
      for (const id of ['0b9e5a9e-3a51-4a0c-8a44-6f9d3f6f2b11', '4bf92f3577b34da6a3ce929d0e0e4736']) {
        const reply = await gateway.call({ path: '/api/v1/agencies', headers: { 'x-request-id': id } });
        expect(reply.headers['x-request-id']).toBe(id);
        expect(reply.json['correlationId']).toBe(id);
      }
    });

    it.each([world.citizenId(3), '62000000000000000000000000000012', 'x', 'a b', '张三', 'a'.repeat(33)])(
      'replaces %s, which is no id',
      async (offered) => {
        const reply = await gateway.call({
          path: '/api/v1/agencies',
          headers: { 'x-request-id': encodeURI(offered) },
        });
        expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
      },
    );
  });

  it('writes an access log of patterns, without path, query or body', async () => {
    const caseNumber = encodeURIComponent('（2026）苏0812执990444号');
    const before = gateway.logLines.length;
    await gateway.call({
      method: 'PUT',
      path: `/api/v1/cases/${caseNumber}?secret=${world.citizenId(7)}`,
      as: 'court.system',
      body: { name: '样例人七' },
    });
    const lines = gateway.logLines.slice(before).join('\n');
    expect(lines).toContain('"route":"/api/v1/cases/:caseNumber"');
    expect(lines).toContain('"statusCode":400');
    expect(lines).toContain('"role":"court-system"');
    for (const secret of ['990444', caseNumber, world.citizenId(7), '样例人七', 'secret']) {
      expect(lines).not.toContain(secret);
    }
  });

  it('sets the security headers on good replies and bad ones, and allows no other origin', async () => {
    for (const asked of ['/health/live', '/nowhere', path]) {
      const { headers } = await gateway.call({
        path: asked,
        headers: { origin: 'https://elsewhere.example' },
      });
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });

  it('strips an unexpected error to a request id, and logs it without its message', async () => {
    const broken = await GatewayUnderTest.start();
    broken.ports.directory.list = () =>
      Promise.reject(Object.assign(new Error('row 张三 320898198001010014'), { code: '22P02' }));
    const reply = await broken.call({ path: '/api/v1/agencies', as: 'ops' });
    expect(reply.status).toBe(500);
    expect(reply.json['reason']).toBe('UNEXPECTED');
    expect(reply.json['origin']).toBe('dianda');
    expect(reply.text).not.toContain('22P02');
    const lines = broken.logLines.join('\n');
    expect(lines).toContain('22P02');
    expect(lines).toContain(`"requestId":"${String(reply.headers['x-request-id'])}"`);
    expect(lines).not.toContain('张三');
    expect(lines).not.toContain('320898198001010014');
    await broken.stop();
  });

  it('answers 503 while the database is away, on the API and to who asks whether it is ready', async () => {
    const health = createHealth({ log: createLogger({ service: 'test', level: 'silent' }) });
    const away = DiandaError.unavailable('STORAGE_UNAVAILABLE', {
      origin: 'dianda',
      detail: 'database ECONNREFUSED',
    });
    health.add('ready', 'database', () => Promise.reject(away));
    const cut = await GatewayUnderTest.start({ health });
    cut.ports.directory.list = () => Promise.reject(away);
    const reply = await cut.call({ path: '/api/v1/agencies', as: 'ops' });
    expect(reply.status).toBe(503);
    expect(reply.json).toMatchObject({ reason: 'STORAGE_UNAVAILABLE', origin: 'dianda' });
    expect(reply.text).not.toContain('ECONNREFUSED');
    const ready = await cut.call({ path: '/health/ready' });
    expect(ready.status).toBe(503);
    expect(ready.json).toEqual({
      status: 'down',
      checks: [{ name: 'database', status: 'down', reason: 'STORAGE_UNAVAILABLE' }],
    });
    expect((await cut.call({ path: '/health/live' })).status).toBe(200);
    await cut.stop();
  });
});
