import {
  caseIdOf,
  instantOf,
  mustParse,
  parseAgencyCode,
  parseInquiryId,
  parseLegId,
  parseRegion,
  subjectIdOf,
  type LegId,
  type Report,
} from '../index.js';
import { inquiry } from '../../test/world.js';
import { reportLines } from './report-text.js';

const { caseNumber, court, notice, purpose } = inquiry();
const at = instantOf(Date.UTC(2026, 10, 21, 22, 31, 4));
const subjectId = subjectIdOf(caseIdOf(caseNumber), 'respondent-1');
const legId = (n: number): LegId => mustParse(parseLegId, `00000000-0000-8000-8000-00000000000${n}`);
const land = {
  code: mustParse(parseAgencyCode, 'land'),
  name: { zh: '样例不动产登记中心', en: 'Sample registry' },
};
const bank = { code: mustParse(parseAgencyCode, 'bank'), name: { zh: '样例银行', en: 'Sample bank' } };
const settled = { answeredAt: at, settledAt: at, late: false };

const report: Report = {
  inquiryId: mustParse(parseInquiryId, '00000000-0000-4000-8000-000000000001'),
  caseNumber,
  court,
  notice,
  purpose,
  orderedAt: at,
  regions: [],
  complete: true,
  counts: {
    legs: 4,
    searched: 1,
    searchedEmpty: 1,
    unreceipted: 0,
    gaps: 2,
    missingParts: 1,
    open: 0,
    cancelled: 0,
  },
  gaps: [
    {
      legId: legId(3),
      subjectId,
      assetClass: 'VEHICLE',
      agency: undefined,
      region: undefined,
      rung: 'not_covered',
      part: undefined,
      reason: 'NO_AGENCY',
      detail: '',
    },
    {
      legId: legId(1),
      subjectId,
      assetClass: 'LAND',
      agency: land,
      region: undefined,
      rung: 'found',
      part: 'LAND_FOREST_RIGHTS',
      reason: 'MAINTENANCE',
      detail: '',
    },
    {
      legId: legId(4),
      subjectId,
      assetClass: 'BANK_ACCOUNT',
      agency: bank,
      region: undefined,
      rung: 'failed',
      part: undefined,
      reason: 'AGENCY_REPLY_MALFORMED',
      detail: '',
    },
  ],
  subjects: [
    {
      subjectId,
      kind: 'person',
      name: '孟样例',
      document: { type: 'RESIDENT_ID', maskedNumber: '320898**********7X' },
      classes: [
        {
          assetClass: 'LAND',
          totals: [{ measure: 'floor_area', amount: '118.62', unit: 'SQUARE_METRE', records: 1, leftOut: 1 }],
          legs: [
            {
              ...settled,
              status: 'searched',
              legId: legId(1),
              agency: land,
              asOf: at,
              receiptNumbers: ['HZ-1'],
              missing: [],
              records: [
                {
                  kind: 'house_right',
                  sourceRecordId: 'FDCQ-1001',
                  source: '不动产登记簿',
                  asOf: at,
                  disputed: false,
                  warnings: [],
                  floorArea: { value: '118.62', unit: { code: 'SQUARE_METRE' } },
                  title: {
                    location: '样例市清河路 1 号',
                    owners: [{ holder: { thirdPerson: { kind: 'PERSON', name: '陶**' } } }],
                    mortgages: [{ rank: 1, securedAmount: { amount: '860000.00', currency: 'CNY' } }],
                    seizures: [{ rank: 2, seizureKind: { code: 'QUEUED' }, authority: '样例市第二人民法院' }],
                    advanceNotices: [],
                    objections: [],
                  },
                },
              ],
            },
          ],
        },
        {
          assetClass: 'BANK_ACCOUNT',
          totals: [],
          legs: [
            {
              ...settled,
              status: 'searched_empty',
              legId: legId(2),
              agency: bank,
              asOf: at,
              receiptNumbers: ['HZ-2'],
              coverage: { regions: ['000000'], assetClasses: ['BANK_ACCOUNT'], since: '2001-01-01' },
            },
          ],
        },
      ],
    },
  ],
  contentHash: 'ab'.repeat(32),
  asOf: at,
  standing: 'sealed',
  version: 1,
};

describe('the report in readable form', () => {
  const lines = reportLines(report, 'zh-CN');
  const text = lines.join('\n');
  const lineWith = (part: string): number => lines.findIndex((line) => line.includes(part));

  it('names every gap, with its reason in words and as code, before anything that was found', () => {
    expect(lineWith('协助单位目录中没有可查此类财产的单位 [NO_AGENCY]')).toBeGreaterThan(0);
    expect(text).toContain('样例不动产登记中心 · 其中「林权」 · 查到 — 系统维护 [MAINTENANCE]');
    expect(text).toContain('样例银行 · 查询失败 — 协助单位的反馈缺少必要内容或无法识别，未予采用。');
    const lastGap = Math.max(...report.gaps.map((gap) => lineWith(`[${gap.reason}]`)));
    expect(lastGap).toBeLessThan(lineWith('■ 孟样例'));
  });

  it('counts what was not searched: legs, and parts of legs that were', () => {
    expect(text).toContain('未能查询 2，未结 0；另有 1 个部分未能查询');
  });

  it('says where was searched, as ordered', () => {
    expect(text).toContain('查询地区 不限');
    const region = parseRegion('3208');
    if (region === undefined) throw new Error('a region');
    expect(reportLines({ ...report, regions: [region] }, 'en')).toContain('Regions 3208');
  });

  it('shows every time with its zone', () => {
    expect(text).toContain('时点 2026-11-22 06:31:04 +08:00');
    expect(text).toContain('Asia/Shanghai');
  });

  it('shows each record with source, as-of and receipt, and what lies on it in rank order', () => {
    expect(text).toContain('查到 1 条 · 数据截至 2026-11-22 06:31:04 +08:00 · 回执 HZ-1');
    expect(text).toContain('1. 房地产权 样例市清河路 1 号');
    expect(text).toContain('抵押（第1顺位） · 担保债权 860000.00 CNY');
    expect(text).toContain('查封（第2顺位） · 轮候查封 · 样例市第二人民法院 · 轮候，尚未生效');
    expect(text).toContain('来源 不动产登记簿 FDCQ-1001，截至 2026-11-22 06:31:04 +08:00');
  });

  it('shows what was searched and found empty with what the search covered', () => {
    expect(text).toContain('样例银行 — 已查，无 · 数据截至 2026-11-22 06:31:04 +08:00 · 回执 HZ-2');
    expect(text).toContain('查询范围：地区 全国；银行存款；2001-01-01 起');
  });

  it('shows a total with what was left out of it', () => {
    expect(text).toContain('∑ 合计 单独所有的建筑面积 118.62 平方米（1 条） · 另有 1 条不能相加，未计入');
  });

  it('speaks English when asked', () => {
    const english = reportLines(report, 'en').join('\n');
    expect(english).toContain('Sample bank — searched, empty');
    expect(english).toContain('no agency in the directory answers this class [NO_AGENCY]');
  });
});
