import type { Progress } from './two-cities/targets/progress.js';

/** Where the progress is shown: a terminal, or a file or pipe that gets plain lines. */
export interface ProgressSink {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const terminalEveryMs = 200;
const plainEveryMs = 10_000;
const barCells = 24;

/** Shows how far a world has come, rarely enough that showing costs nothing. */
export class ProgressLine {
  private shownAt: number;

  constructor(
    private readonly sink: ProgressSink,
    private readonly filings: number,
    private readonly now: () => number,
    private readonly startedAt = now(),
  ) {
    this.shownAt = startedAt;
  }

  show(progress: Progress): void {
    const time = this.now();
    const every = this.sink.isTTY === true ? terminalEveryMs : plainEveryMs;
    if (time - this.shownAt < every) return;
    this.shownAt = time;
    if (this.sink.isTTY === true) this.sink.write(`\r\u001B[2K${this.textOf(progress, time)}`);
    else this.sink.write(`${this.textOf(progress, time)}\n`);
  }

  /** Ends the line of a terminal, so that what follows has one of its own. */
  end(): void {
    if (this.sink.isTTY === true) this.sink.write('\r\u001B[2K');
  }

  private textOf({ filings, rows }: Progress, time: number): string {
    const share = this.filings === 0 ? 1 : filings / this.filings;
    const full = Math.round(share * barCells);
    const bar = `${'█'.repeat(full)}${'░'.repeat(barCells - full)}`;
    const seconds = (time - this.startedAt) / 1_000;
    const rate = Math.round(rows / Math.max(seconds, 0.001));
    const text = `${bar} ${(share * 100).toFixed(1)} %  ${group(filings)} subjects  ${group(rows)} rows  ${group(rate)}/s`;
    return this.sink.columns === undefined ? text : text.slice(0, this.sink.columns - 1);
  }
}

/** 1234567 as 1,234,567. */
export function group(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

export function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
