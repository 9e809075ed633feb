import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { readFileIfPresent, updateFile } from './atomic-file.js';
import { JsonObject } from './json-object.js';
import { openOrCreateSecretFile, readSecretFile } from './secret-file.js';
import { TrustError } from './trust-error.js';

const READABLE_BY_ALL = 0o644;

/** The public half of a signing key as a JWK (RFC 8037); `kid` is its RFC 7638 thumbprint. */
export interface PublicSigningJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}

/** An Ed25519 key that signs warrants or receipts. Printing it shows no private bytes. */
export interface SigningKey {
  readonly kid: string;
  readonly publicJwk: PublicSigningJwk;
  readonly privateKey: KeyObject;
}

/**
 * Opens the private key (PKCS #8 PEM, mode 0600), making it at the very first start. To rotate, make the
 * next key in another file, publish it, and sign with it once every verifier has it.
 * @throws TrustError SECRET_FILE_TOO_OPEN, SECRET_FILE_MALFORMED, SECRET_FILE_UNREADABLE.
 */
export function openOrCreateSigningKey(privateKeyFile: string): SigningKey {
  const pem = openOrCreateSecretFile(privateKeyFile, () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
  );
  return parseSigningKey(privateKeyFile, pem);
}

/**
 * Opens a private key that must exist.
 * @throws TrustError SECRET_FILE_MISSING, and as {@link openOrCreateSigningKey}.
 */
export function openSigningKey(privateKeyFile: string): SigningKey {
  return parseSigningKey(privateKeyFile, readSecretFile(privateKeyFile));
}

/**
 * The public keys one signer may sign with: a JWKS (RFC 7517) of several keys, so that a new key is known
 * before the old one goes. Members of other key types are ignored, as the RFC asks.
 */
export class KeySet {
  private constructor(
    private readonly publicKeys: ReadonlyMap<string, KeyObject>,
    readonly jwks: readonly PublicSigningJwk[],
  ) {}

  static of(jwks: readonly PublicSigningJwk[]): KeySet {
    return new KeySet(new Map(jwks.map((jwk) => [jwk.kid, publicKeyOf(jwk)])), jwks);
  }

  /**
   * Reads a JWKS document.
   * @throws TrustError KEY_SET_MALFORMED when it is no JWKS, holds no Ed25519 key, a private key, or a kid
   *   that is not the key's thumbprint.
   */
  static parse(document: Uint8Array | string): KeySet {
    return KeySet.of(parseJwks(Buffer.from(document), 'key set'));
  }

  /** Reads a JWKS file. @throws TrustError KEY_SET_MALFORMED, also when there is no such file. */
  static read(path: string): KeySet {
    const bytes = readFileIfPresent(path);
    if (bytes === undefined) throw new TrustError('KEY_SET_MALFORMED', `${path} does not exist`);
    return KeySet.of(parseJwks(bytes, path));
  }

  get kids(): string[] {
    return [...this.publicKeys.keys()];
  }

  /** The public key of that id, or undefined: a signature by an unknown key is worth nothing. */
  find(kid: string): KeyObject | undefined {
    return this.publicKeys.get(kid);
  }
}

/** Adds a public key to a JWKS file, making the file if need be; does nothing when it is there already. */
export function publishKey(jwksFile: string, jwk: PublicSigningJwk): void {
  const readable = readFileIfPresent(jwksFile);
  if (readable !== undefined && holds(parseJwks(readable, jwksFile), jwk.kid)) return;
  updateFile(jwksFile, READABLE_BY_ALL, (present) => {
    const others = present === undefined ? [] : parseJwks(present, jwksFile);
    return jwksText(holds(others, jwk.kid) ? others : [...others, jwk]);
  });
}

/**
 * Takes a public key out of a JWKS file: what it signed is refused from the next read on.
 * @throws TrustError KEY_UNKNOWN when the file lacks it, KEY_SET_MALFORMED when it is the last one.
 */
export function withdrawKey(jwksFile: string, kid: string): void {
  updateFile(jwksFile, READABLE_BY_ALL, (present) => {
    const jwks = present === undefined ? [] : parseJwks(present, jwksFile);
    if (!holds(jwks, kid)) throw new TrustError('KEY_UNKNOWN', `${jwksFile} holds no key ${kid}`);
    const rest = jwks.filter((jwk) => jwk.kid !== kid);
    if (rest.length === 0) throw new TrustError('KEY_SET_MALFORMED', `${jwksFile} would hold no key`);
    return jwksText(rest);
  });
}

function parseSigningKey(path: string, pem: Buffer): SigningKey {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch (error) {
    throw new TrustError('SECRET_FILE_MALFORMED', `${path} is not a private key in PEM`, { cause: error });
  }
  if (privateKey.asymmetricKeyType !== 'ed25519') {
    throw new TrustError('SECRET_FILE_MALFORMED', `${path} holds no Ed25519 key`);
  }
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new TrustError('SECRET_FILE_MALFORMED', `${path} holds no public point`);
  const publicJwk = jwkOf(x);
  return { kid: publicJwk.kid, publicJwk, privateKey };
}

/** RFC 7638 section 3: SHA-256 over the required members in this order, without spaces. */
function jwkOf(x: string): PublicSigningJwk {
  const canonical = JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x });
  const kid = createHash('sha256').update(canonical, 'utf8').digest('base64url');
  return { kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig' };
}

function publicKeyOf(jwk: PublicSigningJwk): KeyObject {
  const { kty, crv, x } = jwk;
  return createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
}

function parseJwks(bytes: Uint8Array, name: string): PublicSigningJwk[] {
  const refuse = (detail: string): TrustError => new TrustError('KEY_SET_MALFORMED', `${name}: ${detail}`);
  const jwks: PublicSigningJwk[] = [];
  for (const entry of JsonObject.parse(bytes, refuse).objects('keys')) {
    if (entry.has('d')) throw entry.fault('d', 'is a private key, which must never be published');
    if (entry.text('kty') !== 'OKP' || entry.text('crv') !== 'Ed25519') continue;
    const jwk = jwkOf(entry.textOf('x', /^[A-Za-z0-9_-]{43}$/, 'an Ed25519 public key'));
    if (entry.text('kid') !== jwk.kid) throw entry.fault('kid', "is not the key's RFC 7638 thumbprint");
    if (!holds(jwks, jwk.kid)) jwks.push(jwk);
  }
  if (jwks.length === 0) throw refuse('holds no Ed25519 key');
  return jwks;
}

function holds(jwks: readonly PublicSigningJwk[], kid: string): boolean {
  return jwks.some((jwk) => jwk.kid === kid);
}

function jwksText(jwks: readonly PublicSigningJwk[]): Buffer {
  return Buffer.from(`${JSON.stringify({ keys: jwks }, undefined, 2)}\n`, 'utf8');
}
