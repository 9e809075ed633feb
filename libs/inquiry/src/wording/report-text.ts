import type { Language } from '../messages/index.js';
import {
  areaUnits,
  type AssetClass,
  type ClassResult,
  type Coverage,
  type LegResult,
  type Report,
  type SubjectResult,
  type Total,
} from '../model/index.js';
import { agencyName, gapLegLines, gapLines, regionName } from './gap-text.js';
import { recordLines } from './records/record-text.js';
import { shownTime } from './shown-time.js';
import { waitingText } from './waiting-text.js';
import { reportWordsOf, type ReportWords } from './words/words.js';

/** The report for people: what was not searched first, then each subject and class. One entry a line. */
export function reportLines(report: Report, language: Language): readonly string[] {
  const words = reportWordsOf(language);
  return [
    ...summaryLines(report, language),
    ...report.subjects.flatMap((subject) => ['', ...subjectLines(subject, words)]),
  ];
}

/** Its head, and what was not searched. */
export function summaryLines(report: Report, language: Language): readonly string[] {
  const words = reportWordsOf(language);
  return [...headLines(report, words), '', `■ ${words.report.gaps}`, ...gapLines(report, words)];
}

/** What it is about, when it was true, its hash and its counts. */
export function headLines(report: Report, words: ReportWords): readonly string[] {
  const standing =
    report.standing === 'sealed' ? words.report.sealed(report.version) : words.report.provisional;
  return [
    `═══ ${words.report.title} · ${standing} ═══`,
    `${words.report.case} ${report.caseNumber} · ${words.report.court} ${report.court.name}`,
    `${words.report.notice} ${report.notice.name} ${report.notice.number} · ${words.report.purpose} ${report.purpose}`,
    `${words.report.orderedRegions} ${orderedRegions(report, words)}`,
    `${words.report.asOf} ${shownTime(report.asOf)} · ${words.report.zone}`,
    `${words.report.hash} ${report.contentHash}`,
    words.report.counts(report.counts),
  ];
}

function orderedRegions({ regions }: Report, words: ReportWords): string {
  return regions.map((each) => regionName(each, words)).join(words.listComma) || words.report.anywhere;
}

function subjectLines(subject: SubjectResult, words: ReportWords): readonly string[] {
  const document = `${words.documentType[subject.document.type]} ${subject.document.maskedNumber}`;
  return [
    `■ ${subject.name} ${words.report.inBrackets(document)}`,
    ...subject.classes.flatMap((each) => classLines(each, words)),
  ];
}

function classLines(result: ClassResult, words: ReportWords): readonly string[] {
  return [
    `  ▸ ${words.assetClass[result.assetClass]}`,
    ...result.legs.flatMap((leg) => correctedLines(leg, words)).map((line) => `    ${line}`),
    ...result.totals.map((total) => `    ∑ ${totalText(total, words)}`),
  ];
}

/** An answer that the agency corrected says so before anything else of it. */
function correctedLines(leg: LegResult, words: ReportWords): readonly string[] {
  const [first = '', ...rest] = legLines(leg, words);
  if (leg.status === 'cancelled' || leg.status === 'open' || leg.replaces === undefined)
    return [first, ...rest];
  const { rung, settledAt } = leg.replaces;
  return [first, `  ${words.report.replaces(words.rung[rung], shownTime(settledAt))}`, ...rest];
}

function legLines(leg: LegResult, words: ReportWords): readonly string[] {
  const agency = agencyName(leg, words);
  switch (leg.status) {
    case 'searched':
      return [
        `${agency} — ${words.report.records(leg.records.length)} · ${evidenceText(leg, words)}`,
        ...leg.records.flatMap((record, index) => numbered(recordLines(record, words), index)),
      ];
    case 'searched_empty':
      return [
        `${agency} — ${words.report.empty} · ${evidenceText(leg, words)}`,
        `  ${coverageText(leg.coverage, words)}`,
      ];
    case 'unreceipted':
      return [
        `${agency} — ${words.rung[leg.rung]} · ${evidenceText(leg, words)}`,
        ...(leg.rung === 'found'
          ? leg.records.flatMap((record, index) => numbered(recordLines(record, words), index))
          : []),
      ];
    case 'gap':
      return withAgency(agency, gapLegLines(leg, words));
    case 'cancelled':
      return [`${agency} — ${words.rung.cancelled} · ${words.report.seeGaps}`];
    case 'open':
      return [
        `${agency} — ${words.legState[leg.state]} · ${waitingText(leg.waitingFor, words)} · ${words.expected(shownTime(leg.expectedAt))}`,
      ];
    default:
      return leg satisfies never;
  }
}

function withAgency(agency: string, [first = '', ...rest]: readonly string[]): readonly string[] {
  return [`${agency} — ${first}`, ...rest];
}

export function coverageText({ regions, assetClasses, since }: Coverage, words: ReportWords): string {
  return words.report.coverage(
    regions.map((each) => regionName(each, words)).join(words.listComma),
    assetClasses.map((each: AssetClass) => words.assetClass[each]).join(words.listComma),
    since,
  );
}

export function evidenceText(
  leg: Extract<LegResult, { status: 'searched' | 'searched_empty' | 'unreceipted' }>,
  words: ReportWords,
): string {
  const receipts =
    leg.receiptNumbers.length === 0
      ? words.report.noReceipt
      : words.report.receipts(leg.receiptNumbers.join(', '));
  const late = leg.late ? [words.report.late] : [];
  return [words.report.answeredAsOf(shownTime(leg.asOf)), receipts, ...late].join(' · ');
}

function numbered(lines: readonly string[], index: number): readonly string[] {
  return lines.map((line, position) => (position === 0 ? `  ${index + 1}. ${line}` : `     ${line}`));
}

export function totalText(total: Total, words: ReportWords): string {
  const unit = areaUnits.find((each) => each === total.unit);
  const text = words.report.total(
    words.measure[total.measure] ?? total.measure,
    total.amount,
    unit === undefined ? total.unit : words.areaUnit[unit],
    total.records,
  );
  return total.leftOut === 0 ? text : `${text} · ${words.report.leftOut(total.leftOut)}`;
}
