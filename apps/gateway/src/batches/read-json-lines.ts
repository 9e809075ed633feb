import { MOST_BATCH_ROWS, type RowProblem } from '@dianda/inquiry';
import { fault } from '../validation/violation.js';
import { isBatchColumn, type BatchColumn } from './batch-columns.js';
import { problemOf, requireRoom, wrongFile, type FileRow } from './batch-file.js';

/** Rows of JSON lines: an object a line, each member a text or a list of texts. Lines count from 1. */
export function readJsonLines(text: string): readonly FileRow[] {
  const rows: FileRow[] = [];
  let number = 0;
  for (const line of text.replace(/^\uFEFF/, '').split('\n')) {
    number += 1;
    if (line.trim() === '') continue;
    requireRoom(rows.length, MOST_BATCH_ROWS);
    rows.push(rowOf(number, line));
  }
  if (rows.length === 0) throw wrongFile(fault('BATCH_EMPTY'));
  return rows;
}

function rowOf(number: number, line: string): FileRow {
  const value = parsed(line);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { number, cells: new Map(), problems: [problemOf(undefined, fault('JSON_MALFORMED'))] };
  }
  const cells = new Map<BatchColumn, string>();
  const problems: RowProblem[] = [];
  let hasUnknown = false;
  for (const [name, member] of Object.entries(value) as readonly (readonly [string, unknown])[]) {
    const texts: readonly unknown[] = Array.isArray(member) ? member : [member];
    if (!isBatchColumn(name)) hasUnknown = true;
    else if (texts.every((each) => typeof each === 'string')) cells.set(name, texts.join(';'));
    else problems.push(problemOf(name, fault('TEXT_EXPECTED')));
  }
  // Once a row, however many there are: a line may hold a million.
  if (hasUnknown) problems.push(problemOf(undefined, fault('MEMBER_UNKNOWN')));
  return { number, cells, problems };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
