import { makeSyntheticCaseNumber } from '@dianda/identifiers';
import { mustParse, parseAgencyCode, parseInquiryId, parseOfficerId } from '@dianda/inquiry';
import type { Authority, Question } from '@dianda/inquiry';
import type { WarrantClaims } from '@dianda/trust';

/** A part of the typed authority that does not say what the warrant signs. */
export interface AuthorityChange {
  /** In the contract's names. */
  readonly field: string;
  /** What the typed authority shows in place of the honest question. */
  readonly shown: (honest: Question) => Question;
  /** Of whose times and id the typed authority shows. */
  readonly shownClaims: (honest: WarrantClaims) => WarrantClaims;
}

const OTHER_ID = '00000000-0000-4000-8000-000000999999';
const same = <T>(value: T): T => value;

function ofAuthority(field: string, change: (honest: Authority) => Partial<Authority>): AuthorityChange {
  return {
    field: `authority.${field}`,
    shown: (question) => ({
      ...question,
      authority: { ...question.authority, ...change(question.authority) },
    }),
    shownClaims: same,
  };
}

function ofClaims(field: string, change: (honest: WarrantClaims) => Partial<WarrantClaims>): AuthorityChange {
  return {
    field: `authority.${field}`,
    shown: same,
    shownClaims: (claims) => ({ ...claims, ...change(claims) }),
  };
}

/** Each is well-formed by itself and differs from the warrant in one thing. */
export const authorityChanges: readonly AuthorityChange[] = [
  {
    field: 'authority.agency_code',
    shown: (question) => ({ ...question, agencyCode: mustParse(parseAgencyCode, 'another-agency-000000') }),
    shownClaims: same,
  },
  ofAuthority('inquiry_number', () => ({ inquiryId: mustParse(parseInquiryId, OTHER_ID) })),
  ofAuthority('court.name', ({ court }) => ({ court: { ...court, name: '别的法院' } })),
  ofAuthority('enforcement_case.number', ({ court, caseType }) => ({
    caseNumber: makeSyntheticCaseNumber({
      year: 2025,
      courtLetters: court.code,
      type: caseType,
      sequence: 999_999,
    }),
  })),
  ofAuthority('enforcement_case.type', ({ caseType }) => ({ caseType: caseType === '执恢' ? '执' : '执恢' })),
  ofAuthority('requested_by.name', ({ requestedBy }) => ({
    requestedBy: { ...requestedBy, name: '别的干警' },
  })),
  ofAuthority('requested_by.work_id_number', ({ requestedBy }) => ({
    requestedBy: { ...requestedBy, workId: 'W-0' },
  })),
  ofAuthority('requested_by.duty_id_number', ({ requestedBy }) => ({
    requestedBy: { ...requestedBy, dutyId: 'D-0' },
  })),
  ofAuthority('responsible_officer.id', ({ responsibleOfficer }) => ({
    responsibleOfficer: { ...responsibleOfficer, id: mustParse(parseOfficerId, OTHER_ID) },
  })),
  ofAuthority('notice.number', ({ notice }) => ({ notice: { ...notice, number: '别的文书' } })),
  ofAuthority('notice.sha256', ({ notice }) => ({ notice: { ...notice, sha256: 'cd'.repeat(32) } })),
  ofAuthority('purpose', () => ({ purpose: '别的事由' })),
  ofAuthority('data_categories', ({ dataCategories }) => ({
    dataCategories: dataCategories.includes('PHOTO') ? ['ASSETS'] : [...dataCategories, 'PHOTO'],
  })),
  ofClaims('issued_at', ({ iat }) => ({ iat: iat - 7 })),
  ofClaims('expires_at', ({ exp }) => ({ exp: exp + 7 })),
  ofClaims('nonce', () => ({ jti: OTHER_ID })),
];
