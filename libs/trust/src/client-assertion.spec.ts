import { SignJWT, UnsecuredJWT } from 'jose';
import { createSecretKey, generateKeyPairSync } from 'node:crypto';

import { refusalOf } from '../test/trust-testing.js';
import { readAssertion, signAssertion, verifyAssertion } from './client-assertion.js';
import { generateClientKey, parseClientKey } from './client-key.js';

const now = new Date('2026-11-20T02:00:00Z');
const audience = 'urn:dianda:test';
const seconds = now.getTime() / 1000;
const key = generateClientKey();
const claims = { iss: 'client', sub: 'client', aud: audience, jti: 'j-1', iat: seconds, exp: seconds + 60 };

function jwt(
  changes: object = {},
  header: object = {},
  signer = key.privateKey,
  alg = 'EdDSA',
): Promise<string> {
  return new SignJWT({ ...claims, ...changes })
    .setProtectedHeader({ alg, kid: key.kid, ...header })
    .sign(signer);
}

const verify = (assertion: string) => verifyAssertion(assertion, key, { audience, now });

describe('a client assertion', () => {
  it.each(['ec', 'ed25519', 'rsa'] as const)('signed with a key of type %s verifies', async (type) => {
    const { privateKey, publicKey } =
      type === 'ec'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : type === 'rsa'
          ? generateKeyPairSync('rsa', { modulusLength: 2048 })
          : generateKeyPairSync('ed25519');
    const registered = parseClientKey(publicKey.export({ format: 'jwk' }));
    const assertion = await signAssertion(
      { clientId: 'client', audience, jti: 'j-1', now },
      { ...registered, privateKey },
    );
    expect(readAssertion(assertion)).toEqual({ clientId: 'client', kid: registered.kid });
    expect(await verifyAssertion(assertion, registered, { audience, now })).toEqual({
      jti: 'j-1',
      offeredUntilMs: now.getTime() + 90_000,
    });
  });

  it('forgives a clock that is half a minute off, to either side', async () => {
    await expect(verify(await jwt({ iat: seconds - 90, exp: seconds - 29 }))).resolves.toBeDefined();
    await expect(verify(await jwt({ iat: seconds + 29 }))).resolves.toBeDefined();
  });

  it.each([
    ['expired', { iat: seconds - 100, exp: seconds - 31 }],
    ['from the future', { iat: seconds + 31, exp: seconds + 60 }],
    ['not valid yet', { nbf: seconds + 31 }],
    ['longer-lived than five minutes', { exp: seconds + 301 }],
    ['for another audience', { aud: 'urn:dianda:other' }],
    ['for another audience as well', { aud: [audience, 'urn:dianda:other'] }],
    ['without a jti', { jti: undefined }],
    ['with an empty jti', { jti: '' }],
    ['with an endless jti', { jti: 'x'.repeat(129) }],
    ['without an end', { exp: undefined }],
    ['without a beginning', { iat: undefined }],
  ])('is refused when it is %s', async (_what, changes) => {
    const assertion = await jwt(changes);
    expect((await refusalOf(() => verify(assertion))).reason).toBe('ASSERTION_INVALID');
  });

  it('is refused when another key has signed it, or a secret made of the public key', async () => {
    const forged = await jwt({}, {}, generateClientKey().privateKey);
    expect((await refusalOf(() => verify(forged))).detail).toContain('does not verify');
    const secret = createSecretKey(Buffer.from(JSON.stringify(key.jwk)));
    const confused = await jwt({}, {}, secret, 'HS256');
    expect((await refusalOf(() => verify(confused))).reason).toBe('ASSERTION_INVALID');
    const unsigned = new UnsecuredJWT(claims).encode();
    expect((await refusalOf(() => readAssertion(unsigned))).reason).toBe('ASSERTION_INVALID');
    await expect(refusalOf(() => verify(unsigned))).resolves.toMatchObject({ reason: 'ASSERTION_INVALID' });
  });

  it.each([
    ['is no JWT', () => Promise.resolve('abc')],
    ['is endless', () => Promise.resolve('x'.repeat(9000))],
    ['names no key', () => jwt({}, { kid: undefined })],
    ['is a JWT of another type', () => jwt({}, { typ: 'at+jwt' })],
    ['speaks for somebody else', () => jwt({ sub: 'another' })],
    ['names nobody', () => jwt({ iss: undefined, sub: undefined })],
  ])('gives nothing to look up when it %s', async (_what, make) => {
    const assertion = await make();
    expect((await refusalOf(() => readAssertion(assertion))).reason).toBe('ASSERTION_INVALID');
  });
});
