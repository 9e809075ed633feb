import {
  caseKey,
  makeSyntheticCaseNumber,
  makeSyntheticCitizenId,
  makeSyntheticOrganisationCode,
  parseDate,
  type CaseNumber,
  type CaseType,
  type IsoDate,
} from '@dianda/identifiers';
import {
  clientScopes,
  caseIdOf,
  instantOf,
  mustParse,
  noticeIdOf,
  parseAccountId,
  parseAgencyCode,
  parseCourtCode,
  parseOfficerId,
  type Account,
  type AccountId,
  type Agency,
  type AssetClass,
  type Court,
  type MachineClient,
  type NoticeId,
  type Officer,
  type PersonActor,
} from '@dianda/inquiry';
import { createHash } from 'node:crypto';

/** One small court, its officers, accounts and agencies; all of it synthetic (county 320898). */

export const now = instantOf(Date.UTC(2026, 10, 20, 2, 0, 0));

export const farFuture = instantOf(Date.UTC(2099, 0, 1));

export const court: Court = { code: mustParse(parseCourtCode, '苏0812'), name: '清江浦区人民法院（样例）' };
export const otherCourt: Court = {
  code: mustParse(parseCourtCode, '鲁0202'),
  name: '市南区人民法院（样例）',
};

function uuid(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

export function day(text: string): IsoDate {
  const checked = parseDate(text);
  if (!checked.ok) throw new Error('no such day');
  return checked.value;
}

export function caseNumber(sequence: number, type: CaseType = '执'): CaseNumber {
  return makeSyntheticCaseNumber({ year: 2026, courtLetters: '苏0812', type, sequence: 990_000 + sequence });
}

export function citizenId(n: number): string {
  return makeSyntheticCitizenId({ birthDate: day('1980-01-01'), sequence: n });
}

export function organisationCode(n: number): string {
  return makeSyntheticOrganisationCode(n);
}

function officer(n: number, changes: Partial<Officer> = {}): Officer {
  return {
    id: mustParse(parseOfficerId, uuid(100 + n)),
    court,
    name: `样例执行员${n}`,
    workId: `SU0812-00${n}`,
    dutyId: `ZX-00${n}`,
    phone: '0517-00000000',
    credentialsValidUntil: instantOf(Date.UTC(2027, 0, 1)),
    ...changes,
  };
}

/** In the team of the sample case as its responsible officer. */
export const chen = officer(1);
/** In the same court, in no team. */
export const outsider = officer(2);
/** In the team; the credentials expired yesterday. */
export const lapsed = officer(3, { credentialsValidUntil: instantOf(Date.UTC(2026, 10, 19)) });

export const officers = [chen, outsider, lapsed];

export const password = 'k7mw-2c9p-xvta-h4rz';

function account(
  n: number,
  username: string,
  actor: (accountId: AccountId) => PersonActor,
  passwordHash: string,
): Account {
  const accountId = mustParse(parseAccountId, uuid(n));
  return { actor: actor(accountId), username, displayName: `样例账户${n}`, passwordHash, disabled: false };
}

export type Username = 'officer.chen' | 'officer.outsider' | 'officer.lapsed' | 'ops' | 'admin';

/** Machine clients of the two courts. */
export type ClientName = 'court.system' | 'other.court';

/** Every account has the same password; hashing it once keeps the tests quick. */
export function accounts(passwordHash: string): Readonly<Record<Username, Account>> {
  const asOfficer =
    (who: Officer) =>
    (accountId: AccountId): PersonActor => ({
      role: 'officer',
      accountId,
      officerId: who.id,
      courtCode: who.court.code,
    });
  return {
    'officer.chen': account(1, 'officer.chen', asOfficer(chen), passwordHash),
    'officer.outsider': account(2, 'officer.outsider', asOfficer(outsider), passwordHash),
    'officer.lapsed': account(3, 'officer.lapsed', asOfficer(lapsed), passwordHash),
    ops: account(6, 'ops', (accountId) => ({ role: 'ops', accountId }), passwordHash),
    admin: account(7, 'admin', (accountId) => ({ role: 'admin', accountId }), passwordHash),
  };
}

function client(n: number, name: string, of: Court): MachineClient {
  return {
    actor: { role: 'court-system', accountId: mustParse(parseAccountId, uuid(n)), courtCode: of.code },
    name,
    scopes: clientScopes,
    requestsPerMinute: 1000,
    disabled: false,
    keys: [],
  };
}

export const clients: Readonly<Record<ClientName, MachineClient>> = {
  'court.system': client(4, 'court.system', court),
  'other.court': client(5, 'other.court', otherCourt),
};

function agency(code: string, assetClass: AssetClass, changes: Partial<Agency> = {}): Agency {
  return {
    code: mustParse(parseAgencyCode, code),
    category: assetClass === 'LAND' ? 'land_registry' : 'bank',
    name: { zh: `样例单位 ${code}`, en: `Sample agency ${code}` },
    contact: { name: '协查窗口', phone: '0517-00000000' },
    endpoint: '127.0.0.1:1',
    tlsName: 'sample.invalid',
    contractVersion: '1.0',
    services: [
      {
        assetClass,
        subjectKinds: ['person', 'organisation'],
        regions: assetClass === 'LAND' ? ['3208'] : [],
        timeLimits: [{ minutes: 60, source: 'test', validFrom: '2026-01-01' }],
        usualAnswerSeconds: 5,
      },
    ],
    concurrency: 4,
    attemptTimeoutMs: 5_000,
    receiptKeys: [],
    enabled: true,
    ...changes,
  };
}

export const agencies = [
  agency('bank-a', 'BANK_ACCOUNT'),
  agency('bank-off', 'BANK_ACCOUNT', { enabled: false }),
  agency('land-registry-3208', 'LAND'),
];

/** The smallest thing that a PDF can be taken for: its header and its end. */
export const noticeContent = Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\nstartxref\n9\n%%EOF\n', 'latin1');

export const notice = {
  number: '(2026)苏0812执990001号查1',
  name: '协助查询通知书',
  sha256: createHash('sha256').update(noticeContent).digest('hex'),
};

/** The id of the notice of the nth sample case. */
export function noticeId(n = 1): NoticeId {
  return noticeIdOf(caseIdOf(caseKey(caseNumber(n))), notice.number, 'uploaded');
}

/** A body that PUT /cases/{caseNumber} takes: one liable person, one liable organisation, one applicant. */
export function caseBody() {
  return {
    court: { code: '苏0812', name: court.name },
    caseType: '执',
    state: 'open',
    filedOn: '2026-10-08',
    parties: [
      party('P-1', 'applicant', false, 1),
      party('P-2', 'respondent', true, 2),
      {
        reference: 'P-3',
        role: 'respondent',
        liable: true,
        kind: 'organisation',
        name: '样例贸易有限公司',
        documentType: 'USCC',
        documentNumber: organisationCode(1),
      },
    ],
    team: [
      { workId: chen.workId, role: 'responsible' },
      { workId: lapsed.workId, role: 'inquirer' },
    ],
  };
}

function party(reference: string, role: string, liable: boolean, n: number) {
  return { reference, role, liable, ...person(n) };
}

/** A person as orders and pushes name one; number 2 is the liable party of the sample case. */
export function person(n: number) {
  return { kind: 'person', name: `样例人${n}`, documentType: 'RESIDENT_ID', documentNumber: citizenId(n) };
}

/** A body that POST /inquiries takes. */
export function orderBody() {
  return {
    caseNumber: '（2026）苏0812执990001号',
    subjects: [person(2)],
    assetClasses: ['LAND', 'BANK_ACCOUNT'],
    notice: { id: noticeId() },
    purpose: '核查被执行人财产状况',
    priority: 'routine',
  };
}
