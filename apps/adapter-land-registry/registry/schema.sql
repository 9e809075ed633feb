-- 不动产登记库: the sample land registry, in a land registry's own words (pinyin initials of the national register's
-- field names). It is the agency's database, not Dianda's: the adapter reads it through a role that may only SELECT.
-- Every code is text as the registry writes it; blanks and unknown codes occur. Dates are text YYYYMMDD or YYYY-MM-DD,
-- because such registries hold dates like 99991231 and 20230230.

create schema bdc;

-- 权利人: one row per owner and right. The index of the whole register: whoever holds anything stands here.
create table bdc.qlr (
  bsm     bigint generated always as identity primary key, -- 标识码
  qlbm    text   not null, -- 权利表名: TDSYQ JSYDSYQ FDCQ HYSYQ GJZWSYQ LQ YGDJ
  qlbsm   bigint not null, -- 标识码 of the right in that table
  sxh     integer,         -- 顺序号
  qlrmc   text   not null, -- 权利人名称
  zjzl    text,            -- 证件种类: 1 身份证 2 港澳台 3 护照 4 户口簿 5 军官证 6 组织机构代码 7 营业执照 8 统一社会信用代码 99
  zjh     text,            -- 证件号: 18 or 15 digits, with blanks or hyphens, as it was typed
  bdcqzh  text,            -- 不动产权证号
  qzysxlh text,            -- 权证印刷序列号
  sfczr   text,            -- 是否持证人: 1 是 0 否
  gj      text,            -- 国籍
  xb      text,            -- 性别: 1 男 2 女 9 未说明 0 未知
  dh      text,            -- 电话
  dz      text,            -- 地址
  qlrlx   text,            -- 权利人类型: 1 个人 2 企业 3 事业单位 4 国家机关 99 其它
  qlbl    text,            -- 权利比例: 50%, 1/2
  gyfs    text,            -- 共有方式: 0 单独 1 共同 2 按份 3 其它
  gyqk    text,            -- 共有情况
  qszt    text             -- 权属状态: 0 临时 1 现势 2 历史 3 终止
);
create index qlr_zjh on bdc.qlr (upper(regexp_replace(normalize(zjh, NFKC), '[[:space:]-]', '', 'g')));
create index qlr_ql on bdc.qlr (qlbm, qlbsm);

-- 土地所有权
create table bdc.tdsyq (
  bsm    bigint primary key,
  bdcdyh text,          -- 不动产单元号, 28 characters; old titles have none
  zl     text not null, -- 坐落
  ywh    text,          -- 业务号
  qllx   text,          -- 权利类型
  qlxz   text,          -- 权利性质: 101 划拨 102 出让
  yt     text,          -- 用途
  mj     numeric,       -- 面积
  mjdw   text,          -- 面积单位: 1 平方米 2 亩 3 公顷
  djjg   text,          -- 登记机构
  qxdm   text,          -- 区县代码
  bz     text,          -- 备注
  qszt   text           -- 权属状态
);

-- 建设用地使用权, 宅基地使用权
create table bdc.jsydsyq (
  bsm    bigint primary key,
  bdcdyh text,
  zl     text not null,
  ywh    text,
  qllx   text,          -- 3 国有建设用地 5 宅基地 7 集体建设用地
  qlxz   text,
  yt     text,
  syqmj  numeric,       -- 使用权面积
  mjdw   text,
  qssj   text,          -- 使用起始
  jssj   text,          -- 使用结束
  djjg   text,
  qxdm   text,
  bz     text,
  qszt   text
);

-- 房地产权
create table bdc.fdcq (
  bsm       bigint primary key,
  bdcdyh    text,
  zl        text not null,
  ywh       text,
  qllx      text,       -- 4 国有建设用地使用权/房屋所有权 6 宅基地/房屋 8 集体建设用地/房屋
  qlxz      text,
  jzmj      numeric,    -- 建筑面积, 平方米
  zyjzmj    numeric,    -- 专有建筑面积
  ftjzmj    numeric,    -- 分摊建筑面积
  ghyt      text,       -- 规划用途: 1 住宅 2 商业 3 办公 4 工业 5 仓储 6 车库 99
  fwlx      text,       -- 房屋类型, same codes
  fwxz      text,       -- 房屋性质: 0 市场化商品房 1 动迁房 6 经济适用 9 福利 99
  jgsj      text,       -- 竣工时间
  tdsyqssj  text,       -- 土地使用起始
  tdsyjssj  text,       -- 土地使用结束
  zcs       integer,    -- 总层数
  djjg      text,
  qxdm      text,
  bz        text,
  qszt      text
);

