import { readFileSync } from 'node:fs';
import { makeSyntheticCitizenId, makeSyntheticRealEstateUnit, parseDate } from '@dianda/identifiers';
import type { AdapterAnswer, AssetRecord, Identity } from '@dianda/inquiry';
import { AdapterRig } from '../../../libs/adapter-kit/test/adapter-rig.js';
import { testHangingRegistry } from '../../../libs/adapter-kit/test/hanging-registry.js';
import { fifteenDigits, newCompany, newPerson } from '../../../libs/adapter-kit/test/people.js';
import { insertRows } from '../../../libs/adapter-kit/test/test-databases.js';
import { landRegistryAdapter } from '../src/land-registry-adapter.js';

jest.setTimeout(30_000);

let rig: AdapterRig;

beforeAll(async () => {
  rig = await AdapterRig.open({
    ddl: readFileSync('apps/adapter-land-registry/registry/schema.sql', 'utf8'),
    applicationName: 'land registry test',
    adapter: (registry) =>
      landRegistryAdapter(
        { agencyName: '测试不动产登记中心', regions: ['3208'], since: '1998-01-01', workingNote: '' },
        registry,
      ),
  });
});

afterAll(() => rig.close());

let rooms = 0;

function newUnit(): string {
  rooms += 1;
  return makeSyntheticRealEstateUnit({ cadastralArea: 1, parcel: 1, building: 1, room: rooms });
}

let nextBsm = 1;

/** Registers a house in force for `owner`; answers its 标识码. */
async function house(
  owner: { qlrmc: string; zjh: string } & Readonly<Record<string, unknown>>,
  columns: Readonly<Record<string, unknown>> = {},
): Promise<number> {
  const bsm = nextBsm++;
  const zl = '样例市某路 1 号';
  await insertRows(rig.registry, 'bdc.fdcq', [{ bsm, zl, qszt: '1', ...columns }]);
  await holder(bsm, owner);
  return bsm;
}

async function holder(
  qlbsm: number,
  { qlrmc, zjh, ...rest }: { qlrmc: string; zjh: string } & Readonly<Record<string, unknown>>,
  qlbm = 'FDCQ',
): Promise<void> {
  const row = { qlbm, qlbsm, qlrmc, zjzl: '1', zjh, qszt: '1', ...rest };
  const columns = Object.keys(row).join(', ');
  await rig.registry.run(
    `insert into bdc.qlr (${columns}) select ${columns} from jsonb_populate_record(null::bdc.qlr, $1)`,
    [JSON.stringify(row)],
  );
}

function rowOf(subject: Identity) {
  return { qlrmc: subject.name, zjh: subject.document.number };
}

async function ask(subject: Identity): Promise<AdapterAnswer> {
  return (await rig.ask(subject, 'LAND')).answer;
}

async function recordsOf(subject: Identity): Promise<readonly AssetRecord[]> {
  const answer = await ask(subject);
  if (answer.rung !== 'found') throw new Error(`the answer is ${answer.rung}`);
  return answer.records;
}

async function oneHouse(subject: Identity): Promise<Extract<AssetRecord, { kind: 'house_right' }>> {
  const records = await recordsOf(subject);
  expect(records).toHaveLength(1);
  const [record] = records;
  if (record?.kind !== 'house_right') throw new Error('it is no house');
  return record;
}

