import { numberCondition, type RegistryQuery } from '@dianda/adapter-kit';
import type { IdDocument } from '@dianda/inquiry';

/** 常住人口 rows with one of these citizen numbers. */
export function residentsByNumber(document: IdDocument): RegistryQuery {
  const { sql, values } = numberCondition('gmsfhm', document);
  return {
    table: 'CZRK',
    sql: `select rybh, gmsfhm, xm, cym, xb, csrq, hh, hlx, hjssxq, hjdz, qrrq, zxbs, zxrq from ga.czrk
           where ${sql} order by rybh`,
    values,
  };
}

/** Who else stands in this household (户号) and has not been cancelled. */
export function householdOf(household: string, person: string): RegistryQuery {
  return {
    table: 'CZRK',
    sql: `select gmsfhm, xm, xb from ga.czrk
           where hh = $1 and rybh <> $2 and coalesce(zxbs, '') in ('', '0') order by rybh`,
    values: [household, person],
  };
}

/** The latest photo of a person: its size in bytes, and the photo itself only when it is no larger than `mostBytes`. */
export function photoOf(person: string, mostBytes: number): RegistryQuery {
  return {
    table: 'RYZP',
    sql: `select octet_length(zp) as zpdx,
                 case when octet_length(zp) <= $2 then translate(encode(zp, 'base64'), E'\\n', '') end as zp
            from ga.ryzp where rybh = $1 and zp is not null order by pzrq desc nulls last, zpbh desc limit 1`,
    values: [person, mostBytes],
  };
}

/** 暂住人口 rows with one of these numbers, the latest first. */
export function temporaryResidentsByNumber(document: IdDocument): RegistryQuery {
  const { sql, values } = numberCondition('zjhm', document);
  return {
    table: 'ZZRK',
    sql: `select zzbh, zjlx, zjhm, xm, cym, xb, csrq, hjdz, djlb, zzssxq, zzdz, zzrq, jsrq from ga.zzrk
           where ${sql} order by zzrq desc nulls last, zzbh`,
    values,
  };
}

/** 旅馆住宿 rows with one of these numbers, the latest first; rows of the same room are not looked at. */
export function staysByNumber(document: IdDocument): RegistryQuery {
  const { sql, values } = numberCondition('s.zjhm', document);
  return {
    table: 'LGZS',
    sql: `select s.zsbh, s.lgbm, s.zjlx, s.zjhm, s.xm, s.rzsj, s.tfsj, s.lxdh, g.lgmc, g.lgdz
            from ga.lgzs s left join ga.lgxx g using (lgbm)
           where ${sql} order by s.rzsj desc nulls last, s.zsbh`,
    values,
  };
}

/** 出入境记录 rows of a citizen, or of the holder of a travel document, the latest first. */
export function crossingsByNumber(by: 'gmsfhm' | 'zjhm', document: IdDocument): RegistryQuery {
  const { sql, values } = numberCondition(by, document);
  return {
    table: 'CRJJL',
    sql: `select jlbh, gmsfhm, xm, zjlx, zjmc, zjhm, crjbs, crjsj, qwgj, lxdh from ga.crjjl
           where ${sql} order by crjsj desc nulls last, jlbh`,
    values,
  };
}
