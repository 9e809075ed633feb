import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';

import { openOrCreateSecretFile } from './secret-file.js';
import { TrustError } from './trust-error.js';

/** How a client may sign (RFC 7518 section 3.1, RFC 8037); each kind of key has exactly one. */
export type ClientKeyAlgorithm = 'ES256' | 'EdDSA' | 'PS256';

/** Public members only, in the shape of RFC 7517; which ones depends on `kty`. */
export type PublicClientJwk =
  | { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string }
  | { readonly kty: 'RSA'; readonly n: string; readonly e: string };

/** A key under which a client's assertions verify. */
export interface ClientKey {
  /** The key's RFC 7638 thumbprint, unless the client named it otherwise. */
  readonly kid: string;
  readonly algorithm: ClientKeyAlgorithm;
  readonly jwk: PublicClientJwk;
}

const kidShape = /^[\w.-]{1,128}$/;
/** Members of private keys in any JWK (RFC 7518 section 6). */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
/** RFC 7518 section 3.5 asks for 2048; beyond 4096 verifying costs more than it protects. */
const RSA_BITS = { least: 2048, most: 4096 };

/**
 * The key that a JWK (RFC 7517) holds: EC P-256, Ed25519, or RSA of 2048 to 4096 bits.
 * @throws TrustError CLIENT_KEY_INVALID, also for a private key, which nobody but the client may have.
 */
export function parseClientKey(value: unknown): ClientKey {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal('is no JWK object');
  const member = (name: string): unknown =>
    Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  if (privateMembers.some((name) => member(name) !== undefined)) {
    throw refusal('is a private key; register the public one and keep this one secret');
  }
  const use = member('use');
  if (use !== undefined && use !== 'sig') throw refusal('is not meant for signatures (use)');
  const jwk = publicJwkOf(member);
  const algorithm = algorithmOf(publicKeyOf(jwk));
  const stated = member('alg');
  if (stated !== undefined && stated !== algorithm) throw refusal(`states another alg than ${algorithm}`);
  const kid = member('kid') ?? thumbprintOf(jwk);
  if (typeof kid !== 'string' || !kidShape.test(kid))
    throw refusal('has a kid that is not 1-128 of A-Z a-z 0-9 . _ -');
  return { kid, algorithm, jwk };
}

/** The key as `node:crypto` verifies with it. */
export function publicKeyOf(jwk: PublicClientJwk): KeyObject {
  try {
    return createPublicKey({ key: { ...jwk }, format: 'jwk' });
  } catch (error) {
    throw new TrustError('CLIENT_KEY_INVALID', 'the JWK is no whole public key', { cause: error });
  }
}

/** A private key that a client signs with, and its public half as it registers it. */
export interface ClientSigningKey extends ClientKey {
  readonly privateKey: KeyObject;
}

/** A fresh Ed25519 key pair. */
export function generateClientKey(): ClientSigningKey {
  return signingKeyOf(generateKeyPairSync('ed25519').privateKey);
}

/**
 * Opens a client's private key (PKCS #8 PEM, mode 0600), making an Ed25519 one when there is none yet.
 * @throws TrustError CLIENT_KEY_INVALID, and as {@link openOrCreateSecretFile}.
 */
export function openClientKey(privateKeyFile: string): ClientSigningKey {
  const pem = openOrCreateSecretFile(privateKeyFile, () =>
    generateClientKey().privateKey.export({ type: 'pkcs8', format: 'pem' }),
  );
  try {
    return signingKeyOf(createPrivateKey(pem));
  } catch (error) {
    throw new TrustError('CLIENT_KEY_INVALID', `${privateKeyFile} is not a private key in PEM`, {
      cause: error,
    });
  }
}

function signingKeyOf(privateKey: KeyObject): ClientSigningKey {
  return { ...parseClientKey(createPublicKey(privateKey).export({ format: 'jwk' })), privateKey };
}

function publicJwkOf(member: (name: string) => unknown): PublicClientJwk {
  const text = (name: string): string => {
    const value = member(name);
    if (typeof value !== 'string' || !/^[\w-]{1,1024}$/.test(value))
      throw refusal(`has no ${name} in base64url`);
    return value;
  };
  const [kty, crv] = [member('kty'), member('crv')];
  if (kty === 'EC' && crv === 'P-256') return { kty, crv, x: text('x'), y: text('y') };
  if (kty === 'OKP' && crv === 'Ed25519') return { kty, crv, x: text('x') };
  if (kty === 'RSA') return { kty, n: text('n'), e: text('e') };
  throw refusal('is neither EC P-256, nor OKP Ed25519, nor RSA');
}

function algorithmOf(key: KeyObject): ClientKeyAlgorithm {
  switch (key.asymmetricKeyType) {
    case 'ec':
      return 'ES256';
    case 'ed25519':
      return 'EdDSA';
    default: {
      const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
      if (modulusLength < RSA_BITS.least || modulusLength > RSA_BITS.most) {
        throw refusal(`is RSA of ${modulusLength} bits; ${RSA_BITS.least} to ${RSA_BITS.most} are taken`);
      }
      if (publicExponent < 65_537n) throw refusal('is RSA with an exponent below 65537');
      return 'PS256';
    }
  }
}

/** RFC 7638 section 3: SHA-256 over the required members in lexical order, without spaces. */
function thumbprintOf(jwk: PublicClientJwk): string {
  const members = Object.entries(jwk).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(members)), 'utf8')
    .digest('base64url');
}

function refusal(problem: string): TrustError {
  return new TrustError('CLIENT_KEY_INVALID', `the key ${problem}`);
}
