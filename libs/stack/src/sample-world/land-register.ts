import { makeSyntheticRealEstateUnit } from '@dianda/identifiers';
import {
  huaiheBank,
  namesakeId,
  oldNumberOf,
  organisationSubject,
  partner,
  personId,
  personSubject,
  yunheBank,
} from './identities.js';
import type { RegistryRow, RegistryRows } from './registry.js';

/*
 * What the sample land registry holds, in its own words and codes (apps/adapter-land-registry/registry/schema.sql).
 * All numbers are of the county that was never issued (standards.md 6.4).
 */

const registrar = '淮安样例不动产登记中心';
const county = '320898';

const home = makeSyntheticRealEstateUnit({ cadastralArea: 1_001, parcel: 17, building: 3, room: 1_102 });
const garage = makeSyntheticRealEstateUnit({ cadastralArea: 1_001, parcel: 17, building: 90, room: 45 });
const workshop = makeSyntheticRealEstateUnit({ cadastralArea: 2_004, parcel: 8, building: 1, room: 1 });
const namesakesHome = makeSyntheticRealEstateUnit({
  cadastralArea: 1_002,
  parcel: 3,
  building: 1,
  room: 201,
});

const houses: readonly RegistryRow[] = [
  {
    bsm: 1001,
    bdcdyh: home,
    zl: '样例市清河路 1 号 3 幢 1102 室',
    ywh: 'SYN-2019-001001',
    qllx: '4',
    qlxz: '102',
    jzmj: 118.62,
    zyjzmj: 96.4,
    ftjzmj: 22.22,
    ghyt: '1',
    fwlx: '1',
    fwxz: '0',
    jgsj: '20181120',
    tdsyqssj: '20150601',
    tdsyjssj: '20850531',
    zcs: 26,
    djjg: registrar,
    qxdm: county,
    bz: null,
    qszt: '1',
  },
  {
    bsm: 1002,
    bdcdyh: garage,
    zl: '样例市清河路 1 号地下 B045 车库',
    ywh: 'SYN-2010-001002',
    qllx: '4',
    qlxz: '102',
    jzmj: 26.5,
    zyjzmj: 26.5,
    ftjzmj: 0,
    ghyt: '6',
    fwlx: '6',
    fwxz: '0',
    jgsj: '20091215',
    tdsyqssj: '20080101',
    // A date that registries write where they hold none.
    tdsyjssj: '99991231',
    zcs: 1,
    djjg: registrar,
    qxdm: county,
    bz: null,
    qszt: '1',
  },
  {
    bsm: 1003,
    bdcdyh: workshop,
    zl: '样例市临港产业园 8 号 1 幢',
    ywh: 'SYN-2021-001003',
    qllx: '4',
    qlxz: '102',
    jzmj: 3_420.75,
    zyjzmj: 3_420.75,
    ftjzmj: 0,
    ghyt: '4',
    fwlx: '4',
    fwxz: '99',
    jgsj: '20210315',
    tdsyqssj: '20190801',
    tdsyjssj: '20690731',
    zcs: 2,
    djjg: registrar,
    qxdm: county,
    bz: null,
    qszt: '1',
  },
  {
    bsm: 1004,
    bdcdyh: namesakesHome,
    zl: '样例市大运河路 2 号 1 幢 201 室',
    ywh: 'SYN-2005-001004',
    qllx: '4',
    qlxz: '102',
    jzmj: 88.01,
    zyjzmj: 80,
    ftjzmj: 8.01,
    ghyt: '1',
    fwlx: '1',
    fwxz: '0',
    jgsj: '20050110',
    tdsyqssj: '20030101',
    tdsyjssj: '20730101',
    zcs: 6,
    djjg: registrar,
    qxdm: county,
    bz: null,
    qszt: '1',
  },
];

const owners: readonly RegistryRow[] = [
  owner(1001, {
    sxh: 1,
    qlrmc: personSubject.name,
    zjzl: '1',
    zjh: personSubject.document.number,
    bdcqzh: '苏(2019)样例市不动产权第0001001号',
    qlrlx: '1',
    gyfs: '0',
  }),
  owner(1002, {
    sxh: 1,
    qlrmc: personSubject.name,
    zjzl: '1',
    zjh: oldNumberOf(personId),
    bdcqzh: '苏(2010)样例市不动产权第0001002号',
    qlrlx: '1',
    qlbl: '50%',
    gyfs: '2',
    gyqk: '按份共有，各占50%',
  }),
  owner(1002, {
    sxh: 2,
    qlrmc: partner.name,
    zjzl: '1',
    zjh: partner.number,
    bdcqzh: '苏(2010)样例市不动产权第0001002号',
    dh: '0517-00000009',
    qlrlx: '1',
    qlbl: '50%',
    gyfs: '2',
    gyqk: '按份共有，各占50%',
  }),
  owner(1003, {
    sxh: 1,
    // A space that somebody typed.
    qlrmc: '淮安样例物流 有限公司',
    zjzl: '8',
    zjh: organisationSubject.document.number,
    bdcqzh: '苏(2021)样例市不动产权第0001003号',
    qlrlx: '2',
    gyfs: '0',
  }),
  holder('LQ', 1005, {
    sxh: 1,
    qlrmc: personSubject.name,
    zjzl: '1',
    zjh: oldNumberOf(personId),
    bdcqzh: '样林证字(2013)第001005号',
    qlrlx: '1',
    gyfs: '0',
  }),
  // Same name, another person: must not appear in anybody's answer but the namesake's.
  owner(1004, {
    sxh: 1,
    qlrmc: personSubject.name,
    zjzl: '1',
    zjh: namesakeId,
    bdcqzh: '苏(2005)样例市不动产权第0001004号',
    qlrlx: '1',
    gyfs: '0',
  }),
];

