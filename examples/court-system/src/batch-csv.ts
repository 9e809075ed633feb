/** One row, one inquiry; the header may be in Chinese as well (案号, 财产类别, 文书标识, 查询事由). */
export interface BatchLine {
  readonly caseNumber: string;
  readonly assetClasses: readonly string[];
  readonly noticeId: string;
  readonly purpose: string;
}

/** RFC 4180. */
export function batchCsv(lines: readonly BatchLine[]): string {
  const rows = lines.map(({ caseNumber, assetClasses, noticeId, purpose }) => [
    caseNumber,
    assetClasses.join(';'),
    noticeId,
    purpose,
  ]);
  return [['caseNumber', 'assetClasses', 'noticeId', 'purpose'], ...rows]
    .map((row) => `${row.map(quoted).join(',')}\r\n`)
    .join('');
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
