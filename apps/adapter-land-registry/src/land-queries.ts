import { numberCondition, type RegistryQuery } from '@dianda/adapter-kit';
import type { IdDocument } from '@dianda/inquiry';

/** 权利表: the tables whose rows are rights that somebody can hold. */
export const rightTables = ['TDSYQ', 'JSYDSYQ', 'FDCQ', 'HYSYQ', 'GJZWSYQ', 'LQ'] as const;
export type RightTable = (typeof rightTables)[number];

/** Rights of one table, or a burden's table, named by their 标识码. */
export interface RightName {
  readonly table: string;
  readonly bsm: string;
}

const holderColumns = `bsm, qlbm, qlbsm, sxh, qlrmc, zjzl, zjh, bdcqzh, qzysxlh, sfczr, gj, xb, dh, dz, qlrlx, qlbl,
  gyfs, gyqk, qszt`;

const titleColumns = 'bsm, bdcdyh, zl, ywh, qllx, qlxz, djjg, qxdm, bz, qszt';

const ownColumns: Record<RightTable, string> = {
  TDSYQ: 'yt, mj, mjdw',
  JSYDSYQ: 'yt, syqmj, mjdw, qssj, jssj',
  FDCQ: 'jzmj, zyjzmj, ftjzmj, ghyt, fwlx, fwxz, jgsj, tdsyqssj, tdsyjssj, zcs',
  HYSYQ: 'yhlx, syqmj, mjdw, qssj, jssj',
  GJZWSYQ: 'gjzwlx, ghyt, gjzwmj, jgsj, qssj, jssj',
  LQ: 'lz, zysz, mj, mjdw, qssj, jssj',
};

/** Every 权利人 row that may hold this number. */
export function holdersByNumber(document: IdDocument): RegistryQuery {
  const number = numberCondition('zjh', document);
  return {
    table: 'QLR',
    sql: `select ${holderColumns} from bdc.qlr where ${number.sql} order by bsm`,
    values: number.values,
  };
}

/** Every 权利人 row of these rights: the subject and the co-owners. */
export function holdersOfRights(rights: readonly RightName[]): RegistryQuery {
  return {
    table: 'QLR',
    sql: `select ${holderColumns} from bdc.qlr
           where (qlbm, qlbsm) in (select * from unnest($1::text[], $2::bigint[]))
           order by qlbm, qlbsm, sxh nulls last, bsm`,
    values: [rights.map((each) => each.table), rights.map((each) => each.bsm)],
  };
}

export function rightsOf(table: RightTable, bsm: readonly string[]): RegistryQuery {
  return {
    table,
    sql: `select ${titleColumns}, ${ownColumns[table]} from bdc.${table.toLowerCase()}
           where bsm = any($1::bigint[]) order by bsm`,
    values: [bsm],
  };
}

/** 预告登记 rows that are themselves rights of a subject. */
export function advanceNoticesByBsm(bsm: readonly string[]): RegistryQuery {
  return {
    table: 'YGDJ',
    sql: `select ${burdenColumns.YGDJ} from bdc.ygdj where bsm = any($1::bigint[]) order by bsm`,
    values: [bsm],
  };
}

export const burdenTables = ['DYAQ', 'CFDJ', 'YGDJ', 'YYDJ'] as const;
export type BurdenTable = (typeof burdenTables)[number];

const burdenColumns: Record<BurdenTable, string> = {
  DYAQ: `bsm, qlbm, qlbsm, bdcdyh, dybdclx, zl, dyr, dyrzjzl, dyrzjh, dyqr, dyqrzjzl, dyqrzjh, dyfs, bdbzzqse, jedw,
         bz1, zwlxqssj, zwlxjssj, bdcdjzmh, dysw, qszt`,
  CFDJ: 'bsm, qlbm, qlbsm, bdcdyh, zl, cfjg, cflx, cflxmc, cfwh, cfqssj, cfjssj, cfsx, ywh, qszt',
  YGDJ: `bsm, qlbm, qlbsm, bdcdyh, zl, ygdjzl, ywr, ywrzjzl, ywrzjh, bdcdjzmh, qdjg, jedw,
         to_char(djsj, 'YYYY-MM-DD') as djrq, qszt`,
  YYDJ: `bsm, qlbm, qlbsm, bdcdyh, zl, sqr, sqrzjzl, sqrzjh, yysx, bdcdjzmh, to_char(djsj, 'YYYY-MM-DD') as djrq,
         qszt`,
};

const burdenOrder: Record<BurdenTable, string> = {
  DYAQ: 'dysw nulls last, djsj, bsm',
  CFDJ: 'cfsx nulls last, djsj, bsm',
  YGDJ: 'djsj, bsm',
  YYDJ: 'djsj, bsm',
};

/** What lies on these rights: named by the right itself, or, where it names no right, by the unit number. */
export function burdensOn(
  table: BurdenTable,
  rights: readonly RightName[],
  unitNumbers: readonly string[],
): RegistryQuery {
  return {
    table,
    sql: `select ${burdenColumns[table]} from bdc.${table.toLowerCase()}
           where (qlbm, qlbsm) in (select * from unnest($1::text[], $2::bigint[]))
              or (qlbsm is null and bdcdyh = any($3::text[]))
           order by ${burdenOrder[table]}`,
    values: [rights.map((each) => each.table), rights.map((each) => each.bsm), unitNumbers],
  };
}
