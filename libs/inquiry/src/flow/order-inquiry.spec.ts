import fc from 'fast-check';
import { courtActor, enforcementCase, officer, officerActor, party } from '../../test/casework.js';
import { anOrder, OrderDesk } from '../../test/order-desk.js';
import { regionOf } from '../../test/regions.js';
import { refusalOf } from '../../test/refusals.js';
import {
  agency,
  agencyCode,
  inquiry,
  officerId,
  orderedAt,
  service,
  subject,
  uuid,
} from '../../test/world.js';
import { isOpen, mustParse, parseAccountId, plusMs, type InquiryOrder, type Subject } from '../index.js';

const by = officerActor(1);
const one = subject(1, 'person');
const two = subject(2, 'organisation');
const identityOf = ({ kind, name, document }: Subject) => ({ kind, name, document });

function twoParties() {
  return enforcementCase({
    parties: [party(one), party(two), party(subject(3, 'person'), { liable: false })],
  });
}

function plannedAt(desk: OrderDesk): string[] {
  return desk.stored.flatMap(({ legs }) =>
    legs
      .filter((each) => isOpen(each.state))
      .map((each) => `${each.assetClass} at ${each.agencyCode ?? 'none'}`),
  );
}

describe('an order', () => {
  it('is stored whole: the inquiry, its legs and who ordered it, under its key', async () => {
    const desk = new OrderDesk();
    const accepted = await desk.order(anOrder(), by);
    expect(accepted).toEqual({ inquiryId: uuid(900), acceptedAt: orderedAt, created: true });
    const [stored] = desk.stored;
    expect(stored).toMatchObject({ by, idempotencyKey: 'key-1' });
    expect(stored?.bodyHash).toMatch(/^[0-9a-f]{64}$/);
    expect(stored?.inquiry).toEqual({ ...inquiry(), id: uuid(900), subjects: [one] });
    expect(stored?.legs.every((leg) => leg.inquiryId === accepted.inquiryId)).toBe(true);
    expect(desk.audit.entries).toEqual([]);
  });

  it('that names nothing means all liable parties, all classes that make sense and all agencies', async () => {
    const desk = new OrderDesk({ case: twoParties() });
    await desk.order(anOrder(), by);
    expect(desk.stored[0]?.inquiry.subjects).toEqual([one, two]);
    expect(plannedAt(desk).sort()).toEqual([
      'BANK_ACCOUNT at agency-1',
      'BANK_ACCOUNT at agency-1',
      'LAND at agency-2',
      'LAND at agency-2',
    ]);
    const uncovered = desk.stored[0]?.legs.filter((leg) => !isOpen(leg.state)).map((leg) => leg.assetClass);
    expect(new Set(uncovered)).toEqual(
      new Set(['VEHICLE', 'HOUSING_FUND', 'IDENTITY', 'RESIDENCE', 'LODGING', 'EXIT_ENTRY']),
    );
  });

  it('asks only about, for and at what it names', async () => {
    const desk = new OrderDesk({ case: twoParties() });
    const order = anOrder({ subjects: [identityOf(two)], assetClasses: ['LAND'], agencies: [agencyCode(2)] });
    await desk.order(order, by);
    expect(desk.stored[0]?.inquiry.subjects).toEqual([two]);
    expect(plannedAt(desk)).toEqual(['LAND at agency-2']);
  });

  it('asks in the regions that it names, and names the one in which nobody answers', async () => {
    const landIn = (n: number, region: string) => agency(n, [{ ...service('LAND'), regions: [region] }]);
    const desk = new OrderDesk({ directory: [landIn(1, '3208'), landIn(2, '3702')] });
    const regions = ['370202', '1101'].map(regionOf);
    await desk.order(anOrder({ assetClasses: ['LAND'], regions }), by);
    expect(desk.stored[0]?.inquiry.regions).toEqual(regions);
    expect(plannedAt(desk)).toEqual(['LAND at agency-2']);
    const bare = desk.stored[0]?.legs.filter((leg) => !isOpen(leg.state)).map((leg) => leg.region);
    expect(bare).toEqual(['1101']);
  });

  it('takes the party’s own spelling, not the order’s', async () => {
    const registered = { ...one, name: '阿依古丽·样例' };
    const desk = new OrderDesk({ case: enforcementCase({ parties: [party(registered)] }) });
    await desk.order(anOrder({ subjects: [{ ...identityOf(registered), name: '阿依古丽 • 样例' }] }), by);
    expect(desk.stored[0]?.inquiry.subjects).toEqual([registered]);
  });

  it('asks about one subject once, however often it is named', async () => {
    const desk = new OrderDesk({ case: twoParties() });
    await desk.order(anOrder({ subjects: [identityOf(one), identityOf(two), identityOf(one)] }), by);
    expect(desk.stored[0]?.inquiry.subjects).toEqual([one, two]);
  });

  it('asks about a person once who stands in the case as two parties', async () => {
    const again = { ...one, id: subject(7, 'person').id };
    const desk = new OrderDesk({ case: enforcementCase({ parties: [party(one), party(again)] }) });
    await desk.order(anOrder(), by);
    expect(desk.stored[0]?.inquiry.subjects).toEqual([one]);
  });

  it('of an officer is asked in his own name, and in the responsible officer’s', async () => {
    const desk = new OrderDesk();
    await desk.order(anOrder(), by);
    expect(desk.stored[0]?.inquiry).toMatchObject({
      requestedBy: officerId(1),
      responsibleOfficer: officerId(2),
    });
  });

  it('of the court’s system is asked in the name of the responsible officer alone', async () => {
    const desk = new OrderDesk();
    await desk.order(anOrder(), courtActor);
    expect(desk.stored[0]?.inquiry).toMatchObject({
      requestedBy: officerId(2),
      responsibleOfficer: officerId(2),
    });
  });

  it('that no agency covers at all is accepted, and answered by that', async () => {
    const desk = new OrderDesk({ directory: [] });
    expect(await desk.order(anOrder({ assetClasses: ['LAND'] }), by)).toMatchObject({ created: true });
    expect(desk.stored[0]?.legs.map((leg) => leg.state)).toEqual(['answered']);
  });
});

