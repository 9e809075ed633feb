import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { exportJWK, SignJWT } from 'jose';
import { RouteAccessCheck } from '../src/access/route-access-check.js';
import { AccessTokens } from '../src/access/access-tokens.js';
import { GatewayUnderTest, testKey } from './gateway-under-test.js';
import * as world from './world.js';

/** Routes that need no token, written down by hand: a new one is a decision. */
const publicRoutes = [
  'GET /api/docs',
  'GET /api/docs/:asset',
  'GET /api/openapi.json',
  'GET /health/live',
  'GET /health/ready',
  'POST /api/v1/sessions',
  'POST /api/v1/token',
];

const methods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;

describe('access', () => {
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
    await gateway.putCase();
  });
  afterAll(() => gateway.stop());

  function agenciesWith(authorization: string) {
    return gateway.call({ path: '/api/v1/agencies', headers: { authorization } });
  }

  it('is refused to anybody without a token on every route that is not on the list of public ones', async () => {
    const routes = gateway.gateway.routes.all().filter(({ method }) => method !== 'HEAD');
    expect(routes.length).toBeGreaterThan(publicRoutes.length);
    const open: string[] = [];
    for (const { method, path } of routes) {
      const reply = await gateway.gateway.app.inject({
        method: methods.find((each) => each === method) ?? 'GET',
        url: path.replace(/:\w+/g, 'x'),
        headers: { accept: '*/*', 'idempotency-key': 'k' },
      });
      if (reply.statusCode !== 401) open.push(`${method} ${path}`);
    }
    expect(open.sort()).toEqual(publicRoutes);
  });

  it('does not start while a route declares nothing', async () => {
    @Controller('careless')
    class CarelessController {
      @Get()
      read(): string {
        return 'everybody may read this';
      }
    }
    @Module({ imports: [DiscoveryModule], controllers: [CarelessController], providers: [RouteAccessCheck] })
    class CarelessModule {}
    const start = async () => {
      const app = await NestFactory.create(CarelessModule, new FastifyAdapter(), {
        logger: false,
        abortOnError: false,
      });
      await app.init();
    };
    await expect(start()).rejects.toThrow('CarelessController.read');
  });

  it.each([
    ['PUT', '/api/v1/cases/x', ['court.system']],
    ['POST', '/api/v1/inquiries', ['officer.chen', 'court.system']],
    ['GET', '/api/v1/inquiries', ['officer.chen', 'court.system']],
    ['GET', '/api/v1/inquiries/x', ['officer.chen', 'court.system']],
    ['GET', '/api/v1/inquiries/x/report', ['officer.chen', 'court.system']],
    ['GET', '/api/v1/agencies', ['officer.chen', 'court.system', 'ops']],
    ['GET', '/api/v1/operations/agencies', ['ops']],
    ['GET', '/api/v1/operations/agencies/x', ['ops']],
    ['POST', '/api/v1/operations/agencies/x/enable', ['ops']],
    ['POST', '/api/v1/operations/agencies/x/hold', ['ops']],
    ['POST', '/api/v1/operations/agencies/x/resume', ['ops']],
    ['PUT', '/api/v1/operations/agencies/x/concurrency', ['ops']],
    ['PUT', '/api/v1/operations/agencies/x/quota', ['ops']],
    ['POST', '/api/v1/operations/agencies/x/maintenance', ['ops']],
    ['POST', '/api/v1/operations/agencies/x/maintenance/x/end', ['ops']],
    ['GET', '/api/v1/operations/legs', ['ops']],
    ['GET', '/api/v1/operations/courts', ['admin']],
    ['PUT', '/api/v1/operations/courts/x', ['admin']],
    ['GET', '/api/v1/operations/officers', ['admin']],
    ['POST', '/api/v1/operations/officers', ['admin']],
    ['PUT', '/api/v1/operations/officers/x', ['admin']],
    ['POST', '/api/v1/operations/officers/x/disable', ['admin']],
    ['GET', '/api/v1/operations/accounts', ['admin']],
    ['POST', '/api/v1/operations/accounts', ['admin']],
    ['POST', '/api/v1/operations/accounts/x/disable', ['admin']],
    ['POST', '/api/v1/operations/accounts/x/enable', ['admin']],
    ['POST', '/api/v1/operations/accounts/x/reset-password', ['admin']],
    ['POST', '/api/v1/sessions/password', ['officer.chen', 'ops', 'admin']],
    ['GET', '/api/v1/operations/legs/x', ['ops']],
    ['GET', '/api/v1/operations/legs/x/attempts', ['ops']],
    ['POST', '/api/v1/operations/legs/x/retry', ['ops']],
    ['POST', '/api/v1/operations/legs/x/fail', ['ops']],
  ] as const)('%s %s is for its roles only', async (method, path, permitted) => {
    for (const as of ['officer.chen', 'court.system', 'ops', 'admin'] as const) {
      const reply = await gateway.call({ method, path, as, headers: { 'idempotency-key': 'k' } });
      const isRefused = reply.status === 403;
      expect({ as, isRefused }).toEqual({ as, isRefused: !permitted.some((each) => each === as) });
      if (isRefused) expect(reply.json['reason']).toBe('ROLE_NOT_PERMITTED');
    }
  });

  it('ends when the account is disabled, though the token is still good', async () => {
    const own = await GatewayUnderTest.start();
    const headers = { authorization: `Bearer ${await own.tokenOf('ops')}` };
    expect((await own.call({ path: '/api/v1/agencies', headers })).status).toBe(200);
    own.ports.accounts.disable('ops');
    const after = await own.call({ path: '/api/v1/agencies', headers });
    expect(after.status).toBe(401);
    expect(after.json['reason']).toBe('CREDENTIALS_INVALID');
    await own.stop();
  });

  it('asks for a token where none is sent', async () => {
    const reply = await gateway.call({ path: '/api/v1/agencies' });
    expect(reply.status).toBe(401);
    expect(reply.json['reason']).toBe('CREDENTIALS_MISSING');
    expect(reply.headers['www-authenticate']).toBe('Bearer realm="dianda"');
  });

  it('refuses a token signed by another key', async () => {
    const { clock, randomness } = gateway.ports;
    const forger = new AccessTokens(testKey(), 900_000, clock, randomness);
    const { accessToken } = await forger.issue(world.accounts('').ops.actor);
    expect((await agenciesWith(`Bearer ${accessToken}`)).json['reason']).toBe('CREDENTIALS_INVALID');
  });

  it('refuses a token that says it needs no signature', async () => {
    const [, payload = ''] = (await gateway.tokenOf('ops')).split('.');
    for (const alg of ['none', 'None', 'HS256']) {
      const head = Buffer.from(JSON.stringify({ alg, typ: 'at+jwt' })).toString('base64url');
      expect((await agenciesWith(`Bearer ${head}.${payload}.`)).status).toBe(401);
    }
  });

  it('refuses a token whose signature is the public key used as a shared secret', async () => {
    const jwk = await exportJWK(testKey().privateKey);
    const secret = Buffer.from(jwk.x ?? '', 'base64url');
    const token = await new SignJWT({ role: 'ops' })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .setSubject('00000000-0000-4000-8000-000000000006')
      .setIssuer('urn:dianda:gateway')
      .setAudience('urn:dianda:api')
      .setJti('x')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(secret);
    expect((await agenciesWith(`Bearer ${token}`)).status).toBe(401);
  });

  it('refuses a token whose payload was changed', async () => {
    const [head = '', payload = '', signature = ''] = (await gateway.tokenOf('officer.chen')).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
    const changed = Buffer.from(JSON.stringify({ ...claims, role: 'ops' })).toString('base64url');
    expect((await agenciesWith(`Bearer ${head}.${changed}.${signature}`)).status).toBe(401);
  });

  it.each([
    ['another audience', { aud: 'urn:else' }],
    ['another issuer', { iss: 'urn:else' }],
    ['no expiry', { exp: undefined }],
    ['no subject', { sub: undefined }],
    ['a subject that is no account id', { sub: 'root' }],
    ['a role that is none', { role: 'root' }],
    ['an officer’s role without an officer', { role: 'officer' }],
  ])('refuses a token of our own key with %s', async (_what, changes) => {
    const key = testKey();
    const own = await GatewayUnderTest.start({ tokenKey: key });
    const good = {
      role: 'ops',
      iss: 'urn:dianda:gateway',
      aud: 'urn:dianda:api',
      sub: '00000000-0000-4000-8000-000000000006',
      jti: 'x',
      iat: Date.parse(world.now) / 1000,
      exp: Date.parse(world.now) / 1000 + 60,
    };
    const tokenOf = (claims: object) =>
      new SignJWT(JSON.parse(JSON.stringify(claims)) as Record<string, unknown>)
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' })
        .sign(key.privateKey);
    const ask = async (claims: object) =>
      own.call({ path: '/api/v1/agencies', headers: { authorization: `Bearer ${await tokenOf(claims)}` } });
    expect((await ask(good)).status).toBe(200);
    const refused = await ask({ ...good, ...changes });
    expect({ status: refused.status, reason: refused.json['reason'] }).toEqual({
      status: 401,
      reason: 'CREDENTIALS_INVALID',
    });
    await own.stop();
  });

  it('refuses another type of JWT that our key has signed', async () => {
    const key = testKey();
    const own = await GatewayUnderTest.start({ tokenKey: key });
    const token = await new SignJWT({ role: 'ops' })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'warrant+jwt' })
      .setSubject('00000000-0000-4000-8000-000000000006')
      .setIssuer('urn:dianda:gateway')
      .setAudience('urn:dianda:api')
      .setJti('x')
      .setIssuedAt(Date.parse(world.now) / 1000)
      .setExpirationTime(Date.parse(world.now) / 1000 + 60)
      .sign(key.privateKey);
    const reply = await own.call({ path: '/api/v1/agencies', headers: { authorization: `Bearer ${token}` } });
    expect(reply.status).toBe(401);
    await own.stop();
  });

  it.each(['Basic b3BzOng=', 'Bearer', 'Bearer a b', 'Bearer ../../etc', 'token x'])(
    'refuses the header %s without a stumble',
    async (authorization) => {
      const reply = await agenciesWith(authorization);
      expect(reply.status).toBe(401);
    },
  );
});
