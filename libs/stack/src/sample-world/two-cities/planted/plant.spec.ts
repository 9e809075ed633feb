import { parseOrganisationCode, type CaseNumber } from '@dianda/identifiers';
import {
  defaultCaseTypeRules,
  DiandaError,
  instantOf,
  mustParse,
  parseCaseId,
  requireMayAsk,
} from '@dianda/inquiry';
import { day, rowsOf, smallWorld } from '../../../../test/world-rows.js';
import { courtSide } from '../court/court-side.js';
import { generateWorld } from '../world.js';
import { edges, type Edge, type PlantedRow } from './planted-row.js';

const world = generateWorld({ ...smallWorld, people: 0, organisations: 0 });
const rows = rowsOf(world);
const { cases, officers, accounts } = courtSide(world);
const casesByNumber = new Map([...cases].map((each) => [each.caseNumber, each]));

function planted(edge: Edge): readonly PlantedRow[] {
  return world.plantedRows.filter((row) => row.edge === edge);
}

function only(edge: Edge): PlantedRow {
  const [row, ...others] = planted(edge);
  if (row === undefined || others.length > 0) throw new Error(`${edge} is not planted once`);
  return row;
}

/** Rows by the name under which their adapter tells them: `land-registry-3208 FDCQ-1`. */
const byRecord = new Map<string, unknown>(
  rows.map((each) => {
    const agency = world.agencies.find(({ slug }) => slug === each.slug)?.row.code ?? '';
    const table = each.table.split('.')[1]?.toUpperCase() ?? '';
    return [`${agency} ${table}-${String(Object.values(each.row)[0])}`, each.row] as const;
  }),
);

describe('what is planted', () => {
  it('is every edge row of standards.md 6.3, and more', () => {
    expect(edges.filter((edge) => planted(edge).length === 0)).toEqual([]);
  });

  it('is found: every record of every right answer is a row of that agency', () => {
    let records = 0;
    for (const { edge, expected } of world.plantedRows) {
      for (const each of expected) {
        if (each.kind !== 'answer') continue;
        expect(each.records.length > 0).toBe(each.rung === 'found');
        for (const record of each.records) {
          if (!byRecord.has(`${each.agency} ${record}`)) throw new Error(`${edge}: no row for ${record}`);
          records += 1;
        }
        expect(each.facts.filter(([record]) => !each.records.includes(record))).toEqual([]);
      }
    }
    expect(records).toBeGreaterThan(5_000);
  });

  it('may be asked about: the subject is liable in each of its cases', () => {
    for (const { subject, cases: numbers } of world.plantedRows) {
      expect(numbers.length).toBeGreaterThan(0);
      for (const number of numbers) {
        const liable = casesByNumber
          .get(number)
          ?.pushes.flatMap(({ parties }) => parties.filter((each) => each.liable));
        expect(liable?.map(({ identity }) => identity)).toContainEqual(subject);
      }
    }
  });

  it('is ordered or refused as the core decides, whoever has the account', () => {
    let orders = 0;
    for (const { expected } of world.plantedRows) {
      for (const each of expected) {
        if (each.kind !== 'order') continue;
        expect(accounts.map(({ username }) => username)).toContain(each.username);
        expect(refusalOf(each.caseNumber, each.username)).toBe(each.refusal);
        orders += 1;
      }
    }
    expect(orders).toBeGreaterThan(40);
  });
});

/** What the core says to an order of today noon by that officer; whoever is not in the team does not see the case. */
function refusalOf(caseNumber: CaseNumber, username: string): string | undefined {
  const now = casesByNumber.get(caseNumber)?.pushes.at(-1);
  const orderedBy = officers.find((each) => each.username === username);
  if (now === undefined || orderedBy === undefined) throw new Error('no such case or officer');
  const team = now.team.flatMap(({ workId, role }) =>
    officers
      .filter((each) => each.court.code === now.court.code && each.workId === workId)
      .map(({ id }) => ({ officerId: id, role })),
  );
  const id = mustParse(parseCaseId, '00000000-0000-4000-8000-000000000000');
  const noon = instantOf(Date.parse('2026-11-20T12:00:00+08:00'));
  try {
    requireMayAsk({ ...now, id, team, parties: [] }, [orderedBy], defaultCaseTypeRules, noon);
    return undefined;
  } catch (error) {
    if (!(error instanceof DiandaError)) throw error;
    return error.reason === 'NOT_IN_CASE_TEAM' ? 'CASE_NOT_FOUND' : error.reason;
  }
}

