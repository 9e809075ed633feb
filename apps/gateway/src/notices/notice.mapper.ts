import type { CaseNumber } from '@dianda/identifiers';
import { assetClasses, mustParse, parseAgencyCode, type NoticeToDrawUp } from '@dianda/inquiry';
import { identityOf } from '../subjects/subject.mapper.js';
import { chosen } from '../validation/accepted.js';
import { DEFAULT_NOTICE_NAME, type DrawUpNoticeDto } from './notice.dto.js';

export function noticeToDrawUpOf(caseNumber: CaseNumber, dto: DrawUpNoticeDto): NoticeToDrawUp {
  return {
    caseNumber,
    number: dto.number,
    name: dto.name ?? DEFAULT_NOTICE_NAME,
    subjects: (dto.subjects ?? []).map(identityOf),
    assetClasses: (dto.assetClasses ?? []).map((each) => chosen(assetClasses, each)),
    agencies: (dto.agencies ?? []).map((each) => mustParse(parseAgencyCode, each)),
    purpose: dto.purpose,
  };
}
