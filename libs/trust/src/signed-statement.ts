import { CompactSign, compactVerify, decodeProtectedHeader, errors } from 'jose';
import type { KeyObject } from 'node:crypto';

import type { KeySet, SigningKey } from './signing-key.js';

/**
 * Pinned: whatever algorithm a statement's own header names is never believed, so neither `none` nor an
 * HMAC keyed with the public key can pass.
 */
const ALGORITHM = 'EdDSA';

/** A warrant or receipt is 1 to 2 KiB; beyond this it is not parsed at all. */
const LARGEST_STATEMENT_BYTES = 64 * 1024;

/** What is wrong with the envelope, before any claim is looked at. */
export type StatementFault = 'MISSING' | 'MALFORMED' | 'SIGNATURE_INVALID';

export type OpenedStatement =
  | { readonly payload: Uint8Array; readonly fault?: never }
  | { readonly fault: StatementFault; readonly detail: string };

/** A compact JWS (RFC 7515) with header `{ alg: EdDSA, typ, kid }` over the claims as JSON. */
export async function signStatement(typ: string, claims: object, key: SigningKey): Promise<Buffer> {
  const payload = Buffer.from(JSON.stringify(claims), 'utf8');
  const token = await new CompactSign(payload)
    .setProtectedHeader({ alg: ALGORITHM, typ, kid: key.kid })
    .sign(key.privateKey);
  return Buffer.from(token, 'ascii');
}

/** The payload once type, algorithm, key and signature hold; else what does not. */
export async function openStatement(
  bytes: Uint8Array | undefined,
  typ: string,
  keys: KeySet,
): Promise<OpenedStatement> {
  if (bytes === undefined || bytes.length === 0) return { fault: 'MISSING', detail: 'no bytes' };
  if (bytes.length > LARGEST_STATEMENT_BYTES) return { fault: 'MALFORMED', detail: 'larger than 64 KiB' };
  const token = Buffer.from(bytes).toString('latin1');
  const header = headerOf(token);
  if (header === undefined) return { fault: 'MALFORMED', detail: 'not a compact JWS' };
  if (header.typ !== typ) return { fault: 'MALFORMED', detail: `typ is not ${typ}` };
  if (header.crit !== undefined) return { fault: 'MALFORMED', detail: 'critical extensions are not known' };
  const key = header.kid === undefined ? undefined : keys.find(header.kid);
  if (key === undefined) return { fault: 'SIGNATURE_INVALID', detail: 'kid names no known key' };
  return verify(token, key);
}

function headerOf(token: string): ReturnType<typeof decodeProtectedHeader> | undefined {
  try {
    return decodeProtectedHeader(token);
  } catch {
    return undefined;
  }
}

async function verify(token: string, key: KeyObject): Promise<OpenedStatement> {
  try {
    const { payload } = await compactVerify(token, key, { algorithms: [ALGORITHM] });
    return { payload };
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      return { fault: 'SIGNATURE_INVALID', detail: 'the signature does not verify' };
    }
    if (error instanceof errors.JOSEAlgNotAllowed) {
      return { fault: 'SIGNATURE_INVALID', detail: `alg is not ${ALGORITHM}` };
    }
    if (error instanceof errors.JOSEError) return { fault: 'MALFORMED', detail: 'not a compact JWS' };
    throw error;
  }
}
