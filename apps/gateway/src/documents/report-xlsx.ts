import {
  agencyName,
  explainGap,
  headLines,
  partName,
  recordCells,
  regionName,
  reportWordsOf,
  rungName,
  shownTime,
  thirdPersonsOn,
  type AssetRecord,
  type Language,
  type Report,
} from '@dianda/inquiry';
import excel from 'exceljs';
import { PassThrough, type Readable } from 'node:stream';
import { once } from 'node:events';
import { documentWords } from './document-words.js';
import { legsOf, noteOn, receiptsOf, recordsIn, recordsOf, resultOf, whoAndWhat } from './report-facts.js';

/** Rows written between two looks at whether the reader still keeps up. */
const ROWS_A_TURN = 200;

/**
 * 查询结果汇总 as a workbook: summary, what could not be searched, one row a leg, a sheet for each kind of record and
 * one for third persons. Rows go out as they are made.
 */
export function writeReportXlsx(report: Report, language: Language): Readable {
  const out = new PassThrough();
  const book = new excel.stream.xlsx.WorkbookWriter({
    stream: out,
    useSharedStrings: false,
    useStyles: true,
  });
  book.created = new Date(report.asOf);
  void new Sheets(book, out, report, language).write().catch((error: unknown) => {
    out.destroy(error instanceof Error ? error : new Error('a workbook was not written'));
  });
  return out;
}

class Sheets {
  private readonly words;
  private readonly own;

  constructor(
    private readonly book: excel.stream.xlsx.WorkbookWriter,
    private readonly out: PassThrough,
    private readonly report: Report,
    private readonly language: Language,
  ) {
    this.words = reportWordsOf(language);
    this.own = documentWords[language];
  }

  async write(): Promise<void> {
    const { sheets } = this.own;
    await this.sheet(sheets.summary, [this.own.columns.item, this.own.columns.content], this.summary());
    await this.sheet(sheets.gaps, this.gapColumns(), this.gaps());
    await this.sheet(sheets.legs, this.legColumns(), this.legs());
    for (const kind of new Set([...recordsOf(this.report)].map(({ record }) => record.kind)))
      await this.recordSheet(kind);
    await this.sheet(sheets.thirdPersons, this.personColumns(), this.thirdPersons());
    await this.book.commit();
  }

  private async sheet(
    name: string,
    head: readonly string[],
    rows: Iterable<readonly string[]>,
  ): Promise<void> {
    const sheet = this.book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = head.map((text) => ({ width: Math.min(40, Math.max(12, text.length * 2.2)) }));
    const first = sheet.addRow(head.map(cellText));
    first.font = { bold: true };
    first.commit();
    let written = 0;
    for (const row of rows) {
      // As text: a spreadsheet keeps fifteen digits of a number, and an account has nineteen.
      sheet.addRow(row.map(cellText)).commit();
      written += 1;
      if (written % ROWS_A_TURN === 0 && this.out.writableNeedDrain) await once(this.out, 'drain');
    }
    sheet.commit();
  }

  private *summary(): Generator<readonly string[]> {
    const { report, words } = this;
    const [title = '', ...lines] = headLines(report, words);
    yield [words.report.title, title.replaceAll('═', '').trim()];
    for (const line of lines) {
      const space = line.indexOf(' ');
      yield [line.slice(0, space), line.slice(space + 1)];
    }
    for (const { name, document } of report.subjects)
      yield [
        this.own.columns.subject,
        `${name} ${words.documentType[document.type]} ${document.maskedNumber}`,
      ];
  }

  private gapColumns(): readonly string[] {
    const { subject, assetClass, agency, region, part, result, why, detail, code } = this.own.columns;
    return [subject, assetClass, agency, region, part, result, why, detail, code];
  }

