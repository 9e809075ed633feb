import { readFileSync } from 'node:fs';
import { makeSyntheticVin } from '@dianda/identifiers';
import type { AdapterAnswer, AssetRecord, Identity } from '@dianda/inquiry';
import { AdapterRig } from '../../../libs/adapter-kit/test/adapter-rig.js';
import { testHangingRegistry } from '../../../libs/adapter-kit/test/hanging-registry.js';
import { fifteenDigits, newCompany, newPerson } from '../../../libs/adapter-kit/test/people.js';
import { insertRows } from '../../../libs/adapter-kit/test/test-databases.js';
import { vehicleBureauAdapter } from '../src/vehicle-bureau-adapter.js';

type Columns = Readonly<Record<string, unknown>>;
type VehicleRecord = Extract<AssetRecord, { kind: 'vehicle' }>;

const maxPageRecords = 20;
/** Beijing time, as the bureau writes it; the mortgages were renewed last and the seizures first. */
const renewed = {
  JDCXX: '2026-11-20 02:00:00',
  JDCSYR: '2026-11-20 02:10:00',
  JDCDY: '2026-11-20 03:00:00',
  JDCCF: '2026-11-19 23:30:00',
};
const asOf = '2026-11-19T15:30:00.000Z';

let rig: AdapterRig;

beforeAll(async () => {
  rig = await AdapterRig.open({
    ddl: readFileSync('apps/adapter-vehicle-bureau/registry/schema.sql', 'utf8'),
    applicationName: 'vehicle bureau test',
    maxPageRecords,
    adapter: (registry) =>
      vehicleBureauAdapter(
        { agencyName: '测试车辆管理所', regions: ['3208'], since: '2004-05-01', workingNote: '' },
        registry,
      ),
  });
  await renew();
});

afterAll(() => rig.close());

async function renew(times: Readonly<Record<string, string>> = renewed): Promise<void> {
  await rig.registry.run('delete from cgs.gxsj');
  const rows = Object.entries(times).map(([bm, gxsj]) => ({ bm, gxsj }));
  await insertRows(rig.registry, 'cgs.gxsj', rows);
}

let sequence = 0;

/** Registers a vehicle; answers its 机动车序号. */
async function vehicle(columns: Columns = {}): Promise<string> {
  sequence += 1;
  const xh = `32089${String(sequence).padStart(9, '0')}`;
  const plain = {
    hpzl: '02',
    hphm: `HA${String(sequence).padStart(4, '0')}`,
    fzjg: '苏H',
    zt: 'A',
    dybj: '0',
  };
  await insertRows(rig.registry, 'cgs.jdcxx', [
    { xh, ...plain, syxz: 'A', clsbdh: makeSyntheticVin(sequence), ...columns },
  ]);
  return xh;
}

async function owner(xh: string, subject: Identity, columns: Columns = {}): Promise<void> {
  sequence += 1;
  const [syq, sfzmmc] = subject.kind === 'person' ? ['2', 'A'] : ['1', 'N'];
  await insertRows(rig.registry, 'cgs.jdcsyr', [
    {
      bsm: sequence,
      xh,
      sxh: 1,
      syr: subject.name,
      syq,
      sfzmmc,
      sfzmhm: subject.document.number,
      ...columns,
    },
  ]);
}

/** Registers a vehicle of the subject. */
async function ownVehicle(subject: Identity, columns: Columns = {}): Promise<string> {
  const xh = await vehicle(columns);
  await owner(xh, subject);
  return xh;
}

async function burden(table: 'jdcdy' | 'jdccf', xh: string, columns: Columns): Promise<void> {
  sequence += 1;
  await insertRows(rig.registry, `cgs.${table}`, [{ bsm: sequence, xh, zt: '1', ...columns }]);
}

async function ask(subject: Identity): Promise<AdapterAnswer> {
  return (await rig.ask(subject, 'VEHICLE')).answer;
}

async function vehiclesOf(subject: Identity): Promise<readonly VehicleRecord[]> {
  const answer = await ask(subject);
  if (answer.rung !== 'found') throw new Error(`the answer is ${answer.rung}`);
  return answer.records.filter((record) => record.kind === 'vehicle');
}

async function oneVehicle(subject: Identity): Promise<VehicleRecord> {
  const [record, ...more] = await vehiclesOf(subject);
  if (record === undefined || more.length > 0) throw new Error('it is not one vehicle');
  return record;
}

