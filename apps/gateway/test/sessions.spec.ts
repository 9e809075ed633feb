import { GatewayUnderTest, type Reply } from './gateway-under-test.js';
import * as world from './world.js';

describe('signing in', () => {
  let gateway: GatewayUnderTest;

  beforeEach(async () => {
    gateway = await GatewayUnderTest.start();
  });
  afterEach(() => gateway.stop());

  function signIn(username: string, password: string = world.password): Promise<Reply> {
    return gateway.call({ method: 'POST', path: '/api/v1/sessions', body: { username, password } });
  }

  it('gives a token that works until it expires', async () => {
    const session = await signIn('officer.chen');
    expect(session.status).toBe(201);
    expect(session.json).toMatchObject({
      tokenType: 'Bearer',
      role: 'officer',
      displayName: '样例账户1',
      expiresAt: '2026-11-20T02:15:00.000Z',
    });
    const headers = { authorization: `Bearer ${String(session.json['accessToken'])}` };
    expect((await gateway.call({ path: '/api/v1/agencies', headers })).status).toBe(200);
    gateway.ports.clock.advance(15 * 60_000);
    const late = await gateway.call({ path: '/api/v1/agencies', headers });
    expect(late.status).toBe(401);
    expect(late.json['reason']).toBe('TOKEN_EXPIRED');
    expect(late.headers['www-authenticate']).toBe('Bearer realm="dianda", error="invalid_token"');
  });

  it('does not mind the case of the user name', async () => {
    expect((await signIn('Officer.CHEN')).status).toBe(201);
  });

  it('answers an unknown user, a wrong password and a disabled account alike, and audits each', async () => {
    gateway.ports.accounts.disable('ops');
    const replies = [
      await signIn('nobody'),
      await signIn('officer.chen', 'not the password'),
      await signIn('ops'),
    ];
    for (const reply of replies) {
      expect(reply.status).toBe(401);
      const { correlationId, ...rest } = reply.json;
      expect(correlationId).toBeDefined();
      expect(rest).toEqual(withoutId(replies[0]));
    }
    const refusals = gateway.ports.audit.of('sign_in_refused');
    expect(refusals.map(({ facts, subject }) => [facts['cause'], subject.id])).toEqual([
      ['unknown', 'unknown'],
      ['password', '00000000-0000-4000-8000-000000000001'],
      ['disabled', '00000000-0000-4000-8000-000000000006'],
    ]);
    expect(gateway.ports.audit.of('sign_in')).toEqual([]);
  });

  it('audits a good sign-in by its account', async () => {
    await signIn('officer.chen');
    expect(gateway.ports.audit.of('sign_in')).toEqual([
      expect.objectContaining({
        by: expect.objectContaining({ role: 'officer' }) as unknown,
        subject: { kind: 'account', id: '00000000-0000-4000-8000-000000000001' },
      }),
    ]);
  });

  it('never writes user names or passwords to log or audit', async () => {
    await signIn('hunter2-typed-in-the-wrong-field', 'my secret');
    await signIn('officer.chen');
    const written = gateway.logLines.join('\n') + JSON.stringify(gateway.ports.audit.entries);
    for (const secret of ['hunter2', 'my secret', world.password, 'officer.chen']) {
      expect(written).not.toContain(secret);
    }
  });

  it('floods no audit log however many names are tried, and still lets right passwords in', async () => {
    for (let n = 0; n < 20; n += 1) expect((await signIn(`nobody-${n}`)).status).toBe(401);
    expect((await signIn('nobody-20')).json['reason']).toBe('TOO_MANY_ATTEMPTS');
    expect(gateway.ports.audit.of('sign_in_refused')).toHaveLength(20);
    expect((await signIn('officer.chen')).status).toBe(201);
  });

  it('makes who guesses wait, tells how long, and lets other users and addresses in meanwhile', async () => {
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect((await signIn('officer.chen', `guess ${attempt}`)).status).toBe(401);
    }
    const limited = await signIn('OFFICER.chen');
    expect(limited.status).toBe(429);
    expect(limited.json['reason']).toBe('TOO_MANY_ATTEMPTS');
    const retryAfter = Number(limited.headers['retry-after']);
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(900);
    await signIn('officer.chen');

    expect((await signIn('ops')).status).toBe(201);
    const elsewhere = await gateway.gateway.app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      remoteAddress: '192.0.2.7',
      payload: { username: 'officer.chen', password: world.password },
    });
    expect(elsewhere.statusCode).toBe(201);
    const causes = gateway.ports.audit.of('sign_in_refused').map(({ facts }) => facts['cause']);
    expect(causes.filter((cause) => cause === 'too_many_attempts')).toHaveLength(1);
  });

  it('forgets earlier slips after a good sign-in', async () => {
    for (let round = 1; round <= 3; round += 1) {
      for (let slip = 1; slip <= 4; slip += 1) await signIn('officer.chen', 'slip');
      expect((await signIn('officer.chen')).status).toBe(201);
    }
  });

  it('believes no forwarded address unless a proxy is trusted', async () => {
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await gateway.call({
        method: 'POST',
        path: '/api/v1/sessions',
        headers: { 'x-forwarded-for': `192.0.2.${attempt}` },
        body: { username: 'officer.chen', password: 'guess' },
      });
    }
    expect((await signIn('officer.chen')).status).toBe(429);
  });

  it('names what is missing without repeating the rest', async () => {
    const reply = await gateway.call({
      method: 'POST',
      path: '/api/v1/sessions',
      body: { username: 'officer.chen', passwort: 'my secret' },
    });
    expect(reply.status).toBe(400);
    expect(reply.text).not.toContain('my secret');
    expect(reply.text).toContain('/password');
  });
});

function withoutId(reply: Reply | undefined) {
  if (reply === undefined) throw new Error('no reply');
  const { correlationId: _id, ...rest } = reply.json;
  return rest;
}
