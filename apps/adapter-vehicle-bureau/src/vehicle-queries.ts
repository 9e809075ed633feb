import { numberCondition, type RegistryQuery, type RenewalQuery } from '@dianda/adapter-kit';
import type { IdDocument } from '@dianda/inquiry';

const ownerColumns = 'bsm, xh, sxh, syr, syq, sfzmmc, sfzmhm, lxdh, zsxxdz, gyfs, gyfe';

/** Every 所有人 row that may hold this number. */
export function ownersByNumber(document: IdDocument): RegistryQuery {
  const number = numberCondition('sfzmhm', document);
  return {
    table: 'JDCSYR',
    sql: `select ${ownerColumns} from cgs.jdcsyr where ${number.sql} order by xh, sxh nulls last, bsm`,
    values: number.values,
  };
}

/** Vehicles by 机动车序号. */
export function vehiclesOf(serials: readonly string[]): RegistryQuery {
  return {
    table: 'JDCXX',
    sql: `select xh, hpzl, hphm, clpp1, clxh, gcjk, zzcmc, clsbdh, fdjh, cllx, csys, syxz, ccdjrq, djrq, yxqz, qzbfqz,
                 fzjg, glbm, bxzzrq, zt, dybj, rlzl, pl
            from cgs.jdcxx where xh = any($1::text[]) order by xh`,
    values: [serials],
  };
}

/** Every 所有人 row of these vehicles: the subject and the co-owners. */
export function ownersOf(serials: readonly string[]): RegistryQuery {
  return {
    table: 'JDCSYR',
    sql: `select ${ownerColumns} from cgs.jdcsyr
           where xh = any($1::text[]) order by xh, sxh nulls last, bsm`,
    values: [serials],
  };
}

export function mortgagesOn(serials: readonly string[]): RegistryQuery {
  return {
    table: 'JDCDY',
    sql: `select bsm, xh, dyqr, dyqrlx, dyqrsfzmmc, dyqrsfzmhm, dyqrlxdh, dyqrdz, zt from cgs.jdcdy
           where xh = any($1::text[]) order by sxh nulls last, dyrq, bsm`,
    values: [serials],
  };
}

export function seizuresOn(serials: readonly string[]): RegistryQuery {
  return {
    table: 'JDCCF',
    sql: `select bsm, xh, cfjg, cfwsmc, zt from cgs.jdccf
           where xh = any($1::text[]) order by sxh nulls last, cfrq, bsm`,
    values: [serials],
  };
}

/** The tables that a search reads. */
const searchedTables = ['JDCXX', 'JDCSYR', 'JDCDY', 'JDCCF'] as const;

/** 更新时间 of every table that a search reads: one row each, empty where the bureau tells none. */
export function renewalTimes(): RenewalQuery {
  return {
    nameColumn: 'bm',
    timeColumn: 'gxsj',
    table: 'GXSJ',
    sql: 'select bm, gxsj from unnest($1::text[]) as searched (bm) left join cgs.gxsj using (bm) order by bm',
    values: [searchedTables],
  };
}
