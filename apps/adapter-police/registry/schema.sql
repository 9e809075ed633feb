-- 人口信息库: the sample police bureau's database, in the police's own words (pinyin initials of the GA field names, GA
-- and GB code lists). It is the bureau's, not Dianda's: the adapter reads it through a role that may only SELECT. It
-- holds more than a court may see: the adapter never reads the columns marked 不提供.
-- Every code and time is text as the systems behind it write it: dates YYYYMMDD, times YYYYMMDDHHMMSS in Beijing time,
-- 9999… and 1900… where somebody had none.

create schema ga;

-- 常住人口: one row per person and registration. A cancelled row (死亡, 迁出 …) stays.
create table ga.czrk (
  rybh   text primary key, -- 人员编号
  gmsfhm text not null,    -- 公民身份号码: 18 characters, in old rows 15; blanks and small x occur
  xm     text not null,    -- 姓名
  cym    text,             -- 曾用名; several are set apart by 、
  xb     text,             -- 性别 GB/T 2261.1: 0 未知 1 男 2 女 9 未说明
  csrq   text,             -- 出生日期
  mz     text,             -- 民族 GB/T 3304 (不提供)
  hyzk   text,             -- 婚姻状况 GB/T 2261.2 (不提供)
  hh     text,             -- 户号
  hlx    text,             -- 户类型: 1 家庭户 2 集体户
  yhzgx  text,             -- 与户主关系 GB/T 4761 (不提供)
  hjssxq text,             -- 户籍省市县区 GB/T 2260
  hjdz   text,             -- 户籍地址
  qrrq   text,             -- 迁入日期
  zxbs   text,             -- 注销标识: 0 未注销 1 死亡 2 迁出 3 入伍 4 出国(境)定居 9 其他
  zxrq   text,             -- 注销日期
  lxdh   text              -- 联系电话 (不提供)
);
create index czrk_gmsfhm on ga.czrk (upper(regexp_replace(normalize(gmsfhm, NFKC), '[[:space:]-]', '', 'g')));
create index czrk_hh on ga.czrk (hh);

-- 人员照片: read only under an authority that carries it
create table ga.ryzp (
  zpbh bigint primary key, -- 照片编号
  rybh text not null,      -- 人员编号
  zp   bytea,              -- 照片, JPEG
  pzrq text                -- 拍照日期
);
create index ryzp_rybh on ga.ryzp (rybh);

-- 暂住人口
create table ga.zzrk (
  zzbh   text primary key, -- 暂住编号
  zjlx   text,             -- 证件类型 GA/T 517
  zjhm   text not null,    -- 证件号码, as it was typed
  xm     text not null,    -- 姓名
  cym    text,             -- 曾用名
  xb     text,             -- 性别
  csrq   text,             -- 出生日期
  hjdz   text,             -- 户籍地址, elsewhere
  djlb   text,             -- 登记类别: 1 暂住登记 2 居住证 3 寄住登记
  zzssxq text,             -- 暂住地省市县区
  zzdz   text,             -- 暂住地址
  zzrq   text,             -- 暂住日期: first day
  jsrq   text,             -- 结束日期: last day; empty or 99991231 while it lasts
  fwczr  text,             -- 房屋出租人 (不提供)
  lxdh   text              -- 联系电话 (不提供)
);
create index zzrk_zjhm on ga.zzrk (upper(regexp_replace(normalize(zjhm, NFKC), '[[:space:]-]', '', 'g')));

-- 旅馆信息
create table ga.lgxx (
  lgbm text primary key,   -- 旅馆编码
  lgmc text,               -- 旅馆名称
  lgdz text                -- 旅馆地址
);

-- 旅馆住宿: one row per guest and stay. Who shared the room stands in other rows, which nobody is told.
create table ga.lgzs (
  zsbh text primary key,   -- 住宿编号
  lgbm text,               -- 旅馆编码; the hotel may be missing from lgxx
  fjh  text,               -- 房间号 (不提供)
  zjlx text,               -- 证件类型 GA/T 517
  zjhm text not null,      -- 证件号码
  xm   text not null,      -- 姓名, as the hotel typed it
  rzsj text,               -- 入住时间
  tfsj text,               -- 退房时间; empty while the guest is there
  lxdh text                -- 登记电话
);
create index lgzs_zjhm on ga.lgzs (upper(regexp_replace(normalize(zjhm, NFKC), '[[:space:]-]', '', 'g')));

-- 出入境记录: one row per crossing
create table ga.crjjl (
  jlbh   text primary key, -- 记录编号
  gmsfhm text,             -- 公民身份号码; empty for foreigners
  xm     text not null,    -- 姓名
  zjlx   text,             -- 证件类型 GA/T 517
  zjmc   text,             -- 证件名称; where it contradicts the code, the text is right
  zjhm   text,             -- 证件号码
  crjbs  text,             -- 出入境标识: 1 出境 2 入境
  crjsj  text,             -- 出入境时间
  qwgj   text,             -- 前往国家(地区)
  ka     text,             -- 口岸 (不提供)
  lxdh   text              -- 登记联系电话
);
create index crjjl_gmsfhm on ga.crjjl (upper(regexp_replace(normalize(gmsfhm, NFKC), '[[:space:]-]', '', 'g')));
create index crjjl_zjhm on ga.crjjl (upper(regexp_replace(normalize(zjhm, NFKC), '[[:space:]-]', '', 'g')));