describe('a person', () => {
  test('without a vehicle is told with coverage, and as of the oldest table of the bureau’s copy', async () => {
    const subject = newPerson('无车');
    expect(await ask(subject)).toMatchObject({
      rung: 'nothing_found',
      echo: subject,
      asOf,
      coverage: { regions: ['3208'], assetClasses: ['VEHICLE'], since: '2004-05-01' },
    });
  });

  test('is found with a vehicle as the bureau holds it, under a receipt that verifies', async () => {
    const subject = newPerson();
    const xh = await ownVehicle(subject, { hphm: 'HB1234', zt: 'KQ', clpp1: '样例牌', ccdjrq: '20180312' });
    const question = rig.court.question(subject, 'VEHICLE');
    const reply = await rig.court.ask(rig.client, question);
    await rig.court.verifyReceipt(reply, question);
    expect(reply.answer).toMatchObject({
      rung: 'found',
      asOf,
      missing: [],
      records: [
        {
          kind: 'vehicle',
          sourceRecordId: `JDCXX-${xh}`,
          source: '机动车登记系统',
          asOf,
          plateKind: { code: 'SMALL', raw: '02' },
          plateNumber: '苏HB1234',
          brand: '样例牌',
          statuses: ['SEIZED', 'INSPECTION_OVERDUE'],
          statusesRaw: 'KQ',
          firstRegisteredOn: '2018-03-12',
          owner: { subject: { name: subject.name, documentNumber: subject.document.number } },
          warnings: [{ field: 'vehicle.plate_number', code: 'COMPLETED', raw: 'HB1234' }],
        },
      ],
    });
  });

  test('is found in a row that holds only the 15-digit number, and by it in a row that holds 18', async () => {
    const older = newPerson('卫甲');
    await owner(await vehicle(), older, { sfzmhm: fifteenDigits(older) });
    expect((await oneVehicle(older)).owner).toMatchObject({
      subject: { documentNumber: fifteenDigits(older), documentType: { code: 'RESIDENT_ID_15', raw: 'A' } },
    });
    const newer = newPerson('卫乙');
    await ownVehicle(newer);
    await oneVehicle({ ...newer, document: { type: 'RESIDENT_ID_15', number: fifteenDigits(newer) } });
  });

  test('with a number and name typed carelessly is found', async () => {
    const subject = newPerson('𠅤㛃·吾买尔');
    const { number } = subject.document;
    const typed = `${number.slice(0, 6)} ${number.slice(6, 14)}-${number.slice(14).toLowerCase()}`;
    await owner(await vehicle(), subject, { syr: '𠅤㛃‧吾　买尔', sfzmhm: typed.replace('8', '８') });
    expect((await oneVehicle(subject)).owner).toMatchObject({ subject: { name: '𠅤㛃‧吾　买尔' } });
  });

  test('of the same name with another number is somebody else', async () => {
    await ownVehicle(newPerson('同名'));
    expect((await ask(newPerson('同名'))).rung).toBe('nothing_found');
  });

  test('whose number stands beside another name is ambiguous, and no vehicle is disclosed', async () => {
    const subject = newPerson('现名');
    const xh = await vehicle({ hphm: 'HZ9999' });
    await owner(xh, subject, { syr: '曾用名' });
    const answer = await ask(subject);
    expect(answer).toMatchObject({
      rung: 'ambiguous',
      candidates: [{ matchedFields: ['DOCUMENT_TYPE', 'DOCUMENT_NUMBER'], strength: 50 }],
    });
    expect(JSON.stringify(answer)).not.toMatch(/曾用名|HZ9999/);
  });

  test('by a type of document that the bureau cannot search by is not covered', async () => {
    const subject: Identity = { ...newPerson(), document: { type: 'OTHER', number: 'X1' } };
    expect(await ask(subject)).toMatchObject({ rung: 'not_covered', reason: 'DOCUMENT_TYPE' });
  });
});

