import { smallWorld, testRow, type TestRow } from '../../../test/world-rows.js';
import type { RegistryRow } from '../registry.js';
import { generateWorld, type Filing } from './world.js';

/*
 * What 2,000 people and 200 organisations own, against standards.md 6.2. One seed is one sample, so shares are held
 * loosely; the exact counts at the end say that the generator has not changed unnoticed.
 */
const world = generateWorld({ ...smallWorld, people: 2_000, organisations: 200 });
const filings = [...world.filings()].map(({ of, entries }) => ({ of, rows: entries.map(testRow) }));
const people = ownRows('person');
const organisations = ownRows('organisation');

type Own = readonly TestRow[];

function ownRows(of: Filing['of']): readonly Own[] {
  return filings.filter((each) => each.of === of).map(({ rows }) => rows);
}

function inTable(rows: Own, table: string): readonly RegistryRow[] {
  return rows.filter((each) => each.table === table).map(({ row }) => row);
}

function share<T>(all: readonly T[], fits: (each: T) => boolean): number {
  return all.filter(fits).length / all.length;
}

function mean(counts: readonly number[]): number {
  return counts.reduce((sum, each) => sum + each, 0) / counts.length;
}

/** Accounts that are some, with the bank that has them. */
function accountsOf(rows: Own): readonly (RegistryRow & { readonly slug: string })[] {
  return rows
    .filter(({ table, row }) => table === 'hx.zhxx' && row['khzh'] !== '查无开户信息')
    .map(({ slug, row }) => ({ ...row, slug }));
}

/** The subject's own 权利人 rows of rights in force. */
function rightsOf(rows: Own): readonly (RegistryRow & { readonly slug: string })[] {
  return rows
    .filter(
      ({ table, row }) =>
        table === 'bdc.qlr' && row['sxh'] === 1 && row['qszt'] === '1' && row['qlbm'] !== 'YGDJ',
    )
    .map(({ slug, row }) => ({ ...row, slug }));
}

function expectNear(actual: number, expected: number, within: number): void {
  expect(Math.abs(actual - expected)).toBeLessThan(within);
}

describe('persons', () => {
  const holders = people.map(accountsOf).filter((accounts) => accounts.length > 0);
  const accounts = holders.flat();

  it('have accounts, some of them closed, at one to four banks', () => {
    expectNear(holders.length / people.length, 0.96, 0.02);
    expectNear(mean(holders.map((each) => each.length)), 6, 0.4);
    expect(Math.max(...holders.map((each) => each.length))).toBeLessThanOrEqual(25);
    expectNear(
      share(accounts, ({ zhzt }) => zhzt === '9'),
      0.15,
      0.02,
    );
    const banks = holders.map((each) => new Set(each.map(({ slug }) => slug)).size);
    expect([...new Set(banks)].sort()).toEqual([1, 2, 3, 4]);
  });

  it('have available balances in the bands of the table', () => {
    const open = accounts.filter(({ zhzt }) => zhzt !== '9' && zhzt !== '2').map(({ kyye }) => Number(kyye));
    for (const [from, to, percent] of [
      [0, 10, 55],
      [10, 1_000, 25],
      [1_000, 20_000, 15],
      [20_000, 200_000, 4],
      [200_000, Infinity, 1],
    ] as const) {
      expectNear(
        share(open, (available) => available >= from && available < to),
        percent / 100,
        0.03,
      );
    }
  });

  it('have accounts that other courts froze, some of them twice', () => {
    const courts = people.map((rows) => inTable(rows, 'hx.djxx').length);
    expectNear(
      share(courts, (count) => count >= 1),
      0.18,
      0.03,
    );
    expectNear(
      share(courts, (count) => count >= 2),
      0.07,
      0.02,
    );
  });

  it('own real estate, mortgaged, seized and shared', () => {
    const owners = people.map((rows) => rightsOf(rows)).filter((rights) => rights.length > 0);
    expectNear(owners.length / people.length, 0.24, 0.03);
    expectNear(
      share(owners, ({ length }) => length === 1),
      0.75,
      0.06,
    );
    const rights = owners.flat().length;
    const ranked = (table: string, rank: string) =>
      people.flatMap((rows) => inTable(rows, table)).filter((row) => row[rank] === 1).length / rights;
    expectNear(ranked('bdc.dyaq', 'dysw'), 0.62, 0.05);
    expectNear(ranked('bdc.cfdj', 'cfsx'), 0.35, 0.05);
    expectNear(
      share(owners.flat(), ({ gyfs }) => gyfs !== '0'),
      0.55,
      0.05,
    );
  });

  it('own vehicles in the states of the table', () => {
    const fleets = people.map((rows) => inTable(rows, 'cgs.jdcxx')).filter(({ length }) => length > 0);
    expectNear(fleets.length / people.length, 0.26, 0.03);
    expectNear(
      share(fleets, ({ length }) => length === 1),
      0.82,
      0.06,
    );
    const vehicles = fleets.flat();
    for (const [letters, percent] of [
      ['A', 55],
      ['Q', 18],
      ['K', 12],
      ['G', 10],
      ['MEP', 5],
    ] as const) {
      expectNear(
        share(vehicles, ({ zt }) => letters.includes(String(zt).charAt(0))),
        percent / 100,
        0.05,
      );
    }
    expectNear(
      share(vehicles, ({ dybj }) => dybj === '1'),
      0.25,
      0.05,
    );
    expectNear(
      share(vehicles, ({ hpzl }) => hpzl === '52'),
      0.08,
      0.03,
    );
  });

  it('have housing fund accounts in the states of the table', () => {
    const funds = people.map((rows) => inTable(rows, 'gjj.grzhxx')).filter(({ length }) => length > 0);
    expectNear(funds.length / people.length, 0.3, 0.03);
    const accountsInFund = funds.flat();
    for (const [codes, percent] of [
      [['01'], 50],
      [['02'], 42],
      [['06'], 5],
      [['03', '04', '05'], 3],
    ] as const) {
      expectNear(
        share(accountsInFund, ({ grzhzt }) => codes.some((code) => code === grzhzt)),
        percent / 100,
        0.05,
      );
    }
    const balances = accountsInFund.map(({ grzhye }) => Number(grzhye)).sort((a, b) => a - b);
    expectNear((balances[Math.floor(balances.length / 2)] ?? 0) / 18_000, 1, 0.25);
  });

  it('have, about every other one, more than ¥1,000 in an account that is free', () => {
    const isUsable = ({ zhzt, bz, kyye }: RegistryRow) =>
      bz === 'CNY' && !['2', '3', '9'].includes(String(zhzt)) && Number(kyye) > 1_000;
    expectNear(
      share(people, (rows) => accountsOf(rows).some(isUsable)),
      0.55,
      0.08,
    );
  });
});