describe('a repeated order', () => {
  it.each([false, true])('with the same key and body is the first one (racing: %p)', async (isRacing) => {
    const desk = new OrderDesk({ isRacing });
    const first = await desk.order(anOrder(), by);
    expect(await desk.order(anOrder(), by)).toEqual({ ...first, created: false });
    expect(desk.stored).toHaveLength(1);
    expect(desk.audit.entries).toEqual([]);
  });

  it.each([false, true])('with the same key and another body is refused (racing: %p)', async (isRacing) => {
    const desk = new OrderDesk({ isRacing });
    await desk.order(anOrder(), by);
    const other = desk.order(anOrder({ purpose: '另一事由' }), by);
    expect(await refusalOf(other)).toMatchObject({ kind: 'conflict', reason: 'IDEMPOTENCY_KEY_REUSED' });
    expect(desk.stored).toHaveLength(1);
    expect(desk.audit.entries).toMatchObject([{ facts: { reason: 'IDEMPOTENCY_KEY_REUSED' } }]);
  });

  it('under another key, or by another account, is another one', async () => {
    const desk = new OrderDesk();
    await desk.order(anOrder(), by);
    await desk.order(anOrder(), by, 'key-2');
    await desk.order(anOrder(), { ...by, accountId: mustParse(parseAccountId, uuid(78)) });
    expect(desk.stored).toHaveLength(3);
  });

  it('gives the first one even after the case was closed', async () => {
    const open = new OrderDesk();
    const first = await open.order(anOrder(), by);
    const closed = new OrderDesk({ case: enforcementCase({ state: 'closed' }) });
    closed.stored.push(...open.stored);
    expect(await closed.order(anOrder(), by)).toEqual({ ...first, created: false });
  });

  it('has the same hash however its members are ordered, and another for any other content', async () => {
    const anyChange: fc.Arbitrary<Partial<InquiryOrder>> = fc.oneof(
      fc.record({ purpose: fc.string({ minLength: 1, maxLength: 8 }) }),
      fc.record({ priority: fc.constantFrom('urgent' as const, 'batch' as const) }),
      fc.record({ assetClasses: fc.constantFrom(['LAND' as const], ['BANK_ACCOUNT' as const]) }),
      fc.record({ subjects: fc.constant([identityOf(one)]) }),
      fc.record({ regions: fc.constantFrom([regionOf('32')], [regionOf('3208')]) }),
    );
    await fc.assert(
      fc.asyncProperty(anyChange, async (change) => {
        const desk = new OrderDesk();
        const order = anOrder();
        const backwards = Object.fromEntries(Object.entries(order).reverse()) as unknown as InquiryOrder;
        await desk.order(order, by, 'a');
        await desk.order(backwards, by, 'b');
        await desk.order(anOrder(change), by, 'c');
        const [first, same, other] = desk.stored.map((each) => each.bodyHash);
        expect(same).toBe(first);
        expect(other).not.toBe(first);
      }),
      { numRuns: 50 },
    );
  });
});

describe('credentials', () => {
  it('of an officer outside the order do not matter', async () => {
    const gone = officer(3, { credentialsValidUntil: plusMs(orderedAt, -1) });
    const desk = new OrderDesk({ officers: [officer(1), officer(2), gone] });
    expect(await desk.order(anOrder(), by)).toMatchObject({ created: true });
  });
});

describe('the directory', () => {
  it('plans nothing at an agency that is off', async () => {
    const desk = new OrderDesk({
      directory: [agency(1, [service('LAND')], { enabled: false }), agency(2, [service('LAND')])],
    });
    await desk.order(anOrder({ assetClasses: ['LAND'] }), by);
    expect(plannedAt(desk)).toEqual(['LAND at agency-2']);
  });
});
