import type { RegistryQuery } from '@dianda/adapter-kit';

/** The form in which 证件号码 compare; the centre has an index on it, and documentKey() is the same rule. */
const numberKey = `upper(regexp_replace(normalize(zjhm, NFKC), '[[:space:]-]', '', 'g'))`;

/** Every person with one of these numbers. */
export function personsByNumber(keys: readonly string[]): RegistryQuery {
  return {
    table: 'GRJBXX',
    sql: `select grbh, xingming, zjlx, zjhm, sjhm from gjj.grjbxx
           where ${numberKey} = any($1::text[]) order by grbh`,
    values: [keys],
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
export function renewalTimes(): RegistryQuery {
  return {
    table: 'GXSJ',
    sql: 'select bm, gxsj from unnest($1::text[]) as searched (bm) left join gjj.gxsj using (bm) order by bm',
    values: [searchedTables],
  };
}
