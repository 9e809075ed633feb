import fc from 'fast-check';
import { secretShape } from '../../test/people.js';
import { anyRecordOfKind, recordKinds } from '../../test/records.js';
import { orderedAt, subject } from '../../test/world.js';
import type { AssetRecord, LandTitle, ThirdPerson } from '../index.js';
import { maskNumber } from './mask-text.js';
import { maskPersonalData } from './masking.js';

const subjects = [subject(1, 'person'), subject(2, 'organisation')];
const [person, company] = subjects.map((each) => each.document.number);

/** What a report does with the records of one leg. */
function masked<T extends AssetRecord>(record: T): T {
  const [first] = maskPersonalData({ records: [record] }, subjects).records;
  if (first === undefined) throw new Error('a record is gone');
  return first;
}

function secretsIn(value: unknown): string[] {
  return JSON.stringify(value).match(secretShape) ?? [];
}

const gossips = new Set(['remark', 'matter', 'coOwnershipText', 'restriction', 'raw']);

/** The same record, with everybody whom it holds named once more in each of its free texts: 与‹n12›、‹p34›. */
function withGossip<T extends AssetRecord>(record: T): T {
  const said = secretsIn({ ...record, warnings: [] })
    .filter((each) => /^‹[ndpak]/u.test(each))
    .join('与');
  return JSON.parse(
    JSON.stringify(record, (name, member: unknown) =>
      gossips.has(name) && typeof member === 'string' ? `${member}，另有${said}。` : member,
    ),
  ) as T;
}

