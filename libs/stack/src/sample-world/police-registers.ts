import { namesakeId, partner, personId, personSubject } from './identities.js';
import type { RegistryRow, RegistryRows } from './registry.js';

/*
 * What the sample police bureau holds, in the police's own words and codes (apps/adapter-police/registry/schema.sql):
 * more than a court may see, so that it shows what is left out.
 */

const county = '320898';
const householdAddress = '样例市清河路 1 号 3 幢 1102 室';

function resident(rybh: string, row: RegistryRow): RegistryRow {
  return { rybh, mz: '01', hlx: '1', hjssxq: county, zxbs: '0', lxdh: '0517-00000003', ...row };
}

const residents: readonly RegistryRow[] = [
  resident('R990001', {
    gmsfhm: personId,
    xm: personSubject.name,
    cym: '孟小样',
    xb: '1',
    csrq: '19830412',
    hyzk: '20',
    hh: 'H990001',
    yhzgx: '01',
    hjdz: householdAddress,
    qrrq: '20190701',
  }),
  // Of the same household: told only under a right of its own, which no order carries.
  resident('R990002', {
    gmsfhm: partner.number,
    xm: partner.name,
    xb: '2',
    csrq: '19850930',
    hyzk: '20',
    hh: 'H990001',
    yhzgx: '10',
    hjdz: householdAddress,
    qrrq: '20190701',
  }),
  // Same name, another person.
  resident('R990003', {
    gmsfhm: namesakeId,
    xm: personSubject.name,
    xb: '1',
    csrq: '19710125',
    hh: 'H990002',
    hjdz: '样例市大运河路 2 号 1 幢 201 室',
  }),
];

const temporaryResidents: readonly RegistryRow[] = [
  {
    zzbh: 'Z990001',
    zjlx: '111',
    zjhm: personId,
    xm: personSubject.name,
    xb: '1',
    csrq: '19830412',
    hjdz: householdAddress,
    djlb: '2',
    zzssxq: county,
    zzdz: '样例市临港产业园 8 号宿舍 2 幢 305 室',
    zzrq: '20260105',
    jsrq: null,
    fwczr: '样例房东',
    lxdh: '0517-00000003',
  },
];

const hotels: readonly RegistryRow[] = [
  { lgbm: '3208980001', lgmc: '样例大酒店', lgdz: '样例市大运河路 88 号' },
  { lgbm: '3208980002', lgmc: '清河样例旅馆', lgdz: '样例市清河路 20 号' },
];

const stays: readonly RegistryRow[] = [
  stay('S990001', '3208980001', {
    zjhm: personId,
    xm: personSubject.name,
    rzsj: '20261102203000',
    tfsj: '20261103120500',
  }),
  // Who shared the room stands in a row of his own, which nobody is told.
  stay('S990002', '3208980001', {
    zjhm: partner.number,
    xm: partner.name,
    rzsj: '20261102203000',
    tfsj: '20261103120500',
  }),
  stay('S990003', '3208980002', { zjhm: personId, xm: personSubject.name, rzsj: '20261119211500' }),
  stay('S990004', '3208980002', { zjhm: namesakeId, xm: personSubject.name, rzsj: '20261118190000' }),
];

/** The namesake's alone: the person has not crossed a border. */
const crossings: readonly RegistryRow[] = [
  {
    jlbh: 'C990001',
    gmsfhm: namesakeId,
    xm: personSubject.name,
    zjlx: '414',
    zjmc: '普通护照',
    zjhm: 'SYN0990001',
    crjbs: '1',
    crjsj: '20260912080530',
    qwgj: '样例国',
    ka: '样例口岸',
  },
];

export const policeRegisters: RegistryRows = [
  { table: 'ga.czrk', rows: residents },
  { table: 'ga.zzrk', rows: temporaryResidents },
  { table: 'ga.lgxx', rows: hotels },
  { table: 'ga.lgzs', rows: stays },
  { table: 'ga.crjjl', rows: crossings },
];

function stay(zsbh: string, lgbm: string, row: RegistryRow): RegistryRow {
  return { zsbh, lgbm, fjh: '0808', zjlx: '111', lxdh: '0517-00000003', ...row };
}
