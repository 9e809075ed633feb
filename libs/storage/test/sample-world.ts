import {
  caseKey,
  makeSyntheticCaseNumber,
  makeSyntheticCitizenId,
  makeSyntheticOrganisationCode,
  parseDate,
  type IsoDate,
} from '@dianda/identifiers';
import {
  caseIdOf,
  clientScopes,
  instantOf,
  mustParse,
  parseAccountId,
  parseAgencyCode,
  parseCourtCode,
  parseInquiryId,
  parseOfficerId,
  planLegs,
  type Account,
  type Actor,
  type CourtSystemActor,
  type Agency,
  type AgencyReply,
  type AssetClass,
  type CasePush,
  type Court,
  type Identity,
  type Inquiry,
  type Leg,
  type NewMachineClient,
  type Officer,
  type PersonActor,
} from '@dianda/inquiry';
import { createHash, randomUUID } from 'node:crypto';
import type { Order } from '../src/inquiries/accept-order.js';
import type { Administration, Storage } from '../src/index.js';

export function day(text: string): IsoDate {
  const checked = parseDate(text);
  if (!checked.ok) throw new Error('no such day');
  return checked.value;
}

export const qingjiangpu: Court = {
  code: mustParse(parseCourtCode, '苏0812'),
  name: '清江浦区人民法院（样例）',
};
export const shinan: Court = { code: mustParse(parseCourtCode, '鲁0202'), name: '市南区人民法院（样例）' };

function officer(court: Court, workId: string, name: string): Officer {
  return {
    id: mustParse(parseOfficerId, randomUUID()),
    court,
    name,
    workId,
    dutyId: `公务${workId}`,
    phone: '0517-00000001',
    credentialsValidUntil: instantOf(Date.UTC(2099, 0, 1)),
  };
}

export const judge = officer(qingjiangpu, 'W-0001', '样例法官');
export const inquirer = officer(qingjiangpu, 'W-0002', '样例查控');
export const colleague = officer(qingjiangpu, 'W-0003', '样例同事');
export const otherJudge = officer(shinan, 'W-0001', '样例外院法官');

export const person: Identity = {
  kind: 'person',
  name: '欧阳样例·甲',
  document: {
    type: 'RESIDENT_ID',
    number: makeSyntheticCitizenId({ birthDate: day('1980-01-01'), sequence: 17 }),
  },
};
export const company: Identity = {
  kind: 'organisation',
  name: '样例长风贸易有限公司',
  document: { type: 'USCC', number: makeSyntheticOrganisationCode(17) },
};
export const applicant: Identity = {
  kind: 'person',
  name: '申请样例乙',
  document: {
    type: 'RESIDENT_ID',
    number: makeSyntheticCitizenId({ birthDate: day('1975-05-05'), sequence: 18 }),
  },
};

export function actorOf(of: Officer): PersonActor {
  return {
    role: 'officer',
    accountId: accountIdOf(of.id),
    officerId: of.id,
    courtCode: of.court.code,
  };
}

/** An officer's account has his id's tail, so that tests need not carry it about. */
function accountIdOf(officerId: string) {
  return mustParse(parseAccountId, officerId.replace(/^.{8}/, 'acc00000'));
}

export const courtSystem = {
  role: 'court-system',
  accountId: mustParse(parseAccountId, randomUUID()),
  courtCode: qingjiangpu.code,
} as const satisfies Actor;
export const otherCourtSystem = {
  role: 'court-system',
  accountId: mustParse(parseAccountId, randomUUID()),
  courtCode: shinan.code,
} as const satisfies Actor;
export const ops = {
  role: 'ops',
  accountId: mustParse(parseAccountId, randomUUID()),
} as const satisfies Actor;

export function account(actor: PersonActor, username: string): Account {
  return {
    actor,
    username,
    displayName: username,
    passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA',
    disabled: false,
  };
}

export function client(actor: CourtSystemActor, name: string): NewMachineClient {
  return { actor, name, scopes: clientScopes, requestsPerMinute: 600 };
}

export function agency(code: string, assetClass: AssetClass, changes: Partial<Agency> = {}): Agency {
  return {
    code: mustParse(parseAgencyCode, code),
    category: 'bank',
    name: { zh: `样例单位 ${code}`, en: `Sample agency ${code}` },
    contact: { name: '值班室', phone: '0517-00000000' },
    endpoint: '127.0.0.1:9',
    tlsName: 'localhost',
    contractVersion: '1.0',
    services: [
      {
        assetClass,
        subjectKinds: ['person', 'organisation'],
        regions: ['3208'],
        timeLimits: [{ minutes: 60, source: 'test', validFrom: '2026-01-01' }],
        usualAnswerSeconds: 5,
      },
    ],
    concurrency: 4,
    attemptTimeoutMs: 5_000,
    receiptKeys: [{ kid: 'k1', kty: 'OKP' }],
    enabled: true,
    ...changes,
  };
}

export const land = agency('land-registry', 'LAND', { category: 'land_registry' });
export const bank = agency('bank-one', 'BANK_ACCOUNT');