describe('organisations', () => {
  it('have accounts, one of them the basic one', () => {
    const holders = organisations.map(accountsOf).filter(({ length }) => length > 0);
    expectNear(holders.length / organisations.length, 0.9, 0.05);
    expectNear(mean(holders.map(({ length }) => length)), 2.4, 0.6);
    expect(holders.every((each) => each.filter(({ zhlb }) => zhlb === '11').length === 1)).toBe(true);
  });

  it('own real estate, vehicles and equity', () => {
    expectNear(
      share(organisations, (rows) => rightsOf(rows).length > 0),
      0.12,
      0.05,
    );
    const fleets = organisations
      .map((rows) => inTable(rows, 'cgs.jdcxx').length)
      .filter((length) => length > 0);
    expectNear(fleets.length / organisations.length, 0.2, 0.06);
    expectNear(mean(fleets), 3.5, 2);
    const equity = [...world.subjects()].filter((each) => each.kind === 'organisation' && each.ownsEquity);
    expectNear(equity.length / organisations.length, 0.35, 0.08);
  });
});

test('the counts of this seed are these', () => {
  const tables = Map.groupBy(
    filings.flatMap(({ rows }) => rows),
    ({ table }) => table,
  );
  expect(Object.fromEntries([...tables].map(([table, rows]) => [table, rows.length]))).toEqual({
    'bdc.cfdj': 460,
    'bdc.dyaq': 503,
    'bdc.fdcq': 785,
    'bdc.gjzwsyq': 2,
    'bdc.hysyq': 1,
    'bdc.jsydsyq': 52,
    'bdc.lq': 16,
    'bdc.qlr': 1_298,
    'bdc.tdsyq': 2,
    'bdc.ygdj': 58,
    'bdc.yydj': 7,
    'cgs.gxsj': 8,
    'cgs.jdccf': 120,
    'cgs.jdcdy': 262,
    'cgs.jdcsyr': 808,
    'cgs.jdcxx': 781,
    'ga.crjjl': 532,
    'ga.czrk': 2_563,
    'ga.lgxx': 80,
    'ga.lgzs': 1_551,
    'ga.ryzp': 45,
    'ga.zzrk': 252,
    'gjj.dwxx': 48,
    'gjj.grjbxx': 573,
    'gjj.grzhxx': 577,
    'gjj.gxsj': 6,
    'hx.djxx': 656,
    'hx.glzh': 646,
    'hx.jrzc': 454,
    'hx.khxx': 5_970,
    'hx.qlxx': 191,
    'hx.wlxx': 1_324,
    'hx.zhxx': 16_785,
  });
});
