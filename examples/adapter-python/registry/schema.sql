-- 机动车登记库: a small bureau's register, in its own words (pinyin initials). It is the bureau's, not Dianda's: the
-- adapter opens it read-only. Codes are those of GA 24; dates are text YYYYMMDD.

-- 机动车
create table clxx (
  xh     integer primary key, -- 序号
  hpzl   text,                -- 号牌种类, GA 24.7
  hphm   text not null,       -- 号牌号码, without the province
  fzjg   text,                -- 发证机关: 苏H
  clpp   blob,                -- 中文品牌; written by the old system, in GBK
  clxh   text,                -- 车辆型号
  clsbdh text,                -- 车辆识别代号
  fdjh   text,                -- 发动机号
  csys   text,                -- 车身颜色
  syxz   text,                -- 使用性质, GA 24.3
  ccdjrq text,                -- 初次登记日期
  yxqz   text,                -- 检验有效期止
  zt     text,                -- 状态: one or several letters
  syr    text not null,       -- 所有人
  sfzmmc text,                -- 身份证明名称: A 居民身份证 B 组织机构代码 C 统一社会信用代码
  sfzmhm text not null        -- 身份证明号码: 18 or 15 digits, as it was typed
);
create index clxx_sfzmhm on clxx (upper(replace(sfzmhm, ' ', '')));

-- 抵押登记
create table dyxx (
  xh     integer not null references clxx,
  dyqr   text not null,       -- 抵押权人
  dyqrlx text,                -- 抵押权人类型: 1 个人 2 单位 3 银行
  dyqrdh text                 -- 电话
);

-- 查封登记
create table cfxx (
  xh     integer not null references clxx,
  cfjg   text,                -- 查封机关
  cfws   text                 -- 查封文书名称
);

-- 人工复核: whose answers a person looks at before they go out
create table rgfh (
  sfzmhm text primary key
);