/** What the reader may still tell: every member by its path, lists by their length. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'raw')
      .map(([name, member]) => [name, shapeOf(member)]),
  );
}

const frame = { sourceRecordId: 'r-1', source: '样例登记库', asOf: orderedAt, disputed: false, warnings: [] };

const neighbour: ThirdPerson = {
  kind: 'PERSON',
  name: '样例乙二',
  documentType: { code: 'RESIDENT_ID', raw: '1' },
  documentNumber: '320898198501010021',
  sex: { code: 'FEMALE', raw: '2' },
  phone: '13900000000',
  address: '样例路1号',
};

const title: LandTitle = {
  location: '样例路1号',
  owners: [],
  mortgages: [],
  seizures: [],
  advanceNotices: [],
  objections: [],
};

describe('masking', () => {
  it.each(recordKinds)('lets no third person and no document number survive in a %s', (kind) => {
    fc.assert(
      fc.property(anyRecordOfKind[kind], (record) => {
        expect(secretsIn(masked<AssetRecord>(record))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each(recordKinds)('lets no free text of a %s repeat whom the record names elsewhere', (kind) => {
    fc.assert(
      fc.property(anyRecordOfKind[kind], (record) => {
        expect(secretsIn(masked(withGossip<AssetRecord>(record)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each(recordKinds)('keeps the shape of a %s, so that readers need not know of masking', (kind) => {
    fc.assert(
      fc.property(anyRecordOfKind[kind], (record) => {
        expect(shapeOf(masked<AssetRecord>(record))).toEqual(shapeOf(record));
      }),
      { numRuns: 20 },
    );
  });

  it('leaves the record that it was given as it is', () => {
    fc.assert(
      fc.property(anyRecordOfKind.house_right, (record) => {
        const before = JSON.stringify(record);
        masked(record);
        expect(JSON.stringify(record)).toBe(before);
      }),
    );
  });

  it('hides of a private person everything but the kind and the kind of document', () => {
    const vehicle = masked({
      ...frame,
      kind: 'vehicle',
      plateKind: { code: 'SMALL' },
      plateNumber: '苏H00000',
      statuses: ['NORMAL'],
      owner: { thirdPerson: neighbour },
      coOwners: [],
      mortgagees: [],
      seizures: [],
    });
    expect(vehicle.owner).toEqual({
      thirdPerson: {
        kind: 'PERSON',
        name: '样***',
        documentType: { code: 'RESIDENT_ID' },
        documentNumber: '320898**********21',
        sex: { code: 'UNKNOWN', raw: '****' },
        phone: '****',
        address: '****',
      },
    });
  });

  it('treats somebody of unknown kind as a private person', () => {
    const right = masked({
      ...frame,
      kind: 'bank_prior_right',
      holder: { kind: 'UNKNOWN', name: '样例乙二' },
    });
    expect(right.holder.name).toBe('样***');
  });

  it('keeps the name of a financial institution, and still masks its document and account numbers', () => {
    const right = masked({
      ...frame,
      kind: 'bank_prior_right',
      holder: {
        kind: 'FINANCIAL_INSTITUTION',
        name: '样例银行',
        bankCode: '104308000001',
        documentNumber: '913208980000000017',
        accountNumber: '6200000000000000001',
      },
    });
    expect(right.holder).toEqual({
      kind: 'FINANCIAL_INSTITUTION',
      name: '样例银行',
      bankCode: '104308000001',
      documentNumber: '913208**********17',
      accountNumber: '620000***********01',
    });
  });

  it('masks the subject’s own numbers wherever a record holds them', () => {
    const identity = masked({
      ...frame,
      sourceRecordId: `ID-${person ?? ''}`,
      kind: 'person_identity',
      name: subject(1, 'person').name,
      idNumber: person ?? '',
      householdMembers: [],
    });
    expect(identity.idNumber).toBe(maskNumber(person ?? ''));
    expect(JSON.stringify(identity)).not.toContain(person);

    const customer = masked({
      ...frame,
      kind: 'bank_customer',
      certificates: [{ type: { code: 'RESIDENT_ID' }, number: person ?? '' }],
      phones: [],
      addresses: [],
      taxNumbers: [person ?? '', company ?? ''],
    });
    expect(JSON.stringify(customer)).not.toContain(person);
    expect(JSON.stringify(customer)).not.toContain(company);
  });

  it('leaves the number of another authority’s order readable, which the court needs', () => {
    const account = masked({
      ...frame,
      kind: 'bank_account',
      accountNumber: '6200000000000000001',
      accountKind: { code: 'CLASS_I' },
      status: { code: 'FROZEN' },
      freezes: [{ documentNumber: '(2025)苏0812执990001号' }],
      priorRights: [],
      subAccounts: [],
    });
    const seizure = masked({ ...frame, kind: 'land_seizure', documentNumber: '(2025)苏0812执990002号' });
    expect(account.freezes[0]?.documentNumber).toBe('(2025)苏0812执990001号');
    expect(account.accountNumber).toBe('6200000000000000001');
    expect(seizure.documentNumber).toBe('(2025)苏0812执990002号');
  });

  it('does not hide where a house lies because a co-owner lives in it', () => {
    const house = masked({
      ...frame,
      kind: 'house_right',
      title: {
        ...title,
        owners: [{ holder: { thirdPerson: neighbour }, coOwnershipText: '与样例乙二共同共有' }],
      },
    });
    expect(house.title.location).toBe('样例路1号');
    expect(house.title.owners[0]?.coOwnershipText).toBe('与样***共同共有');
  });

  it('hides the whole of a longer name that begins with a shorter one', () => {
    const named = (name: string) => ({
      holder: { thirdPerson: { ...neighbour, name } },
      coOwnershipText: '样例乙二、样例乙',
    });
    const house = masked({
      ...frame,
      kind: 'house_right',
      title: { ...title, owners: [named('样例乙'), named('样例乙二')] },
    });
    expect(house.title.owners[0]?.coOwnershipText).toBe('样***、样**');
  });

  it('drops the raw text of a warning, which is the field itself', () => {
    const record = masked({
      ...frame,
      kind: 'person_residence',
      residenceKind: { code: 'REGISTERED' },
      address: '样例路2号',
      warnings: [{ field: 'holder.name', code: 'IDENTITY_DIFFERS', raw: '样例乙二' }],
    });
    expect(record.warnings).toEqual([{ field: 'holder.name', code: 'IDENTITY_DIFFERS' }]);
  });
});