describe('a person', () => {
  test('of whom nothing is registered is told with coverage and as-of', async () => {
    expect(await ask(newPerson('无房'))).toMatchObject({
      rung: 'nothing_found',
      coverage: { regions: ['3208'], assetClasses: ['LAND'], since: '1998-01-01' },
    });
  });

  test('is found by the 18-digit number, with a house as the register holds it', async () => {
    const subject = newPerson('孟甲');
    const unit = newUnit();
    const bsm = await house(
      { ...rowOf(subject), bdcqzh: '苏(2019)样例市不动产权第1号', gyfs: '0', sxh: 1 },
      { bdcdyh: unit, jzmj: 118.62, ghyt: '1', fwxz: '0', qllx: '4', qlxz: '102', jgsj: '20181120', zcs: 26 },
    );
    expect(await oneHouse(subject)).toMatchObject({
      sourceRecordId: `FDCQ-${bsm}`,
      source: '不动产登记簿',
      title: {
        unitNumber: unit,
        titleNumber: '苏(2019)样例市不动产权第1号',
        rightKind: { code: 'STATE_BUILDING_LAND_AND_HOUSE', raw: '4' },
        rightNature: { code: 'GRANTED', raw: '102' },
        owners: [{ holder: { subject: { name: '孟甲' } }, coOwnership: { code: 'SOLE' } }],
      },
      floorArea: { value: '118.62', unit: { code: 'SQUARE_METRE' } },
      plannedUse: { code: 'RESIDENTIAL', raw: '1' },
      houseNature: { code: 'MARKET', raw: '0' },
      completedOn: '2018-11-20',
      totalFloors: 26,
      warnings: [],
    });
  });

  test('is found in a row that holds only the 15-digit number', async () => {
    const subject = newPerson('孟乙');
    await house({ qlrmc: subject.name, zjh: fifteenDigits(subject) });
    const { title } = await oneHouse(subject);
    expect(title.owners[0]?.holder).toMatchObject({
      subject: { documentNumber: fifteenDigits(subject), documentType: { code: 'RESIDENT_ID_15' } },
    });
  });

  test('who is asked about by 15 digits is found in a row with 18', async () => {
    const subject = newPerson('孟丙');
    await house(rowOf(subject));
    const asked: Identity = {
      ...subject,
      document: { type: 'RESIDENT_ID_15', number: fifteenDigits(subject) },
    };
    expect(await recordsOf(asked)).toHaveLength(1);
  });

  test('of the century that never had 15 digits is not taken for one who had', async () => {
    const born = parseDate('2003-03-08');
    if (!born.ok) throw new TypeError('a date that exists');
    const young: Identity = {
      kind: 'person',
      name: '孟新',
      document: {
        type: 'RESIDENT_ID',
        number: makeSyntheticCitizenId({ birthDate: born.value, sequence: 7 }),
      },
    };
    await house({ qlrmc: young.name, zjh: fifteenDigits(young) });
    expect((await ask(young)).rung).toBe('nothing_found');
  });

  test('with a number written with blanks, full-width digits or a small x is found', async () => {
    const subject = newPerson('孟丁');
    const number = subject.document.number;
    const written = `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14).toLowerCase()}`;
    await house({ qlrmc: subject.name, zjh: written.replace('3', '３') });
    expect(await recordsOf(subject)).toHaveLength(1);
  });

  test('of the same name with another number is somebody else', async () => {
    const subject = newPerson('同名');
    await house(rowOf(newPerson('同名')));
    expect((await ask(subject)).rung).toBe('nothing_found');
  });

  test('whose number stands beside another name is ambiguous, and no asset is disclosed', async () => {
    const subject = newPerson('现名');
    await house({ qlrmc: '曾用名', zjh: subject.document.number });
    const answer = await ask(subject);
    expect(answer).toMatchObject({
      rung: 'ambiguous',
      candidates: [{ matchedFields: ['DOCUMENT_TYPE', 'DOCUMENT_NUMBER'] }],
    });
    expect(JSON.stringify(answer)).not.toContain('曾用名');
  });

  test('who is found, with a further row under another name, is told of it as a gap', async () => {
    const subject = newPerson('孟戊');
    await house(rowOf(subject));
    await house({ qlrmc: '曾用名', zjh: subject.document.number });
    const answer = await ask(subject);
    expect(answer).toMatchObject({ rung: 'found', missing: [{ part: 'REGISTER', reason: 'OTHER' }] });
    expect(answer.rung === 'found' && answer.records).toHaveLength(1);
  });

  test('with a name of rare characters outside the BMP, a dot and a full-width space is found', async () => {
    const subject = newPerson('𠅤㛃·吾买尔');
    await house({ qlrmc: '𠅤㛃‧吾　买尔', zjh: subject.document.number });
    const { title } = await oneHouse(subject);
    expect(title.owners[0]?.holder).toMatchObject({ subject: { name: '𠅤㛃‧吾　买尔' } });
  });

  test('who held a right that is history, or whose own row is history, holds nothing', async () => {
    const former = newPerson('前业主');
    await house({ ...rowOf(former), qszt: '2' });
    expect((await ask(former)).rung).toBe('nothing_found');
    const ended = newPerson('已注销');
    await house(rowOf(ended), { qszt: '3' });
    expect((await ask(ended)).rung).toBe('nothing_found');
  });

  test('with a row whose state nobody knows is still found', async () => {
    const subject = newPerson('孟己');
    await house({ ...rowOf(subject), qszt: '8' });
    const { title, warnings } = await oneHouse(subject);
    expect(title.owners[0]?.rightState).toEqual({ code: 'UNKNOWN', raw: '8' });
    expect(warnings).toContainEqual({
      field: 'house_right.title.owners[0].right_state',
      code: 'UNKNOWN_CODE',
      raw: '8',
    });
  });
});

