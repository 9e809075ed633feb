import { fault, InvalidRequest, type Fault } from '../validation/violation.js';
import type { RowProblem } from '@dianda/inquiry';
import type { BatchColumn } from './batch-columns.js';

export const CSV_TYPE = 'text/csv';
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const JSON_LINES_TYPE = 'application/x-ndjson';
export const batchMediaTypes = [CSV_TYPE, XLSX_TYPE, JSON_LINES_TYPE] as const;

/** A row as its file has it; cells that are blank are left out. */
export interface FileRow {
  /** As the file counts, its header being 1. */
  readonly number: number;
  readonly cells: ReadonlyMap<BatchColumn, string>;
  readonly problems: readonly RowProblem[];
}

/** A file that is wrong as a whole: no row of it is looked at. */
export function wrongFile(...faults: readonly Fault[]): InvalidRequest {
  return new InvalidRequest(faults.map((each) => ({ in: 'body', pointer: '', ...each })));
}

export function problemOf(column: string | undefined, found: Fault): RowProblem {
  const text = { 'zh-CN': found.explain('zh-CN'), en: found.explain('en') };
  return { ...(column === undefined ? {} : { column }), code: found.code, text };
}

/** Bounds the rows while they are read, so that an endless file is put down early. */
export function requireRoom(rows: number, max: number): void {
  if (rows >= max) throw wrongFile(fault('BATCH_TOO_LONG', { max }));
}
