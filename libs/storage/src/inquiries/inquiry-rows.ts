import {
  instantOf,
  mustParse,
  parseAgencyCode,
  parseCaseId,
  parseCourtCode,
  parseInquiryId,
  parseNoticeId,
  parseOfficerId,
  parseRegion,
  parseSubjectId,
  type Identity,
  type Inquiry,
  type Subject,
} from '@dianda/inquiry';
import type { CaseSeal, Place } from '../cases/case-vault.js';
import { InquiryEntity } from '../entities/index.js';
import { readCaseNumber } from '../cases/identifier-rows.js';
import { RowShape } from '../database/row-shape.js';

export const inquiryShape = new RowShape({ inquiry: InquiryEntity });

export function purposePlace(inquiryId: string): Place<string> {
  return { table: 'inquiry', rowId: inquiryId, column: 'purpose_sealed' };
}

export function inquirySubjectPlace(inquiryId: string, subjectId: string): Place<Identity> {
  return { table: 'inquiry_subject', rowId: `${inquiryId}/${subjectId}`, column: 'identity_sealed' };
}

/** To stand beside `inquiryShape.list`: the subjects as ordered, as one JSON value, ciphertext in hex. */
export const subjectsColumn = `(SELECT jsonb_agg(jsonb_build_object('subjectId', subject.subject_id,
    'identitySealed', encode(subject.identity_sealed, 'hex')) ORDER BY subject.position)
    FROM dianda.inquiry_subject subject WHERE subject.inquiry_id = inquiry.id) AS subjects`;

/** A row of a statement that selects `inquiryShape.list` and `subjectsColumn`. */
export interface WholeInquiryRow {
  readonly subjects: readonly { readonly subjectId: string; readonly identitySealed: string }[];
}

export function inquiryFromRow(row: WholeInquiryRow, inquiry: InquiryEntity, seal: CaseSeal): Inquiry {
  return {
    id: mustParse(parseInquiryId, inquiry.id),
    caseId: mustParse(parseCaseId, inquiry.caseId),
    caseNumber: readCaseNumber(inquiry.caseNumber),
    caseType: inquiry.caseType,
    court: { code: mustParse(parseCourtCode, inquiry.courtCode), name: inquiry.courtName },
    requestedBy: mustParse(parseOfficerId, inquiry.requestedBy),
    responsibleOfficer: mustParse(parseOfficerId, inquiry.responsibleOfficer),
    subjects: row.subjects.map((subject) => subjectFromRow(inquiry.id, subject, seal)),
    assetClasses: inquiry.assetClasses,
    agencies: inquiry.agencies.map((code) => mustParse(parseAgencyCode, code)),
    regions: inquiry.regions.map((region) => mustParse(parseRegion, region)),
    notice: { number: inquiry.noticeNumber, name: inquiry.noticeName, sha256: inquiry.noticeSha256 },
    noticeId: inquiry.noticeId === null ? undefined : mustParse(parseNoticeId, inquiry.noticeId),
    ...(inquiry.reissues === null ? {} : { reissues: mustParse(parseInquiryId, inquiry.reissues) }),
    purpose: seal.openText(purposePlace(inquiry.id), inquiry.purposeSealed),
    priority: inquiry.priority,
    orderedAt: instantOf(inquiry.orderedAt),
  };
}

function subjectFromRow(
  inquiryId: string,
  { subjectId, identitySealed }: WholeInquiryRow['subjects'][number],
  seal: CaseSeal,
): Subject {
  const place = inquirySubjectPlace(inquiryId, subjectId);
  const identity = seal.openJson(place, Buffer.from(identitySealed, 'hex'));
  return { ...identity, id: mustParse(parseSubjectId, subjectId) };
}
