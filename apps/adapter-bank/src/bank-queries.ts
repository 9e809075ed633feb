import { numberCondition, type RegistryQuery } from '@dianda/adapter-kit';
import type { IdDocument } from '@dianda/inquiry';

/** Every customer who may have this number. */
export function customersByNumber(document: IdDocument): RegistryQuery {
  const number = numberCondition('zjhm', document);
  return {
    table: 'KHXX',
    sql: `select khh, khlx, khmc, zjlx, zjhm, txdz, yzbm, lxdh from hx.khxx where ${number.sql} order by khh`,
    values: number.values,
  };
}

export function accountsOf(customers: readonly string[]): RegistryQuery {
  return {
    table: 'ZHXX',
    sql: `select zhbs, khh, ccxh, khzh, zhlb, zhzt, khwd, khwddm, khrq, xhrq, bz, ye, kyye, glzjzh, cxsj, beiz
            from hx.zhxx where khh = any($1::text[]) order by zhbs`,
    values: [customers],
  };
}

export function assetsOf(customers: readonly string[]): RegistryQuery {
  return {
    table: 'JRZC',
    sql: `select jrbs, khh, xh, zcmc, zclx, xslx, cpbh, lczh, hkzh, glr, kjy, jyxz, xzjr, zyqr, tgr, syr, jldw, bz, dj,
                 sl, kksl, zje
            from hx.jrzc where khh = any($1::text[]) order by jrbs`,
    values: [customers],
  };
}

/** What burdens lie on: accounts, financial assets, or a customer as such. */
export interface BurdenedIds {
  readonly accounts: readonly string[];
  readonly assets: readonly string[];
  readonly customers: readonly string[];
}

const onAny = `zhbs = any($1::bigint[]) or jrbs = any($2::bigint[])
            or (zhbs is null and jrbs is null and khh = any($3::text[]))`;

export function freezesOn(ids: BurdenedIds): RegistryQuery {
  return {
    table: 'DJXX',
    sql: `select djbs, zhbs, jrbs, csxh, djqr, djjr, djjg, djwh, djje, bz, beiz from hx.djxx where ${onAny}
           order by csxh nulls last, djbs`,
    values: [ids.accounts, ids.assets, ids.customers],
  };
}

export function priorRightsOn(ids: BurdenedIds): RegistryQuery {
  return {
    table: 'QLXX',
    sql: `select qlbs, zhbs, jrbs, xh, qllx, qlr, qlje, bz, dz, lxfs from hx.qlxx where ${onAny}
           order by xh nulls last, qlbs`,
    values: [ids.accounts, ids.assets, ids.customers],
  };
}

export function subAccountsOf(accounts: readonly string[]): RegistryQuery {
  return {
    table: 'GLZH',
    sql: `select glbs, zhbs, xh, zzhlb, zzhh, bz, ye, kyye from hx.glzh where zhbs = any($1::bigint[])
           order by xh nulls last, glbs`,
    values: [accounts],
  };
}

/** Both days included, in Beijing time as 交易时间 is written; at most `limit` rows. */
export function transactionsOf(
  accounts: readonly string[],
  period: { readonly from: string; readonly to: string },
  limit: number,
): RegistryQuery {
  return {
    table: 'WLXX',
    sql: `select w.wlbs, w.zhbs, z.khzh, w.xh, w.jylx, w.jdbz, w.bz, w.je, w.jysj, w.lsh, w.dfmc, w.dfzh, w.dfhm, w.dfhh,
                 w.dfzjlx, w.dfzjhm, w.dfdz, w.dfdh
            from hx.wlxx w join hx.zhxx z using (zhbs)
           where w.zhbs = any($1::bigint[]) and w.jysj >= $2::date and w.jysj < $3::date + 1
           order by w.zhbs, w.jysj, w.wlbs limit $4`,
    values: [accounts, period.from, period.to, limit],
  };
}
