import { readFileSync } from 'node:fs';
import { ReviewDesk } from '@dianda/adapter-kit';
import type { Identity } from '@dianda/inquiry';
import { ConformanceRig, subjectRow } from '../../../libs/adapter-kit/test/conformance/conformance-rig.js';
import { idsOf } from '../../../libs/adapter-kit/test/conformance/suite-under-test.js';
import { fifteenDigits, newPerson } from '../../../libs/adapter-kit/test/people.js';
import { insertRows } from '../../../libs/adapter-kit/test/test-databases.js';
import { PoliceAdapter } from '../src/police-adapter.js';

jest.setTimeout(300_000);

let rig: ConformanceRig;

beforeAll(async () => {
  let closeAdapter = (): Promise<void> => Promise.resolve();
  rig = await ConformanceRig.open({
    ddl: readFileSync('apps/adapter-police/registry/schema.sql', 'utf8'),
    // A person has few addresses; small pages make several of them.
    maxPageRecords: 2,
    adapter: (registry, journal) => {
      const adapter = new PoliceAdapter(
        {
          agencyName: '样例公安局',
          regions: ['320898'],
          since: '1985-01-01',
          lodgingSince: '2015-06-01',
          exitEntrySince: undefined,
          workingNote: '',
          contactName: '查控岗',
          contactPhone: '0517-00000030',
          reviewMs: 1_000,
          releasesItself: true,
        },
        registry,
        new ReviewDesk({ ...journal, connectTimeoutMs: 2_000 }),
      );
      closeAdapter = () => adapter.onModuleDestroy();
      return adapter;
    },
    closeAdapter: () => closeAdapter(),
  });
});

afterAll(() => rig.close());

let sequence = 0;

async function resident(subject: Identity, gmsfhm = subject.document.number): Promise<void> {
  sequence += 1;
  await insertRows(rig.registry, 'ga.czrk', [
    {
      rybh: `R${sequence}`,
      gmsfhm,
      xm: subject.name,
      xb: '1',
      csrq: '19780506',
      hh: `H${sequence}`,
      hlx: '1',
      hjdz: '样例市骉街 1 号',
      zxbs: '0',
      lxdh: '0517-99999901',
    },
  ]);
}

async function lodger(subject: Identity): Promise<void> {
  sequence += 1;
  await insertRows(rig.registry, 'ga.lgzs', [
    {
      zsbh: `S${sequence}`,
      lgbm: '3208980001',
      fjh: '302',
      zjlx: '111',
      zjhm: subject.document.number,
      xm: subject.name,
      rzsj: '20261101213000',
    },
  ]);
}

async function temporaryResident(subject: Identity, times: number): Promise<void> {
  await insertRows(
    rig.registry,
    'ga.zzrk',
    Array.from({ length: times }, () => {
      sequence += 1;
      return {
        zzbh: `Z${sequence}`,
        zjlx: '111',
        zjhm: subject.document.number,
        xm: subject.name,
        djlb: '1',
        zzdz: `样例市运河路 ${sequence} 号`,
        zzrq: '20250301',
        fwczr: '房东样例',
        lxdh: '0517-99999902',
      };
    }),
  );
}

test('the police’s adapter keeps the contract', async () => {
  const found = newPerson('孟户籍');
  await resident(found);
  const mover = newPerson('孟多处');
  await temporaryResident(mover, 5);
  const ambiguous = newPerson('孟现名');
  await resident({ ...ambiguous, name: '孟旧名' });
  const old = newPerson('孟旧证');
  await resident(old, fifteenDigits(old));
  const rare = newPerson('孟𠮷𪚥');
  await resident(rare);
  const gbk = newPerson('孟镕');
  await resident(gbk);
  const lodging = newPerson('孟住宿');
  await lodger(lodging);

  const report = await rig.run('adapter-police', {
    assetClass: 'IDENTITY',
    subjects: {
      found: subjectRow(found, { records: 1 }),
      nothing_found: subjectRow(newPerson('孟外地')),
      namesake: subjectRow(newPerson('孟户籍')),
      ambiguous: subjectRow(ambiguous),
      many_pages: subjectRow(mover, { assetClass: 'RESIDENCE', records: 5 }),
      fifteen_digits: subjectRow(old, { records: 1 }),
      rare_characters: subjectRow(rare, { records: 1, contains: ['孟𠮷𪚥'] }),
      gbk: subjectRow(gbk, { assetClass: 'RESIDENCE', records: 1, contains: ['骉街'] }),
      deferred: subjectRow(lodging, { assetClass: 'LODGING' }),
    },
  });

  expect(report.scenarios.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(idsOf(report, 'skipped')).toEqual([
    // No third persons without their own right, and no organisations.
    'third-persons',
    'organisation',
    'partial',
    'refused',
    'clarification-then-answered',
  ]);
});
