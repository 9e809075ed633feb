import {
  crossingDirections,
  housingFundFreezes,
  housingFundStatuses,
  instantOf,
  languages,
  plateKinds,
  recordWarningCodes,
  residenceKinds,
  sexes,
  vehicleStatuses,
  vehicleUsages,
  type AssetRecord,
  type HousingFundAccount,
  type PersonIdentity,
  type Vehicle,
} from '../../index.js';
import { day } from '../../../test/casework.js';
import { subject } from '../../../test/world.js';
import { reportWordsOf } from '../words/words.js';
import { recordLines } from './record-text.js';

const at = instantOf(Date.UTC(2026, 10, 21, 22, 31, 4));
const frame = { sourceRecordId: 'ID-1', source: '登记簿', asOf: at, disputed: false, warnings: [] };
const person = { ...subject(1, 'person'), name: '孟样例' };
const owner = { subject: { name: person.name } };

function vehicle(parts: Partial<Vehicle> = {}): AssetRecord {
  return {
    ...frame,
    kind: 'vehicle',
    plateKind: { code: 'SMALL' },
    plateNumber: '苏H8K216',
    statuses: ['NORMAL'],
    owner,
    coOwners: [],
    mortgagees: [],
    seizures: [],
    ...parts,
  };
}

function fund(parts: Partial<HousingFundAccount> = {}): AssetRecord {
  return {
    ...frame,
    kind: 'housing_fund_account',
    personalAccountNumber: 'SYN1',
    holder: owner.subject,
    status: { code: 'NORMAL' },
    ...parts,
  };
}

function identity(parts: Partial<PersonIdentity> = {}): AssetRecord {
  return {
    ...frame,
    kind: 'person_identity',
    name: person.name,
    idNumber: person.document.number,
    householdMembers: [],
    ...parts,
  };
}

const zh = (record: AssetRecord): string => recordLines(record, reportWordsOf('zh-CN')).join('\n');
const en = (record: AssetRecord): string => recordLines(record, reportWordsOf('en')).join('\n');

describe('a vehicle in the report', () => {
  const burdened = vehicle({
    brand: '样例牌',
    model: 'YL7180A',
    usage: { code: 'NON_COMMERCIAL' },
    firstRegisteredOn: day('2018-03-12'),
    statuses: ['OFFENCE_OPEN', 'SEIZED'],
    mortgaged: true,
    mortgagees: [{ kind: 'FINANCIAL_INSTITUTION', name: '样例银行' }],
    seizures: [{ authority: '样例市第一人民法院', documentName: '协助执行通知书' }],
  });

  it('says what it is, how it stands, whose it is and what lies on it', () => {
    expect(recordLines(burdened, reportWordsOf('zh-CN'))).toEqual([
      '机动车 苏H8K216 · 小型汽车 · 样例牌 YL7180A · 非营运',
      '  初次登记 2018-03-12',
      '  状态 违法未处理、查封',
      '  所有人 孟样例 （被查询人）',
      '  抵押 · 抵押权人 样例银行',
      '  查封 · 样例市第一人民法院 · 协助执行通知书',
      '  来源 登记簿 ID-1，截至 2026-11-22 06:31:04 +08:00',
    ]);
    expect(en(burdened)).toContain('status offence not settled, seized');
  });

  it('keeps the register’s own writing of a status that nobody knows, beside those that are known', () => {
    const odd = vehicle({ statuses: ['SEIZED', 'UNKNOWN'], statusesRaw: 'K7' });
    expect(zh(odd)).toContain('状态 查封、登记原文“K7”');
  });

  it('says with whom the subject owns it, and how', () => {
    const shared = vehicle({
      coOwnership: { code: 'BY_SHARES' },
      share: '50%',
      coOwners: [{ thirdPerson: { kind: 'PERSON', name: '陶**' } }],
    });
    expect(zh(shared)).toContain('所有人 孟样例 （被查询人） · 按份共有 · 份额 50%');
    expect(zh(shared)).toContain('共有人 陶**');
  });

  it('says that it is mortgaged where the mortgagee is not held', () => {
    expect(zh(vehicle({ mortgaged: true }))).toContain('状态 正常 · 已抵押');
    expect(zh(burdened)).not.toContain('已抵押');
  });
});

