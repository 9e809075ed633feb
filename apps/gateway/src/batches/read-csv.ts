import { MOST_BATCH_ROWS } from '@dianda/inquiry';
import { parse } from 'csv-parse/sync';
import { fault } from '../validation/violation.js';
import { columnsOf, type BatchColumn } from './batch-columns.js';
import { problemOf, requireRoom, wrongFile, type FileRow } from './batch-file.js';

/** Rows of a CSV (RFC 4180). A cell is text whatever it begins with: nothing is ever evaluated. */
export function readCsv(text: string): readonly FileRow[] {
  const [header, ...records] = recordsOf(text);
  if (header === undefined) throw wrongFile(fault('BATCH_EMPTY'));
  return rowsOf(columnsOf(header), records, 2);
}

function recordsOf(text: string): readonly (readonly string[])[] {
  try {
    const read: string[][] = parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 64 * 1024,
      // One more than may be, to tell that there are too many.
      to: MOST_BATCH_ROWS + 2,
    });
    return read;
  } catch {
    // The parser's message quotes the file.
    throw wrongFile(fault('BATCH_CSV_MALFORMED'));
  }
}

/** The rows below a header; blank ones are passed over and still counted. */
export function rowsOf(
  columns: readonly (BatchColumn | undefined)[],
  records: readonly (readonly string[])[],
  firstNumber: number,
): readonly FileRow[] {
  const rows: FileRow[] = [];
  for (const [index, record] of records.entries()) {
    if (record.every((cell) => cell.trim() === '')) continue;
    requireRoom(rows.length, MOST_BATCH_ROWS);
    const cells = new Map<BatchColumn, string>();
    let isTooWide = false;
    for (const [place, cell] of record.entries()) {
      const column = columns[place];
      if (cell.trim() === '') continue;
      if (column === undefined) isTooWide = true;
      else cells.set(column, cell.trim());
    }
    const problems = isTooWide ? [problemOf(undefined, fault('ROW_TOO_WIDE'))] : [];
    rows.push({ number: firstNumber + index, cells, problems });
  }
  if (rows.length === 0) throw wrongFile(fault('BATCH_EMPTY'));
  return rows;
}
