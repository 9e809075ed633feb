import { cellWidth, fitCells } from './cell-width.js';

export interface TableRow {
  /** Stays the same while the row's cells change. */
  readonly key: string;
  readonly cells: readonly string[];
}

/** What a table is written to: a terminal, or a pipe (then `columns` is absent). */
export interface TableOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

/** Shows the rows as they now are. */
export interface LegTable {
  show(rows: readonly TableRow[]): void;
}

const gap = 2;

/** Widths that show everything; when the terminal is too narrow the widest column gives way, cell by cell. */
export function columnWidths(lines: readonly (readonly string[])[], available: number): readonly number[] {
  const count = Math.max(...lines.map((cells) => cells.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...lines.map((cells) => cellWidth(cells[column] ?? ''))),
  );
  const total = (): number => widths.reduce((sum, width) => sum + width, 0) + gap * (count - 1);
  while (total() > available && Math.max(...widths) > 4) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function line(cells: readonly string[], widths: readonly number[]): string {
  return widths
    .map((width, column) => fitCells(cells[column] ?? '', width))
    .join(' '.repeat(gap))
    .trimEnd();
}

/** Redraws itself in place. */
class TerminalTable implements LegTable {
  private drawnLines = 0;

  constructor(
    private readonly out: TableOutput,
    private readonly titles: readonly string[],
  ) {}

  show(rows: readonly TableRow[]): void {
    const widths = columnWidths([this.titles, ...rows.map((row) => row.cells)], (this.out.columns ?? 80) - 1);
    const body = rows.map((row) => line(row.cells, widths));
    const rule = '─'.repeat(
      Math.max(
        1,
        widths.reduce((sum, width) => sum + width + gap, -gap),
      ),
    );
    // What has scrolled out of the window cannot be drawn over, so a table never grows beyond it.
    const room = Math.max(4, (this.out.rows ?? 24) - 2);
    const lines = [line(this.titles, widths), rule, ...body].slice(0, room);
    const back = this.drawnLines === 0 ? '' : `\u001b[${this.drawnLines}A\u001b[J`;
    this.out.write(`${back}${lines.join('\n')}\n`);
    this.drawnLines = lines.length;
  }
}

/** One line for each row that is new or has changed: for pipes and logs. */
class PlainTable implements LegTable {
  private readonly shown = new Map<string, string>();

  constructor(private readonly out: TableOutput) {}

  show(rows: readonly TableRow[]): void {
    for (const { key, cells } of rows) {
      const text = cells.filter((cell) => cell !== '').join(' | ');
      if (this.shown.get(key) === text) continue;
      this.shown.set(key, text);
      this.out.write(`${text}\n`);
    }
  }
}

export function legTable(out: TableOutput, titles: readonly string[]): LegTable {
  return out.isTTY === true ? new TerminalTable(out, titles) : new PlainTable(out);
}