describe('a housing-fund account in the report', () => {
  it('never shows its balance as plain cash', () => {
    const money = { amount: '86412.55', currency: 'CNY' };
    expect(zh(fund({ balance: money }))).toContain('余额 86412.55 CNY （非可直接扣划的现金）');
    expect(en(fund({ balance: money }))).toContain('balance 86412.55 CNY (not plain cash)');
  });

  it('says how it is frozen, for how much and since when; and nothing of a freeze that is none', () => {
    const frozen = fund({
      freezeFlag: { code: 'PARTIAL' },
      frozenAmount: { amount: '35000.00', currency: 'CNY' },
      frozenOn: day('2026-01-16'),
      employer: '样例单位',
    });
    expect(zh(frozen)).toContain('公积金账户 SYN1 · 正常 · 单位 样例单位');
    expect(zh(frozen)).toContain('部分冻结 · 冻结金额 35000.00 CNY · 2026-01-16 起');
    expect(zh(fund({ freezeFlag: { code: 'NONE' } }))).not.toContain('冻结');
  });
});

describe('a person’s records in the report', () => {
  it('say who somebody is, and of his household only what the answer holds', () => {
    const person = identity({
      formerName: '孟小样',
      sex: { code: 'MALE' },
      bornOn: day('1983-04-12'),
      householdAddress: '样例市清河路 1 号',
    });
    expect(zh(person)).toContain('身份信息 孟样例 · 曾用名 孟小样 · 男 · 出生日期 1983-04-12 · 居民身份证');
    expect(zh(person)).toContain('户籍地 样例市清河路 1 号');
    expect(zh(person)).not.toContain('同户人员');
    const withMember = identity({ householdMembers: [{ kind: 'PERSON', name: '陶**' }] });
    expect(zh(withMember)).toContain('同户人员 陶**');
  });

  it('say where he lives, and since or until when', () => {
    const lasting: AssetRecord = {
      ...frame,
      kind: 'person_residence',
      residenceKind: { code: 'TEMPORARY' },
      address: '样例市运河路 2 号',
      fromOn: day('2026-01-05'),
    };
    expect(zh(lasting)).toContain('住址 暂住地 · 样例市运河路 2 号 · 2026-01-05 起');
    expect(zh({ ...lasting, toOn: day('2026-06-30') })).toContain('2026-01-05 — 2026-06-30');
  });

  it('say when he came and went, with the zone; who is still there has not gone', () => {
    const stay: AssetRecord = {
      ...frame,
      kind: 'lodging_stay',
      hotelName: '样例旅馆',
      checkInAt: at,
    };
    expect(zh(stay)).toContain('入住 2026-11-22 06:31:04 +08:00 · 尚未退房');
    expect(en({ ...stay, checkOutAt: at })).toContain('check-out 2026-11-22 06:31:04 +08:00');
  });

  it('say which way and with which document he crossed', () => {
    const crossing: AssetRecord = {
      ...frame,
      kind: 'border_crossing',
      direction: { code: 'EXIT' },
      crossedAt: at,
      documentType: { code: 'PASSPORT' },
      documentNumber: 'SYN*****01',
      destination: '样例国',
    };
    expect(zh(crossing)).toContain('出入境 出境 · 2026-11-22 06:31:04 +08:00 · 前往 样例国');
    expect(zh(crossing)).toContain('护照 SYN*****01');
  });
});

describe('codes in the report', () => {
  const records: readonly (readonly [code: string, record: AssetRecord])[] = [
    ...plateKinds.map((code) => [code, vehicle({ plateKind: { code } })] as const),
    ...vehicleUsages.map((code) => [code, vehicle({ usage: { code } })] as const),
    ...vehicleStatuses.map((code) => [code, vehicle({ statuses: [code] })] as const),
    ...housingFundStatuses.map((code) => [code, fund({ status: { code } })] as const),
    ...housingFundFreezes.map((code) => [code, fund({ freezeFlag: { code } })] as const),
    ...sexes.map((code) => [code, identity({ sex: { code } })] as const),
    ...residenceKinds.map(
      (code) =>
        [code, { ...frame, kind: 'person_residence', residenceKind: { code }, address: '-' }] as const,
    ),
    ...crossingDirections.map(
      (code) =>
        [
          code,
          {
            ...frame,
            kind: 'border_crossing',
            direction: { code },
            crossedAt: at,
            documentType: { code: 'OTHER' },
            documentNumber: '-',
          },
        ] as const,
    ),
    ...recordWarningCodes.map(
      (code) => [code, { ...vehicle(), warnings: [{ field: 'vehicle.vin', code }] }] as const,
    ),
  ];

  it.each(records)('say %s in words, in each language', (code, record) => {
    for (const language of languages) {
      const text = recordLines(record, reportWordsOf(language)).join('\n');
      expect(text).not.toContain(code);
      expect(text).not.toContain('undefined');
      if (language === 'en')
        expect(text.replaceAll(/登记簿|苏H8K216|孟样例/gu, '')).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('that no table knows are shown as the register wrote them', () => {
    expect(zh(vehicle({ plateKind: { code: 'UNKNOWN', raw: '88' } }))).toContain('苏H8K216 · 88');
  });
});