describe('an organisation', () => {
  test('is found by its credit code, also where the register files it as licence or by organisation code', async () => {
    const subject = newCompany('淮安测试有限公司');
    await house({ ...rowOf(subject), zjzl: '7' });
    const code = subject.document.number;
    const inner = `${code.slice(8, 16)}-${code.slice(16, 17)}`;
    await house({ qlrmc: subject.name, zjh: inner, zjzl: '6' });
    expect(await recordsOf(subject)).toHaveLength(2);
  });

  test('that is known by its organisation code is found in a row with its credit code', async () => {
    const subject = newCompany('淮安旧码有限公司');
    await house({ ...rowOf(subject), zjzl: '8' });
    const inner = subject.document.number.slice(8, 17);
    const asked: Identity = { ...subject, document: { type: 'ORG_CODE', number: inner } };
    expect(await recordsOf(asked)).toHaveLength(1);
  });

  test('is never found by its name alone', async () => {
    const subject = newCompany('淮安同名有限公司');
    await house({ qlrmc: subject.name, zjh: newCompany('').document.number, zjzl: '8' });
    expect((await ask(subject)).rung).toBe('nothing_found');
  });

  test('that was renamed under the same credit code is ambiguous', async () => {
    const subject = newCompany('淮安新名有限公司');
    await house({ qlrmc: '淮安旧名有限公司', zjh: subject.document.number, zjzl: '8' });
    expect((await ask(subject)).rung).toBe('ambiguous');
  });

  test('is the same in full-width brackets', async () => {
    const subject = newCompany('样例(江苏)有限公司');
    await house({ qlrmc: '样例（江苏） 有限公司', zjh: subject.document.number, zjzl: '8' });
    expect(await recordsOf(subject)).toHaveLength(1);
  });
});

