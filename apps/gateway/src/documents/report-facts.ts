import {
  agencyName,
  coverageText,
  regionName,
  reportWordsOf,
  shownTime,
  waitingText,
  type AssetClass,
  type AssetRecord,
  type Language,
  type LegResult,
  type Report,
  type ReportWords,
  type SubjectResult,
} from '@dianda/inquiry';

/** A leg with what stands around it in a report. */
export interface LegInReport {
  readonly subject: SubjectResult;
  readonly assetClass: AssetClass;
  readonly leg: LegResult;
}

/** A record with the leg that brought it; its receipt is the leg's. */
export interface RecordInReport extends LegInReport {
  readonly record: AssetRecord;
}

export function legsOf(report: Report): readonly LegInReport[] {
  return report.subjects.flatMap((subject) =>
    subject.classes.flatMap(({ assetClass, legs }) => legs.map((leg) => ({ subject, assetClass, leg }))),
  );
}

/** The records that the legs brought, one after the other, without a list of all of them. */
export function* recordsOf(report: Report): Generator<RecordInReport> {
  for (const found of legsOf(report)) {
    for (const record of recordsIn(found.leg)) yield { ...found, record };
  }
}

export function recordsIn(leg: LegResult): readonly AssetRecord[] {
  return 'records' in leg ? leg.records : [];
}

export function receiptsOf(leg: LegResult, words: ReportWords): string {
  if (!('receiptNumbers' in leg)) return '';
  return leg.receiptNumbers.length === 0 ? words.report.noReceipt : leg.receiptNumbers.join(', ');
}

/** What became of a leg, in words. */
export function resultOf(leg: LegResult, words: ReportWords): string {
  switch (leg.status) {
    case 'searched':
      return words.rung.found;
    case 'searched_empty':
      return words.rung.nothing_found;
    case 'unreceipted':
    case 'gap':
      return words.rung[leg.rung];
    case 'cancelled':
      return words.rung.cancelled;
    case 'open':
      return words.legState[leg.state];
  }
}

/** What a reader has to know besides: where was searched, what is waited for and until when, what is missing. */
export function noteOn(leg: LegResult, words: ReportWords): string {
  switch (leg.status) {
    case 'searched_empty':
      return coverageText(leg.coverage, words);
    case 'unreceipted':
      return words.report.noReceipt;
    case 'open':
      return `${waitingText(leg.waitingFor, words)} · ${words.expected(shownTime(leg.expectedAt))}`;
    case 'gap':
    case 'cancelled':
      return words.report.seeGaps;
    case 'searched':
      return leg.missing.length === 0 ? '' : words.report.seeGaps;
  }
}

export function whoAndWhat({ subject, assetClass, leg }: LegInReport, words: ReportWords): readonly string[] {
  const region = 'region' in leg && leg.region !== undefined ? regionName(leg.region, words) : '';
  return [subject.name, words.assetClass[assetClass], `${agencyName(leg, words)}${region && ` ${region}`}`];
}

export function standingOf(report: Report, language: Language): string {
  const words = reportWordsOf(language);
  return report.standing === 'sealed' ? words.report.sealed(report.version) : words.report.provisional;
}
