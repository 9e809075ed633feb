import { group, mebibytes, ProgressLine } from './progress-line.js';

function watch(isTTY: boolean, columns?: number) {
  const written: string[] = [];
  let time = 0;
  const sink = {
    isTTY,
    ...(columns === undefined ? {} : { columns }),
    write: (text: string) => written.push(text),
  };
  const line = new ProgressLine(sink, 1_000, () => time);
  return {
    written,
    line,
    at: (ms: number, filings: number) => {
      time = ms;
      line.show({ filings, rows: filings * 10 });
    },
  };
}

describe('the progress of a world', () => {
  it('is a bar on a terminal, written over, at most five times a second', () => {
    const { written, at, line } = watch(true);
    at(100, 1);
    expect(written).toEqual([]);
    at(2_000, 500);
    at(2_100, 600);
    expect(written).toEqual([
      '\r\u001B[2K████████████░░░░░░░░░░░░ 50.0 %  500 subjects  5,000 rows  2,500/s',
    ]);
    line.end();
    expect(written.at(-1)).toBe('\r\u001B[2K');
  });

  it('never wraps a terminal’s line', () => {
    const { written, at } = watch(true, 30);
    at(1_000, 500);
    expect(written[0]?.replace('\r\u001B[2K', '')).toHaveLength(29);
  });

  it('is a plain line every ten seconds anywhere else', () => {
    const { written, at, line } = watch(false);
    at(9_000, 400);
    at(10_000, 500);
    at(15_000, 600);
    at(20_000, 1_000);
    line.end();
    expect(written).toHaveLength(2);
    expect(written[1]).toBe('████████████████████████ 100.0 %  1,000 subjects  10,000 rows  500/s\n');
  });

  it('groups digits and counts in MiB', () => {
    expect([0, 999, 1_000, 1_234_567].map(group)).toEqual(['0', '999', '1,000', '1,234,567']);
    expect(mebibytes(1.5 * 1024 * 1024)).toBe('1.5 MiB');
  });
});
