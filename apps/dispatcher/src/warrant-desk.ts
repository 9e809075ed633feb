import {
  instantOf,
  millisecondsOf,
  plusMs,
  type Clock,
  type Question,
  type Randomness,
} from '@dianda/inquiry';
import { signWarrant, subjectDigest, type SigningKey } from '@dianda/trust';
import type { WarrantOnWire } from '@dianda/wire';

/** A poll or a repeat just before the leg expires still has a warrant that is good. */
const beyondExpiryMs = 60_000;

/** Signs the warrant that travels with each question; only the dispatcher holds the key. */
export class WarrantDesk {
  constructor(
    private readonly key: SigningKey,
    private readonly issuer: string,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  async issue(question: Question): Promise<WarrantOnWire> {
    const { authority, subject } = question;
    const issuedAtSeconds = Math.floor(millisecondsOf(this.clock.now()) / 1000);
    const expiresAtSeconds = Math.ceil(millisecondsOf(plusMs(question.expiresAt, beyondExpiryMs)) / 1000);
    const id = this.randomness.uuid();
    const { requestedBy, responsibleOfficer } = authority;
    const jws = await signWarrant(
      {
        iss: this.issuer,
        aud: question.agencyCode,
        jti: id,
        iat: issuedAtSeconds,
        exp: expiresAtSeconds,
        legId: question.legId,
        inquiryId: authority.inquiryId,
        court: { code: authority.court.code, name: authority.court.name },
        caseNumber: authority.caseNumber,
        caseType: authority.caseType,
        officer: {
          id: requestedBy.id,
          name: requestedBy.name,
          workId: requestedBy.workId,
          dutyId: requestedBy.dutyId,
        },
        requestedBy: { id: requestedBy.id, name: requestedBy.name },
        responsibleOfficer: { id: responsibleOfficer.id, name: responsibleOfficer.name },
        notice: authority.notice,
        subjectDigest: subjectDigest(question.legId, {
          kind: subject.kind,
          name: subject.name,
          documentType: subject.document.type,
          documentNumber: subject.document.number,
        }),
        assetClass: question.assetClass,
        purpose: authority.purpose,
        dataCategories: authority.dataCategories,
        ...(authority.transactions === undefined ? {} : { transactions: authority.transactions }),
      },
      this.key,
    );
    return {
      jws,
      id,
      issuedAt: instantOf(issuedAtSeconds * 1000),
      expiresAt: instantOf(expiresAtSeconds * 1000),
    };
  }
}
