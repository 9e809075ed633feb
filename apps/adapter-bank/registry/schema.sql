-- 核心系统查询库: the sample bank's query database, in a bank's own words (pinyin initials, as in court–bank packets).
-- It is the bank's, not Dianda's: the adapter reads it through a role that may only SELECT. Codes and dates are text
-- as the core system writes them; dates are YYYYMMDD.

create schema hx;

-- 客户信息
create table hx.khxx (
  khh   text primary key, -- 客户号
  khlx  text,             -- 客户类型: 1 对私 2 对公
  khmc  text not null,    -- 客户名称
  zjlx  text,             -- 证件类型, this bank's two characters
  zjhm  text,             -- 证件号码, as it was typed
  txdz  text,             -- 通讯地址
  yzbm  text,             -- 邮编
  lxdh  text              -- 联系电话
);
create index khxx_zjhm on hx.khxx (upper(regexp_replace(normalize(zjhm, NFKC), '[[:space:]-]', '', 'g')));

-- 账户信息. A customer without accounts may have one row whose number is 查无开户信息.
create table hx.zhxx (
  zhbs   bigint primary key, -- 账户标识
  khh    text not null references hx.khxx,
  ccxh   integer,          -- 账户序号
  khzh   text not null,    -- 开户账号; 查无开户信息 means none
  zhlb   text,             -- 账户类别: 11 基本 12 一般 13 专用 14 临时 21 Ⅰ类 22 Ⅱ类 23 Ⅲ类
  zhzt   text,             -- 账户状态: 0 正常 1 睡眠 2 冻结 3 部分冻结 4 止付 5 挂失 9 销户
  khwd   text,             -- 开户网点
  khwddm text,             -- 网点代码 (CNAPS)
  khrq   text,             -- 开户日期
  xhrq   text,             -- 销户日期
  bz     text,             -- 币种: ISO 4217 letters or digits
  ye     numeric,          -- 余额
  kyye   numeric,          -- 可用余额
  glzjzh text,             -- 关联资金账户
  cxsj   timestamp,        -- 核心应答时间, Beijing time
  beiz   text              -- 备注
);
create index zhxx_khh on hx.zhxx (khh);

-- 冻结信息 (司法强制措施)
create table hx.djxx (
  djbs bigint primary key,
  zhbs bigint,             -- account; empty for a freeze on a financial asset
  jrbs bigint,             -- financial asset
  khh  text,               -- customer, where the freeze names neither
  csxh integer,            -- 措施序号: rank
  djqr text,               -- 冻结起始日
  djjr text,               -- 冻结截止日
  djjg text,               -- 冻结机关
  djwh text,               -- 冻结文号
  djje numeric,            -- 冻结金额
  bz   text,               -- 币种
  beiz text
);
create index djxx_zhbs on hx.djxx (zhbs);

-- 在先权利
create table hx.qlxx (
  qlbs bigint primary key,
  zhbs bigint,
  jrbs bigint,
  khh  text,
  xh   integer,            -- 序号
  qllx text,               -- 权利类型
  qlr  text,               -- 权利人
  qlje numeric,            -- 权利金额
  bz   text,
  dz   text,               -- 地址
  lxfs text                -- 联系方式
);
create index qlxx_zhbs on hx.qlxx (zhbs);

-- 关联子账户
create table hx.glzh (
  glbs bigint primary key,
  zhbs bigint not null,    -- main account
  xh   integer,
  zzhlb text,              -- 子账户类别
  zzhh text not null,      -- 子账户号
  bz   text,
  ye   numeric,
  kyye numeric
);
create index glzh_zhbs on hx.glzh (zhbs);

-- 金融资产
create table hx.jrzc (
  jrbs  bigint primary key,
  khh   text not null references hx.khxx,
  xh    integer,
  zcmc  text not null,     -- 资产名称
  zclx  text,              -- 资产类型
  xslx  text,              -- 销售类型: 1 直销 2 代销
  cpbh  text,              -- 产品编号
  lczh  text,              -- 理财账号
  hkzh  text,              -- 资金回款账户
  glr   text,              -- 管理人
  kjy   text,              -- 可否经本行交易: 1 可 0 否
  jyxz  text,              -- 交易限制
  xzjr  text,              -- 限制解除日
  zyqr  text,              -- 质押权人
  tgr   text,              -- 托管人
  syr   text,              -- 受益人
  jldw  text,              -- 计量单位
  bz    text,
  dj    numeric,           -- 单价
  sl    numeric,           -- 数量
  kksl  numeric,           -- 可控数量
  zje   numeric            -- 总金额
);
create index jrzc_khh on hx.jrzc (khh);

-- 往来信息 (资金往来): read only under an authority that carries the transactions right
create table hx.wlxx (
  wlbs bigint primary key,
  zhbs bigint not null,
  xh   integer,
  jylx text,               -- 交易种类
  jdbz text,               -- 借贷标志: J 借 D 贷
  bz   text,
  je   numeric not null,   -- 金额
  jysj timestamp not null, -- 交易时间, Beijing time
  lsh  text,               -- 流水号
  dfmc text,               -- 对手方名称
  dfzh text,               -- 对手方账号
  dfhm text,               -- 对手方开户行
  dfhh text,               -- 对手方行号
  dfzjlx text,
  dfzjhm text,
  dfdz text,
  dfdh text
);
create index wlxx_zhbs on hx.wlxx (zhbs, jysj);
