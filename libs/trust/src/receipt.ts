import { createHash } from 'node:crypto';

import { JsonObject } from './json-object.js';
import { openStatement, signStatement } from './signed-statement.js';
import type { KeySet, SigningKey } from './signing-key.js';
import { TrustError } from './trust-error.js';

/** The JWS type of a receipt. */
export const RECEIPT_TYPE = 'dianda-receipt+jws';

/** The claims of a receipt 回执, as they stand in the JWS payload: what an agency says it answered. */
export interface ReceiptClaims {
  /** The agency's own number of this receipt. */
  readonly number: string;
  /** The agency's code. */
  readonly iss: string;
  readonly legId: string;
  /** Round of the leg, counted from 1 as asked. */
  readonly round: number;
  /** The page this answer is, by the token it was asked with; empty on the first. */
  readonly pageToken: string;
  /** The rung of the answer, such as `found`. */
  readonly rung: string;
  /** {@link answerDigest} of the answer. */
  readonly answerSha256: string;
  /** By the agency's clock, RFC 3339 with zone. */
  readonly answeredAt: string;
  /** Who at the agency answers for it: a person's or a system's id. */
  readonly operator: string;
}

/** SHA-256, in lower-case hexadecimal, over the exact bytes of the answer as they travelled. */
export function answerDigest(answer: Uint8Array): string {
  return createHash('sha256').update(answer).digest('hex');
}

/**
 * Signs a receipt; returns the compact JWS in ASCII.
 * @throws TrustError RECEIPT_MALFORMED for claims that {@link verifyReceipt} would refuse as such.
 */
export async function signReceipt(claims: ReceiptClaims, key: SigningKey): Promise<Buffer> {
  const complete = readClaims(Buffer.from(JSON.stringify(claims), 'utf8'));
  return signStatement(RECEIPT_TYPE, complete, key);
}

export interface ReceiptExpectation {
  /** Public keys of the agency that was asked, and of no other. */
  readonly keys: KeySet;
  readonly expect: {
    readonly agency: string;
    readonly legId: string;
    readonly round: number;
    readonly pageToken: string;
    readonly rung: string;
    /** The answer's bytes as received. */
    readonly answer: Uint8Array;
  };
}

/**
 * The claims of a receipt for exactly this answer.
 * @throws TrustError, first fault first: RECEIPT_MISSING (no bytes), RECEIPT_MALFORMED (no compact JWS, other
 *   typ, claims incomplete), RECEIPT_SIGNATURE_INVALID, RECEIPT_WRONG_AGENCY, RECEIPT_WRONG_LEG (leg, round
 *   or page), RECEIPT_WRONG_ANSWER (rung or bytes).
 */
export async function verifyReceipt(
  bytes: Uint8Array | undefined,
  expectation: ReceiptExpectation,
): Promise<ReceiptClaims> {
  const opened = await openStatement(bytes, RECEIPT_TYPE, expectation.keys);
  if (opened.fault !== undefined) throw new TrustError(`RECEIPT_${opened.fault}`, opened.detail);
  const claims = readClaims(opened.payload);
  const { expect } = expectation;
  if (claims.iss !== expect.agency) throw new TrustError('RECEIPT_WRONG_AGENCY', 'iss is another agency');
  if (claims.legId !== expect.legId) throw new TrustError('RECEIPT_WRONG_LEG', 'legId is another leg');
  if (claims.round !== expect.round) throw new TrustError('RECEIPT_WRONG_LEG', 'round is another round');
  if (claims.pageToken !== expect.pageToken) {
    throw new TrustError('RECEIPT_WRONG_LEG', 'pageToken is another page');
  }
  if (claims.rung !== expect.rung) throw new TrustError('RECEIPT_WRONG_ANSWER', 'rung is another rung');
  if (claims.answerSha256 !== answerDigest(expect.answer)) {
    throw new TrustError('RECEIPT_WRONG_ANSWER', 'answerSha256 is not of the answer received');
  }
  return claims;
}

function readClaims(payload: Uint8Array): ReceiptClaims {
  const claims = JsonObject.parse(payload, (detail) => new TrustError('RECEIPT_MALFORMED', detail));
  const round = claims.wholeNumber('round');
  if (round < 1) throw claims.fault('round', 'is not counted from 1');
  return {
    number: claims.text('number'),
    iss: claims.text('iss'),
    legId: claims.text('legId'),
    round,
    pageToken: claims.textOf('pageToken', /^/, 'a string'),
    rung: claims.text('rung'),
    answerSha256: claims.sha256('answerSha256'),
    answeredAt: claims.instant('answeredAt'),
    operator: claims.text('operator'),
  };
}
