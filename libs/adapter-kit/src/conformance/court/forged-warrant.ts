import { sign } from 'node:crypto';
import { WARRANT_TYPE, type SigningKey } from '@dianda/trust';

/**
 * A compact JWS (RFC 7515) of any header and payload: what the warrant's own codec would never sign is just what an
 * adapter has to refuse.
 */
export function compactJws(
  header: object,
  payload: object | Buffer,
  signer: (signingInput: Buffer) => Buffer,
): Buffer {
  const body = Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload), 'utf8');
  const input = `${base64url(Buffer.from(JSON.stringify(header), 'utf8'))}.${base64url(body)}`;
  return Buffer.from(`${input}.${base64url(signer(Buffer.from(input, 'ascii')))}`, 'ascii');
}

/** The header that a warrant by this key has. */
export function warrantHeader(key: SigningKey): Readonly<Record<string, unknown>> {
  return { alg: 'EdDSA', typ: WARRANT_TYPE, kid: key.kid };
}

export function ed25519(key: SigningKey): (signingInput: Buffer) => Buffer {
  return (signingInput) => sign(null, signingInput, key.privateKey);
}

function base64url(bytes: Buffer): string {
  return bytes.toString('base64url');
}
