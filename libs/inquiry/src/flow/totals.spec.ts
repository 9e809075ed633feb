import fc from 'fast-check';
import { day } from '../../test/casework.js';
import { anyAmount } from '../../test/people.js';
import { bank, leg } from '../../test/legs.js';
import { orderedAt } from '../../test/world.js';
import type { AssetRecord, HouseRight, LandOwner, LegResult } from '../index.js';
import { totalsOf } from './totals.js';

const frame = { sourceRecordId: 'r', source: '样例登记库', asOf: orderedAt, disputed: false, warnings: [] };

type RecordOf<Kind extends AssetRecord['kind']> = Extract<AssetRecord, { kind: Kind }>;

function account(amount: string | undefined, changes: Partial<RecordOf<'bank_account'>> = {}): AssetRecord {
  return {
    ...frame,
    kind: 'bank_account',
    accountNumber: '6200000000000000001',
    accountKind: { code: 'CLASS_I' },
    status: { code: 'NORMAL' },
    currency: 'CNY',
    ...(amount === undefined ? {} : { availableBalance: { amount, currency: 'CNY' } }),
    freezes: [],
    priorRights: [],
    subAccounts: [],
    ...changes,
  };
}

function inCurrency(amount: string, currency: string): AssetRecord {
  return account(undefined, { currency, availableBalance: { amount, currency } });
}

const owner: LandOwner = { holder: { subject: { name: '样例甲1' } } };

function house(value: string, owners: readonly LandOwner[], changes: Partial<HouseRight> = {}): AssetRecord {
  const title = {
    location: '样例路1号',
    owners,
    mortgages: [],
    seizures: [],
    advanceNotices: [],
    objections: [],
  };
  return {
    ...frame,
    kind: 'house_right',
    title,
    floorArea: { value, unit: { code: 'SQUARE_METRE' } },
    ...changes,
  };
}

const place = {
  legId: leg(1).id,
  agency: { code: bank.code, name: bank.name },
  answeredAt: orderedAt,
  settledAt: orderedAt,
  late: false,
  asOf: orderedAt,
  receiptNumbers: ['R-1'],
};

function searched(...records: readonly AssetRecord[]): LegResult {
  return { ...place, status: 'searched', records, missing: [] };
}

function unreceipted(...records: readonly AssetRecord[]): LegResult {
  return { ...place, status: 'unreceipted', rung: 'found', records, missing: [], receiptNumbers: [] };
}

function cashOf(...legs: readonly LegResult[]) {
  return totalsOf(legs).map(({ unit, amount, records, leftOut }) => ({ unit, amount, records, leftOut }));
}