/** Courts, officers, accounts and two agencies. */
export async function settle(admin: Administration): Promise<void> {
  for (const court of [qingjiangpu, shinan]) await admin.staff.putCourt(court);
  for (const each of [judge, inquirer, colleague, otherJudge]) {
    await admin.staff.putOfficer(each);
    await admin.staff.putAccount(account(actorOf(each), `${each.court.code}-${each.workId}`));
  }
  await admin.clients.add(client(courtSystem, 'court-system-1'), undefined);
  await admin.clients.add(client(otherCourtSystem, 'court-system-2'), undefined);
  await admin.staff.putAccount(account(ops, 'ops-1'));
  await admin.directory.load([land, bank]);
}

export function casePush(sequence: number, changes: Partial<CasePush> = {}): CasePush {
  return {
    caseNumber: makeSyntheticCaseNumber({
      year: 2026,
      courtLetters: '苏0812',
      type: '执',
      sequence: 990_000 + sequence,
    }),
    caseType: '执',
    court: qingjiangpu,
    state: 'open',
    filedOn: day('2026-03-02'),
    parties: [
      { reference: 'p1', role: 'respondent', liable: true, identity: person },
      { reference: 'p2', role: 'respondent', liable: true, identity: company },
      { reference: 'p3', role: 'applicant', liable: false, identity: applicant },
    ],
    team: [
      { workId: judge.workId, role: 'responsible' },
      { workId: inquirer.workId, role: 'inquirer' },
    ],
    ...changes,
  };
}

export interface OrderChanges {
  readonly inquiry?: Partial<Inquiry>;
  readonly directory?: readonly Agency[];
  readonly by?: Actor;
  readonly key?: string;
  readonly bodyHash?: string;
  readonly recheck?: Order['recheck'];
  readonly legs?: (legs: readonly Leg[]) => readonly Leg[];
}

/** An order in the case as `storage.inquiries.accept` takes it, made at the database's time. */
export async function orderIn(storage: Storage, push: CasePush, changes: OrderChanges = {}): Promise<Order> {
  const caseId = caseIdOf(caseKey(push.caseNumber));
  const stored = await storage.cases.find(push.caseNumber);
  const inquiry: Inquiry = {
    id: mustParse(parseInquiryId, randomUUID()),
    caseId,
    caseNumber: push.caseNumber,
    caseType: push.caseType,
    court: { code: mustParse(parseCourtCode, push.court.code), name: push.court.name },
    requestedBy: inquirer.id,
    responsibleOfficer: judge.id,
    subjects: (stored?.parties ?? []).filter((party) => party.liable).map((party) => party.subject),
    assetClasses: ['LAND', 'BANK_ACCOUNT'],
    agencies: [],
    regions: [],
    notice: { number: '协查001', name: '协助查询通知书', sha256: 'ab'.repeat(32) },
    noticeId: undefined,
    purpose: '查找欧阳样例·甲的财产',
    priority: 'routine',
    orderedAt: await storage.inquiries.now(),
    ...changes.inquiry,
  };
  const legs = planLegs(inquiry, changes.directory ?? [land, bank], await storage.directory.calendars());
  return {
    inquiry,
    legs: changes.legs?.(legs) ?? legs,
    by: changes.by ?? actorOf(inquirer),
    idempotencyKey: changes.key ?? randomUUID(),
    bodyHash: changes.bodyHash ?? createHash('sha256').update(inquiry.id).digest('hex'),
    recheck: changes.recheck ?? (() => undefined),
  };
}

/** Stores the case and an order in it. */
export async function accepted(storage: Storage, push: CasePush, changes: OrderChanges = {}): Promise<Order> {
  await storage.cases.put(push, courtSystem);
  const order = await orderIn(storage, push, changes);
  await storage.inquiries.accept(order);
  return order;
}

const answeredAt = instantOf(Date.UTC(2026, 10, 1));

function pages(text: string): AgencyReply['evidence'] {
  return [{ answerBytes: Buffer.from(text), receipt: `receipt.of.${text}`, receiptNumber: 'R-1' }];
}

export const found: AgencyReply & { answer: { rung: 'found' } } = {
  answer: {
    rung: 'found',
    echo: person,
    answeredAt,
    asOf: answeredAt,
    records: [
      {
        kind: 'financial_asset',
        sourceRecordId: 'asset-1',
        source: '样例银行',
        asOf: answeredAt,
        disputed: false,
        warnings: [],
        name: `稳盈一号（${person.name}）`,
        freezes: [],
        priorRights: [],
      },
    ],
    missing: [{ part: 'BANK_FREEZES', reason: 'UNAVAILABLE', detail: '登记库停机' }],
  },
  evidence: pages(`page one about ${person.document.number}`),
};

export const nothingFound: AgencyReply & { answer: { rung: 'nothing_found' } } = {
  answer: {
    rung: 'nothing_found',
    echo: person,
    answeredAt,
    asOf: answeredAt,
    coverage: { regions: ['3208'], assetClasses: ['LAND'], since: '1990-01-01' },
  },
  evidence: pages('nothing'),
};

export const deferred: AgencyReply & { answer: { rung: 'deferred' } } = {
  answer: { rung: 'deferred', echo: person, answeredAt, pollAfterMs: 60_000, note: '人工办理' },
  evidence: pages('deferred'),
};

export const clarification: AgencyReply & { answer: { rung: 'clarification' } } = {
  answer: {
    rung: 'clarification',
    echo: person,
    answeredAt,
    question: '请说明欧阳样例·甲的曾用名',
    contact: { name: '登记科', phone: '0517-00000002' },
  },
  evidence: pages('question'),
};
