/*
 * The tables of the agencies' registries as their own DDL makes them (apps/adapter-…/registry/schema.sql), in an order
 * that foreign keys allow. A medium test holds them against the databases that the DDL makes.
 */

export interface RegistryTable<Column extends string = string> {
  /** With its schema: `bdc.fdcq`. */
  readonly name: string;
  readonly columns: readonly Column[];
}

export type ColumnOf<Table> = Table extends RegistryTable<infer Column> ? Column : never;

/** Columns as one writes them in SQL, separated by blanks. */
type Words<Text extends string> = Text extends `${infer Word} ${infer Rest}` ? Word | Words<Rest> : Text;

function table<const Columns extends string>(name: string, columns: Columns): RegistryTable<Words<Columns>> {
  const isColumn = (word: string): word is Words<Columns> => word !== '';
  return { name, columns: columns.split(' ').filter(isColumn) };
}

export const landTables = {
  tdsyq: table('bdc.tdsyq', 'bsm bdcdyh zl ywh qllx qlxz yt mj mjdw djjg qxdm bz qszt'),
  jsydsyq: table('bdc.jsydsyq', 'bsm bdcdyh zl ywh qllx qlxz yt syqmj mjdw qssj jssj djjg qxdm bz qszt'),
  fdcq: table(
    'bdc.fdcq',
    'bsm bdcdyh zl ywh qllx qlxz jzmj zyjzmj ftjzmj ghyt fwlx fwxz jgsj tdsyqssj tdsyjssj zcs djjg qxdm bz qszt',
  ),
  hysyq: table('bdc.hysyq', 'bsm bdcdyh zl ywh qllx qlxz yhlx syqmj mjdw qssj jssj djjg qxdm bz qszt'),
  gjzwsyq: table(
    'bdc.gjzwsyq',
    'bsm bdcdyh zl ywh qllx qlxz gjzwlx ghyt gjzwmj jgsj qssj jssj djjg qxdm bz qszt',
  ),
  lq: table('bdc.lq', 'bsm bdcdyh zl ywh qllx qlxz lz zysz mj mjdw qssj jssj djjg qxdm bz qszt'),
  qlr: table(
    'bdc.qlr',
    'bsm qlbm qlbsm sxh qlrmc zjzl zjh bdcqzh qzysxlh sfczr gj xb dh dz qlrlx qlbl gyfs gyqk qszt',
  ),
  dyaq: table(
    'bdc.dyaq',
    'bsm qlbm qlbsm bdcdyh dybdclx zl dyr dyrzjzl dyrzjh dyqr dyqrzjzl dyqrzjh dyfs bdbzzqse jedw bz1 zwlxqssj zwlxjssj bdcdjzmh dysw djsj qszt',
  ),
  cfdj: table('bdc.cfdj', 'bsm qlbm qlbsm bdcdyh zl cfjg cflx cflxmc cfwh cfqssj cfjssj cfsx ywh djsj qszt'),
  ygdj: table('bdc.ygdj', 'bsm qlbm qlbsm bdcdyh zl ygdjzl ywr ywrzjzl ywrzjh bdcdjzmh qdjg jedw djsj qszt'),
  yydj: table('bdc.yydj', 'bsm qlbm qlbsm bdcdyh zl sqr sqrzjzl sqrzjh yysx bdcdjzmh djsj qszt'),
};

export const vehicleTables = {
  jdcxx: table(
    'cgs.jdcxx',
    'xh hpzl hphm clpp1 clxh gcjk zzcmc clsbdh fdjh cllx csys syxz ccdjrq djrq yxqz qzbfqz fzjg glbm bxzzrq zt dybj rlzl pl',
  ),
  jdcsyr: table('cgs.jdcsyr', 'bsm xh sxh syr syq sfzmmc sfzmhm lxdh zsxxdz gyfs gyfe'),
  jdcdy: table('cgs.jdcdy', 'bsm xh sxh dyqr dyqrlx dyqrsfzmmc dyqrsfzmhm dyqrlxdh dyqrdz dyrq zt'),
  jdccf: table('cgs.jdccf', 'bsm xh sxh cfjg cfwsmc cfrq zt'),
  gxsj: table('cgs.gxsj', 'bm gxsj'),
};

export const fundTables = {
  grjbxx: table('gjj.grjbxx', 'grbh xingming zjlx zjhm sjhm'),
  dwxx: table('gjj.dwxx', 'dwzh dwmc'),
  grzhxx: table(
    'gjj.grzhxx',
    'zhbs grbh zxbm grzh dwzh grjcjs yjce gryjce dwyjce grjcbl dwjcbl grzhye grzhzt djbz djje djrq jzny khrq xhrq xhyy grckzhhm',
  ),
  gxsj: table('gjj.gxsj', 'bm gxsj'),
};

export const bankTables = {
  khxx: table('hx.khxx', 'khh khlx khmc zjlx zjhm txdz yzbm lxdh'),
  zhxx: table('hx.zhxx', 'zhbs khh ccxh khzh zhlb zhzt khwd khwddm khrq xhrq bz ye kyye glzjzh cxsj beiz'),
  djxx: table('hx.djxx', 'djbs zhbs jrbs khh csxh djqr djjr djjg djwh djje bz beiz'),
  qlxx: table('hx.qlxx', 'qlbs zhbs jrbs khh xh qllx qlr qlje bz dz lxfs'),
  glzh: table('hx.glzh', 'glbs zhbs xh zzhlb zzhh bz ye kyye'),
  jrzc: table(
    'hx.jrzc',
    'jrbs khh xh zcmc zclx xslx cpbh lczh hkzh glr kjy jyxz xzjr zyqr tgr syr jldw bz dj sl kksl zje',
  ),
  wlxx: table('hx.wlxx', 'wlbs zhbs xh jylx jdbz bz je jysj lsh dfmc dfzh dfhm dfhh dfzjlx dfzjhm dfdz dfdh'),
};

export const policeTables = {
  czrk: table('ga.czrk', 'rybh gmsfhm xm cym xb csrq mz hyzk hh hlx yhzgx hjssxq hjdz qrrq zxbs zxrq lxdh'),
  ryzp: table('ga.ryzp', 'zpbh rybh zp pzrq'),
  zzrk: table('ga.zzrk', 'zzbh zjlx zjhm xm cym xb csrq hjdz djlb zzssxq zzdz zzrq jsrq fwczr lxdh'),
  lgxx: table('ga.lgxx', 'lgbm lgmc lgdz'),
  lgzs: table('ga.lgzs', 'zsbh lgbm fjh zjlx zjhm xm rzsj tfsj lxdh'),
  crjjl: table('ga.crjjl', 'jlbh gmsfhm xm zjlx zjmc zjhm crjbs crjsj qwgj ka lxdh'),
};