describe('totals', () => {
  it('add what one subject has over all searched legs, minus amounts included', () => {
    expect(totalsOf([searched(account('100.10'), account('-0.20')), searched(account('0.05'))])).toEqual([
      { measure: 'available_balance', unit: 'CNY', amount: '99.95', records: 3, leftOut: 0 },
    ]);
  });

  it('never add different currencies', () => {
    expect(
      cashOf(searched(inCurrency('1.00', 'CNY'), inCurrency('2.00', 'USD'), inCurrency('4.00', 'CNY'))),
    ).toEqual([
      { unit: 'CNY', amount: '5.00', records: 2, leftOut: 0 },
      { unit: 'USD', amount: '2.00', records: 1, leftOut: 0 },
    ]);
  });

  it('believe the currency of the amount, not that of the account', () => {
    const odd = account(undefined, {
      currency: 'CNY',
      availableBalance: { amount: '7.00', currency: 'USD' },
    });
    expect(cashOf(searched(odd))).toEqual([{ unit: 'USD', amount: '7.00', records: 1, leftOut: 0 }]);
  });

  it('never add different units of area, and no unit that is unknown', () => {
    const mu = house('2', [owner], { floorArea: { value: '2', unit: { code: 'MU' } } });
    const unknown = (raw: string) =>
      house('9', [owner], { floorArea: { value: '9', unit: { code: 'UNKNOWN', raw } } });
    expect(cashOf(searched(house('80.5', [owner]), mu, unknown('坪'), unknown('尺')))).toEqual([
      { unit: 'MU', amount: '2', records: 1, leftOut: 2 },
      { unit: 'SQUARE_METRE', amount: '80.5', records: 1, leftOut: 2 },
    ]);
  });

  it('count nothing of a closed account, and leave out one that may be closed', () => {
    expect(cashOf(searched(account('1.00'), account('2.00', { status: { code: 'CLOSED' } })))).toEqual([
      { unit: 'CNY', amount: '1.00', records: 1, leftOut: 0 },
    ]);
    const maybe = [
      account('2.00', { status: { code: 'UNKNOWN', raw: '销户' } }),
      account('4.00', { closedOn: day('2020-01-01') }),
    ];
    expect(cashOf(searched(account('1.00'), ...maybe))).toEqual([
      { unit: 'CNY', amount: '1.00', records: 1, leftOut: 2 },
    ]);
  });

  it.each(['CLOSED_MERGED', 'CLOSED_TRANSFERRED', 'CLOSED_WITHDRAWN'] as const)(
    'count nothing of a housing fund account that is %s',
    (code) => {
      const fund = (balance: string, status: RecordOf<'housing_fund_account'>['status']): AssetRecord => ({
        ...frame,
        kind: 'housing_fund_account',
        personalAccountNumber: 'F-1',
        holder: { name: '样例甲1' },
        balance: { amount: balance, currency: 'CNY' },
        status,
      });
      expect(totalsOf([searched(fund('10.00', { code: 'NORMAL' }), fund('99.00', { code }))])).toEqual([
        { measure: 'housing_fund_balance', unit: 'CNY', amount: '10.00', records: 1, leftOut: 0 },
      ]);
    },
  );

  it('leave out an amount that the bank does not give: absent is not zero', () => {
    expect(cashOf(searched(account('1.00'), account(undefined)))).toEqual([
      { unit: 'CNY', amount: '1.00', records: 1, leftOut: 1 },
    ]);
  });

  it('make no sum where nothing can be added, rather than a zero that nobody searched for', () => {
    expect(totalsOf([searched(account(undefined))])).toEqual([]);
    expect(totalsOf([unreceipted(account('5.00'))])).toEqual([]);
    expect(totalsOf([searched(account('0.00'))])).toMatchObject([{ amount: '0.00', records: 1 }]);
  });

  it('leave out what is unreceipted, and say how much that is', () => {
    expect(
      cashOf(searched(account('1.00')), unreceipted(account('5.00'), inCurrency('7.00', 'USD'))),
    ).toEqual([{ unit: 'CNY', amount: '1.00', records: 1, leftOut: 2 }]);
  });

  it.each<[string, readonly LandOwner[]]>([
    ['two owners', [owner, owner]],
    ['no owner row', []],
    ['an owner who is not the subject', [{ holder: { thirdPerson: { kind: 'PERSON' } } }]],
    ['joint ownership', [{ ...owner, coOwnership: { code: 'JOINT' } }]],
    ['a code of ownership that is unknown', [{ ...owner, coOwnership: { code: 'UNKNOWN', raw: '7' } }]],
    ['a share', [{ ...owner, share: '50%' }]],
    [
      'a text that contradicts the code',
      [{ ...owner, coOwnership: { code: 'SOLE' }, coOwnershipText: '共同共有' }],
    ],
    ['a right that is history', [{ ...owner, rightState: { code: 'HISTORICAL' } }]],
  ])('leave out a house with %s', (_case, owners) => {
    expect(totalsOf([searched(house('80.50', [owner]), house('120.00', owners))])).toEqual([
      { measure: 'floor_area', unit: 'SQUARE_METRE', amount: '80.50', records: 1, leftOut: 1 },
    ]);
  });

  it.each<LandOwner>([
    owner,
    { ...owner, coOwnership: { code: 'SOLE' }, coOwnershipText: '单独所有', share: '１００％' },
    { ...owner, share: '1/1', rightState: { code: 'IN_FORCE' } },
  ])('add a house that is the subject’s alone: %j', (row) => {
    expect(cashOf(searched(house('80.50', [row])))).toMatchObject([{ amount: '80.50', leftOut: 0 }]);
  });

  it('leave out what is in dispute, may be somebody else’s or may be there twice', () => {
    const doubtful = [
      account('2.00', { disputed: true }),
      account('4.00', { warnings: [{ field: 'holder', code: 'IDENTITY_DIFFERS' }] }),
      account('8.00', { warnings: [{ field: 'account_number', code: 'DUPLICATE' }] }),
      account('16.00', { warnings: [{ field: 'opened_on', code: 'IMPOSSIBLE_DATE' }] }),
    ];
    expect(cashOf(searched(...doubtful))).toEqual([{ unit: 'CNY', amount: '16.00', records: 1, leftOut: 3 }]);
  });

  it('leave out a financial asset whose beneficiary is somebody else', () => {
    const asset = (amount: string, changes: Partial<RecordOf<'financial_asset'>> = {}): AssetRecord => ({
      ...frame,
      kind: 'financial_asset',
      name: '样例理财',
      total: { amount, currency: 'CNY' },
      freezes: [],
      priorRights: [],
      ...changes,
    });
    const other = asset('5.00', { beneficiary: { kind: 'PERSON' } });
    expect(totalsOf([searched(asset('3.00'), other)])).toEqual([
      { measure: 'financial_assets', unit: 'CNY', amount: '3.00', records: 1, leftOut: 1 },
    ]);
  });

  it('outlive an amount that is no number', () => {
    expect(cashOf(searched(account('1.00'), account('若干')))).toEqual([
      { unit: 'CNY', amount: '1.00', records: 1, leftOut: 1 },
    ]);
  });

  it('are exact for any amounts, in whatever order the legs come', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyAmount, { maxLength: 4 }), { maxLength: 5 }), (legs) => {
        const amounts = legs.flat();
        const fen = amounts.reduce((sum, each) => sum + BigInt(each.replace('.', '')), 0n);
        const results = legs.map((each) => searched(...each.map((amount) => account(amount))));
        const totals = totalsOf(results);
        expect(totals.map((total) => BigInt(total.amount.replace('.', '')))).toEqual(
          amounts.length === 0 ? [] : [fen],
        );
        expect(totalsOf(results.toReversed())).toEqual(totals);
      }),
    );
  });
});
