import { createHash } from 'node:crypto';

import { JsonObject } from './json-object.js';
import { openStatement, signStatement } from './signed-statement.js';
import type { KeySet, SigningKey } from './signing-key.js';
import { TrustError } from './trust-error.js';

/** The JWS type of a warrant. It authorises asking (查) only, never controlling (控) an asset. */
export const WARRANT_TYPE = 'dianda-warrant+jws';

/**
 * How far the clocks of court and agency may differ, in seconds. RFC 7519 4.1.4 allows "no more than a few
 * minutes"; hosts that keep time by NTP differ by far less than one.
 */
export const DEFAULT_CLOCK_SKEW_SECONDS = 60;

/** The officer a warrant names, with the numbers of 工作证 (workId) and 执行公务证 (dutyId). */
export interface WarrantOfficer {
  readonly id: string;
  readonly name: string;
  readonly workId: string;
  readonly dutyId: string;
}

/** A person of the court by account id and name. */
export interface CourtPerson {
  readonly id: string;
  readonly name: string;
}

/**
 * The claims of a warrant 电子协查令, as they stand in the JWS payload. One warrant serves all rounds and
 * pages of its leg.
 */
export interface WarrantClaims {
  /** Who issued it: the court platform's name, as agreed with the agency. */
  readonly iss: string;
  /** The code of the one agency it is addressed to. */
  readonly aud: string;
  /** Unique per warrant. */
  readonly jti: string;
  /** Issued at and expires at, in whole seconds since 1970-01-01T00:00:00Z. */
  readonly iat: number;
  readonly exp: number;
  readonly legId: string;
  readonly inquiryId: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly caseNumber: string;
  readonly caseType: string;
  readonly officer: WarrantOfficer;
  /** 承办法官, who decides in the case. */
  readonly responsibleOfficer: CourtPerson;
  /** 查控人员, who ordered the inquiry; often another person. */
  readonly requestedBy: CourtPerson;
  /** The 协助查询通知书 behind it; sha256 in 64 lower-case hexadecimal digits over the document's bytes. */
  readonly notice: { readonly number: string; readonly name: string; readonly sha256: string };
  /** {@link subjectDigest} of the subject asked about. */
  readonly subjectDigest: string;
  readonly assetClass: string;
  readonly purpose: string;
  /** What the answer may contain; at least one. */
  readonly dataCategories: readonly string[];
  /** Period of bank transactions 资金往来, both days included (YYYY-MM-DD); absent when not permitted. */
  readonly transactions?: { readonly from: string; readonly to: string };
}

export interface WarrantSubject {
  readonly kind: string;
  /** Normalised by the caller; both sides must use the same rule. Taken in Unicode form NFC. */
  readonly name: string;
  readonly documentType: string;
  readonly documentNumber: string;
}

/**
 * SHA-256, in lower-case hexadecimal, over the UTF-8 of six lines joined by one LF (U+000A), without a LF at
 * the end: `dianda-subject-v1`, leg id, kind, name in NFC, document type, document number.
 *
 * It ties the warrant to one subject; the leg id as salt keeps warrants about the same person from being
 * linked. It hides nothing from someone ready to try all numbers: a warrant is personal data too.
 * @throws TrustError SUBJECT_NOT_CANONICAL when a part is empty, holds a control character, or starts or
 *   ends with white space: two readings of it would give two digests.
 */
export function subjectDigest(legId: string, subject: WarrantSubject): string {
  const parts = {
    legId,
    kind: subject.kind,
    name: subject.name.normalize('NFC'),
    documentType: subject.documentType,
    documentNumber: subject.documentNumber,
  };
  for (const [part, text] of Object.entries(parts)) {
    if (text === '' || text !== text.trim() || /\p{Cc}/u.test(text)) {
      throw new TrustError('SUBJECT_NOT_CANONICAL', `${part} is empty, padded or holds a control character`);
    }
  }
  const canonical = ['dianda-subject-v1', ...Object.values(parts)].join('\n');
  return createHash('sha256').update(canonical, 'utf8').digest('hex');
}

/**
 * Signs a warrant; returns the compact JWS in ASCII, as it travels in `bytes warrant`.
 * @throws TrustError WARRANT_MALFORMED for claims that {@link verifyWarrant} would refuse as such.
 */
export async function signWarrant(claims: WarrantClaims, key: SigningKey): Promise<Buffer> {
  const complete = readClaims(Buffer.from(JSON.stringify(claims), 'utf8'));
  return signStatement(WARRANT_TYPE, complete, key);
}

