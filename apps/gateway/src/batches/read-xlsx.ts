import { MOST_BATCH_ROWS, type RowProblem } from '@dianda/inquiry';
import excel from 'exceljs';
import { Readable } from 'node:stream';
import { fault, InvalidRequest } from '../validation/violation.js';
import { columnsOf, type BatchColumn } from './batch-columns.js';
import { problemOf, requireRoom, wrongFile, type FileRow } from './batch-file.js';
import { MOST_UNZIPPED_BYTES, storedZip, unzip, ZipTooLargeError } from './unzip.js';

const sharedStrings = 'xl/sharedStrings.xml';
const workbookParts = ['xl/_rels/workbook.xml.rels', 'xl/workbook.xml', sharedStrings];
const sheetName = /^xl\/worksheets\/sheet\d+\.xml$/;
const wanted = new RegExp(`^(?:${workbookParts.join('|').replaceAll('.', '\\.')})$|${sheetName.source}`);
const noStrings = Buffer.from('<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>');

/** Rows of a workbook's only sheet. Throws InvalidRequest for what is no such workbook. */
export async function readXlsx(bytes: Buffer): Promise<readonly FileRow[]> {
  try {
    return await rowsOfSheet(await orderly(bytes));
  } catch (error) {
    if (error instanceof InvalidRequest) throw error;
    if (error instanceof ZipTooLargeError) {
      throw wrongFile(fault('BATCH_XLSX_TOO_LARGE', { max: MOST_UNZIPPED_BYTES / 1024 / 1024 }));
    }
    throw wrongFile(fault('BATCH_XLSX_MALFORMED'));
  }
}

/**
 * The parts of the workbook that hold cells, with the texts in front of the sheet: exceljs puts a sheet that stands in
 * front of its texts into a temporary file, where nobody's number may lie, and inflates without a bound.
 */
async function orderly(bytes: Buffer): Promise<Buffer> {
  const files = await unzip(bytes, wanted);
  const [sheet, ...others] = [...files.keys()].filter((name) => sheetName.test(name));
  if (sheet === undefined) throw wrongFile(fault('BATCH_XLSX_MALFORMED'));
  if (others.length > 0) throw wrongFile(fault('BATCH_XLSX_SHEETS'));
  const parts = [...workbookParts, sheet].map((name) => {
    const content = files.get(name) ?? (name === sharedStrings ? noStrings : undefined);
    if (content === undefined) throw wrongFile(fault('BATCH_XLSX_MALFORMED'));
    return [name, content] as const;
  });
  return storedZip(parts);
}

/** Rows of a worksheet, as spreadsheet programs bound them. */
const HIGHEST_ROW = 1_048_576;

async function rowsOfSheet(archive: Buffer): Promise<readonly FileRow[]> {
  const reader = new excel.stream.xlsx.WorkbookReader(Readable.from([archive]), {
    sharedStrings: 'cache',
    worksheets: 'emit',
    styles: 'ignore',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  let columns: readonly (BatchColumn | undefined)[] | undefined;
  const rows: FileRow[] = [];
  let last = 0;
  for await (const sheet of reader) {
    for await (const row of sheet) {
      // The file says the number itself. Each is one row's name, so it may say none twice.
      if (!(row.number > last && row.number <= HIGHEST_ROW)) throw wrongFile(fault('BATCH_XLSX_MALFORMED'));
      last = row.number;
      const cells = cellsOf(row);
      if (cells.length === 0) continue;
      if (columns === undefined) columns = columnsOf(headerOf(cells));
      else {
        requireRoom(rows.length, MOST_BATCH_ROWS);
        rows.push(fileRow(row.number, cells, columns));
      }
    }
  }
  if (rows.length === 0) throw wrongFile(fault('BATCH_EMPTY'));
  return rows;
}

/** Beyond the widest sheet that anybody means; a row may claim 16,384 cells. */
const WIDEST_ROW = 300;

function cellsOf(row: excel.Row): readonly excel.Cell[] {
  const cells: excel.Cell[] = [];
  row.eachCell({ includeEmpty: false }, (cell) => {
    if (cells.length < WIDEST_ROW && !isBlank(cell)) cells.push(cell);
  });
  return cells;
}

function isBlank({ value }: excel.Cell): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

function headerOf(cells: readonly excel.Cell[]): readonly string[] {
  const header: string[] = [];
  for (const cell of cells) {
    while (header.length < columnIndex(cell)) header.push('');
    header.push(textOf(cell.value) ?? '#');
  }
  return header;
}

function fileRow(
  number: number,
  all: readonly excel.Cell[],
  columns: readonly (BatchColumn | undefined)[],
): FileRow {
  const cells = new Map<BatchColumn, string>();
  const problems: RowProblem[] = [];
  for (const cell of all) {
    const column = columns[columnIndex(cell)];
    const text = textOf(cell.value);
    if (column === undefined) problems.push(problemOf(undefined, fault('ROW_TOO_WIDE')));
    else if (isFormula(cell.value))
      problems.push(problemOf(column, fault('CELL_FORMULA', { cell: cell.address })));
    else if (text === undefined)
      problems.push(problemOf(column, fault('CELL_NOT_TEXT', { cell: cell.address })));
    else cells.set(column, text.trim());
  }
  return { number, cells, problems };
}

/** From 0. */
function columnIndex(cell: excel.Cell): number {
  return Number(cell.col) - 1;
}

function isFormula(value: excel.CellValue): boolean {
  return typeof value === 'object' && value !== null && ('formula' in value || 'sharedFormula' in value);
}

/** The text of a cell; undefined for dates, errors, formulas, and numbers of which a spreadsheet has lost digits. */
function textOf(value: excel.CellValue): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') {
    return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('hyperlink' in value && typeof value.text === 'string') return value.text;
  return undefined;
}
