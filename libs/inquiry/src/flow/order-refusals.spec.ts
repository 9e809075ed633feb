import { caseKey } from '@dianda/identifiers';
import { courtActor, enforcementCase, officer, officerActor, opsActor, party } from '../../test/casework.js';
import { anOrder, OrderDesk, type OrderWorld } from '../../test/order-desk.js';
import { regionOf } from '../../test/regions.js';
import { refusalOf } from '../../test/refusals.js';
import { agency, agencyCode, inquiry, officerId, orderedAt, service, subject } from '../../test/world.js';
import {
  caseIdOf,
  DiandaError,
  mustParse,
  parseCaseId,
  parseCourtCode,
  type Actor,
  type ErrorKind,
  type InquiryOrder,
  type Reason,
  type Violation,
} from '../index.js';

const by = officerActor(1);
const one = subject(1, 'person');
const stranger = subject(9, 'person');
const otherCase = mustParse(parseCaseId, '00000000-0000-8000-8000-0000000000ff');
const otherCourt = mustParse(parseCourtCode, '鲁0202');

const wrong = (pointer: string, code: string): Violation => ({ pointer, code, detail: '' });

interface Refused {
  readonly when: string;
  readonly world?: Partial<OrderWorld>;
  readonly order?: Partial<InquiryOrder>;
  readonly by?: Actor;
  readonly kind: ErrorKind;
  readonly reason: Reason;
  readonly violations?: readonly {
    readonly pointer: string;
    readonly code: string;
    readonly detail: string;
  }[];
}

const inTime: readonly Refused[] = [
  { when: 'ops orders', by: opsActor, kind: 'forbidden', reason: 'ROLE_NOT_PERMITTED' },
  { when: 'there is no such case', world: { case: undefined }, kind: 'not-found', reason: 'CASE_NOT_FOUND' },
  {
    when: 'the officer is not in the team',
    by: officerActor(3),
    kind: 'not-found',
    reason: 'CASE_NOT_FOUND',
  },
  {
    when: 'the case is another court’s',
    by: { ...courtActor, courtCode: otherCourt },
    kind: 'not-found',
    reason: 'CASE_NOT_FOUND',
  },
  {
    when: 'the case is closed',
    world: { case: enforcementCase({ state: 'closed' }) },
    kind: 'precondition',
    reason: 'CASE_CLOSED',
  },
  {
    when: 'the case type may not query',
    world: { case: enforcementCase({ caseType: '执异' }) },
    kind: 'precondition',
    reason: 'CASE_TYPE_MAY_NOT_QUERY',
  },
  {
    when: 'it takes up an inquiry of another case',
    world: { inquiries: [inquiry({ caseId: otherCase })] },
    order: { reissues: inquiry().id },
    kind: 'invalid',
    reason: 'REQUEST_INVALID',
    violations: [wrong('/reissues', 'INQUIRY_UNKNOWN')],
  },
  {
    when: 'it takes up an inquiry that there is not, or that the officer does not see',
    order: { reissues: inquiry().id },
    kind: 'invalid',
    reason: 'REQUEST_INVALID',
    violations: [wrong('/reissues', 'INQUIRY_UNKNOWN')],
  },
  {
    when: 'no rule is in force',
    world: { rules: [] },
    kind: 'precondition',
    reason: 'CASE_TYPE_MAY_NOT_QUERY',
  },
  {
    when: 'the officer’s credentials have expired',
    world: { officers: [officer(1, { credentialsValidUntil: orderedAt }), officer(2)] },
    kind: 'precondition',
    reason: 'OFFICER_CREDENTIAL_EXPIRED',
  },
  {
    when: 'the responsible officer’s credentials have expired',
    world: { officers: [officer(1), officer(2, { credentialsValidUntil: orderedAt })] },
    kind: 'precondition',
    reason: 'OFFICER_CREDENTIAL_EXPIRED',
  },
  {
    when: 'the case has no responsible officer',
    world: { case: enforcementCase({ team: [{ officerId: officerId(1), role: 'inquirer' }] }) },
    kind: 'forbidden',
    reason: 'NOT_IN_CASE_TEAM',
  },
  {
    when: 'the responsible officer is not on the roster',
    world: { officers: [officer(1)] },
    kind: 'forbidden',
    reason: 'NOT_IN_CASE_TEAM',
  },
  {
    when: 'the officer is not on the roster',
    world: { officers: [officer(2)] },
    kind: 'forbidden',
    reason: 'NOT_IN_CASE_TEAM',
  },
  {
    when: 'subjects are no liable parties',
    order: { subjects: [stranger, one, { ...one, name: '样例别人' }] },
    kind: 'precondition',
    reason: 'SUBJECT_NOT_LIABLE',
    violations: [wrong('/subjects/0', 'SUBJECT_NOT_LIABLE'), wrong('/subjects/2', 'SUBJECT_NOT_LIABLE')],
  },
  {
    when: 'the case has no liable party',
    world: { case: enforcementCase({ parties: [party(one, { liable: false })] }) },
    kind: 'precondition',
    reason: 'SUBJECT_NOT_LIABLE',
    violations: [],
  },
  {
    when: 'agencies are unknown or off',
    order: { agencies: [agencyCode(1), agencyCode(7), agencyCode(2)] },
    world: { directory: [agency(1, [service('LAND')]), agency(2, [service('LAND')], { enabled: false })] },
    kind: 'invalid',
    reason: 'REQUEST_INVALID',
    violations: [wrong('/agencies/1', 'AGENCY_UNKNOWN'), wrong('/agencies/2', 'AGENCY_UNKNOWN')],
  },
  {
    when: 'the agencies chosen do not answer the classes chosen',
    order: { assetClasses: ['LAND'], agencies: [agencyCode(1)] },
    kind: 'invalid',
    reason: 'NOTHING_TO_ASK',
  },
  {
    when: 'the agencies chosen do not answer for the regions chosen, and others do',
    order: { assetClasses: ['LAND'], agencies: [agencyCode(1)], regions: [regionOf('3702')] },
    world: {
      directory: [
        agency(1, [{ ...service('LAND'), regions: ['3208'] }]),
        agency(2, [{ ...service('LAND'), regions: ['3702'] }]),
      ],
    },
    kind: 'invalid',
    reason: 'NOTHING_TO_ASK',
  },
  {
    when: 'no class makes sense of the subject',
    order: { assetClasses: ['LODGING'] },
    world: { case: enforcementCase({ parties: [party(subject(2, 'organisation'))] }) },
    kind: 'invalid',
    reason: 'NOTHING_TO_ASK',
  },
];

