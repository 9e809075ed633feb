-- 机动车登记查询库: the sample vehicle bureau's query database, in such a bureau's own words (pinyin initials, as its
-- registration system names them). It is a copy that the bureau renews from its registration system; 更新时间 says
-- until when each table of the copy is complete. It is the agency's, not Dianda's: the adapter reads it through a role
-- that may only SELECT. Codes and dates are text as the bureau writes them; dates are YYYYMMDD or YYYY-MM-DD.

create schema cgs;

-- 机动车信息
create table cgs.jdcxx (
  xh     text primary key, -- 机动车序号
  hpzl   text,             -- 号牌种类 (GA 24.7): 01 大型汽车 02 小型汽车 .. 51 大型新能源 52 小型新能源 99 其他
  hphm   text,             -- 号牌号码, as a rule without the province character: H12345
  clpp1  text,             -- 中文品牌
  clxh   text,             -- 车辆型号
  gcjk   text,             -- 国产/进口
  zzcmc  text,             -- 制造厂名称
  clsbdh text,             -- 车辆识别代号 (VIN)
  fdjh   text,             -- 发动机号
  cllx   text,             -- 车辆类型 (GA 24.4): K33, H11
  csys   text,             -- 车身颜色
  syxz   text,             -- 使用性质 (GA 24.3): A 非营运 F 货运 ..
  ccdjrq text,             -- 初次登记日期
  djrq   text,             -- 最近定检日期
  yxqz   text,             -- 检验有效期止
  qzbfqz text,             -- 强制报废期止
  fzjg   text,             -- 发证机关: 苏H, or its name in full
  glbm   text,             -- 管理部门
  bxzzrq text,             -- 保险终止日期
  zt     text,             -- 状态, one letter or several: A, KQ, K,Q
  dybj   text,             -- 抵押标记: 1 已抵押 0 未抵押
  rlzl   text,             -- 燃料种类
  pl     text              -- 排量
);

-- 所有人: whoever owns a vehicle stands here, one row per owner; a vehicle in common ownership has several
create table cgs.jdcsyr (
  bsm    bigint primary key, -- 标识码
  xh     text not null,    -- 机动车序号
  sxh    integer,          -- 顺序号
  syr    text not null,    -- 所有人姓名或者名称
  syq    text,             -- 所有权: 1 单位 2 个人
  sfzmmc text,             -- 身份证明名称: A 居民身份证 B 组织机构代码证 C 军官证 .. N 统一社会信用代码, or its text
  sfzmhm text,             -- 身份证明号码: 18 or 15 digits, with blanks or hyphens, as it was typed
  lxdh   text,             -- 联系电话
  zsxxdz text,             -- 住所详细地址
  gyfs   text,             -- 共有方式: 0 单独 1 共同 2 按份
  gyfe   text              -- 共有份额: 50%, 1/2
);
create index jdcsyr_sfzmhm on cgs.jdcsyr (upper(regexp_replace(normalize(sfzmhm, NFKC), '[[:space:]-]', '', 'g')));
create index jdcsyr_xh on cgs.jdcsyr (xh);

-- 抵押登记
create table cgs.jdcdy (
  bsm        bigint primary key,
  xh         text not null, -- 机动车序号
  sxh        integer,       -- 顺序号
  dyqr       text,          -- 抵押权人, usually a bank
  dyqrlx     text,          -- 抵押权人类型: 1 单位 2 个人
  dyqrsfzmmc text,          -- 身份证明名称
  dyqrsfzmhm text,          -- 身份证明号码
  dyqrlxdh   text,          -- 联系电话
  dyqrdz     text,          -- 地址
  dyrq       text,          -- 抵押登记日期
  zt         text           -- 1 有效 0 解除
);
create index jdcdy_xh on cgs.jdcdy (xh);

-- 查封登记
create table cgs.jdccf (
  bsm    bigint primary key,
  xh     text not null,    -- 机动车序号
  sxh    integer,          -- 顺序号
  cfjg   text,             -- 查封机关
  cfwsmc text,             -- 查封文书名称
  cfrq   text,             -- 查封日期
  zt     text              -- 1 有效 0 解封
);
create index jdccf_xh on cgs.jdccf (xh);

-- 更新时间: until when each table of this copy is complete, Beijing time
create table cgs.gxsj (
  bm   text primary key,   -- 表名: JDCXX JDCSYR JDCDY JDCCF
  gxsj timestamp           -- 更新时间
);