describe('a title', () => {
  test('without a unit number carries the burdens that name it, and none of other titles without one', async () => {
    const subject = newPerson('孟庚');
    const bsm = await house(rowOf(subject));
    const other = await house(rowOf(newPerson('别人')));
    await insertRows(rig.registry, 'bdc.cfdj', [
      { bsm: nextBsm++, qlbm: 'FDCQ', qlbsm: bsm, cfjg: '样例法院', cflx: '1', qszt: '1' },
      { bsm: nextBsm++, qlbm: 'FDCQ', qlbsm: other, cfjg: '别的法院', cflx: '1', qszt: '1' },
    ]);
    const { title } = await oneHouse(subject);
    expect(title.unitNumber).toBeUndefined();
    expect(title.seizures.map(({ authority }) => authority)).toEqual(['样例法院']);
  });

  test('shows a co-owner as a third person, everywhere', async () => {
    const subject = newPerson('孟辛');
    const coOwner = newPerson('共有人');
    const bsm = await house({ ...rowOf(subject), sxh: 1, gyfs: '2', qlbl: '50%' });
    await holder(bsm, { ...rowOf(coOwner), sxh: 2, gyfs: '2', qlbl: '50%', dh: '0517-0000009', xb: '2' });
    const { title } = await oneHouse(subject);
    expect(title.owners).toMatchObject([
      { share: '50%', coOwnership: { code: 'BY_SHARES' }, holder: { subject: { name: '孟辛' } } },
      {
        share: '50%',
        holder: {
          thirdPerson: { kind: 'PERSON', name: '共有人', phone: '0517-0000009', sex: { code: 'FEMALE' } },
        },
      },
    ]);
  });

  test('has its mortgages in rank, amounts in 万元 converted once and told', async () => {
    const subject = newPerson('孟壬');
    const unit = newUnit();
    await house(rowOf(subject), { bdcdyh: unit });
    const bank = { dyqr: '样例银行股份有限公司', dyqrzjzl: '8', dyqrzjh: newCompany('').document.number };
    const own = { dyr: subject.name, dyrzjzl: '1', dyrzjh: subject.document.number, bdcdyh: unit, qszt: '1' };
    await insertRows(rig.registry, 'bdc.dyaq', [
      { bsm: nextBsm++, ...own, ...bank, bdbzzqse: 86.5, jedw: '2', dyfs: '2', dysw: 2, djsj: '2019-01-01' },
      {
        bsm: nextBsm++,
        ...own,
        ...bank,
        bdbzzqse: 120000,
        jedw: '1',
        dyfs: '1',
        dysw: 1,
        djsj: '2020-01-01',
      },
      { bsm: nextBsm++, ...own, ...bank, bdbzzqse: 150, jedw: null, dysw: 3, djsj: '2021-01-01' },
      { bsm: nextBsm++, ...own, ...bank, bdbzzqse: 1, jedw: '1', dysw: 9, qszt: '2', djsj: '2000-01-01' },
    ]);
    const { title, warnings } = await oneHouse(subject);
    expect(title.mortgages).toMatchObject([
      { rank: 1, securedAmount: { amount: '120000.00', currency: 'CNY' }, manner: { code: 'ORDINARY' } },
      {
        rank: 2,
        securedAmount: { amount: '865000.00', currency: 'CNY' },
        securedAmountRaw: '86.5 万元',
        mortgagor: { subject: { name: '孟壬' } },
        mortgagee: { thirdPerson: { kind: 'FINANCIAL_INSTITUTION', name: '样例银行股份有限公司' } },
      },
      { rank: 3, securedAmountRaw: '150' },
    ]);
    expect(title.mortgages[2]).not.toHaveProperty('securedAmount');
    const path = 'house_right.title.mortgages';
    expect(warnings).toContainEqual({
      field: `${path}[1].secured_amount`,
      code: 'UNIT_CONVERTED',
      raw: '86.5 万元',
    });
    expect(warnings).toContainEqual({ field: `${path}[2].secured_amount`, code: 'UNKNOWN_CODE', raw: '150' });
  });

  test('has its seizures in rank, those in line last and without dates, and the text wins over the code', async () => {
    const subject = newPerson('孟癸');
    const bsm = await house(rowOf(subject));
    const on = { qlbm: 'FDCQ', qlbsm: bsm, qszt: '1' };
    await insertRows(rig.registry, 'bdc.cfdj', [
      { bsm: nextBsm++, ...on, cflx: '2', cflxmc: '轮候查封', cfwh: 'B', djsj: '2020-01-01' },
      {
        bsm: nextBsm++,
        ...on,
        cflx: '2',
        cflxmc: '查封',
        cfwh: 'A',
        djsj: '2021-01-01',
        cfqssj: '20210101',
        cfjssj: '20231231',
      },
      { bsm: nextBsm++, ...on, cflx: '7', cfwh: 'C', djsj: '2022-01-01', cfjssj: '99991231' },
    ]);
    const { title, warnings } = await oneHouse(subject);
    expect(title.seizures.map(({ documentNumber }) => documentNumber)).toEqual(['A', 'C', 'B']);
    const [first, second, last] = title.seizures;
    expect(first).toMatchObject({
      rank: 1,
      seizureKind: { code: 'SEIZURE', raw: '2 查封' },
      fromOn: '2021-01-01',
    });
    expect(second).toMatchObject({ rank: 2, seizureKind: { code: 'UNKNOWN', raw: '7' } });
    expect(last).toMatchObject({ rank: 3, seizureKind: { code: 'QUEUED' } });
    expect(last).not.toHaveProperty('fromOn');
    const path = 'house_right.title.seizures';
    expect(warnings).toEqual(
      expect.arrayContaining([
        { field: `${path}[0].kind`, code: 'TEXT_CONTRADICTS_CODE', raw: '2 查封' },
        { field: `${path}[1].kind`, code: 'UNKNOWN_CODE', raw: '7' },
        { field: `${path}[1].to_on`, code: 'IMPOSSIBLE_DATE', raw: '99991231' },
      ]),
    );
    expect(warnings.some(({ field }) => field.includes('seizures[2]'))).toBe(false);
  });

  test('in dispute says so', async () => {
    const subject = newPerson('争议');
    const bsm = await house(rowOf(subject));
    await insertRows(rig.registry, 'bdc.yydj', [
      {
        bsm: nextBsm++,
        qlbm: 'FDCQ',
        qlbsm: bsm,
        sqr: '申请人',
        yysx: '权属有误',
        djsj: '2024-05-06',
        qszt: '1',
      },
    ]);
    const record = await oneHouse(subject);
    expect(record.disputed).toBe(true);
    expect(record.title.objections).toMatchObject([{ matter: '权属有误', registeredOn: '2024-05-06' }]);
  });
});