describe('an organisation', () => {
  test('is found with a whole fleet, page by page out of one search', async () => {
    const subject = newCompany('淮安车队有限公司');
    for (let count = 0; count < 45; count += 1) await ownVehicle(subject, { hpzl: '01', syxz: 'F' });
    const question = rig.court.question(subject, 'VEHICLE');
    const ids: string[] = [];
    for (let pageToken: string | undefined; pageToken !== '';) {
      const page = await rig.court.ask(rig.client, question, pageToken === undefined ? {} : { pageToken });
      if (page.answer.rung !== 'found') throw new Error(`the answer is ${page.answer.rung}`);
      expect(page.totalRecords).toBe(45);
      expect(page.answer.records.length).toBeLessThanOrEqual(maxPageRecords);
      ids.push(...page.answer.records.map(({ sourceRecordId }) => sourceRecordId));
      pageToken = page.nextPageToken;
    }
    expect(new Set(ids).size).toBe(45);
  });

  test('is found where the bureau filed it by its organisation code, never by its name alone', async () => {
    const subject = newCompany('淮安旧码运输有限公司');
    const code = subject.document.number;
    await owner(await vehicle(), subject, {
      sfzmmc: 'B',
      sfzmhm: `${code.slice(8, 16)}-${code.slice(16, 17)}`,
    });
    await ownVehicle(newCompany('淮安旧码运输有限公司'));
    expect(await vehiclesOf(subject)).toHaveLength(1);
  });
});

describe('a vehicle', () => {
  test('in common ownership is found for each owner, with his own share and the others as third persons', async () => {
    const second = newPerson('卫丙');
    const first = newPerson('卫丁');
    const company = newCompany('淮安共有运输有限公司');
    const xh = await vehicle({ hphm: '苏H1A234' });
    await owner(xh, first, { sxh: 1, gyfs: '2', gyfe: '50%', lxdh: '0517-00000032', zsxxdz: '清河路 1 号' });
    await owner(xh, second, { sxh: 2, gyfs: '2', gyfe: '40%' });
    await owner(xh, company, { sxh: 3, gyfs: '2', gyfe: '10%' });
    const record = await oneVehicle(second);
    expect(record.owner).toMatchObject({ subject: { name: '卫丙' } });
    expect(record).toMatchObject({ coOwnership: { code: 'BY_SHARES', raw: '2' }, share: '40%' });
    expect(record.coOwners).toEqual([
      {
        thirdPerson: {
          kind: 'PERSON',
          name: '卫丁',
          documentType: { code: 'RESIDENT_ID', raw: 'A' },
          documentNumber: first.document.number,
        },
      },
      {
        thirdPerson: {
          kind: 'ORGANISATION',
          name: '淮安共有运输有限公司',
          documentType: { code: 'USCC', raw: 'N' },
          documentNumber: company.document.number,
        },
      },
    ]);
    expect(record.warnings).toEqual([]);
    expect(await oneVehicle(first)).toMatchObject({
      owner: { subject: { name: '卫丁' } },
      share: '50%',
      coOwners: [{ thirdPerson: { name: '卫丙' } }, { thirdPerson: { name: '淮安共有运输有限公司' } }],
    });
  });

  test('that names the subject in two rows is one vehicle', async () => {
    const subject = newPerson('卫戊');
    const xh = await ownVehicle(subject);
    await owner(xh, subject, { sxh: 2 });
    expect((await oneVehicle(subject)).coOwners).toEqual([]);
  });

  test('carries its mortgages and seizures in rank, those in force only', async () => {
    const subject = newPerson('卫己');
    const creditor = newPerson('债权人');
    const xh = await ownVehicle(subject, { dybj: '1', zt: 'K' });
    await burden('jdcdy', xh, {
      sxh: 2,
      dyqr: creditor.name,
      dyqrsfzmmc: 'A',
      dyqrsfzmhm: creditor.document.number,
    });
    await burden('jdcdy', xh, { sxh: 1, dyqr: '样例银行股份有限公司', dyqrlx: '1' });
    await burden('jdcdy', xh, { sxh: 3, dyqr: '已清偿银行', dyqrlx: '1', zt: '0' });
    await burden('jdccf', xh, {
      sxh: 2,
      cfjg: '样例市第二人民法院',
      cfwsmc: '轮候查封协助执行通知书',
      zt: '9',
    });
    await burden('jdccf', xh, { sxh: 1, cfjg: '样例市第一人民法院', cfwsmc: '协助执行通知书' });
    await burden('jdccf', xh, { sxh: 3, cfjg: '已解封法院', zt: '0' });
    expect(await oneVehicle(subject)).toMatchObject({
      mortgaged: true,
      mortgagees: [
        { kind: 'FINANCIAL_INSTITUTION', name: '样例银行股份有限公司' },
        { kind: 'PERSON', name: '债权人', documentNumber: creditor.document.number },
      ],
      seizures: [
        { authority: '样例市第一人民法院', documentName: '协助执行通知书' },
        { authority: '样例市第二人民法院', documentName: '轮候查封协助执行通知书' },
      ],
    });
  });

  test('with an unknown plate kind, usage, status and a bad VIN arrives whole, every oddity told', async () => {
    const subject = newPerson('卫庚');
    await ownVehicle(subject, { hpzl: '88', syxz: 'Z', zt: 'KF', clsbdh: 'X', hphm: '苏H1A234' });
    const record = await oneVehicle(subject);
    expect(record).toMatchObject({
      plateKind: { code: 'UNKNOWN', raw: '88' },
      usage: { code: 'UNKNOWN', raw: 'Z' },
      statuses: ['SEIZED', 'UNKNOWN'],
      statusesRaw: 'KF',
      vin: 'X',
    });
    expect(record.warnings.map(({ field, code }) => `${field} ${code}`).sort()).toEqual([
      'vehicle.plate_kind UNKNOWN_CODE',
      'vehicle.statuses UNKNOWN_CODE',
      'vehicle.usage UNKNOWN_CODE',
      'vehicle.vin CHECK_FAILED',
    ]);
  });
});