-- 海域使用权
create table bdc.hysyq (
  bsm    bigint primary key,
  bdcdyh text,
  zl     text not null,
  ywh    text,
  qllx   text,
  qlxz   text,
  yhlx   text,          -- 用海类型
  syqmj  numeric,
  mjdw   text,
  qssj   text,
  jssj   text,
  djjg   text,
  qxdm   text,
  bz     text,
  qszt   text
);

-- 构筑物所有权
create table bdc.gjzwsyq (
  bsm    bigint primary key,
  bdcdyh text,
  zl     text not null,
  ywh    text,
  qllx   text,
  qlxz   text,
  gjzwlx text,          -- 构筑物类型
  ghyt   text,          -- 规划用途, free text here
  gjzwmj numeric,       -- 构筑物面积, 平方米
  jgsj   text,
  qssj   text,
  jssj   text,
  djjg   text,
  qxdm   text,
  bz     text,
  qszt   text
);

-- 林权
create table bdc.lq (
  bsm    bigint primary key,
  bdcdyh text,
  zl     text not null,
  ywh    text,
  qllx   text,
  qlxz   text,
  lz     text,          -- 林种
  zysz   text,          -- 主要树种
  mj     numeric,
  mjdw   text,
  qssj   text,
  jssj   text,
  djjg   text,
  qxdm   text,
  bz     text,
  qszt   text
);

-- The four lists of burdens name what they lie on by (qlbm, qlbsm), or by the unit number alone, or by both.

-- 抵押权
create table bdc.dyaq (
  bsm       bigint primary key,
  qlbm      text,
  qlbsm     bigint,
  bdcdyh    text,
  dybdclx   text,       -- 抵押不动产类型
  zl        text,
  dyr       text,       -- 抵押人
  dyrzjzl   text,
  dyrzjh    text,
  dyqr      text,       -- 抵押权人, usually a bank
  dyqrzjzl  text,
  dyqrzjh   text,
  dyfs      text,       -- 抵押方式: 1 一般 2 最高额
  bdbzzqse  numeric,    -- 被担保主债权数额, counted in jedw
  jedw      text,       -- 金额单位: 1 元 2 万元
  bz1       text,       -- 币种, ISO 4217; empty is CNY
  zwlxqssj  text,       -- 债务履行起始
  zwlxjssj  text,       -- 债务履行结束
  bdcdjzmh  text,       -- 不动产登记证明号
  dysw      integer,    -- 抵押顺位
  djsj      timestamp,  -- 登记时间
  qszt      text
);
create index dyaq_ql on bdc.dyaq (qlbm, qlbsm);
create index dyaq_bdcdyh on bdc.dyaq (bdcdyh);

-- 查封登记
create table bdc.cfdj (
  bsm    bigint primary key,
  qlbm   text,
  qlbsm  bigint,
  bdcdyh text,
  zl     text,
  cfjg   text,          -- 查封机关
  cflx   text,          -- 查封类型: 1 查封 2 轮候查封 3 预查封 4 轮候预查封 5 续封
  cflxmc text,          -- 查封类型名称; where it contradicts the code, the text is right
  cfwh   text,          -- 查封文号
  cfqssj text,          -- 查封起始; empty for 轮候
  cfjssj text,          -- 查封结束; empty for 轮候
  cfsx   integer,       -- 查封顺序
  ywh    text,
  djsj   timestamp,
  qszt   text
);
create index cfdj_ql on bdc.cfdj (qlbm, qlbsm);
create index cfdj_bdcdyh on bdc.cfdj (bdcdyh);

-- 预告登记: also a right of the buyer, who then stands in qlr with qlbm YGDJ
create table bdc.ygdj (
  bsm      bigint primary key,
  qlbm     text,
  qlbsm    bigint,
  bdcdyh   text,
  zl       text,
  ygdjzl   text,        -- 预告登记种类: 1 预售商品房买卖 3 预售商品房抵押
  ywr      text,        -- 义务人
  ywrzjzl  text,
  ywrzjh   text,
  bdcdjzmh text,
  qdjg     numeric,     -- 取得价格 or 债权数额, counted in jedw
  jedw     text,
  djsj     timestamp,
  qszt     text
);
create index ygdj_ql on bdc.ygdj (qlbm, qlbsm);
create index ygdj_bdcdyh on bdc.ygdj (bdcdyh);

-- 异议登记
create table bdc.yydj (
  bsm      bigint primary key,
  qlbm     text,
  qlbsm    bigint,
  bdcdyh   text,
  zl       text,
  sqr      text,        -- 申请人
  sqrzjzl  text,
  sqrzjh   text,
  yysx     text,        -- 异议事项
  bdcdjzmh text,
  djsj     timestamp,
  qszt     text
);
create index yydj_ql on bdc.yydj (qlbm, qlbsm);
create index yydj_bdcdyh on bdc.yydj (bdcdyh);
