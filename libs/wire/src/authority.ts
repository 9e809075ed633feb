import { CASE_TYPE_CODES, parseCaseNumber, type CaseNumber, type CaseType } from '@dianda/identifiers';
import {
  dayOf,
  parseAgencyCode,
  parseCourtCode,
  parseInquiryId,
  parseOfficerId,
  type AgencyCategory,
  type Authority,
  type Instant,
  type OfficerOnWarrant,
  type Question,
} from '@dianda/inquiry';
import { code } from './codec/codes.js';
import { listOfSome } from './codec/messages.js';
import { date, instant, parsed, text, textOf } from './codec/scalars.js';
import { FieldFault, malformed, missing } from './field-fault.js';
import * as wire from './generated/dianda/adapter/v1/authority.js';
import { agencyCategories, dataCategories } from './tables.js';

/** The signed authority as it travels, with the three of its claims that are also typed. */
export interface WarrantOnWire {
  /** Compact JWS. */
  readonly jws: Uint8Array;
  /** Claim `jti`. */
  readonly id: string;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
}

const categoryNames: Record<AgencyCategory, Parameters<typeof agencyCategories.toWire>[0]> = {
  land_registry: 'LAND_REGISTRY',
  bank: 'BANK',
  vehicle_bureau: 'VEHICLE_BUREAU',
  housing_fund: 'HOUSING_FUND',
  police: 'POLICE',
};

/** On what authority a question is asked, typed for reading; the warrant is the same, signed. */
export function writeAuthority(question: Question, warrant: WarrantOnWire): wire.Authority {
  const { authority } = question;
  return {
    inquiryNumber: authority.inquiryId,
    requestNumber: question.legId,
    agencyCode: question.agencyCode,
    agencyCategory: agencyCategories.toWire(categoryNames[question.agencyCategory]),
    measureKind: wire.MeasureKind.MEASURE_KIND_QUERY,
    court: { code: authority.court.code, name: authority.court.name },
    enforcementCase: { number: authority.caseNumber, type: authority.caseType },
    responsibleOfficer: writeOfficer(authority.responsibleOfficer),
    requestedBy: writeOfficer(authority.requestedBy),
    notice: {
      name: authority.notice.name,
      number: authority.notice.number,
      sha256: authority.notice.sha256,
    },
    purpose: authority.purpose,
    dataCategories: authority.dataCategories.map(dataCategories.toWire),
    transactionsFromOn: authority.transactions?.from ?? '',
    transactionsToOn: authority.transactions?.to ?? '',
    issuedAt: instant.write(warrant.issuedAt),
    expiresAt: instant.write(warrant.expiresAt),
    nonce: warrant.id,
  };
}

function writeOfficer(officer: OfficerOnWarrant): wire.Officer {
  return {
    id: officer.id,
    name: officer.name,
    workIdNumber: officer.workId,
    dutyIdNumber: officer.dutyId,
    phone: officer.phone,
  };
}

type Reader = <T>(read: (value: wire.Authority) => T) => () => T;

function readerOf(authority: wire.Authority | undefined): Reader {
  return (read) => () => {
    if (authority === undefined) throw missing('authority');
    return read(authority);
  };
}

/** What has to be right and is no part of the core's authority. */
export function checkAuthority(authority: wire.Authority | undefined) {
  const present = readerOf(authority);
  return {
    requestNumber: present((value) => text.read(value.requestNumber, 'authority.request_number')),
    measureKind: present(({ measureKind }) => {
      const path = 'authority.measure_kind';
      if (measureKind === wire.MeasureKind.MEASURE_KIND_UNSPECIFIED) throw missing(path);
      if (measureKind !== wire.MeasureKind.MEASURE_KIND_QUERY) throw malformed(path, 'to query');
      return measureKind;
    }),
  };
}

