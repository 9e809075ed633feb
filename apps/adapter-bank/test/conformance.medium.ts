import { readFileSync } from 'node:fs';
import type { Identity } from '@dianda/inquiry';
import { ConformanceRig, subjectRow } from '../../../libs/adapter-kit/test/conformance/conformance-rig.js';
import { idsOf } from '../../../libs/adapter-kit/test/conformance/suite-under-test.js';
import { fifteenDigits, newCompany, newPerson } from '../../../libs/adapter-kit/test/people.js';
import { insertRows } from '../../../libs/adapter-kit/test/test-databases.js';
import { bankAdapter } from '../src/bank-adapter.js';

jest.setTimeout(300_000);

let rig: ConformanceRig;

beforeAll(async () => {
  rig = await ConformanceRig.open({
    ddl: readFileSync('apps/adapter-bank/registry/schema.sql', 'utf8'),
    maxPageRecords: 500,
    adapter: (registry) =>
      bankAdapter(
        {
          agencyName: '淮河样例银行',
          bankCode: '102',
          regions: ['000000'],
          since: '2001-01-01',
          workingNote: '',
        },
        registry,
      ),
  });
});

afterAll(() => rig.close());

let sequence = 0;

/** Makes the subject a customer with accounts; answers the first one's 账户标识. */
async function customer(
  subject: Identity,
  accounts: number,
  columns: Readonly<Record<string, unknown>> = {},
): Promise<number> {
  const khh = `K${(sequence += 1)}`;
  const zjlx = subject.kind === 'person' ? '01' : '13';
  await insertRows(rig.registry, 'hx.khxx', [
    { khh, khmc: subject.name, zjlx, zjhm: subject.document.number, txdz: '样例市清河路 1 号', ...columns },
  ]);
  const first = sequence + 1;
  await insertRows(
    rig.registry,
    'hx.zhxx',
    Array.from({ length: accounts }, () => {
      sequence += 1;
      return {
        zhbs: sequence,
        khh,
        khzh: `SYN${sequence}`,
        zhlb: '21',
        zhzt: '0',
        bz: 'CNY',
        ye: 9,
        kyye: 9,
      };
    }),
  );
  return first;
}

test('a bank’s adapter keeps the contract', async () => {
  const found = newPerson('孟存款');
  const first = await customer(found, 2);
  const company = newCompany('淮安千户有限公司');
  await customer(company, 1_200);
  const ambiguous = newPerson('孟现名');
  await customer({ ...ambiguous, name: '孟旧名' }, 1);
  const old = newPerson('孟旧证');
  await customer(old, 1, { zjhm: fifteenDigits(old) });
  const rare = newPerson('孟𠮷𪚥');
  await customer(rare, 1);
  const gbk = newPerson('孟镕');
  await customer(gbk, 1, { txdz: '淮安市清河区骉街 1 号' });
  const pledged = newPerson('孟质押');
  const zhbs = await customer(pledged, 1);
  await insertRows(rig.registry, 'hx.qlxx', [
    { qlbs: 1, zhbs, xh: 1, qllx: '质押', qlr: '欧阳质权', lxfs: '0517-0990018', qlje: 30, bz: 'CNY' },
  ]);
  const firm = newCompany('清河样例商贸有限公司');
  await customer(firm, 1);

  const report = await rig.run('adapter-bank', {
    assetClass: 'BANK_ACCOUNT',
    subjects: {
      found: subjectRow(found, { records: 2, contains: [`SYN${first}`] }),
      nothing_found: subjectRow(newPerson('孟无户')),
      namesake: subjectRow(newPerson('孟存款')),
      ambiguous: subjectRow(ambiguous),
      many_pages: subjectRow(company, { records: 1_200 }),
      fifteen_digits: subjectRow(old, { records: 1 }),
      rare_characters: subjectRow(rare, { records: 1 }),
      gbk: subjectRow(gbk, { records: 1, contains: ['骉街'] }),
      third_persons: subjectRow(pledged, {
        thirdPersons: [{ name: '欧阳质权', particulars: ['0517-0990018'] }],
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
