import { ASSERTION_TYPE, generateClientKey, signAssertion, type AssertionToSign } from '@dianda/trust';
import { randomUUID } from 'node:crypto';
import { GatewayUnderTest, violationsIn, type Call, type Reply } from './gateway-under-test.js';
import * as world from './world.js';

const { actor } = world.clients['court.system'];
const key = generateClientKey();
const jwk = { ...key.jwk, kid: key.kid };

describe('a machine client', () => {
  let gateway: GatewayUnderTest;
  beforeEach(async () => {
    gateway = await GatewayUnderTest.start();
    await gateway.ports.clients.addKey(actor.accountId, { kid: key.kid, jwk: { ...key.jwk } });
  });
  afterEach(() => gateway.stop());

  function assertion(changes: Partial<AssertionToSign> = {}, signer = key): Promise<string> {
    const stated = { clientId: actor.accountId, audience: 'urn:dianda:test', jti: randomUUID() };
    return signAssertion({ ...stated, now: new Date(world.now), ...changes }, signer);
  }
  async function askWith(
    client_assertion: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    const form = {
      grant_type: 'client_credentials',
      client_assertion_type: ASSERTION_TYPE,
      client_assertion,
      ...more,
    };
    return gateway.call({
      method: 'POST',
      path: '/api/v1/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      raw: new URLSearchParams(form).toString(),
    });
  }
  async function tokenFor(scope?: string): Promise<string> {
    const reply = await askWith(await assertion(), scope === undefined ? {} : { scope });
    expect(reply.status).toBe(200);
    return String(reply.json['access_token']);
  }
  const with_ = (token: string, call: Call): Promise<Reply> =>
    gateway.call({ ...call, headers: { authorization: `Bearer ${token}`, ...call.headers } });
  const refusalsOnRecord = () =>
    gateway.ports.audit.of('token_refused').map(({ facts, subject }) => [facts['cause'], subject.id]);

  it('gets a token as RFC 6749 spells it for a signed assertion, on record, and acts as its court', async () => {
    const reply = await askWith(await assertion());
    expect(reply.json).toEqual({
      access_token: expect.any(String) as unknown,
      token_type: 'Bearer',
      expires_in: 900,
      scope: 'cases:write inquiries:order inquiries:read reports:read notices:write',
    });
    expect(gateway.ports.audit.of('token_granted')).toEqual([
      expect.objectContaining({ by: actor, subject: { kind: 'client', id: actor.accountId } }),
    ]);
    const token = String(reply.json['access_token']);
    const put = await with_(token, {
      method: 'PUT',
      path: `/api/v1/cases/${encodeURIComponent('（2026）苏0812执990001号')}`,
      body: world.caseBody(),
    });
    expect(put.status).toBe(201);
  });

  it('is refused alike, and told apart on record, whatever does not hold', async () => {
    const good = await assertion();
    expect((await askWith(good)).status).toBe(200);
    const early = new Date(new Date(world.now).getTime() - 3_600_000);
    const attempts: readonly (readonly [string, string])[] = [
      ['replayed', good],
      ['assertion', await assertion({}, { ...generateClientKey(), kid: key.kid })],
      ['assertion', await assertion({ now: early })],
      ['assertion', await assertion({ audience: 'urn:dianda:other' })],
      ['assertion', await assertion({ lifetimeSeconds: 301 })],
      ['key_unknown', await assertion({}, generateClientKey())],
      ['client_unknown', await assertion({ clientId: randomUUID() })],
      ['client_unknown', await assertion({ clientId: 'court.system' })],
      ['assertion', 'not.a.jwt'],
    ];
    for (const [, offered] of attempts) {
      const reply = await askWith(offered);
      expect({ status: reply.status, reason: reply.json['reason'] }).toEqual({
        status: 401,
        reason: 'CREDENTIALS_INVALID',
      });
    }
    expect(refusalsOnRecord().map(([cause]) => cause)).toEqual(attempts.map(([cause]) => cause));
    expect(gateway.ports.audit.of('token_granted')).toHaveLength(1);
  });

  it('has no password: a sign-in under its name is one of an unknown user', async () => {
    const reply = await gateway.call({
      method: 'POST',
      path: '/api/v1/sessions',
      body: { username: 'court.system', password: world.password },
    });
    expect(reply.status).toBe(401);
  });

  it('goes on with a new key beside the old one, and stops with the old one once it is removed', async () => {
    const next = generateClientKey();
    await gateway.ports.clients.addKey(actor.accountId, { kid: next.kid, jwk: { ...next.jwk } });
    expect((await askWith(await assertion())).status).toBe(200);
    expect((await askWith(await assertion({}, next))).status).toBe(200);
    await gateway.ports.clients.removeKey(actor.accountId, key.kid);
    expect((await askWith(await assertion())).status).toBe(401);
    expect((await askWith(await assertion({}, next))).status).toBe(200);
  });

  it('may do with a token what the token was asked for and no more', async () => {
    const token = await tokenFor('inquiries:read');
    expect((await with_(token, { path: '/api/v1/inquiries' })).status).toBe(200);
    const order = await with_(token, {
      method: 'POST',
      path: '/api/v1/inquiries',
      headers: { 'idempotency-key': 'k' },
      body: world.orderBody(),
    });
    expect({ status: order.status, reason: order.json['reason'] }).toEqual({
      status: 403,
      reason: 'SCOPE_NOT_GRANTED',
    });
    // A scope that is taken from the client goes from its tokens too.
    await gateway.ports.clients.change(actor.accountId, (client) => ({ ...client, scopes: [] }));
    expect((await with_(token, { path: '/api/v1/inquiries' })).status).toBe(403);
  });

  it('is told when it asks for a scope that it has not', async () => {
    const reply = await askWith(await assertion(), { scope: 'inquiries:read everything' });
    expect(reply.status).toBe(400);
    expect(violationsIn(reply)).toEqual(['body /scope SCOPE_UNKNOWN']);
  });

  it('loses its tokens at once when it is disabled', async () => {
    const token = await tokenFor();
    await gateway.ports.clients.setDisabled(actor.accountId, true);
    expect((await with_(token, { path: '/api/v1/inquiries' })).status).toBe(401);
    expect((await askWith(await assertion())).status).toBe(401);
    expect(refusalsOnRecord()).toEqual([['client_disabled', actor.accountId]]);
  });

  it('sees another court’s case as none, and orders in no case of it', async () => {
    await gateway.putCase();
    const order = await gateway.order(world.orderBody(), 'other.court');
    expect({ status: order.status, reason: order.json['reason'] }).toEqual({
      status: 404,
      reason: 'CASE_NOT_FOUND',
    });
    const own = await gateway.order(world.orderBody(), 'court.system');
    const path = `/api/v1/inquiries/${String(own.json['id'])}`;
    expect((await gateway.call({ path, as: 'other.court' })).status).toBe(404);
    expect((await gateway.call({ path, as: 'court.system' })).status).toBe(200);
  });

  it('orders in the name of an officer of the team, and of nobody else', async () => {
    await gateway.putCase();
    const inTheNameOf = (officer: string) => gateway.order({ ...world.orderBody(), officer }, 'court.system');
    expect((await inTheNameOf(world.chen.workId)).status).toBe(202);
    for (const workId of [world.outsider.workId, 'nobody']) {
      const reply = await inTheNameOf(workId);
      expect({ status: reply.status, reason: reply.json['reason'] }).toEqual({
        status: 403,
        reason: 'NOT_IN_CASE_TEAM',
      });
    }
    // In the team, but without valid credentials.
    expect((await inTheNameOf(world.lapsed.workId)).json['reason']).toBe('OFFICER_CREDENTIAL_EXPIRED');
    const officer = await gateway.order(
      { ...world.orderBody(), officer: world.lapsed.workId },
      'officer.chen',
    );
    expect(violationsIn(officer)).toEqual(['body /officer OFFICER_NOT_ONESELF']);
  });

  it('is held to its limit, told which, and let on when the window ends', async () => {
    await gateway.ports.clients.change(actor.accountId, (client) => ({ ...client, requestsPerMinute: 2 }));
    const ask = (language = 'zh-CN') =>
      gateway.call({
        path: '/api/v1/inquiries',
        as: 'court.system',
        headers: { 'accept-language': language },
      });
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
    const over = await ask();
    expect(over.status).toBe(429);
    expect(over.headers['content-type']).toContain('application/problem+json');
    expect(over.headers['retry-after']).toBe('60');
    expect(over.json['detail']).toContain('每60秒2次');
    expect((await ask('en')).json['detail']).toContain('2 requests in 60 seconds');
    expect((await gateway.call({ path: '/api/v1/inquiries', as: 'other.court' })).status).toBe(200);
    gateway.ports.requests.endWindows();
    expect((await ask()).status).toBe(200);
  });

  it('floods no audit log with refusals, and still lets good assertions in', async () => {
    for (let n = 0; n < 20; n += 1) expect((await askWith('x.y.z')).status).toBe(401);
    expect((await askWith('x.y.z')).status).toBe(429);
    expect(refusalsOnRecord()).toHaveLength(20);
    expect((await askWith(await assertion())).status).toBe(200);
  });

  it.each([
    ['another grant', { grant_type: 'password' }, '/grant_type'],
    ['another kind of assertion', { client_assertion_type: 'x' }, '/client_assertion_type'],
    ['an unknown parameter', { client_secret: 's3cret' }, '/client_secret'],
  ])('is told by name of %s', async (_what, more, pointer) => {
    const reply = await askWith(await assertion(), more);
    expect(reply.status).toBe(400);
    expect(violationsIn(reply).join()).toContain(pointer);
    expect(reply.text).not.toContain('s3cret');
  });

  it('asks with a form, each parameter once', async () => {
    const json = await gateway.call({ method: 'POST', path: '/api/v1/token', body: {} });
    expect(json.status).toBe(415);
    expect(json.headers['accept']).toBe('application/x-www-form-urlencoded');
    const twice = await gateway.call({
      method: 'POST',
      path: '/api/v1/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      raw: 'grant_type=a&grant_type=b',
    });
    expect(twice.status).toBe(400);
    const form = await gateway.call({
      method: 'POST',
      path: '/api/v1/sessions',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      raw: 'username=ops',
    });
    expect(form.status).toBe(415);
  });

  it('is kept by an administrator: added, given keys, deprived of them, disabled', async () => {
    const ask = (call: Call) => gateway.call({ ...call, as: 'admin' });
    const root = '/api/v1/operations/clients';
    const added = await ask({
      method: 'POST',
      path: root,
      body: { name: 'court.new', court: '苏0812', scopes: ['cases:write'] },
    });
    expect(added.status).toBe(201);
    expect(added.json).toMatchObject({
      name: 'court.new',
      requestsPerMinute: 600,
      disabled: false,
      keys: [],
    });
    const own = `${root}/${String(added.json['id'])}`;
    const keyed = await ask({ method: 'POST', path: `${own}/keys`, body: { jwk } });
    expect(keyed.json['keys']).toEqual([expect.objectContaining({ kid: key.kid, kty: 'OKP' })]);
    expect((await ask({ method: 'POST', path: `${own}/keys`, body: { jwk } })).status).toBe(409);
    const secret = await ask({
      method: 'POST',
      path: `${own}/keys`,
      body: { jwk: key.privateKey.export({ format: 'jwk' }) },
    });
    expect(violationsIn(secret)).toEqual(['body /jwk CLIENT_KEY_INVALID']);
    expect((await ask({ method: 'DELETE', path: `${own}/keys/${key.kid}` })).json['keys']).toEqual([]);
    expect((await ask({ method: 'DELETE', path: `${own}/keys/${key.kid}` })).status).toBe(404);
    const disabled = await ask({ method: 'PATCH', path: own, body: { disabled: true } });
    expect(disabled.json['disabled']).toBe(true);
    expect((await ask({ path: root })).json['items']).toHaveLength(3);
    expect((await ask({ method: 'PATCH', path: `${root}/x`, body: { disabled: true } })).status).toBe(404);
    const taken = await ask({
      method: 'POST',
      path: root,
      body: { name: 'court.new', court: '苏0812', scopes: ['cases:write'] },
    });
    expect(taken.json['reason']).toBe('CLIENT_NAME_TAKEN');
  });
});