test('all nine lists and the objections are read, each as what it is', async () => {
  const subject = newCompany('淮安九表有限公司');
  const base = { zl: '样例市', qszt: '1' };
  const lists = {
    TDSYQ: { mj: 12.5, mjdw: '2', yt: '农用地' },
    JSYDSYQ: { syqmj: 300, mjdw: '1', qssj: '20100101', jssj: '20600101' },
    HYSYQ: { syqmj: 2, mjdw: '3', yhlx: '养殖' },
    GJZWSYQ: { gjzwmj: 80, gjzwlx: '码头', ghyt: '工业' },
    LQ: { mj: 7, mjdw: '9', lz: '用材林', zysz: '杨树' },
  };
  for (const [table, columns] of Object.entries(lists)) {
    const bsm = nextBsm++;
    await insertRows(rig.registry, `bdc.${table.toLowerCase()}`, [{ bsm, ...base, ...columns }]);
    await holder(bsm, { ...rowOf(subject), zjzl: '8' }, table);
  }
  await house({ ...rowOf(subject), zjzl: '8' });
  const notice = nextBsm++;
  await insertRows(rig.registry, 'bdc.ygdj', [
    {
      bsm: notice,
      zl: '样例市',
      ygdjzl: '1',
      ywr: '开发商',
      qdjg: 98.5,
      jedw: '2',
      djsj: '2025-01-02',
      qszt: '1',
    },
  ]);
  await holder(notice, { ...rowOf(subject), zjzl: '8' }, 'YGDJ');

  const records = await recordsOf(subject);
  expect(records.map(({ kind }) => kind)).toEqual([
    'land_ownership',
    'land_use_right',
    'house_right',
    'sea_use_right',
    'structure_right',
    'forest_right',
    'advance_notice',
  ]);
  expect(records[0]).toMatchObject({ area: { value: '12.5', unit: { code: 'MU', raw: '2' } } });
  expect(records[5]).toMatchObject({ area: { value: '7', unit: { code: 'UNKNOWN', raw: '9' } } });
  expect(records[6]).toMatchObject({
    noticeKind: { code: 'PRESALE', raw: '1' },
    entitled: { subject: { name: subject.name } },
    obliged: { thirdPerson: { name: '开发商' } },
    amount: { amount: '985000.00', currency: 'CNY' },
  });
});

describe('a register that is not whole', () => {
  test('with a list closed to us answers the rest and names the gap', async () => {
    const subject = newPerson('部分');
    await house(rowOf(subject));
    await rig.withClosed('bdc.cfdj', async () => {
      expect(await ask(subject)).toMatchObject({
        rung: 'found',
        missing: [{ part: 'LAND_SEIZURES', reason: 'UNAVAILABLE' }],
      });
    });
  });

  test('with the only list that holds something closed is unavailable, never "nothing found"', async () => {
    const subject = newPerson('全无');
    await house(rowOf(subject));
    await rig.withClosed('bdc.fdcq', async () => {
      await expect(ask(subject)).rejects.toMatchObject({ reason: 'REGISTRY_UNAVAILABLE', origin: 'agency' });
    });
  });

  test('with an owner of a right that is nowhere, or of a table that is no list, is unreadable', async () => {
    const lost = newPerson('失踪');
    await holder(999_999, rowOf(lost));
    await expect(ask(lost)).rejects.toMatchObject({ reason: 'REGISTRY_ROW_UNREADABLE', origin: 'agency' });
    const strange = newPerson('怪表');
    await holder(1, rowOf(strange), 'XXXX');
    await expect(ask(strange)).rejects.toMatchObject({ reason: 'REGISTRY_ROW_UNREADABLE', origin: 'agency' });
  });
});

testHangingRegistry(() => rig, 'LAND', 'bdc.qlr');
