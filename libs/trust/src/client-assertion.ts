import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose';
import type { KeyObject } from 'node:crypto';

import { publicKeyOf, type ClientKey } from './client-key.js';
import { TrustError } from './trust-error.js';

/** RFC 7523 section 2.2: what `client_assertion_type` says. */
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** From `iat` to `exp`: a client signs one for each token it asks for, so none need live longer. */
export const LONGEST_ASSERTION_SECONDS = 300;

/** How far a client's clock may be off. */
const CLOCK_TOLERANCE_SECONDS = 30;

/** A signed assertion has about 500 bytes with Ed25519 and 900 with RSA. */
const LARGEST_ASSERTION_BYTES = 8 * 1024;

/** RFC 7515: what a JWT of this purpose may call itself; `typ` may also be left out. */
const types = [undefined, 'JWT', 'client-authentication+jwt'];

/** Who an assertion says it is from: to look up the key, and worth nothing before the signature has verified. */
export interface UnverifiedAssertion {
  readonly clientId: string;
  readonly kid: string;
}

/** Claims that verified. */
export interface VerifiedAssertion {
  readonly jti: string;
  /** Milliseconds since 1970 until which the same assertion could be offered again. */
  readonly offeredUntilMs: number;
}

/**
 * Reads client id and key id.
 * @throws TrustError ASSERTION_INVALID when there is nothing to look a key up by.
 */
export function readAssertion(assertion: string): UnverifiedAssertion {
  if (assertion.length > LARGEST_ASSERTION_BYTES) throw refusal('is larger than 8 KiB');
  try {
    const { kid, typ } = decodeProtectedHeader(assertion);
    const { iss, sub } = decodeJwt(assertion);
    if (kid === undefined) throw refusal('names no kid');
    if (!types.includes(typ)) throw refusal('is a JWT of another type');
    if (iss === undefined || iss !== sub) throw refusal('has not the client as both iss and sub');
    return { clientId: iss, kid };
  } catch (error) {
    if (error instanceof TrustError) throw error;
    throw refusal('is no JWT', error);
  }
}

/**
 * Checks signature and claims (RFC 7523 section 3): signed by this key with its own algorithm, for this audience and no
 * other, with `iat`, `jti` and an `exp` at most {@link LONGEST_ASSERTION_SECONDS} after `iat`. Whether the `jti` was
 * seen before is the caller's to ask.
 * @throws TrustError ASSERTION_INVALID.
 */
export async function verifyAssertion(
  assertion: string,
  key: ClientKey,
  expected: { readonly audience: string; readonly now: Date },
): Promise<VerifiedAssertion> {
  const { iat = 0, exp = 0, jti, aud } = await verifiedClaims(assertion, key, expected);
  if (typeof aud !== 'string' && aud?.length !== 1) throw refusal('is for other audiences as well');
  if (exp - iat > LONGEST_ASSERTION_SECONDS)
    throw refusal(`lives longer than ${LONGEST_ASSERTION_SECONDS} s`);
  if (iat > expected.now.getTime() / 1000 + CLOCK_TOLERANCE_SECONDS) throw refusal('is from the future');
  if (typeof jti !== 'string' || jti === '' || jti.length > 128)
    throw refusal('has no jti of 1 to 128 characters');
  return { jti, offeredUntilMs: (exp + CLOCK_TOLERANCE_SECONDS) * 1000 };
}

async function verifiedClaims(
  assertion: string,
  { jwk, algorithm }: ClientKey,
  { audience, now }: { readonly audience: string; readonly now: Date },
) {
  try {
    const { payload } = await jwtVerify(assertion, publicKeyOf(jwk), {
      // The key decides, never the header. RFC 9864 gives EdDSA over Ed25519 a name of its own.
      algorithms: algorithm === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [algorithm],
      audience,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: now,
      requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat', 'jti'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTClaimValidationFailed)
      throw refusal(`does not hold in ${error.claim}`, error);
    if (error instanceof errors.JOSEError) throw refusal(`does not verify (${error.code})`, error);
    throw error;
  }
}

/** What a client states when it asks for a token. */
export interface AssertionToSign {
  readonly clientId: string;
  readonly audience: string;
  /** Unique for each assertion. */
  readonly jti: string;
  readonly now: Date;
  /** 60 unless given. */
  readonly lifetimeSeconds?: number;
}

/** The assertion as a client signs it. */
export function signAssertion(
  { clientId, audience, jti, now, lifetimeSeconds = 60 }: AssertionToSign,
  key: Pick<ClientKey, 'kid' | 'algorithm'> & { readonly privateKey: KeyObject },
): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT()
    .setProtectedHeader({ alg: key.algorithm, kid: key.kid, typ: 'JWT' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience)
    .setJti(jti)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(key.privateKey);
}

function refusal(problem: string, cause?: unknown): TrustError {
  return new TrustError(
    'ASSERTION_INVALID',
    `the assertion ${problem}`,
    cause === undefined ? {} : { cause },
  );
}
