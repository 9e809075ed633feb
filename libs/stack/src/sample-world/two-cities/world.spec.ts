import {
  birthDateOf,
  isSyntheticCitizenId,
  isSyntheticOrganisationCode,
  parseCitizenId,
  parseCitizenId15,
  parseOrganisationCode,
  parsePlate,
  parseRealEstateUnit,
  parseVin,
  plateKey,
  sexOf,
} from '@dianda/identifiers';
import { rowsOf, smallWorld, day, type TestRow } from '../../../test/world-rows.js';
import { worldAgencies } from './agencies.js';
import { worldDigest } from './targets/digest.js';
import { generateWorld } from './world.js';

const today = smallWorld.today;
const world = generateWorld({ ...smallWorld, people: 400, organisations: 60 });
const rows = rowsOf(world);

function column(table: string, name: string): string[] {
  return rows
    .filter((each) => each.table === table)
    .map(({ row }) => row[name])
    .filter((value) => value !== null && value !== undefined)
    .map(String);
}

describe('a world', () => {
  it('is the same for the same options, byte for byte, however often it is read', () => {
    const one = generateWorld(smallWorld);
    expect(worldDigest(one)).toBe(worldDigest(one));
    expect(worldDigest(generateWorld(smallWorld))).toBe(worldDigest(one));
  });

  it('is this one on every machine', () => {
    // Changes with every change of the generator or of a parameter, and with nothing else.
    expect(worldDigest(generateWorld(smallWorld))).toBe(
      'b3e0f684cd50e76f050eafa95190f2e8040db690c9b0db6ede1d2422973fda4d',
    );
  });

  it('is another one for another seed, day or size', () => {
    const digests = [
      smallWorld,
      { ...smallWorld, seed: 'other' },
      { ...smallWorld, today: day('2026-11-21') },
      { ...smallWorld, people: 61 },
      { ...smallWorld, organisations: 7 },
    ].map((options) => worldDigest(generateWorld(options)));
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('has no more people than there are numbers for', () => {
    expect(() => generateWorld({ ...smallWorld, people: 2_000_000 })).toThrow(
      /people: choose .* 0 to 1\d{6}/,
    );
    expect(() => generateWorld({ ...smallWorld, organisations: -1 })).toThrow(RangeError);
    expect(() => generateWorld({ ...smallWorld, people: 1.5 })).toThrow(RangeError);
  });

  it('has room for a million people with four numbers each', () => {
    const { numbers } = generateWorld(smallWorld).ground;
    expect(numbers.mostPeople).toBeGreaterThan(1_000_000);
    expect(() => numbers.citizenId(999_999, 'creditor', '1')).not.toThrow();
  });

  it('writes into every table, but for the rarest rights of the city that lies inland', () => {
    const filled = new Set(rows.map(({ slug, table }) => `${slug} ${table}`));
    const empty = worldAgencies.flatMap(({ slug, tables }) =>
      tables.map(({ name }) => `${slug} ${name}`).filter((name) => !filled.has(name)),
    );
    expect(empty.filter((name) => !/^huaianland bdc\.(?:hysyq|tdsyq|gjzwsyq|lq)$/.test(name))).toEqual([]);
  });
});

describe('the numbers of a world', () => {
  it('are citizen numbers of the county that was never issued, each of one person', () => {
    const owners = rows.filter(({ table }) => table === 'ga.czrk');
    for (const { row } of owners) expectSyntheticCitizen(String(row['gmsfhm']));
    const numbers = owners.map(({ row }) => String(row['gmsfhm'])).filter((number) => number.length === 18);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('say the sex and the birth date that the household register has', () => {
    for (const { row } of rows.filter(({ table }) => table === 'ga.czrk')) {
      const read = parseCitizenId(String(row['gmsfhm']), { today, profile: 'synthetic' });
      if (!read.ok) continue;
      expect(row).toMatchObject({ xb: sexOf(read.value), csrq: birthDateOf(read.value).replaceAll('-', '') });
    }
  });

  it('are citizen numbers or credit codes that belong to nobody, wherever a register names somebody', () => {
    const kinds = [
      ['bdc.qlr', 'zjh', 'zjzl', '1'],
      ['bdc.dyaq', 'dyrzjh', 'dyrzjzl', '1'],
      ['bdc.dyaq', 'dyqrzjh', 'dyqrzjzl', '1'],
      ['cgs.jdcsyr', 'sfzmhm', 'sfzmmc', 'A'],
      ['cgs.jdcdy', 'dyqrsfzmhm', 'dyqrsfzmmc', 'A'],
      ['hx.khxx', 'zjhm', 'zjlx', '01'],
    ] as const;
    for (const [table, number, kind, person] of kinds) {
      const named = rows.filter((each) => each.table === table);
      expect(named.length).toBeGreaterThan(20);
      for (const { row } of named) {
        if (row[kind] === person) expectSyntheticCitizen(String(row[number]));
        else expectSyntheticOrganisation(String(row[number]));
      }
    }
  });

  it('are unit numbers of that county, each of one unit', () => {
    const units = ['fdcq', 'jsydsyq', 'lq', 'gjzwsyq', 'hysyq'].flatMap((table) =>
      column(`bdc.${table}`, 'bdcdyh'),
    );
    expect(new Set(units).size).toBe(units.length);
    for (const unit of units) {
      expect(parseRealEstateUnit(unit, { profile: 'synthetic' })).toMatchObject({ ok: true, warnings: [] });
      expect(unit).toMatch(/^320898/);
    }
  });

  it('are VINs from L00 with a valid check, and plates that are shaped as plates, each of one vehicle', () => {
    const vins = column('cgs.jdcxx', 'clsbdh');
    expect(new Set(vins).size).toBe(vins.length);
    for (const vin of vins) expect(parseVin(vin)).toMatchObject({ ok: true, warnings: [] });
    expect(vins.every((vin) => vin.startsWith('L00'))).toBe(true);
    const keys = rows.filter(({ table }) => table === 'cgs.jdcxx').map(plateOf);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are cards of the test range, each at one bank, and unit accounts that say what they are', () => {
    const accounts = column('hx.zhxx', 'khzh').filter((number) => number !== '查无开户信息');
    expect(new Set(accounts).size).toBe(accounts.length);
    expect(accounts.every((number) => /^(?:620000\d{10}|SYN320898\d{11})$/.test(number))).toBe(true);
  });
});

describe('the rows of a world', () => {
  it('have a key of their own in their table', () => {
    for (const [table, rowsOfTable] of Map.groupBy(rows, (each) => `${each.slug} ${each.table}`)) {
      const keys = rowsOfTable.map(({ row }) => Object.values(row)[0]);
      if (new Set(keys).size !== keys.length) throw new Error(`${table} has a key twice`);
    }
  });

  it('come after the rows that they point at', () => {
    const customers = new Set<unknown>();
    for (const { slug, table, row } of rows) {
      const key = `${slug} ${row['khh']}`;
      if (table === 'hx.khxx') customers.add(key);
      if (table === 'hx.zhxx' || table === 'hx.jrzc') expect(customers).toContain(key);
    }
    expect(customers.size).toBeGreaterThan(100);
  });

  it('say of a vehicle that its inspection is overdue when it is', () => {
    for (const { row } of rows.filter(({ table }) => table === 'cgs.jdcxx')) {
      expect(String(row['zt']).includes('Q')).toBe(String(row['yxqz']) < today.replaceAll('-', ''));
    }
  });

  it('lie in the past of the day on which the world is looked at, but for what runs out later', () => {
    const past = [
      ['hx.zhxx', 'khrq'],
      ['hx.zhxx', 'xhrq'],
      ['hx.djxx', 'djqr'],
      ['bdc.cfdj', 'cfqssj'],
      ['cgs.jdcxx', 'ccdjrq'],
      ['gjj.grzhxx', 'khrq'],
      ['ga.czrk', 'csrq'],
      ['ga.czrk', 'qrrq'],
    ] as const;
    for (const [table, name] of past) {
      const days = column(table, name);
      expect(days.length).toBeGreaterThan(20);
      expect(days.filter((each) => each >= today.replaceAll('-', ''))).toEqual([]);
    }
  });
});

function expectSyntheticCitizen(text: string): void {
  const long = parseCitizenId(text, { today, profile: 'synthetic' });
  const read = long.ok ? long : parseCitizenId15(text, { profile: 'synthetic' });
  expect(read.ok && isSyntheticCitizenId(read.value)).toBe(true);
}

function expectSyntheticOrganisation(text: string): void {
  const read = parseOrganisationCode(text, { profile: 'synthetic' });
  expect(read.ok && read.warnings.length === 0 && isSyntheticOrganisationCode(read.value)).toBe(true);
}

function plateOf({ slug, row }: TestRow): string {
  const province = slug.startsWith('huaian') ? '苏' : '鲁';
  const read = parsePlate(String(row['hphm']), {
    plateKind: String(row['hpzl']),
    issuerProvince: province,
  });
  expect(read).toMatchObject({ ok: true, warnings: [] });
  return read.ok ? plateKey(String(row['hpzl']), read.value) : '';
}