/** One reader for each part, each throwing FieldFault, so that all wrong fields can be told at once. */
export function readAuthority(authority: wire.Authority | undefined) {
  const present = readerOf(authority);
  return {
    inquiryId: present((value) =>
      parsed(parseInquiryId, value.inquiryNumber, 'authority.inquiry_number', 'a UUID'),
    ),
    agencyCode: present((value) =>
      parsed(parseAgencyCode, value.agencyCode, 'authority.agency_code', 'an agency code'),
    ),
    agencyCategory: present(readCategory),
    court: present(readCourt),
    caseNumber: present(readCaseNumber),
    caseType: present(readCaseType),
    responsibleOfficer: present((value) =>
      readOfficer(value.responsibleOfficer, 'authority.responsible_officer'),
    ),
    requestedBy: present((value) => readOfficer(value.requestedBy, 'authority.requested_by')),
    notice: present(readNotice),
    purpose: present((value) => text.read(value.purpose, 'authority.purpose')),
    dataCategories: present((value) =>
      listOfSome(code(dataCategories)).read(value.dataCategories, 'authority.data_categories'),
    ),
    transactions: present(readTransactions),
    issuedAt: present((value) => instant.read(value.issuedAt, 'authority.issued_at')),
    expiresAt: present((value) => instant.read(value.expiresAt, 'authority.expires_at')),
    nonce: present((value) => text.read(value.nonce, 'authority.nonce')),
  };
}

function readCategory(authority: wire.Authority): AgencyCategory {
  const path = 'authority.agency_category';
  const category = code(agencyCategories).read(authority.agencyCategory, path);
  const entries = Object.entries(categoryNames);
  const isOurs = (name: string): name is AgencyCategory => Object.hasOwn(categoryNames, name);
  const name = entries.find(([, each]) => each === category)?.[0];
  if (name === undefined || !isOurs(name)) throw malformed(path, 'a category that is asked');
  return name;
}

function readCourt({ court }: wire.Authority): Authority['court'] {
  const path = 'authority.court';
  if (court === undefined) throw missing(path);
  return {
    code: parsed(parseCourtCode, court.code, `${path}.code`, 'a court code'),
    name: text.read(court.name, `${path}.name`),
  };
}

function readCaseNumber(authority: wire.Authority): CaseNumber {
  const path = 'authority.enforcement_case.number';
  const raw = text.read(authority.enforcementCase?.number ?? '', path);
  // The day matters only for a warning about years to come, which nobody reads here.
  const today = dayOf(instant.read(authority.issuedAt, 'authority.issued_at'));
  const number = parseCaseNumber(raw, { today });
  if (!number.ok) throw malformed(path, 'a case number');
  return number.value;
}

function readCaseType(authority: wire.Authority): CaseType {
  const path = 'authority.enforcement_case.type';
  const type = text.read(authority.enforcementCase?.type ?? '', path);
  const isType = (value: string): value is CaseType => Object.hasOwn(CASE_TYPE_CODES, value);
  if (!isType(type)) throw malformed(path, 'a case type');
  return type;
}

function readOfficer(officer: wire.Officer | undefined, path: string): OfficerOnWarrant {
  if (officer === undefined) throw missing(path);
  return {
    id: parsed(parseOfficerId, officer.id, `${path}.id`, 'a UUID'),
    name: text.read(officer.name, `${path}.name`),
    workId: text.read(officer.workIdNumber, `${path}.work_id_number`),
    dutyId: text.read(officer.dutyIdNumber, `${path}.duty_id_number`),
    phone: text.read(officer.phone, `${path}.phone`),
  };
}

function readNotice({ notice }: wire.Authority): Authority['notice'] {
  const path = 'authority.notice';
  if (notice === undefined) throw missing(path);
  return {
    number: text.read(notice.number, `${path}.number`),
    name: text.read(notice.name, `${path}.name`),
    sha256: textOf(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hexadecimal').read(
      notice.sha256,
      `${path}.sha256`,
    ),
  };
}

function readTransactions(authority: wire.Authority): Authority['transactions'] {
  const asked = authority.dataCategories.includes(wire.DataCategory.DATA_CATEGORY_TRANSACTIONS);
  const { transactionsFromOn: from, transactionsToOn: to } = authority;
  if (!asked) {
    if (from === '' && to === '') return undefined;
    throw new FieldFault('authority.transactions_from_on', 'DISAGREES', 'needs the TRANSACTIONS category');
  }
  const period = {
    from: date.read(from, 'authority.transactions_from_on'),
    to: date.read(to, 'authority.transactions_to_on'),
  };
  if (period.to < period.from) throw malformed('authority.transactions_to_on', 'on or after the first day');
  return period;
}