export interface WarrantExpectation {
  readonly keys: KeySet;
  /** The verifying agency's own code. */
  readonly audience: string;
  readonly now: Date;
  readonly expect: {
    readonly legId: string;
    readonly assetClass: string;
    /** Computed by the verifier from the subject it was asked about, never taken from the message. */
    readonly subjectDigest: string;
  };
  /** Seconds of clock difference to forgive; {@link DEFAULT_CLOCK_SKEW_SECONDS} unless given. */
  readonly clockSkewSeconds?: number;
}

/**
 * The claims of a warrant that authorises exactly this question, here and now. Nothing else is needed:
 * an agency checks it alone.
 * @throws TrustError, first fault first: WARRANT_MISSING (no bytes), WARRANT_MALFORMED (no compact JWS, other
 *   typ, claims incomplete), WARRANT_SIGNATURE_INVALID (unknown key, other alg, altered),
 *   WARRANT_NOT_YET_VALID, WARRANT_EXPIRED, WARRANT_WRONG_AUDIENCE, WARRANT_WRONG_LEG,
 *   WARRANT_WRONG_SUBJECT, WARRANT_WRONG_CLASS.
 */
export async function verifyWarrant(
  bytes: Uint8Array | undefined,
  expectation: WarrantExpectation,
): Promise<WarrantClaims> {
  const opened = await openStatement(bytes, WARRANT_TYPE, expectation.keys);
  if (opened.fault !== undefined) throw new TrustError(`WARRANT_${opened.fault}`, opened.detail);
  const claims = readClaims(opened.payload);
  checkTime(claims, expectation);
  const { expect } = expectation;
  if (claims.aud !== expectation.audience) {
    throw new TrustError('WARRANT_WRONG_AUDIENCE', 'aud is another agency');
  }
  if (claims.legId !== expect.legId) throw new TrustError('WARRANT_WRONG_LEG', 'legId is another leg');
  if (claims.subjectDigest !== expect.subjectDigest) {
    throw new TrustError('WARRANT_WRONG_SUBJECT', 'subjectDigest is not of the subject asked about');
  }
  if (claims.assetClass !== expect.assetClass) {
    throw new TrustError('WARRANT_WRONG_CLASS', 'assetClass is another class');
  }
  return claims;
}

function checkTime(claims: WarrantClaims, expectation: WarrantExpectation): void {
  const nowSeconds = expectation.now.getTime() / 1000;
  const skewSeconds = expectation.clockSkewSeconds ?? DEFAULT_CLOCK_SKEW_SECONDS;
  if (claims.iat > nowSeconds + skewSeconds) {
    throw new TrustError('WARRANT_NOT_YET_VALID', 'iat is in the future; compare the clocks');
  }
  // RFC 7519 4.1.4: not to be accepted on or after exp.
  if (claims.exp <= nowSeconds - skewSeconds) throw new TrustError('WARRANT_EXPIRED', 'exp has passed');
}

function readClaims(payload: Uint8Array): WarrantClaims {
  const claims = JsonObject.parse(payload, (detail) => new TrustError('WARRANT_MALFORMED', detail));
  const court = claims.object('court');
  const officer = claims.object('officer');
  const notice = claims.object('notice');
  const iat = claims.wholeNumber('iat');
  const exp = claims.wholeNumber('exp');
  if (exp <= iat) throw claims.fault('exp', 'is not after iat');
  return {
    iss: claims.text('iss'),
    aud: claims.text('aud'),
    jti: claims.text('jti'),
    iat,
    exp,
    legId: claims.text('legId'),
    inquiryId: claims.text('inquiryId'),
    court: { code: court.text('code'), name: court.text('name') },
    caseNumber: claims.text('caseNumber'),
    caseType: claims.text('caseType'),
    officer: {
      ...readPerson(officer),
      workId: officer.text('workId'),
      dutyId: officer.text('dutyId'),
    },
    responsibleOfficer: readPerson(claims.object('responsibleOfficer')),
    requestedBy: readPerson(claims.object('requestedBy')),
    notice: { number: notice.text('number'), name: notice.text('name'), sha256: notice.sha256('sha256') },
    subjectDigest: claims.sha256('subjectDigest'),
    assetClass: claims.text('assetClass'),
    purpose: claims.text('purpose'),
    dataCategories: claims.texts('dataCategories'),
    ...(claims.has('transactions') && { transactions: readPeriod(claims.object('transactions')) }),
  };
}

function readPerson(person: JsonObject): CourtPerson {
  return { id: person.text('id'), name: person.text('name') };
}

function readPeriod(period: JsonObject): { from: string; to: string } {
  const from = period.day('from');
  const to = period.day('to');
  // Days written YYYY-MM-DD sort as text.
  if (to < from) throw period.fault('to', 'is before from');
  return { from, to };
}
