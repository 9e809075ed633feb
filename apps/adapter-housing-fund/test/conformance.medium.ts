import { readFileSync } from 'node:fs';
import type { Identity } from '@dianda/inquiry';
import { ConformanceRig, subjectRow } from '../../../libs/adapter-kit/test/conformance/conformance-rig.js';
import { idsOf } from '../../../libs/adapter-kit/test/conformance/suite-under-test.js';
import { fifteenDigits, newPerson } from '../../../libs/adapter-kit/test/people.js';
import { insertRows } from '../../../libs/adapter-kit/test/test-databases.js';
import { housingFundAdapter } from '../src/housing-fund-adapter.js';

jest.setTimeout(300_000);

let rig: ConformanceRig;

beforeAll(async () => {
  rig = await ConformanceRig.open({
    ddl: readFileSync('apps/adapter-housing-fund/registry/schema.sql', 'utf8'),
    // A person has few accounts; small pages make several of them.
    maxPageRecords: 3,
    adapter: (registry) =>
      housingFundAdapter(
        {
          agencyName: '样例住房公积金管理中心',
          regions: ['320898'],
          since: '1999-04-03',
          workingNote: '工作日 9:00—17:00',
        },
        registry,
      ),
  });
  const renewed = ['GRJBXX', 'GRZHXX', 'DWXX'].map((bm) => ({ bm, gxsj: '2026-11-19 22:30:00' }));
  await insertRows(rig.registry, 'gjj.gxsj', renewed);
  await insertRows(rig.registry, 'gjj.dwxx', [{ dwzh: 'D1', dwmc: '淮安骉样例制造有限公司' }]);
});

afterAll(() => rig.close());

let sequence = 0;

/** Registers the person with one account at each of so many centres. */
async function accounts(subject: Identity, count: number, zjhm = subject.document.number): Promise<void> {
  sequence += 1;
  const grbh = `G${sequence}`;
  await insertRows(rig.registry, 'gjj.grjbxx', [{ grbh, xingming: subject.name, zjlx: '01', zjhm }]);
  const rows = Array.from({ length: count }, (_, centre) => {
    sequence += 1;
    const zxbm = `3208${String(centre).padStart(2, '0')}`;
    return {
      zhbs: sequence,
      grbh,
      zxbm,
      grzh: `320898${sequence}`,
      dwzh: 'D1',
      grzhzt: '01',
      djbz: '0',
      grzhye: 9,
    };
  });
  await insertRows(rig.registry, 'gjj.grzhxx', rows);
}

test('the housing fund’s adapter keeps the contract', async () => {
  const found = newPerson('孟公积');
  await accounts(found, 1);
  const wanderer = newPerson('孟多地');
  await accounts(wanderer, 8);
  const ambiguous = newPerson('孟现名');
  await accounts({ ...ambiguous, name: '孟旧名' }, 1);
  const old = newPerson('孟旧证');
  await accounts(old, 1, fifteenDigits(old));
  const rare = newPerson('孟𠮷𪚥');
  await accounts(rare, 1);
  const gbk = newPerson('孟镕');
  await accounts(gbk, 1);

  const report = await rig.run('adapter-housing-fund', {
    assetClass: 'HOUSING_FUND',
    subjects: {
      found: subjectRow(found, { records: 1 }),
      nothing_found: subjectRow(newPerson('孟无户')),
      namesake: subjectRow(newPerson('孟公积')),
      ambiguous: subjectRow(ambiguous),
      many_pages: subjectRow(wanderer, { records: 8 }),
      fifteen_digits: subjectRow(old, { records: 1 }),
      rare_characters: subjectRow(rare, { records: 1, contains: ['孟𠮷𪚥'] }),
      gbk: subjectRow(gbk, { records: 1, contains: ['淮安骉样例制造有限公司'] }),
    },
  });

  expect(report.scenarios.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(idsOf(report, 'skipped')).toEqual([
    // A centre tells of nobody but the holder, who is a person.
    'third-persons',
    'organisation',
    'partial',
    'refused',
    'deferred-then-answered',
    'clarification-then-answered',
    'withdraw-deferred',
  ]);
});
