import { numberCondition, type RegistryQuery, type RenewalQuery } from '@dianda/adapter-kit';
import type { IdDocument } from '@dianda/inquiry';

/** Every person who may have this number. */
export function personsByNumber(document: IdDocument): RegistryQuery {
  const number = numberCondition('zjhm', document);
  return {
    table: 'GRJBXX',
    sql: `select grbh, xingming, zjlx, zjhm, sjhm from gjj.grjbxx where ${number.sql} order by grbh`,
    values: number.values,
  };
}

/** Accounts by 个人编号, closed ones too. */
export function accountsOf(persons: readonly string[]): RegistryQuery {
  return {
    table: 'GRZHXX',
    sql: `select zhbs, grbh, zxbm, grzh, dwzh, grjcjs, yjce, gryjce, dwyjce, grjcbl, dwjcbl, grzhye, grzhzt, djbz, djje,
                 djrq, jzny, khrq, xhrq, xhyy, grckzhhm
            from gjj.grzhxx where grbh = any($1::text[]) order by zhbs`,
    values: [persons],
  };
}

/** Employers by 单位账号. */
export function unitsOf(unitAccounts: readonly string[]): RegistryQuery {
  return {
    table: 'DWXX',
    sql: 'select dwzh, dwmc from gjj.dwxx where dwzh = any($1::text[])',
    values: [unitAccounts],
  };
}

/** The tables that a search reads. */
const searchedTables = ['GRJBXX', 'GRZHXX', 'DWXX'] as const;

/** 更新时间 of every table that a search reads: one row each, empty where the centre tells none. */
export function renewalTimes(): RenewalQuery {
  return {
    nameColumn: 'bm',
    timeColumn: 'gxsj',
    table: 'GXSJ',
    sql: 'select bm, gxsj from unnest($1::text[]) as searched (bm) left join gjj.gxsj using (bm) order by bm',
    values: [searchedTables],
  };
}