const meanwhile: readonly Refused[] = [
  {
    when: 'the case was closed',
    world: { caseUnderLock: enforcementCase({ state: 'closed' }) },
    kind: 'precondition',
    reason: 'CASE_CLOSED',
  },
  {
    when: 'the officer left the team',
    world: { caseUnderLock: enforcementCase({ team: [{ officerId: officerId(2), role: 'responsible' }] }) },
    kind: 'not-found',
    reason: 'CASE_NOT_FOUND',
  },
  {
    when: 'the responsible officer left the team',
    world: { caseUnderLock: enforcementCase({ team: [{ officerId: officerId(1), role: 'inquirer' }] }) },
    kind: 'forbidden',
    reason: 'NOT_IN_CASE_TEAM',
  },
  {
    when: 'the case moved, seen by its court’s system',
    by: courtActor,
    world: { caseUnderLock: enforcementCase({ court: { code: otherCourt, name: '样例法院' } }) },
    kind: 'not-found',
    reason: 'CASE_NOT_FOUND',
  },
  {
    when: 'the case moved, with its team',
    world: { caseUnderLock: enforcementCase({ court: { code: otherCourt, name: '样例法院' } }) },
    kind: 'precondition',
    reason: 'CASE_MOVED',
  },
  {
    when: 'credentials expired',
    world: { nowUnderLock: officer(1).credentialsValidUntil },
    kind: 'precondition',
    reason: 'OFFICER_CREDENTIAL_EXPIRED',
  },
  {
    when: 'the subject named was released',
    order: { subjects: [one] },
    world: { caseUnderLock: enforcementCase({ parties: [party(one, { liable: false }), party(stranger)] }) },
    kind: 'precondition',
    reason: 'SUBJECT_NOT_LIABLE',
    violations: [wrong('/subjects/0', 'SUBJECT_NOT_LIABLE')],
  },
  {
    when: 'one of all parties was released, and another came',
    world: { caseUnderLock: enforcementCase({ parties: [party(one, { liable: false }), party(stranger)] }) },
    kind: 'precondition',
    reason: 'SUBJECT_NOT_LIABLE',
  },
  {
    when: 'a party was corrected to be somebody else',
    world: { caseUnderLock: enforcementCase({ parties: [party({ ...stranger, id: one.id })] }) },
    kind: 'precondition',
    reason: 'SUBJECT_NOT_LIABLE',
  },
];

async function expectRefused({
  world,
  order,
  by: actor = by,
  kind,
  reason,
  violations,
}: Refused): Promise<void> {
  const desk = new OrderDesk(world);
  const wanted = anOrder(order);
  const error = await refusalOf(desk.order(wanted, actor));
  expect({ kind: error.kind, reason: error.reason, origin: error.origin }).toEqual({
    kind,
    reason,
    origin: 'requester',
  });
  if (violations !== undefined) expect(error.violations).toEqual(violations);
  expect(desk.stored).toEqual([]);
  expect(desk.audit.entries).toEqual([
    {
      action: 'order_refused',
      by: actor,
      subject: { kind: 'case', id: caseIdOf(caseKey(wanted.caseNumber)) },
      facts: { reason },
    },
  ]);
  // Neither the refusal nor its audit entry says who was asked about.
  const told = JSON.stringify([error.message, error.detail, error.violations, desk.audit.entries]);
  for (const { name, document } of [one, stranger]) {
    expect(told).not.toContain(name);
    expect(told).not.toContain(document.number);
  }
}

describe('an order is refused, stored nowhere and audited', () => {
  it.each(inTime)('when $when: $reason', expectRefused);
});

describe('an order is refused under the lock, stored nowhere and audited', () => {
  it.each(meanwhile)('when meanwhile $when: $reason', expectRefused);
});

describe('an order that fails through no fault of its requester', () => {
  it('is no refusal, and is not audited as one', async () => {
    const down = DiandaError.unavailable('STORAGE_UNAVAILABLE', { origin: 'dianda' });
    const desk = new OrderDesk({ storageError: down });
    await expect(desk.order(anOrder(), by)).rejects.toBe(down);
    expect(desk.audit.entries).toEqual([]);
  });
});
