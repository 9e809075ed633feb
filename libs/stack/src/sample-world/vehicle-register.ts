import { makeSyntheticVin } from '@dianda/identifiers';
import {
  huaiheBank,
  namesakeId,
  organisationSubject,
  partner,
  personId,
  personSubject,
  yunheBank,
} from './identities.js';
import { renewedAt, type RegistryRow, type RegistryRows } from './registry.js';

/*
 * What the sample vehicle bureau holds, in its own words and codes (apps/adapter-vehicle-bureau/registry/schema.sql).
 * Plates have no range that is nobody's; each stands beside a VIN that can belong to no vehicle (standards.md 6.4).
 */

const car = '32080000990001';
const electricCar = '32080000990002';
const truck = '32080000990003';
const trailer = '32080000990004';
const namesakesCar = '32080000990005';

function vehicle(xh: string, serial: number, row: RegistryRow): RegistryRow {
  return {
    xh,
    gcjk: '国产',
    clsbdh: makeSyntheticVin(serial),
    fdjh: `SYN${serial}`,
    fzjg: '苏H',
    glbm: '淮安样例车辆管理所',
    ...row,
  };
}

const vehicles: readonly RegistryRow[] = [
  vehicle(car, 990_001, {
    hpzl: '02',
    // The bureau writes its own plates without the province.
    hphm: 'H8K216',
    clpp1: '样例牌',
    clxh: 'YL7180A',
    zzcmc: '样例汽车有限公司',
    cllx: 'K33',
    csys: '灰',
    syxz: 'A',
    ccdjrq: '20180312',
    djrq: '20260310',
    yxqz: '20270331',
    bxzzrq: '20270311',
    zt: 'GK',
    dybj: '1',
    rlzl: 'A',
    pl: '1798',
  }),
  vehicle(electricCar, 990_002, {
    hpzl: '52',
    hphm: '苏HD51820',
    clpp1: '样例牌',
    clxh: 'YL6460BEV',
    zzcmc: '样例汽车有限公司',
    cllx: 'K33',
    csys: '白',
    syxz: 'A',
    ccdjrq: '20230615',
    djrq: '20230615',
    yxqz: '20290630',
    zt: 'A',
    dybj: '0',
    rlzl: 'C',
  }),
  vehicle(truck, 990_003, {
    hpzl: '01',
    hphm: 'H3Q705',
    clpp1: '样例牌',
    clxh: 'YL4250',
    zzcmc: '样例重型汽车有限公司',
    cllx: 'Q11',
    csys: '红',
    syxz: 'F',
    ccdjrq: '20210420',
    djrq: '20260401',
    yxqz: '20270430',
    qzbfqz: '20360420',
    zt: 'A',
    dybj: '1',
    rlzl: 'B',
    pl: '10837',
  }),
  vehicle(trailer, 990_004, {
    hpzl: '15',
    hphm: 'H1208挂',
    clpp1: '样例牌',
    clxh: 'YL9400',
    cllx: 'B11',
    csys: '蓝',
    syxz: 'F',
    ccdjrq: '20210420',
    djrq: '20250410',
    yxqz: '20260430',
    zt: 'Q',
    dybj: '0',
  }),
  vehicle(namesakesCar, 990_005, {
    hpzl: '02',
    hphm: 'H9C633',
    clpp1: '样例牌',
    clxh: 'YL7150',
    cllx: 'K33',
    csys: '黑',
    syxz: 'A',
    ccdjrq: '20190808',
    zt: 'A',
    dybj: '0',
  }),
];

const owners: readonly RegistryRow[] = [
  owner(1, car, { syr: personSubject.name, syq: '2', sfzmmc: 'A', sfzmhm: personId }),
  owner(2, electricCar, { syr: partner.name, syq: '2', sfzmmc: 'A', sfzmhm: partner.number, gyfs: '共同' }),
  owner(3, electricCar, {
    sxh: 2,
    syr: personSubject.name,
    syq: '2',
    sfzmmc: '居民身份证',
    sfzmhm: personId,
    gyfs: '共同',
  }),
  owner(4, truck, {
    syr: organisationSubject.name,
    syq: '1',
    sfzmmc: 'N',
    sfzmhm: organisationSubject.document.number,
  }),
  // Registered under the organisation code, which is a part of the credit code.
  owner(5, trailer, {
    syr: organisationSubject.name,
    syq: '1',
    sfzmmc: 'B',
    sfzmhm: organisationCode(organisationSubject.document.number),
  }),
  // Same name, another person: must not appear in the answer.
  owner(6, namesakesCar, { syr: personSubject.name, syq: '2', sfzmmc: 'A', sfzmhm: namesakeId }),
];

const mortgages: readonly RegistryRow[] = [
  {
    bsm: 1,
    xh: car,
    sxh: 1,
    dyqr: yunheBank.name,
    dyqrlx: '1',
    dyqrsfzmmc: 'N',
    dyqrsfzmhm: yunheBank.number,
    dyrq: '20240905',
    zt: '1',
  },
  {
    bsm: 2,
    xh: truck,
    sxh: 1,
    dyqr: huaiheBank.name,
    dyqrlx: '1',
    dyqrsfzmmc: 'N',
    dyqrsfzmhm: huaiheBank.number,
    dyrq: '20210425',
    zt: '1',
  },
];

const seizures: readonly RegistryRow[] = [
  {
    bsm: 1,
    xh: car,
    sxh: 1,
    cfjg: '样例市第一人民法院',
    cfwsmc: '(2025)样例0001执990011号协助执行通知书',
    cfrq: '20250919',
    zt: '1',
  },
];

export const vehicleRegister: RegistryRows = [
  { table: 'cgs.jdcxx', rows: vehicles },
  { table: 'cgs.jdcsyr', rows: owners },
  { table: 'cgs.jdcdy', rows: mortgages },
  { table: 'cgs.jdccf', rows: seizures },
  renewedAt('cgs.gxsj', ['JDCXX', 'JDCSYR', 'JDCDY', 'JDCCF']),
];

function owner(bsm: number, xh: string, row: RegistryRow): RegistryRow {
  return { bsm, xh, sxh: 1, lxdh: '0517-00000003', zsxxdz: '样例市清河路 1 号', ...row };
}

/** `12345678-9` out of a credit code, as certificates of the time had it. */
function organisationCode(creditCode: string): string {
  return `${creditCode.slice(8, 16)}-${creditCode.slice(16, 17)}`;
}
