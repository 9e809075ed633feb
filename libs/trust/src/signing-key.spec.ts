import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

import { folderPerTest, reasonOf } from '../test/trust-testing.js';
import { KeySet, openOrCreateSigningKey, openSigningKey, publishKey, withdrawKey } from './signing-key.js';
import type { PublicSigningJwk, SigningKey } from './signing-key.js';

const newFolder = folderPerTest();
const newKey = (): SigningKey => openOrCreateSigningKey(join(newFolder(), 'key.pem'));

/** The published key of RFC 8037 appendix A.1 to A.3, private part and thumbprint. */
const RFC_8037_PKCS8 = 'MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g';
const RFC_8037_X = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
const RFC_8037_THUMBPRINT = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';

function pem(pkcs8: string): string {
  const base64 = Buffer.from(pkcs8, 'base64url').toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n`;
}

describe('openOrCreateSigningKey', () => {
  it('makes a private file at first start and opens the same key afterwards', () => {
    const path = join(newFolder(), 'key.pem');
    const first = openOrCreateSigningKey(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(openOrCreateSigningKey(path).kid).toBe(first.kid);
    expect(openSigningKey(path).publicJwk).toEqual(first.publicJwk);
  });

  it('names the key by its RFC 7638 thumbprint, as in the example of RFC 8037', () => {
    const path = join(newFolder(), 'key.pem');
    writeFileSync(path, pem(RFC_8037_PKCS8), { mode: 0o600 });
    expect(openSigningKey(path).publicJwk).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: RFC_8037_X,
      kid: RFC_8037_THUMBPRINT,
      alg: 'EdDSA',
      use: 'sig',
    });
  });

  it('shows no private byte when printed', () => {
    const path = join(newFolder(), 'key.pem');
    writeFileSync(path, pem(RFC_8037_PKCS8), { mode: 0o600 });
    const key = openSigningKey(path);
    const printed = `${inspect(key, { depth: 9, showHidden: true })}${JSON.stringify(key)}`;
    expect(printed).toContain(RFC_8037_X);
    expect(printed).not.toMatch(/nWGxne|9d61b19d|9d 61 b1/);
  });

  it.each([
    ['no PEM', () => 'nothing'],
    [
      'a key of another kind',
      () =>
        generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
          type: 'pkcs8',
          format: 'pem',
        }),
    ],
  ])('refuses a file with %s', async (_content, make) => {
    const path = join(newFolder(), 'key.pem');
    writeFileSync(path, make(), { mode: 0o600 });
    expect(await reasonOf(() => openOrCreateSigningKey(path))).toBe('SECRET_FILE_MALFORMED');
  });

  it('refuses a key that others may read', async () => {
    const path = join(newFolder(), 'key.pem');
    writeFileSync(path, pem(RFC_8037_PKCS8), { mode: 0o644 });
    expect(await reasonOf(() => openSigningKey(path))).toBe('SECRET_FILE_TOO_OPEN');
  });
});

describe('a key set', () => {
  it('holds old and new key at once, so that keys rotate with overlap', () => {
    const path = join(newFolder(), 'jwks.json');
    const [old, next] = [newKey(), newKey()];
    publishKey(path, old.publicJwk);
    publishKey(path, next.publicJwk);
    expect(KeySet.read(path).kids).toEqual([old.kid, next.kid]);
    withdrawKey(path, old.kid);
    const after = KeySet.read(path);
    expect(after.find(old.kid)).toBeUndefined();
    expect(after.find(next.kid)?.asymmetricKeyType).toBe('ed25519');
  });

  it('is not written again when the key is there already', () => {
    const path = join(newFolder(), 'jwks.json');
    const { publicJwk } = newKey();
    publishKey(path, publicJwk);
    const { ino } = statSync(path);
    publishKey(path, publicJwk);
    expect(statSync(path).ino).toBe(ino);
    expect(KeySet.read(path).kids).toEqual([publicJwk.kid]);
  });

  it('contains public members only', () => {
    const path = join(newFolder(), 'jwks.json');
    publishKey(path, newKey().publicJwk);
    const { keys } = JSON.parse(readFileSync(path, 'utf8')) as { keys: Record<string, unknown>[] };
    expect(keys.map((jwk) => Object.keys(jwk).sort())).toEqual([['alg', 'crv', 'kid', 'kty', 'use', 'x']]);
  });

  it('ignores keys of other types, as RFC 7517 asks', () => {
    const { publicJwk } = newKey();
    const rsa = { kty: 'RSA', crv: 'none', n: 'AQAB', e: 'AQAB', kid: 'rsa' };
    expect(KeySet.parse(JSON.stringify({ keys: [rsa, publicJwk] })).kids).toEqual([publicJwk.kid]);
  });

  it('withdraws neither an unknown key nor the last one', async () => {
    const path = join(newFolder(), 'jwks.json');
    const { publicJwk } = newKey();
    publishKey(path, publicJwk);
    expect(await reasonOf(() => withdrawKey(path, 'other'))).toBe('KEY_UNKNOWN');
    expect(await reasonOf(() => withdrawKey(path, publicJwk.kid))).toBe('KEY_SET_MALFORMED');
    expect(KeySet.read(path).kids).toEqual([publicJwk.kid]);
  });

  it.each<[string, (jwk: PublicSigningJwk) => unknown]>([
    ['no list of keys', () => ({})],
    ['no Ed25519 key at all', () => ({ keys: [] })],
    ['a private key', (jwk) => ({ keys: [{ ...jwk, d: RFC_8037_X }] })],
    ['a kid that is not the thumbprint', (jwk) => ({ keys: [{ ...jwk, kid: 'key-1' }] })],
    ['a key of the wrong length', (jwk) => ({ keys: [{ ...jwk, x: 'AAAA' }] })],
  ])('with %s is refused', async (_fault, spoil) => {
    const document = JSON.stringify(spoil(newKey().publicJwk));
    expect(await reasonOf(() => KeySet.parse(document))).toBe('KEY_SET_MALFORMED');
  });

  it('that does not exist is refused', async () => {
    expect(await reasonOf(() => KeySet.read(join(newFolder(), 'none')))).toBe('KEY_SET_MALFORMED');
  });
});