describe('the edges', () => {
  it('of names: the register writes it otherwise, and the number is the subject’s', () => {
    const written = (edge: Edge) =>
      rows
        .filter(({ row }) => JSON.stringify(Object.values(row)).includes(only(edge).subject.document.number))
        .flatMap(({ row }) => [row['qlrmc'], row['khmc'], row['syr'], row['xingming']])
        .filter((name) => typeof name === 'string');
    expect(written('dotted_name').join(' ')).toMatch(/•.*‧.*・/);
    expect(new Set(written('full_width_space'))).toEqual(new Set(['李\u3000样安']));
    const rare = only('rare_han').subject.name;
    expect(Array.from(rare).length).toBeLessThan(rare.length);
    expect(new Set(written('rare_han'))).toEqual(new Set([rare]));
    expect(written('renamed_company')).toEqual(
      expect.arrayContaining(['淮安样例旧名贸易有限公司', '淮安样例新名商贸有限公司']),
    );
  });

  it('of numbers: fifteen digits alone, and a credit code whose check is 0', () => {
    const { subject, expected } = only('fifteen_digits_only');
    const land = expected.find((each) => each.kind === 'answer' && each.assetClass === 'LAND');
    const [record = ''] = land?.kind === 'answer' ? land.records : [];
    const owner = rows.find(
      ({ table, row }) =>
        table === 'bdc.qlr' && `FDCQ-${row['qlbsm']}` === record && row['qlrmc'] === subject.name,
    );
    expect(owner?.row['zjh']).toMatch(/^320898\d{9}$/);
    const code = only('organisation_code_check_0').subject.document.number;
    expect(code).toMatch(/0$/);
    expect(parseOrganisationCode(code, { profile: 'synthetic' })).toMatchObject({ ok: true, warnings: [] });
  });

  it('of namesakes: two people of one name with two numbers', () => {
    const { name } = only('same_name_other_id').subject;
    const numbers = rows
      .filter(({ table, row }) => table === 'ga.czrk' && row['xm'] === name)
      .map(({ row }) => row['gmsfhm']);
    expect(new Set(numbers).size).toBe(2);
  });

  it('of the dead: an account opened after the death', () => {
    const { number } = only('dead_person').subject.document;
    const died = rows.find(({ table, row }) => table === 'ga.czrk' && row['gmsfhm'] === number)?.row;
    const customer = rows.find(({ table, row }) => table === 'hx.khxx' && row['zjhm'] === number)?.row['khh'];
    const opened = rows.find(({ table, row }) => table === 'hx.zhxx' && row['khh'] === customer)?.row['khrq'];
    expect(died?.['zxbs']).toBe('1');
    expect(String(opened) > String(died?.['zxrq'])).toBe(true);
  });

  it('of debtors: two in one case, one before two courts', () => {
    const [one, other] = planted('co_debtors');
    expect(one?.cases).toEqual(other?.cases);
    expect(one?.subject).not.toEqual(other?.subject);
    const courts = only('two_courts').cases.map((number) => casesByNumber.get(number)?.pushes[0].court.code);
    expect(courts).toEqual(['苏0812', '鲁0202']);
  });

  it('of courts: a case that moved keeps its number and changes its team', () => {
    const [number = ''] = only('moved_case').cases;
    const pushes = [...casesByNumber.values()].find(({ caseNumber }) => caseNumber === number)?.pushes ?? [];
    expect(pushes.map(({ court }) => court.code)).toEqual(['苏0803', '苏0804']);
    expect(new Set(pushes.map(({ caseNumber }) => caseNumber)).size).toBe(1);
    expect(pushes[0]?.team).not.toEqual(pushes[1]?.team);
  });

  it('of officers: credentials that expired yesterday, in Beijing time', () => {
    const expired = officers.filter(({ credentialsValidUntil }) => credentialsValidUntil < '2026-11-20');
    expect(expired.map(({ credentialsValidUntil }) => credentialsValidUntil)).toEqual([
      '2026-11-19T10:00:00.000Z',
    ]);
    const refused = only('credential_expired_yesterday').expected.filter(
      (each) => each.kind === 'order' && each.refusal !== undefined,
    );
    expect(refused).toMatchObject([
      { username: expired[0]?.username, refusal: 'OFFICER_CREDENTIAL_EXPIRED' },
    ]);
  });

  it('of terminations: searches at the end of months that have fewer days', () => {
    const days = (edge: Edge) =>
      only(edge).expected.flatMap((each) => (each.kind === 'requeries' ? each.on : []));
    expect(days('terminated_at_year_end')).toEqual([
      '2026-06-30',
      '2026-12-31',
      '2027-06-30',
      '2027-12-31',
      '2028-06-30',
      '2028-12-31',
      '2029-06-30',
      '2029-12-31',
      '2030-06-30',
      '2030-12-31',
    ]);
    expect(days('terminated_at_month_end').slice(0, 4)).toEqual([
      '2027-02-28',
      '2027-08-31',
      '2028-02-29',
      '2028-08-31',
    ]);
  });

  it('are planted whatever the day is', () => {
    for (const today of ['2024-02-29', '2026-01-01', '2026-08-31', '2026-09-01', '2027-12-31']) {
      const other = generateWorld({ ...smallWorld, today: day(today), people: 0, organisations: 0 });
      expect(other.plantedRows.map(({ edge }) => edge)).toEqual(world.plantedRows.map(({ edge }) => edge));
      const terminated = [...courtSide(other).cases].flatMap(({ closure }) =>
        closure === undefined ? [] : [closure.on],
      );
      expect(terminated.filter((on) => on >= today)).toEqual([]);
    }
  });
});
