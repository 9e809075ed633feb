import { priorities, type AssetClass, type ReadRow, type RowProblem } from '@dianda/inquiry';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { OrderInquiryDto } from '../inquiries/inquiry.dto.js';
import { orderOf } from '../inquiries/inquiry.mapper.js';
import { RequestPipe } from '../validation/request.pipe.js';
import { InvalidRequest, type RequestViolation } from '../validation/violation.js';
import { isBatchColumn, type BatchColumn } from './batch-columns.js';
import { problemOf, type FileRow } from './batch-file.js';

/** What a row that says nothing of its purpose is ordered for. */
const DEFAULT_PURPOSE = '批量核查被执行人财产状况';

/** Rows between two looks at what else the process has to do. */
const ROWS_A_TURN = 100;

const pipe = new RequestPipe();

/** The rows of a file as orders, each checked as an order of its own would be. */
export async function ordersOf(rows: readonly FileRow[]): Promise<readonly ReadRow[]> {
  const read: ReadRow[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_A_TURN === 0) await nextTurn();
    read.push(await readRow(row));
  }
  return read;
}

async function readRow({ number, cells, problems }: FileRow): Promise<ReadRow> {
  if (problems.length > 0) return { number, problems };
  try {
    const dto: unknown = await pipe.transform(bodyOf(cells), { type: 'body', metatype: OrderInquiryDto });
    if (!(dto instanceof OrderInquiryDto)) throw new TypeError('the pipe makes what it is asked for');
    return { number, order: orderOf(dto) };
  } catch (error) {
    if (error instanceof InvalidRequest)
      return { number, problems: error.violations.map(problemOfViolation) };
    throw error;
  }
}

/** The row as the body of an order. */
function bodyOf(cells: ReadonlyMap<BatchColumn, string>): object {
  const list = (column: BatchColumn): readonly string[] | undefined =>
    cells
      .get(column)
      ?.split(/[;；、,，\s]+/)
      .filter((item) => item !== '');
  const priority = cells.get('priority');
  return stated({
    caseNumber: cells.get('caseNumber'),
    subjectNumbers: list('subjectNumbers'),
    assetClasses: list('assetClasses')?.map((name) => classNames.get(name) ?? name),
    agencies: list('agencies'),
    regions: list('regions'),
    notice: stated({ id: cells.get('noticeId') }),
    purpose: cells.get('purpose') ?? DEFAULT_PURPOSE,
    priority: priority === undefined ? 'batch' : (priorityNames.get(priority) ?? priority),
    officer: cells.get('officer'),
  });
}

/** Only what the row says: a cell that is blank is left out. */
function stated(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function problemOfViolation(violation: RequestViolation): RowProblem {
  const [, member = ''] = violation.pointer.split('/');
  return problemOf(columnOfMember(member), violation);
}

/** The column in which a member of the order stands. */
function columnOfMember(member: string): string | undefined {
  if (member === 'notice') return 'noticeId';
  return isBatchColumn(member) ? member : undefined;
}

const classNames = new Map<string, AssetClass>([
  ['不动产', 'LAND'],
  ['车辆', 'VEHICLE'],
  ['机动车', 'VEHICLE'],
  ['公积金', 'HOUSING_FUND'],
  ['住房公积金', 'HOUSING_FUND'],
  ['银行存款', 'BANK_ACCOUNT'],
  ['银行账户', 'BANK_ACCOUNT'],
  ['身份信息', 'IDENTITY'],
  ['居住信息', 'RESIDENCE'],
  ['住宿信息', 'LODGING'],
  ['出入境', 'EXIT_ENTRY'],
]);

const priorityNames = new Map(
  ['紧急', '民生', '普通', '批量'].map((name, index) => [name, priorities[index]] as const),
);
