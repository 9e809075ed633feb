import { readFileSync } from 'node:fs';
import { makeSyntheticVin } from '@dianda/identifiers';
import type { Identity } from '@dianda/inquiry';
import { ConformanceRig, subjectRow } from '../../../libs/adapter-kit/test/conformance/conformance-rig.js';
import { idsOf } from '../../../libs/adapter-kit/test/conformance/suite-under-test.js';
import { fifteenDigits, newCompany, newPerson } from '../../../libs/adapter-kit/test/people.js';
import { insertRows } from '../../../libs/adapter-kit/test/test-databases.js';
import { vehicleBureauAdapter } from '../src/vehicle-bureau-adapter.js';

jest.setTimeout(300_000);

let rig: ConformanceRig;

beforeAll(async () => {
  rig = await ConformanceRig.open({
    ddl: readFileSync('apps/adapter-vehicle-bureau/registry/schema.sql', 'utf8'),
    maxPageRecords: 50,
    adapter: (registry) =>
      vehicleBureauAdapter(
        { agencyName: '样例车辆管理所', regions: ['320898'], since: '2004-05-01', workingNote: '' },
        registry,
      ),
  });
  const renewed = ['JDCXX', 'JDCSYR', 'JDCDY', 'JDCCF'].map((bm) => ({ bm, gxsj: '2026-11-20 02:00:00' }));
  await insertRows(rig.registry, 'cgs.gxsj', renewed);
});

afterAll(() => rig.close());

let sequence = 0;

/** Registers vehicles of the owner; answers the 机动车序号 of the first. */
async function vehicles(owner: Identity, count: number, sfzmhm = owner.document.number): Promise<string> {
  const rows = Array.from({ length: count }, () => {
    sequence += 1;
    return {
      xh: `32089${String(sequence).padStart(9, '0')}`,
      hpzl: '02',
      hphm: `HA${String(sequence).padStart(4, '0')}`,
      clpp1: '骉牌',
      clsbdh: makeSyntheticVin(sequence),
      syxz: 'A',
      fzjg: '苏H',
      zt: 'A',
      dybj: '0',
    };
  });
  await insertRows(rig.registry, 'cgs.jdcxx', rows);
  for (const { xh } of rows) await owned(xh, owner, 1, sfzmhm);
  return rows[0]?.xh ?? '';
}

async function owned(xh: string, { kind, name }: Identity, sxh: number, sfzmhm: string): Promise<void> {
  sequence += 1;
  const [syq, sfzmmc] = kind === 'person' ? ['2', 'A'] : ['1', 'N'];
  await insertRows(rig.registry, 'cgs.jdcsyr', [{ bsm: sequence, xh, sxh, syr: name, syq, sfzmmc, sfzmhm }]);
}

test('the vehicle bureau’s adapter keeps the contract', async () => {
  const found = newPerson('孟有车');
  await vehicles(found, 2);
  const company = newCompany('淮安百车有限公司');
  await vehicles(company, 130);
  const ambiguous = newPerson('孟现名');
  await vehicles({ ...ambiguous, name: '孟旧名' }, 1);
  const old = newPerson('孟旧证');
  await vehicles(old, 1, fifteenDigits(old));
  const rare = newPerson('孟𠮷𪚥');
  await vehicles(rare, 1);
  const gbk = newPerson('孟镕');
  await vehicles(gbk, 1);
  const owner = newPerson('孟共有');
  const neighbour = newPerson('欧阳共有');
  await owned(await vehicles(owner, 1), neighbour, 2, neighbour.document.number);
  const firm = newCompany('清河样例商贸有限公司');
  await vehicles(firm, 1);

  const report = await rig.run('adapter-vehicle-bureau', {
    assetClass: 'VEHICLE',
    subjects: {
      found: subjectRow(found, { records: 2 }),
      nothing_found: subjectRow(newPerson('孟无车')),
      namesake: subjectRow(newPerson('孟有车')),
      ambiguous: subjectRow(ambiguous),
      many_pages: subjectRow(company, { records: 130 }),
      fifteen_digits: subjectRow(old, { records: 1 }),
      rare_characters: subjectRow(rare, { records: 1, contains: ['孟𠮷𪚥'] }),
      gbk: subjectRow(gbk, { records: 1, contains: ['骉牌'] }),
      third_persons: subjectRow(owner, {
        thirdPersons: [{ name: neighbour.name, particulars: [neighbour.document.number] }],
      }),
      organisation: subjectRow(firm, { records: 1 }),
    },
  });

  expect(report.scenarios.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(idsOf(report, 'skipped')).toEqual([
    'document-type-not-served',
    'subject-kind-not-served',
    'partial',
    'refused',
    'deferred-then-answered',
    'clarification-then-answered',
    'withdraw-deferred',
  ]);
});
