import { makeSyntheticCardNumber } from '@dianda/identifiers';
import { namesakeId, oldNumberOf, personId, personSubject } from './identities.js';
import { renewedAt, type RegistryRow, type RegistryRows } from './registry.js';

/*
 * What the sample housing fund centre holds, in its own words and codes (apps/adapter-housing-fund/registry/schema.sql).
 */

const employer = 'D990001';
const formerEmployer = 'D990002';

const persons: readonly RegistryRow[] = [
  {
    grbh: 'G990001',
    xingming: personSubject.name,
    zjlx: '01',
    // Opened before the centre held 18 digits.
    zjhm: oldNumberOf(personId),
    sjhm: '0517-00000003',
  },
  // Same name, another person: must not appear in the answer.
  { grbh: 'G990002', xingming: personSubject.name, zjlx: '01', zjhm: namesakeId, sjhm: '0517-00000004' },
];

const accounts: readonly RegistryRow[] = [
  {
    zhbs: 71_001,
    grbh: 'G990001',
    zxbm: '320898',
    grzh: 'SYN320898071001',
    dwzh: employer,
    grjcjs: 9_600,
    yjce: 2_304,
    gryjce: 1_152,
    dwyjce: 1_152,
    grjcbl: 12,
    dwjcbl: 12,
    grzhye: 86_412.55,
    grzhzt: '01',
    djbz: '3',
    djje: 35_000,
    djrq: '20260116',
    jzny: '202610',
    khrq: '20120401',
    grckzhhm: makeSyntheticCardNumber(1_001),
  },
  {
    zhbs: 71_002,
    grbh: 'G990001',
    zxbm: '320898',
    grzh: 'SYN320898071002',
    dwzh: formerEmployer,
    grzhye: 0,
    grzhzt: '03',
    djbz: '0',
    khrq: '20060701',
    xhrq: '20120331',
    xhyy: '合并到新单位账户',
  },
  {
    zhbs: 71_003,
    grbh: 'G990002',
    zxbm: '320898',
    grzh: 'SYN320898071003',
    dwzh: employer,
    grzhye: 270_000,
    grzhzt: '01',
    djbz: '0',
    khrq: '20100101',
  },
];

export const fundRegister: RegistryRows = [
  { table: 'gjj.grjbxx', rows: persons },
  {
    table: 'gjj.dwxx',
    rows: [
      { dwzh: employer, dwmc: '淮安样例纺织有限公司' },
      { dwzh: formerEmployer, dwmc: '淮安样例印染厂' },
    ],
  },
  { table: 'gjj.grzhxx', rows: accounts },
  renewedAt('gjj.gxsj', ['GRJBXX', 'DWXX', 'GRZHXX']),
];