  private *gaps(): Generator<readonly string[]> {
    const { report, words } = this;
    const nameOf = new Map(report.subjects.map((subject) => [subject.subjectId, subject.name]));
    for (const gap of report.gaps) {
      yield [
        nameOf.get(gap.subjectId) ?? '',
        words.assetClass[gap.assetClass],
        agencyName(gap, words),
        gap.region === undefined ? '' : regionName(gap.region, words),
        gap.part === undefined ? '' : partName(gap.part, words),
        rungName(gap.rung, words),
        explainGap(gap, words),
        gap.detail,
        gap.reason,
      ];
    }
  }

  private legColumns(): readonly string[] {
    const { subject, assetClass, agency, result, records, answeredAt, asOf, receipts, late, note } =
      this.own.columns;
    return [subject, assetClass, agency, result, records, answeredAt, asOf, receipts, late, note];
  }

  private *legs(): Generator<readonly string[]> {
    const { words } = this;
    for (const found of legsOf(this.report)) {
      const { leg } = found;
      yield [
        ...whoAndWhat(found, words),
        resultOf(leg, words),
        'records' in leg ? String(recordsIn(leg).length) : '',
        'answeredAt' in leg ? shownTime(leg.answeredAt) : '',
        'asOf' in leg ? shownTime(leg.asOf) : '',
        receiptsOf(leg, words),
        'late' in leg && leg.late ? words.yes : '',
        noteOn(leg, words),
      ];
    }
  }

  /** The columns are all facts that any record of the kind holds, in the order in which they first occur. */
  private async recordSheet(kind: AssetRecord['kind']): Promise<void> {
    const names = new Map<string, string>();
    for (const { record } of recordsOf(this.report))
      if (record.kind === kind)
        for (const { path, name } of recordCells(record, this.language)) names.set(path, name);
    const { subject, agency, source, sourceRecordId, asOf, receipts, warnings } = this.own.columns;
    const head = [subject, agency, ...names.values(), source, sourceRecordId, asOf, receipts, warnings];
    await this.sheet(this.words.recordKind[kind], head, this.records(kind, [...names.keys()]));
  }

  private *records(kind: AssetRecord['kind'], paths: readonly string[]): Generator<readonly string[]> {
    const { words } = this;
    for (const found of recordsOf(this.report)) {
      const { record, leg, subject } = found;
      if (record.kind !== kind) continue;
      const cells = new Map(recordCells(record, this.language).map(({ path, text }) => [path, text]));
      const warnings = record.warnings.map(({ field, code }) => `${words.warning[code]} ${field}`);
      yield [
        subject.name,
        agencyName(leg, words),
        ...paths.map((path) => cells.get(path) ?? ''),
        record.source,
        record.sourceRecordId,
        shownTime(record.asOf),
        receiptsOf(leg, words),
        [...(record.disputed ? [words.record.disputed] : []), ...warnings].join('\n'),
      ];
    }
  }

  private personColumns(): readonly string[] {
    const { subject, agency, recordKind, sourceRecordId, role, facts } = this.own.columns;
    return [subject, agency, recordKind, sourceRecordId, role, facts];
  }

  private *thirdPersons(): Generator<readonly string[]> {
    for (const { subject, leg, record } of recordsOf(this.report)) {
      for (const person of thirdPersonsOn(record, this.language)) {
        yield [
          subject.name,
          agencyName(leg, this.words),
          this.words.recordKind[record.kind],
          record.sourceRecordId,
          person.as,
          person.cells.map(({ name, text }) => `${name} ${text}`).join(' · '),
        ];
      }
    }
  }
}

/** Longest text that a spreadsheet holds in a cell. */
const MOST_CHARACTERS = 32_767;
/** What a spreadsheet, or the CSV somebody saves from it, may take for a formula; a plain amount is none. */
const formulaStart = /^[=+\-@\t\r]/;
const plainAmount = /^-\d+(?:\.\d+)?(?: [A-Z]{3})?$/;

/** A text that stays a text wherever the workbook goes. Control characters have no place in its XML. */
export function cellText(text: string): string {
  const clean = text.replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '');
  const told = formulaStart.test(clean) && !plainAmount.test(clean) ? `'${clean}` : clean;
  return told.slice(0, MOST_CHARACTERS);
}
