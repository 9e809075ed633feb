import { DiandaError, type AssetRecord } from '@dianda/inquiry';
import { joinPages, type InquireReply } from '@dianda/wire';
import { at, type Finding } from './finding.js';

/** What all pages of one answer have to be together (proto/README.md section 6). */
export interface ExpectedPages {
  /** The most records that one page may hold, as Describe says. */
  readonly maxPageSize: number;
  /** How many records the back end holds; undefined when nobody said. */
  readonly records: number | undefined;
}

/** What is wrong with the pages of one answer, in order: a record lost or doubled, a page too long, a total that is off. */
export function judgePages(pages: readonly InquireReply[], expected: ExpectedPages): readonly Finding[] {
  const findings = pages.flatMap((page, index) => at(`page ${index + 1}`, judgePage(page, index, expected)));
  const [first, ...rest] = pages;
  if (first === undefined) return findings;
  try {
    joinPages(first, ...rest);
  } catch (error) {
    if (!(error instanceof DiandaError)) throw error;
    const { detail } = error;
    findings.push({ expected: (words) => words.finding.pagesJoin, came: () => detail });
  }
  const records = pages.flatMap(recordsOf);
  const distinct = new Set(records.map(recordKey)).size;
  if (distinct < records.length) {
    const doubled = records.length - distinct;
    findings.push({
      expected: (words) => words.finding.noDoubleRecords,
      came: (words) => words.came.records(doubled),
    });
  }
  if (expected.records !== undefined && records.length !== expected.records) {
    const [wanted, got] = [expected.records, records.length];
    findings.push({
      expected: (words) => words.finding.records(wanted),
      came: (words) => words.came.records(got),
    });
  }
  return findings;
}

function judgePage(page: InquireReply, index: number, { maxPageSize }: ExpectedPages): readonly Finding[] {
  const findings: Finding[] = [];
  const count = recordsOf(page).length;
  if (count > maxPageSize) {
    findings.push({
      expected: (words) => words.finding.pageSize(maxPageSize),
      came: (words) => words.came.records(count),
    });
  }
  if (index > 0 && page.answer.rung === 'found' && page.answer.missing.length > 0) {
    findings.push({
      expected: (words) => words.finding.missingOnFirstPage,
      came: (words) => words.came.missingOnLaterPage,
    });
  }
  return findings;
}

export function recordsOf({ answer }: InquireReply): readonly AssetRecord[] {
  return answer.rung === 'found' ? answer.records : [];
}

/** What names a record: its id is its register's own, and different lists of a register may count alike. */
export function recordKey({ kind, source, sourceRecordId }: AssetRecord): string {
  return JSON.stringify([kind, source, sourceRecordId]);
}
