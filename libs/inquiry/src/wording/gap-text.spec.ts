import {
  caseIdOf,
  explainReason,
  instantOf,
  isReason,
  languages,
  missingParts,
  missingReasons,
  mustParse,
  notCoveredReasons,
  parseAgencyCode,
  parseInquiryId,
  parseLegId,
  parseRegion,
  reasonKinds,
  refusalReasons,
  subjectIdOf,
  type LegResult,
  type Report,
  type ReportGap,
} from '../index.js';
import { inquiry } from '../../test/world.js';
import { gapLegLines, gapLines } from './gap-text.js';
import { reportWordsOf } from './words/words.js';

const { caseNumber, court, notice, purpose } = inquiry();
const at = instantOf(Date.UTC(2026, 10, 21, 22, 31, 4));
const subjectId = subjectIdOf(caseIdOf(caseNumber), 'respondent-1');
const legId = mustParse(parseLegId, '00000000-0000-8000-8000-000000000001');
const agency = {
  code: mustParse(parseAgencyCode, 'police'),
  name: { zh: '样例公安局', en: 'Sample police' },
};

function reportWith(gap: Partial<ReportGap>): Report {
  return {
    inquiryId: mustParse(parseInquiryId, '00000000-0000-4000-8000-000000000001'),
    caseNumber,
    court,
    notice,
    purpose,
    orderedAt: at,
    regions: [],
    complete: true,
    counts: {
      legs: 1,
      searched: 0,
      searchedEmpty: 0,
      unreceipted: 0,
      gaps: 1,
      missingParts: 0,
      open: 0,
      cancelled: 0,
    },
    gaps: [
      {
        legId,
        subjectId,
        assetClass: 'LODGING',
        agency,
        region: undefined,
        rung: 'failed',
        part: undefined,
        reason: 'UNEXPECTED',
        detail: '',
        ...gap,
      },
    ],
    subjects: [
      {
        subjectId,
        kind: 'person',
        name: '孟样例',
        document: { type: 'RESIDENT_ID', maskedNumber: '3208********' },
        classes: [],
      },
    ],
    contentHash: 'ab'.repeat(32),
    asOf: at,
    standing: 'sealed',
    version: 1,
  };
}

/** The line up to the stable code that stands at its end. */
function wordsOfGap(gap: Partial<ReportGap>, language: (typeof languages)[number]): string {
  const [line = ''] = gapLines(reportWith(gap), reportWordsOf(language));
  return line.slice(0, line.lastIndexOf('['));
}

describe('a gap in the report', () => {
  const all: readonly Partial<ReportGap>[] = [
    ...Object.keys(reasonKinds)
      .filter(isReason)
      .map((reason) => ({ rung: 'failed', reason })),
    ...notCoveredReasons.map((reason) => ({ rung: 'not_covered', reason })),
    ...refusalReasons.map((reason) => ({ rung: 'refused', reason })),
    ...['NO_AGENCY', 'AMBIGUOUS', 'TIME_RAN_OUT', 'RECEIPT_MISSING', 'CANCELLED'].map((reason) => ({
      reason,
    })),
    ...missingReasons.map((reason) => ({ rung: 'found', part: 'LAND_FOREST_RIGHTS', reason })),
    ...missingParts.map((part) => ({ rung: 'found', part, reason: 'FAULT' })),
  ];

  it.each(all)('is told in words: $rung $part $reason', (gap) => {
    for (const language of languages) {
      const text = wordsOfGap(gap, language);
      // The name of a setting is what operations look for.
      expect(text.replace('WEBHOOK_HOSTS', '')).not.toMatch(/[A-Z]{2,}_|undefined/);
      expect(text).not.toContain(gap.reason);
      if (gap.part !== undefined) expect(text).not.toContain(gap.part);
    }
  });

  it('is explained in the core’s own words where the core has some', () => {
    expect(wordsOfGap({ reason: 'REGISTRY_TIMEOUT' }, 'zh-CN')).toContain(
      explainReason('REGISTRY_TIMEOUT', 'zh-CN'),
    );
  });

  it('names the chosen region in which nobody answers the class', () => {
    const region = parseRegion('370200');
    if (region === undefined) throw new Error('a region');
    const uncovered = { agency: undefined, region, rung: 'not_covered', reason: 'NO_AGENCY' };
    expect(wordsOfGap(uncovered, 'zh-CN')).toContain('（无协助单位） · 地区 3702 · 无此项查询');
  });

  it('keeps the stable code and the agency’s own words beside it', () => {
    const [line] = gapLines(
      reportWith({ rung: 'refused', reason: 'RETURNED', detail: '缺少公务证' }),
      reportWordsOf('zh-CN'),
    );
    expect(line).toBe(
      '  - 孟样例 · 住宿 · 样例公安局 · 回退 — 单位回退，需更正后重新提交 · 缺少公务证 [RETURNED]',
    );
  });
});

describe('a leg that was not searched', () => {
  const gap: Extract<LegResult, { status: 'gap' }> = {
    status: 'gap',
    legId,
    agency,
    answeredAt: at,
    settledAt: at,
    late: false,
    rung: 'refused',
    region: undefined,
    reason: 'RETURNED',
    detail: '',
    expiredAt: undefined,
    origin: 'agency',
    attempts: 1,
    contact: { name: '查控审核岗', phone: '0517-00000013' },
    candidates: [],
  };

  it('says whom to talk to', () => {
    expect(gapLegLines(gap, reportWordsOf('zh-CN'))).toEqual([
      '回退 · 尝试 1 次 · 联系人 查控审核岗 0517-00000013 · 未能查询，见上',
    ]);
  });

  it('says how often it was asked, and when its time ran out', () => {
    expect(
      gapLegLines({ ...gap, rung: 'no_response', contact: undefined, expiredAt: at }, reportWordsOf('en')),
    ).toEqual([
      'no response in time · 1 attempt · time ran out 2026-11-22 06:31:04 +08:00 · not searched, see above',
    ]);
  });

  it('says in words what an entry that looks alike has in common with the subject', () => {
    const ambiguous: typeof gap = {
      ...gap,
      rung: 'ambiguous',
      attempts: 0,
      contact: undefined,
      candidates: [{ matchedFields: ['DOCUMENT_NUMBER', 'BIRTH_DATE'], strength: 60 }],
    };
    expect(gapLegLines(ambiguous, reportWordsOf('zh-CN'))).toEqual([
      '不能确定是本人 · 未能查询，见上',
      '  相近登记：证件号码、出生日期相符（匹配度 60）',
    ]);
  });
});
