import { isDeepStrictEqual } from 'node:util';
import { DiandaError, millisecondsOf } from '@dianda/inquiry';
import { subjectDigest, TrustError, verifyWarrant, type KeySet, type WarrantClaims } from '@dianda/trust';
import type { ReceivedQuestion } from '@dianda/wire';
import type { Lie } from './lies.js';

/** Throws what the contract wants for a question without a good warrant; believes anything when told to lie. */
export async function verifyPocketWarrant(
  received: ReceivedQuestion,
  audience: string,
  keys: KeySet,
  lies: ReadonlySet<Lie>,
): Promise<void> {
  if (lies.has('no_warrant_check')) return;
  const { question, warrant } = received;
  const { kind, name, document } = question.subject;
  try {
    const claims = await verifyWarrant(warrant.jws, {
      keys,
      audience,
      now: new Date(),
      ...(lies.has('believes_old_warrants') ? { clockSkewSeconds: 1e9 } : {}),
      expect: {
        legId: question.legId,
        assetClass: question.assetClass,
        subjectDigest: subjectDigest(question.legId, {
          kind,
          name,
          documentType: document.type,
          documentNumber: document.number,
        }),
      },
    });
    if (!agrees(received, claims)) throw new TrustError('WARRANT_MALFORMED', 'differs from the authority');
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    if (error.reason === 'SUBJECT_NOT_CANONICAL') throw DiandaError.invalid('QUESTION_INVALID', []);
    const isTime = error.reason === 'WARRANT_EXPIRED' || error.reason === 'WARRANT_NOT_YET_VALID';
    throw DiandaError.forbidden(isTime ? 'WARRANT_EXPIRED' : 'WARRANT_INVALID', { origin: 'dianda' });
  }
}

function agrees({ question, warrant }: ReceivedQuestion, claims: WarrantClaims): boolean {
  const { authority } = question;
  const { requestedBy, responsibleOfficer } = authority;
  const shown = [
    question.agencyCode,
    warrant.id,
    millisecondsOf(warrant.issuedAt) / 1000,
    millisecondsOf(warrant.expiresAt) / 1000,
    authority.inquiryId,
    { ...authority.court },
    authority.caseNumber,
    authority.caseType,
    {
      id: requestedBy.id,
      name: requestedBy.name,
      workId: requestedBy.workId,
      dutyId: requestedBy.dutyId,
    },
    { id: requestedBy.id, name: requestedBy.name },
    { id: responsibleOfficer.id, name: responsibleOfficer.name },
    { ...authority.notice },
    authority.purpose,
    [...authority.dataCategories],
  ];
  const signed = [
    claims.aud,
    claims.jti,
    claims.iat,
    claims.exp,
    claims.inquiryId,
    claims.court,
    claims.caseNumber,
    claims.caseType,
    claims.officer,
    claims.requestedBy,
    claims.responsibleOfficer,
    claims.notice,
    claims.purpose,
    claims.dataCategories,
  ];
  return isDeepStrictEqual(shown, signed);
}
