import { makeSyntheticCardNumber } from '@dianda/identifiers';
import { namesakeId, organisationSubject, personSubject, yunheBank } from './identities.js';
import type { RegistryRow, RegistryRows } from './registry.js';

/*
 * What the two sample banks hold, in a bank's own words and codes (apps/adapter-bank/registry/schema.sql). Cards are of
 * the test range 620000 (standards.md 6.4), company accounts begin with SYN.
 */

/** What banks write into the account number of a customer who has none. */
const noAccount = '查无开户信息';
const askedAt = '2026-11-20T08:00:00';

function customer(khh: string, row: RegistryRow): RegistryRow {
  return { khh, txdz: '样例市清河路 1 号', yzbm: '000000', lxdh: '0517-00000003', ...row };
}

function account(zhbs: number, khh: string, row: RegistryRow): RegistryRow {
  return { zhbs, khh, bz: 'CNY', zhzt: '0', xhrq: null, cxsj: askedAt, beiz: null, ...row };
}

/** The person's wages come here, frozen by one court with another in line; the company keeps yuan and dollars. */
export const huaiheBankCore: RegistryRows = [
  {
    table: 'hx.khxx',
    rows: [
      customer('H0001', {
        khlx: '1',
        khmc: personSubject.name,
        zjlx: '01',
        zjhm: personSubject.document.number,
      }),
      customer('H0002', {
        khlx: '2',
        khmc: organisationSubject.name,
        zjlx: '13',
        zjhm: organisationSubject.document.number,
      }),
      // Same name, another person: must not appear in the answer.
      customer('H0003', { khlx: '1', khmc: personSubject.name, zjlx: '01', zjhm: namesakeId }),
    ],
  },
  {
    table: 'hx.zhxx',
    rows: [
      account(11_001, 'H0001', {
        ccxh: 1,
        khzh: makeSyntheticCardNumber(1_001),
        zhlb: '21',
        zhzt: '3',
        khwd: '淮河样例银行清河支行',
        khrq: '20120305',
        ye: 36_512.4,
        kyye: 1_512.4,
      }),
      account(11_002, 'H0001', {
        ccxh: 2,
        khzh: makeSyntheticCardNumber(1_002),
        zhlb: '22',
        zhzt: '9',
        khwd: '淮河样例银行清河支行',
        khrq: '20150710',
        xhrq: '20220111',
        ye: 0,
        kyye: 0,
      }),
      account(11_003, 'H0002', {
        ccxh: 1,
        khzh: 'SYN320898000000011003',
        zhlb: '11',
        khwd: '淮河样例银行临港支行',
        khrq: '20180920',
        ye: 208_433.17,
        kyye: 208_433.17,
      }),
      account(11_004, 'H0002', {
        ccxh: 2,
        khzh: 'SYN320898000000011004',
        zhlb: '12',
        khwd: '淮河样例银行临港支行',
        khrq: '20200601',
        bz: 'USD',
        ye: 15_200,
        kyye: 15_200,
      }),
      account(11_005, 'H0003', {
        ccxh: 1,
        khzh: makeSyntheticCardNumber(1_005),
        zhlb: '21',
        khwd: '淮河样例银行清河支行',
        khrq: '20190101',
        ye: 990_000,
        kyye: 990_000,
      }),
    ],
  },
  {
    table: 'hx.djxx',
    rows: [
      {
        djbs: 21_001,
        zhbs: 11_001,
        csxh: 1,
        djqr: '20260115',
        djjr: '20270114',
        djjg: '样例市第一人民法院',
        djwh: '(2025)样例0001执990011号',
        djje: 35_000,
        bz: 'CNY',
        beiz: null,
      },
      {
        djbs: 21_002,
        zhbs: 11_001,
        csxh: 2,
        djqr: null,
        djjr: null,
        djjg: '样例市第二人民法院',
        djwh: '(2026)样例0002执990012号',
        djje: 120_000,
        bz: 'CNY',
        beiz: '轮候',
      },
    ],
  },
];

/** Nothing of the person, said by the sentinel row; of the company a pledged deposit and a fund. */
export const yunheBankCore: RegistryRows = [
  {
    table: 'hx.khxx',
    rows: [
      customer('Y0001', {
        khlx: '1',
        khmc: personSubject.name,
        zjlx: '01',
        zjhm: personSubject.document.number,
      }),
      customer('Y0002', {
        khlx: '2',
        khmc: organisationSubject.name,
        zjlx: '13',
        zjhm: organisationSubject.document.number,
      }),
    ],
  },
  {
    table: 'hx.zhxx',
    rows: [
      account(12_001, 'Y0001', {
        khzh: noAccount,
        zhlb: null,
        zhzt: null,
        bz: null,
        ye: null,
        kyye: null,
      }),
      account(12_002, 'Y0002', {
        ccxh: 1,
        khzh: 'SYN320898000000012002',
        zhlb: '13',
        khwd: '运河样例银行开发区支行',
        khrq: '20220401',
        ye: 500_000,
        kyye: 0,
      }),
    ],
  },
  {
    table: 'hx.qlxx',
    rows: [
      {
        qlbs: 22_001,
        zhbs: 12_002,
        xh: 1,
        qllx: '保证金质押',
        qlr: yunheBank.name,
        qlje: 500_000,
        bz: 'CNY',
      },
    ],
  },
  {
    table: 'hx.jrzc',
    rows: [
      {
        jrbs: 32_001,
        khh: 'Y0002',
        xh: 1,
        zcmc: '样例稳健一号理财',
        zclx: '理财产品',
        xslx: '1',
        cpbh: 'SYN-LC-001',
        glr: '运河样例银行',
        kjy: '1',
        jldw: '份',
        bz: 'CNY',
        dj: 1.0325,
        sl: 80_000,
        kksl: 80_000,
        zje: 82_600,
      },
    ],
  },
];