describe('a registry that is not whole', () => {
  test('with a list closed to us answers the rest and names the gap', async () => {
    const subject = newPerson('部分');
    await ownVehicle(subject);
    await rig.withClosed('cgs.jdcdy', async () => {
      expect(await ask(subject)).toMatchObject({
        rung: 'found',
        missing: [{ part: 'VEHICLE_MORTGAGES', reason: 'UNAVAILABLE', detail: 'JDCDY: SQLSTATE 42501' }],
      });
    });
    await rig.withClosed('cgs.jdccf', async () => {
      expect(await ask(subject)).toMatchObject({ missing: [{ part: 'VEHICLE_SEIZURES' }] });
    });
  });

  test.each(['cgs.jdcxx', 'cgs.jdcsyr', 'cgs.gxsj'])(
    'with %s closed to us is unavailable, never "nothing found"',
    async (table) => {
      const subject = newPerson('关闭');
      await ownVehicle(subject);
      await rig.withClosed(table, async () => {
        await expect(ask(subject)).rejects.toMatchObject({
          reason: 'REGISTRY_UNAVAILABLE',
          origin: 'agency',
        });
      });
    },
  );

  test('that names a vehicle which is not there is unreadable, never "nothing found"', async () => {
    const subject = newPerson('失踪');
    await owner('32089999999999', subject);
    await expect(ask(subject)).rejects.toMatchObject({ reason: 'REGISTRY_ROW_UNREADABLE', origin: 'agency' });
    await ownVehicle(subject);
    expect(await ask(subject)).toMatchObject({
      rung: 'found',
      missing: [{ part: 'VEHICLES', reason: 'FAULT' }],
    });
  });

  test('that does not say until when a table is complete is unreadable, even where it would find nothing', async () => {
    const { JDCCF: _none, ...others } = renewed;
    await renew(others);
    try {
      await expect(ask(newPerson('无时'))).rejects.toMatchObject({
        reason: 'REGISTRY_ROW_UNREADABLE',
        origin: 'agency',
      });
      await renew({ ...renewed, JDCXX: 'infinity' });
      await expect(ask(newPerson('无时'))).rejects.toMatchObject({ reason: 'REGISTRY_ROW_UNREADABLE' });
    } finally {
      await renew();
    }
  });

  test('whose copy claims to be of tomorrow stands behind no more than the moment of reading', async () => {
    await renew(Object.fromEntries(Object.keys(renewed).map((table) => [table, '2999-01-01 00:00:00'])));
    try {
      const answer = await ask(newPerson('未来'));
      if (answer.rung !== 'nothing_found') throw new Error(`the answer is ${answer.rung}`);
      expect(Date.parse(answer.asOf)).toBeLessThanOrEqual(Date.parse(answer.answeredAt) + 60_000);
    } finally {
      await renew();
    }
  });
});

testHangingRegistry(() => rig, 'VEHICLE', 'cgs.jdcsyr');
