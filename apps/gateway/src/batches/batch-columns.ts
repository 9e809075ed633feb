import { fault, type Fault } from '../validation/violation.js';
import { wrongFile } from './batch-file.js';

/** Columns by the names they have in JSON lines, each with what else its header may say. */
const headers = {
  caseNumber: ['案号', '执行案号'],
  subjectNumbers: ['证件号码', '被查询人证件号码', '被执行人证件号码', 'subjects'],
  assetClasses: ['财产类别', '查询类别', 'classes'],
  agencies: ['协助单位'],
  regions: ['查询地区', '地区'],
  noticeId: ['文书标识', '通知书标识'],
  purpose: ['查询事由', '事由'],
  priority: ['优先级'],
  officer: ['查控人员', '查控人员工作证编号', '工作证编号'],
} as const satisfies Record<string, readonly string[]>;

export type BatchColumn = keyof typeof headers;
export const batchColumns = Object.keys(headers).filter(isBatchColumn);

export function isBatchColumn(name: string): name is BatchColumn {
  return Object.hasOwn(headers, name);
}

const required: readonly BatchColumn[] = ['caseNumber'];
/** A file of 200 wrong columns is answered by some of them. */
const MOST_TOLD = 20;

const byHeader = new Map(
  batchColumns.flatMap((column) =>
    [column, ...headers[column]].map((name) => [keyOf(name), column] as const),
  ),
);

/**
 * Which column each cell of a header is; undefined where it is blank. Throws InvalidRequest naming what is unknown,
 * stands twice or is missing.
 */
export function columnsOf(header: readonly string[]): readonly (BatchColumn | undefined)[] {
  const columns = header.map((name) => (name.trim() === '' ? undefined : byHeader.get(keyOf(name))));
  const faults: Fault[] = header.flatMap((name, index) => {
    const column = columns[index];
    if (name.trim() === '') return [];
    if (column === undefined) return [fault('BATCH_COLUMN_UNKNOWN', { column: tellable(name, index) })];
    return columns.indexOf(column) < index ? [fault('BATCH_COLUMN_TWICE', { column })] : [];
  });
  const missing = required
    .filter((column) => !columns.includes(column))
    .map((column) => fault('BATCH_COLUMN_MISSING', { column }));
  const all = [...missing, ...faults];
  if (all.length > 0) throw wrongFile(...all.slice(0, MOST_TOLD));
  return columns;
}

/** A name with digits may be data of a file without a header: then its place is told instead. */
function tellable(name: string, index: number): string {
  const text = name.trim();
  return text.length <= 30 && /^[\p{L}\p{M} _-]+$/u.test(text) ? text : `#${index + 1}`;
}

function keyOf(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_()-]/g, '');
}
