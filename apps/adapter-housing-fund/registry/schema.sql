-- 住房公积金业务系统查询库: the sample housing fund centre's query database, in a centre's own words (pinyin initials of
-- the data standard of the trade, JGJ/T 320). It is a copy made at the end of each business day; 更新时间 says until
-- when each table of the copy is complete. It is the centre's, not Dianda's: the adapter reads it through a role that
-- may only SELECT. Codes and dates are text as the centre writes them; dates are YYYYMMDD or YYYY-MM-DD, months YYYYMM.
-- Amounts count in 元 of renminbi.

create schema gjj;

-- 个人基本信息
create table gjj.grjbxx (
  grbh     text primary key, -- 个人编号
  xingming text not null,    -- 姓名
  zjlx     text,             -- 证件类型: 01 身份证 02 军官证 03 护照 04 外国人永久居留证 99 其他
  zjhm     text,             -- 证件号码: 18 or 15 digits, as it was typed
  sjhm     text              -- 手机号码
);
create index grjbxx_zjhm on gjj.grjbxx (upper(regexp_replace(normalize(zjhm, NFKC), '[[:space:]-]', '', 'g')));

-- 单位信息
create table gjj.dwxx (
  dwzh text primary key,     -- 单位账号
  dwmc text                  -- 单位名称
);

-- 个人账户信息: one account in use per person and centre; closed ones stay
create table gjj.grzhxx (
  zhbs     bigint primary key, -- 账户标识
  grbh     text not null,      -- 个人编号
  zxbm     text,               -- 中心编码: a province's system holds several centres
  grzh     text not null,      -- 个人账号
  dwzh     text,               -- 单位账号
  grjcjs   numeric,            -- 个人缴存基数
  yjce     numeric,            -- 月缴存额, of person and unit together
  gryjce   numeric,            -- 个人月缴存额
  dwyjce   numeric,            -- 单位月缴存额
  grjcbl   numeric,            -- 个人缴存比例, per cent: 12
  dwjcbl   numeric,            -- 单位缴存比例, per cent
  grzhye   numeric,            -- 个人账户余额
  grzhzt   text,               -- 个人账户状态: 01 正常 02 封存 03 合并销户 04 外部转出销户 05 提取销户 06 冻结 99 其他
  djbz     text,               -- 冻结标志: 0 未冻结 1 只收不付 2 不收不付 3 部分冻结
  djje     numeric,            -- 冻结金额, of all freezes together
  djrq     text,               -- 冻结日期
  jzny     text,               -- 缴至年月
  khrq     text,               -- 开户日期
  xhrq     text,               -- 销户日期
  xhyy     text,               -- 销户原因
  grckzhhm text                -- 个人存款账户号码, the linked bank account
);
create index grzhxx_grbh on gjj.grzhxx (grbh);

-- 更新时间: until when each table of this copy is complete, Beijing time
create table gjj.gxsj (
  bm   text primary key,     -- 表名: GRJBXX DWXX GRZHXX
  gxsj timestamp             -- 更新时间
);
