import { isDeepStrictEqual } from 'node:util';
import { DiandaError, millisecondsOf, type Question } from '@dianda/inquiry';
import { TrustError, subjectDigest, verifyWarrant, type WarrantClaims } from '@dianda/trust';
import type { ReceivedQuestion } from '@dianda/wire';
import type { WarrantKeys } from './warrant-keys.js';

/**
 * The claims of the warrant under which the question may be searched: signed by the court platform, for this agency,
 * leg, subject and class, good now, and saying the same as the typed authority. Throws WARRANT_INVALID,
 * WARRANT_EXPIRED or QUESTION_INVALID; nothing may be searched then (proto/README.md section 3).
 */
export async function verifyQuestion(
  received: ReceivedQuestion,
  agencyCode: string,
  keys: WarrantKeys,
): Promise<WarrantClaims> {
  const { question, warrant } = received;
  try {
    const claims = await verifyWarrant(warrant.jws, {
      keys: keys.current(),
      audience: agencyCode,
      now: new Date(),
      expect: {
        legId: question.legId,
        assetClass: question.assetClass,
        subjectDigest: digestOf(question),
      },
    });
    requireAgreement(received, claims);
    return claims;
  } catch (error) {
    throw error instanceof TrustError ? refusalOf(error) : error;
  }
}

function digestOf(question: Question): string {
  const { kind, name, document } = question.subject;
  return subjectDigest(question.legId, {
    kind,
    name,
    documentType: document.type,
    documentNumber: document.number,
  });
}

/** What the warrant signs and what the typed authority shows have to be the same, or the signature says nothing. */
function requireAgreement({ question, warrant }: ReceivedQuestion, claims: WarrantClaims): void {
  const { authority } = question;
  const pairs: Readonly<Record<string, readonly [shown: unknown, signed: unknown]>> = {
    agency_code: [question.agencyCode, claims.aud],
    nonce: [warrant.id, claims.jti],
    issued_at: [secondsOf(warrant.issuedAt), claims.iat],
    expires_at: [secondsOf(warrant.expiresAt), claims.exp],
    inquiry_number: [authority.inquiryId, claims.inquiryId],
    court: [{ code: authority.court.code, name: authority.court.name }, claims.court],
    'enforcement_case.number': [authority.caseNumber, claims.caseNumber],
    'enforcement_case.type': [authority.caseType, claims.caseType],
    requested_by: [personOf(authority.requestedBy), claims.requestedBy],
    'requested_by.credentials': [credentialsOf(authority.requestedBy), claims.officer],
    responsible_officer: [personOf(authority.responsibleOfficer), claims.responsibleOfficer],
    notice: [
      { number: authority.notice.number, name: authority.notice.name, sha256: authority.notice.sha256 },
      claims.notice,
    ],
    purpose: [authority.purpose, claims.purpose],
    data_categories: [[...authority.dataCategories], claims.dataCategories],
    transactions: [authority.transactions, claims.transactions],
  };
  for (const [field, [shown, signed]] of Object.entries(pairs)) {
    if (!isDeepStrictEqual(shown, signed)) {
      throw new TrustError('WARRANT_MALFORMED', `authority.${field} differs from the warrant`);
    }
  }
}

type Officer = Question['authority']['requestedBy'];

function personOf({ id, name }: Officer) {
  return { id, name };
}

function credentialsOf({ id, name, workId, dutyId }: Officer) {
  return { id, name, workId, dutyId };
}

function secondsOf(instant: Question['expiresAt']): number {
  return Math.floor(millisecondsOf(instant) / 1000);
}

/** TrustError's detail names claims and key ids, never a value. */
function refusalOf(error: TrustError): DiandaError {
  const facts = { origin: 'dianda', detail: `${error.reason}: ${error.detail}`, cause: error } as const;
  switch (error.reason) {
    case 'WARRANT_EXPIRED':
    case 'WARRANT_NOT_YET_VALID':
      return DiandaError.forbidden('WARRANT_EXPIRED', facts);
    case 'SUBJECT_NOT_CANONICAL':
      return DiandaError.invalid('QUESTION_INVALID', [
        { pointer: '/subject', code: 'MALFORMED', detail: error.detail },
      ]);
    case 'KEY_SET_MALFORMED':
      return DiandaError.internal('UNEXPECTED', { ...facts, origin: 'adapter' });
    default:
      return DiandaError.forbidden('WARRANT_INVALID', facts);
  }
}