/** Held, and not to be read yet ({@link closedLandTables}): so the answer about its owner has a named gap. */
const forests: readonly RegistryRow[] = [
  {
    bsm: 1005,
    // Older than unit numbers.
    bdcdyh: null,
    zl: '样例市西郊林场 7 林班',
    ywh: 'SYN-2013-001005',
    qllx: '99',
    lz: '用材林',
    zysz: '意杨',
    mj: 12.5,
    mjdw: '2',
    qssj: '20130101',
    jssj: '20421231',
    djjg: registrar,
    qxdm: county,
    bz: null,
    qszt: '1',
  },
];

const mortgages: readonly RegistryRow[] = [
  {
    bsm: 5001,
    qlbm: 'FDCQ',
    qlbsm: 1001,
    bdcdyh: home,
    zl: '样例市清河路 1 号 3 幢 1102 室',
    dyr: personSubject.name,
    dyrzjzl: '1',
    dyrzjh: personSubject.document.number,
    dyqr: yunheBank.name,
    dyqrzjzl: '8',
    dyqrzjh: yunheBank.number,
    dyfs: '1',
    // The register counts in 万元 here.
    bdbzzqse: 86,
    jedw: '2',
    zwlxqssj: '20190610',
    zwlxjssj: '20490609',
    bdcdjzmh: '苏(2019)样例市不动产证明第0005001号',
    dysw: 1,
    djsj: '2019-06-12T09:30:00',
    qszt: '1',
  },
  {
    bsm: 5002,
    qlbm: 'FDCQ',
    qlbsm: 1003,
    bdcdyh: workshop,
    zl: '样例市临港产业园 8 号 1 幢',
    dyr: organisationSubject.name,
    dyrzjzl: '8',
    dyrzjh: organisationSubject.document.number,
    dyqr: huaiheBank.name,
    dyqrzjzl: '8',
    dyqrzjh: huaiheBank.number,
    dyfs: '2',
    bdbzzqse: 6_800_000,
    jedw: '1',
    zwlxqssj: '20220401',
    zwlxjssj: '20270331',
    bdcdjzmh: '苏(2022)样例市不动产证明第0005002号',
    dysw: 1,
    djsj: '2022-04-02T14:05:00',
    qszt: '1',
  },
];

const seizures: readonly RegistryRow[] = [
  {
    bsm: 6001,
    qlbm: 'FDCQ',
    qlbsm: 1001,
    bdcdyh: home,
    zl: '样例市清河路 1 号 3 幢 1102 室',
    cfjg: '样例市第一人民法院',
    cflx: '1',
    cflxmc: '查封',
    cfwh: '(2025)样例0001执990011号',
    cfqssj: '20250918',
    cfjssj: '20280917',
    cfsx: 1,
    ywh: 'SYN-CF-6001',
    djsj: '2025-09-18T10:12:00',
    qszt: '1',
  },
  {
    bsm: 6002,
    qlbm: 'FDCQ',
    qlbsm: 1001,
    bdcdyh: home,
    zl: '样例市清河路 1 号 3 幢 1102 室',
    cfjg: '样例市第二人民法院',
    cflx: '2',
    cflxmc: '轮候查封',
    cfwh: '(2026)样例0002执990012号',
    // A seizure in line has no dates until it takes effect.
    cfqssj: null,
    cfjssj: null,
    cfsx: 2,
    ywh: 'SYN-CF-6002',
    djsj: '2026-01-20T16:40:00',
    qszt: '1',
  },
];

export const landRegister: RegistryRows = [
  { table: 'bdc.fdcq', rows: houses },
  { table: 'bdc.lq', rows: forests },
  { table: 'bdc.qlr', rows: owners },
  { table: 'bdc.dyaq', rows: mortgages },
  { table: 'bdc.cfdj', rows: seizures },
];

/** 林权 came from the forestry bureau; until it is joined to the query service, its table is closed to readers. */
export const closedLandTables: readonly string[] = ['bdc.lq'];

function owner(house: number, row: RegistryRow): RegistryRow {
  return holder('FDCQ', house, row);
}

function holder(table: 'FDCQ' | 'LQ', right: number, row: RegistryRow): RegistryRow {
  return {
    qlbm: table,
    qlbsm: right,
    qzysxlh: null,
    sfczr: '1',
    gj: '156',
    xb: null,
    dh: null,
    dz: null,
    qlbl: null,
    gyqk: null,
    qszt: '1',
    ...row,
  };
}
