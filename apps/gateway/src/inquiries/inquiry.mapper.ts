import {
  assetClasses,
  isOpen,
  mustParse,
  parseAgencyCode,
  parseInquiryId,
  parseNoticeId,
  parseRegion,
  priorities,
  type AcceptedInquiry,
  type InquiryListing,
  type InquiryListQuery,
  type InquiryOrder,
  type InquiryView,
  type LegOnView,
} from '@dianda/inquiry';
import { accepted, chosen } from '../validation/accepted.js';
import { readCaseNumber, readDocumentNumber } from '../subjects/subject-checks.js';
import { identityOf } from '../subjects/subject.mapper.js';
import type { AcceptedBody, InquiryBody, InquiryLinks, InquiryListBody, LegBody } from './inquiry.body.js';
import { DEFAULT_PAGE_SIZE, type ListInquiriesDto, type OrderInquiryDto } from './inquiry.dto.js';

const root = '/api/v1/inquiries';

export function orderOf(dto: OrderInquiryDto): InquiryOrder {
  return {
    caseNumber: accepted(readCaseNumber(dto.caseNumber)),
    ...(dto.officer === undefined ? {} : { officer: dto.officer }),
    subjects: (dto.subjects ?? []).map(identityOf),
    ...(dto.subjectNumbers === undefined
      ? {}
      : { subjectNumbers: dto.subjectNumbers.map((each) => accepted(readDocumentNumber('OTHER', each))) }),
    assetClasses: (dto.assetClasses ?? []).map((each) => chosen(assetClasses, each)),
    agencies: (dto.agencies ?? []).map((each) => mustParse(parseAgencyCode, each)),
    regions: (dto.regions ?? []).map((each) => mustParse(parseRegion, each)),
    noticeId: mustParse(parseNoticeId, dto.notice.id),
    ...(dto.reissues === undefined ? {} : { reissues: mustParse(parseInquiryId, dto.reissues) }),
    purpose: dto.purpose,
    priority: chosen(priorities, dto.priority ?? 'routine'),
  };
}

export function listQueryOf(dto: ListInquiriesDto): InquiryListQuery {
  return {
    caseNumber: dto.caseNumber === undefined ? undefined : accepted(readCaseNumber(dto.caseNumber)),
    cursor: dto.cursor,
    limit: dto.limit === undefined ? DEFAULT_PAGE_SIZE : Number(dto.limit),
  };
}

export function acceptedBody({ inquiryId, acceptedAt }: AcceptedInquiry): AcceptedBody {
  return { id: inquiryId, acceptedAt, links: linksOf(inquiryId) };
}

export function listBody({ items, nextCursor }: InquiryListing): InquiryListBody {
  return {
    items: items.map((item) => ({ ...item, links: linksOf(item.id) })),
    ...(nextCursor === undefined ? {} : { nextCursor }),
  };
}

/** The inquiry as people look at it while it runs: which leg waits for what until when, and no answer's content. */
export function inquiryBody(view: InquiryView): InquiryBody {
  const { inquiry, legs } = view;
  const open = legs.filter((leg) => isOpen(leg.state)).length;
  return {
    id: inquiry.id,
    caseNumber: inquiry.caseNumber,
    court: inquiry.court,
    state: view.state,
    orderedAt: inquiry.orderedAt,
    ...(view.completedAt === undefined ? {} : { completedAt: view.completedAt }),
    asOf: view.readAt,
    priority: inquiry.priority,
    notice: inquiry.notice,
    ...(inquiry.noticeId === undefined ? {} : { noticeId: inquiry.noticeId }),
    ...(inquiry.reissues === undefined ? {} : { reissues: inquiry.reissues }),
    ...(view.reissuedBy === undefined ? {} : { reissuedBy: view.reissuedBy }),
    regions: inquiry.regions,
    progress: { legs: legs.length, settled: legs.length - open, open },
    subjects: inquiry.subjects.map(({ id, kind, name }) => ({ subjectId: id, kind, name })),
    legs: legs.map(legBody),
    reportVersions: view.sealedVersions,
    links: linksOf(inquiry.id),
  };
}

function legBody(leg: LegOnView): LegBody {
  const isLegOpen = isOpen(leg.state);
  return {
    id: leg.id,
    subjectId: leg.subjectId,
    assetClass: leg.assetClass,
    ...(leg.agencyCode === undefined ? {} : { agencyCode: leg.agencyCode }),
    ...(leg.region === undefined ? {} : { region: leg.region }),
    state: leg.state,
    ...(leg.rung === undefined ? {} : { rung: leg.rung }),
    attempts: leg.attempts,
    ...(isLegOpen ? { expectedAt: leg.expectedAt } : {}),
    ...(leg.expectedBasis === undefined ? {} : { expectedBasis: leg.expectedBasis }),
    expiresAt: leg.expiresAt,
    ...(leg.unknownHolidayYears.length === 0 ? {} : { unknownHolidayYears: leg.unknownHolidayYears }),
    ...(leg.waitingFor === undefined ? {} : { waitingFor: leg.waitingFor }),
    ...(leg.lastError === undefined ? {} : { lastError: leg.lastError }),
    ...(leg.settledAt === undefined ? {} : { settledAt: leg.settledAt }),
  };
}

export function linksOf(id: string): InquiryLinks {
  return { self: `${root}/${id}`, report: `${root}/${id}/report` };
}
