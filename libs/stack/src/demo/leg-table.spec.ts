import { cellWidth } from './cell-width.js';
import { columnWidths, legTable, type TableOutput } from './leg-table.js';

function recorded(terminal: Partial<TableOutput>): { out: TableOutput; writes: string[] } {
  const writes: string[] = [];
  return { writes, out: { ...terminal, write: (text) => writes.push(text) } };
}

describe('the table of legs', () => {
  it('draws over what it drew before, as many lines as it has', () => {
    const { out, writes } = recorded({ isTTY: true, columns: 80, rows: 24 });
    const table = legTable(out, ['单位', '状态']);
    table.show([{ key: 'a', cells: ['不动产', '待查'] }]);
    table.show([{ key: 'a', cells: ['不动产', '已反馈'] }]);
    expect(writes[0]).toBe(`单位    状态\n${'─'.repeat(12)}\n不动产  待查\n`);
    expect(writes[1]?.startsWith('\u001b[3A\u001b[J单位')).toBe(true);
    expect(writes[1]).toContain('不动产  已反馈\n');
  });

  it('keeps each line within the terminal', () => {
    const { out, writes } = recorded({ isTTY: true, columns: 40, rows: 24 });
    legTable(out, ['被查询人', '反馈']).show([{ key: 'a', cells: ['样例物流有限公司', '查到'.repeat(40)] }]);
    for (const line of (writes[0] ?? '').trimEnd().split('\n')) expect(cellWidth(line)).toBeLessThan(40);
  });

  it('never draws more lines than the window holds', () => {
    const { out, writes } = recorded({ isTTY: true, columns: 80, rows: 10 });
    const rows = Array.from({ length: 50 }, (_, index) => ({ key: `${index}`, cells: [`row ${index}`] }));
    legTable(out, ['leg']).show(rows);
    expect((writes[0] ?? '').trimEnd().split('\n')).toHaveLength(8);
  });

  it('writes plain lines, and only what changed, when nobody looks at a terminal', () => {
    const { out, writes } = recorded({});
    const table = legTable(out, ['leg', 'state', 'answer']);
    table.show([
      { key: 'a', cells: ['a', 'pending', ''] },
      { key: 'b', cells: ['b', 'pending', ''] },
    ]);
    table.show([
      { key: 'a', cells: ['a', 'answered', 'found'] },
      { key: 'b', cells: ['b', 'pending', ''] },
    ]);
    expect(writes).toEqual(['a | pending\n', 'b | pending\n', 'a | answered | found\n']);
  });

  it('takes width from the widest column first', () => {
    expect(columnWidths([['aaaa', 'b'.repeat(30)]], 20)).toEqual([4, 14]);
  });
});
