import { readFileSync } from 'node:fs';
import { makeSyntheticRealEstateUnit } from '@dianda/identifiers';
import type { Identity } from '@dianda/inquiry';
import { ConformanceRig, subjectRow } from '../../../libs/adapter-kit/test/conformance/conformance-rig.js';
import { idsOf } from '../../../libs/adapter-kit/test/conformance/suite-under-test.js';
import { fifteenDigits, newCompany, newPerson } from '../../../libs/adapter-kit/test/people.js';
import { insertRows } from '../../../libs/adapter-kit/test/test-databases.js';
import { landRegistryAdapter } from '../src/land-registry-adapter.js';

jest.setTimeout(300_000);

let rig: ConformanceRig;

beforeAll(async () => {
  rig = await ConformanceRig.open({
    ddl: readFileSync('apps/adapter-land-registry/registry/schema.sql', 'utf8'),
    maxPageRecords: 50,
    adapter: (registry) =>
      landRegistryAdapter(
        { agencyName: '样例不动产登记中心', regions: ['320898'], since: '1998-01-01', workingNote: '' },
        registry,
      ),
  });
});

afterAll(() => rig.close());

let rooms = 0;

/** Registers houses in force for the owner; answers the 标识码 of the first. */
async function houses(owner: Identity, count: number, zjh = owner.document.number): Promise<number> {
  const first = rooms + 1;
  const rows = Array.from({ length: count }, () => {
    rooms += 1;
    const place = { cadastralArea: 1, parcel: 1, building: 1, room: rooms };
    const bdcdyh = makeSyntheticRealEstateUnit(place);
    return { bsm: rooms, bdcdyh, zl: `样例市骉街 ${rooms} 号`, qllx: '4', qszt: '1', jzmj: 88.5 };
  });
  await insertRows(rig.registry, 'bdc.fdcq', rows);
  for (const { bsm } of rows) await holder(bsm, owner, zjh);
  return first;
}

async function holder(qlbsm: number, { kind, name }: Identity, zjh: string): Promise<void> {
  await rig.registry.run(
    `insert into bdc.qlr (qlbm, qlbsm, qlrmc, zjzl, zjh, qszt) values ('FDCQ', $1, $2, $3, $4, '1')`,
    [qlbsm, name, kind === 'person' ? '1' : '8', zjh],
  );
}

test('the land registry’s adapter keeps the contract', async () => {
  const found = newPerson('孟有房');
  await houses(found, 2);
  const company = newCompany('淮安百楼有限公司');
  await houses(company, 130);
  const ambiguous = newPerson('孟现名');
  await houses({ ...ambiguous, name: '孟旧名' }, 1);
  const old = newPerson('孟旧证');
  await houses(old, 1, fifteenDigits(old));
  const rare = newPerson('孟𠮷𪚥');
  await houses(rare, 1);
  const gbk = newPerson('孟镕');
  await houses(gbk, 1);
  const owner = newPerson('孟共有');
  const neighbour = newPerson('欧阳共有');
  await holder(await houses(owner, 1), neighbour, neighbour.document.number);
  const firm = newCompany('清河样例商贸有限公司');
  await houses(firm, 1);

  const report = await rig.run('adapter-land-registry', {
    assetClass: 'LAND',
    subjects: {
      found: subjectRow(found, { records: 2 }),
      nothing_found: subjectRow(newPerson('孟无房')),
      namesake: subjectRow(newPerson('孟有房')),
      ambiguous: subjectRow(ambiguous),
      many_pages: subjectRow(company, { records: 130 }),
      fifteen_digits: subjectRow(old, { records: 1 }),
      rare_characters: subjectRow(rare, { records: 1, contains: ['孟𠮷𪚥'] }),
      gbk: subjectRow(gbk, { records: 1, contains: ['样例市骉街'] }),
      third_persons: subjectRow(owner, {
        thirdPersons: [{ name: neighbour.name, particulars: [neighbour.document.number] }],
      }),
      organisation: subjectRow(firm, { records: 1 }),
    },
  });

  expect(report.scenarios.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(idsOf(report, 'skipped')).toEqual([
    'subject-kind-not-served',
    'partial',
    'refused',
    'deferred-then-answered',
    'clarification-then-answered',
    'withdraw-deferred',
  ]);
});
