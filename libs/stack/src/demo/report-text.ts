import {
  areaUnits,
  explainReason,
  isReason,
  missingParts,
  missingReasons,
  type AssetClass,
  type ClassResult,
  type Language,
  type LegResult,
  type Report,
  type ReportGap,
  type Rung,
  rungs,
  type SubjectResult,
  type Total,
} from '@dianda/inquiry';
import { recordLines } from './record-text.js';
import { shownTime } from './shown-time.js';
import { wordsOf, type Words } from './words/words.js';

/** The report for people: what was not searched first, then each subject and class. One entry a line. */
export function reportLines(report: Report, language: Language): readonly string[] {
  const words = wordsOf(language);
  return [
    ...headLines(report, words),
    '',
    `■ ${words.report.gaps}`,
    ...gapLines(report, language, words),
    ...report.subjects.flatMap((subject) => ['', ...subjectLines(subject, words)]),
  ];
}

function headLines(report: Report, words: Words): readonly string[] {
  const standing =
    report.standing === 'sealed' ? words.report.sealed(report.version) : words.report.provisional;
  return [
    `═══ ${words.report.title} · ${standing} ═══`,
    `${words.report.case} ${report.caseNumber} · ${words.report.court} ${report.court.name}`,
    `${words.report.notice} ${report.notice.name} ${report.notice.number} · ${words.report.purpose} ${report.purpose}`,
    `${words.report.asOf} ${shownTime(report.asOf)} · ${words.report.zone}`,
    `${words.report.hash} ${report.contentHash}`,
    words.report.counts(report.counts),
  ];
}

function gapLines(report: Report, language: Language, words: Words): readonly string[] {
  if (report.gaps.length === 0) return [`  ${words.report.noGaps}`];
  const nameOf = new Map(report.subjects.map((subject) => [subject.subjectId, subject.name]));
  return report.gaps.map((gap) => {
    const where = [
      nameOf.get(gap.subjectId) ?? '?',
      words.assetClass[gap.assetClass],
      agencyName(gap, words),
    ];
    const part = gap.part === undefined ? undefined : words.report.part(partName(gap.part, words));
    const why = `${rungName(gap.rung, words)} — ${explainGap(gap, language, words)}`;
    const detail = gap.detail === '' ? undefined : gap.detail;
    return `  - ${[...where, part, why, detail].filter((each) => each !== undefined).join(' · ')} [${gap.reason}]`;
  });
}

function subjectLines(subject: SubjectResult, words: Words): readonly string[] {
  const document = `${words.documentType[subject.document.type]} ${subject.document.maskedNumber}`;
  return [
    `■ ${subject.name} ${words.report.inBrackets(document)}`,
    ...subject.classes.flatMap((each) => classLines(each, words)),
  ];
}

function classLines(result: ClassResult, words: Words): readonly string[] {
  return [
    `  ▸ ${words.assetClass[result.assetClass]}`,
    ...result.legs.flatMap((leg) => legLines(leg, words)).map((line) => `    ${line}`),
    ...result.totals.map((total) => `    ∑ ${totalText(total, words)}`),
  ];
}

function legLines(leg: LegResult, words: Words): readonly string[] {
  const agency = agencyName(leg, words);
  switch (leg.status) {
    case 'searched':
      return [
        `${agency} — ${words.report.records(leg.records.length)} · ${evidence(leg, words)}`,
        ...leg.records.flatMap((record, index) => numbered(recordLines(record, words), index)),
      ];
    case 'searched_empty':
      return [
        `${agency} — ${words.report.empty} · ${evidence(leg, words)}`,
        `  ${words.report.coverage(
          leg.coverage.regions.join(', '),
          leg.coverage.assetClasses.map((each: AssetClass) => words.assetClass[each]).join(', '),
          leg.coverage.since,
        )}`,
      ];
    case 'unreceipted':
      return [
        `${agency} — ${words.rung[leg.rung]} · ${evidence(leg, words)}`,
        ...(leg.rung === 'found'
          ? leg.records.flatMap((record, index) => numbered(recordLines(record, words), index))
          : []),
      ];
    case 'gap':
      return [`${agency} — ${words.rung[leg.rung]} · ${words.report.seeGaps}`];
    case 'cancelled':
      return [`${agency} — ${words.rung.cancelled} · ${words.report.seeGaps}`];
    case 'open':
      return [
        `${agency} — ${words.legState[leg.state]} · ${words.waitingFor[leg.waitingFor.kind]} · ${words.expected(shownTime(leg.expectedAt))}`,
      ];
    default:
      return leg satisfies never;
  }
}

function evidence(
  leg: Extract<LegResult, { status: 'searched' | 'searched_empty' | 'unreceipted' }>,
  words: Words,
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

function totalText(total: Total, words: Words): string {
  const unit = areaUnits.find((each) => each === total.unit);
  const text = words.report.total(
    words.measure[total.measure] ?? total.measure,
    total.amount,
    unit === undefined ? total.unit : words.areaUnit[unit],
    total.records,
  );
  return total.leftOut === 0 ? text : `${text} · ${words.report.leftOut(total.leftOut)}`;
}

function agencyName(of: Pick<LegResult | ReportGap, 'agency'>, words: Words): string {
  return of.agency === undefined ? words.noAgency : words.local(of.agency.name);
}

function rungName(rung: string, words: Words): string {
  const known = rungs.find((each: Rung) => each === rung);
  return known === undefined ? words.rung.cancelled : words.rung[known];
}

function partName(part: string, words: Words): string {
  const known = missingParts.find((each) => each === part);
  return known === undefined ? part : words.missingPart[known];
}

function explainGap(gap: ReportGap, language: Language, words: Words): string {
  const { reason } = gap;
  if (isReason(reason)) return explainReason(reason, language);
  if (gap.part !== undefined) {
    const known = missingReasons.find((each) => each === reason);
    if (known !== undefined) return words.missingReason[known];
  }
  return isGapReason(reason, words) ? words.gapReason[reason] : reason;
}

function isGapReason(reason: string, words: Words): reason is keyof Words['gapReason'] {
  return Object.hasOwn(words.gapReason, reason);
}
