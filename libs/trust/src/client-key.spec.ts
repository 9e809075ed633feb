import { generateKeyPairSync } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';

import { folderPerTest, refusalOf } from '../test/trust-testing.js';
import { openClientKey, parseClientKey } from './client-key.js';

const pairs = {
  EC: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  OKP: () => generateKeyPairSync('ed25519'),
  RSA: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
};

describe('a client’s key', () => {
  it.each([
    ['EC', 'ES256'],
    ['OKP', 'EdDSA'],
    ['RSA', 'PS256'],
  ] as const)('of type %s is taken for %s alone, and named by its thumbprint', (kind, algorithm) => {
    const jwk = pairs[kind]().publicKey.export({ format: 'jwk' });
    const key = parseClientKey({ ...jwk, use: 'sig', alg: algorithm });
    expect(key).toMatchObject({ algorithm, jwk });
    expect(key.kid).toMatch(/^[\w-]{43}$/);
    expect(parseClientKey({ ...jwk, kid: '2026-11' }).kid).toBe('2026-11');
  });

  it('has the thumbprint that RFC 8037 computes of its example', () => {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
    expect(parseClientKey(jwk).kid).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it.each([
    ['a private key', () => pairs.OKP().privateKey.export({ format: 'jwk' }), 'is a private key'],
    ['a private RSA key', () => pairs.RSA().privateKey.export({ format: 'jwk' }), 'is a private key'],
    ['a shared secret', () => ({ kty: 'oct', k: 'c2VjcmV0' }), 'is a private key'],
    [
      'a weak RSA key',
      () => generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' }),
      '1024 bits',
    ],
    [
      'another curve',
      () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' }),
      'neither',
    ],
    [
      'a key for encryption',
      () => ({ ...pairs.OKP().publicKey.export({ format: 'jwk' }), use: 'enc' }),
      '(use)',
    ],
    [
      'another algorithm',
      () => ({ ...pairs.EC().publicKey.export({ format: 'jwk' }), alg: 'HS256' }),
      'another alg',
    ],
    ['half a key', () => ({ kty: 'EC', crv: 'P-256', x: 'AAAA' }), 'has no y'],
    [
      'a point off the curve',
      () => ({ kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' }),
      'no whole public key',
    ],
    ['a name with blanks', () => ({ ...pairs.OKP().publicKey.export({ format: 'jwk' }), kid: 'a b' }), 'kid'],
    ['a list', () => [], 'no JWK object'],
    ['text', () => 'key', 'no JWK object'],
  ])('is refused when it is %s', async (_what, make, problem) => {
    const refusal = await refusalOf(() => parseClientKey(make()));
    expect(refusal.reason).toBe('CLIENT_KEY_INVALID');
    expect(refusal.detail).toContain(problem);
  });

  const folder = folderPerTest();
  it('is made once in a file that only its owner may read', () => {
    const file = join(folder(), 'client.pem');
    const made = openClientKey(file);
    expect(openClientKey(file).kid).toBe(made.kid);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
