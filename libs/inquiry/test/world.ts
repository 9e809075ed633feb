import {
  parseDate,
  makeSyntheticCaseNumber,
  makeSyntheticCitizenId,
  makeSyntheticOrganisationCode,
} from '@dianda/identifiers';
import fc from 'fast-check';
import {
  assetClasses,
  caseIdOf,
  instantOf,
  mustParse,
  noticeIdOf,
  parseAgencyCode,
  parseCourtCode,
  parseInquiryId,
  parseOfficerId,
  priorities,
  subjectIdOf,
  subjectKinds,
  type Agency,
  type AgencyCode,
  type AgencyService,
  type AssetClass,
  type Inquiry,
  type StoredNotice,
  type OfficerId,
  type Subject,
  type SubjectKind,
} from '../src/index.js';

const born = parseDate('1980-01-01');

export const orderedAt = instantOf(Date.UTC(2026, 5, 1, 1, 0, 0));
export const court = { code: mustParse(parseCourtCode, '苏0812'), name: '清江浦区人民法院（样例）' };
export const caseId = caseIdOf('sample case');

export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

export function officerId(n: number): OfficerId {
  return mustParse(parseOfficerId, uuid(n));
}

export function agencyCode(n: number): AgencyCode {
  return mustParse(parseAgencyCode, `agency-${n}`);
}

function citizenIdOf(n: number): string {
  if (!born.ok) throw new Error('no such day');
  return makeSyntheticCitizenId({ birthDate: born.value, sequence: n });
}

export function subject(n: number, kind: SubjectKind): Subject {
  return {
    id: subjectIdOf(caseId, `party ${n}`),
    kind,
    name: kind === 'person' ? `样例甲${n}` : `样例${n}有限公司`,
    document:
      kind === 'person'
        ? { type: 'RESIDENT_ID', number: citizenIdOf(n) }
        : { type: 'USCC', number: makeSyntheticOrganisationCode(n) },
  };
}

export function service(assetClass: AssetClass, kinds: readonly SubjectKind[] = subjectKinds): AgencyService {
  return {
    assetClass,
    subjectKinds: kinds,
    regions: [],
    timeLimits: [{ minutes: 60, source: 'test', validFrom: '2026-01-01' }],
    usualAnswerSeconds: 5,
  };
}

export function agency(n: number, services: readonly AgencyService[], changes: Partial<Agency> = {}): Agency {
  return {
    code: agencyCode(n),
    category: 'bank',
    name: { zh: `样例单位${n}`, en: `Sample agency ${n}` },
    contact: { name: '值班', phone: '0517-00000000' },
    endpoint: `localhost:${n}`,
    tlsName: 'localhost',
    contractVersion: '1.0',
    services,
    concurrency: 4,
    attemptTimeoutMs: 5_000,
    receiptKeys: [],
    enabled: true,
    ...changes,
  };
}

export function inquiry(changes: Partial<Inquiry> = {}): Inquiry {
  return {
    id: mustParse(parseInquiryId, uuid(1)),
    caseId,
    caseNumber: makeSyntheticCaseNumber({
      year: 2026,
      courtLetters: '苏0812',
      type: '执',
      sequence: 990_001,
    }),
    caseType: '执',
    court,
    requestedBy: officerId(1),
    responsibleOfficer: officerId(2),
    subjects: [subject(1, 'person')],
    assetClasses: [],
    agencies: [],
    regions: [],
    notice: { number: '协查1号', name: '协助查询通知书', sha256: '0'.repeat(64) },
    noticeId: noticeIdOf(caseId, '协查1号', 'uploaded'),
    purpose: '查找被执行人财产',
    priority: 'routine',
    orderedAt,
    ...changes,
  };
}

export const anySubjects = fc
  .array(fc.constantFrom(...subjectKinds), { minLength: 1, maxLength: 5 })
  .map((kinds) => kinds.map((kind, index) => subject(index + 1, kind)));

export const anyClasses = fc.uniqueArray(fc.constantFrom(...assetClasses), { minLength: 0, maxLength: 8 });

export const anyDirectory = fc
  .array(
    fc.record({
      classes: fc.uniqueArray(fc.constantFrom(...assetClasses), { maxLength: 4 }),
      kinds: fc.uniqueArray(fc.constantFrom(...subjectKinds), { minLength: 1, maxLength: 2 }),
      enabled: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((rows) =>
    rows.map((row, index) =>
      agency(
        index + 1,
        row.classes.map((each) => service(each, row.kinds)),
        { enabled: row.enabled },
      ),
    ),
  );

export const anyPriority = fc.constantFrom(...priorities);

/** The notice behind the sample inquiry, as it is kept. */
export function storedNotice(changes: Partial<StoredNotice> = {}): StoredNotice {
  const { notice, caseNumber } = inquiry();
  return {
    ...notice,
    id: noticeIdOf(caseId, notice.number, 'uploaded'),
    caseId,
    caseNumber,
    courtCode: court.code,
    mediaType: 'application/pdf',
    sizeBytes: 1_000,
    origin: 'uploaded',
    storedAt: orderedAt,
    ...changes,
  };
}
