const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** Whoever has run this long died of something new. */
const calmMs = 60_000;

/** How long to wait before a dead part is started again: twice as long each time, until it has run for a minute. */
export class RestartPauses {
  private readonly deaths = new Map<string, { readonly count: number; readonly atMs: number }>();

  /** Records the death and answers the pause after it, in milliseconds. */
  after(part: string, diedAtMs: number): number {
    const last = this.deaths.get(part);
    const isCalm = last === undefined || diedAtMs - last.atMs > calmMs + pauseMs(last.count);
    const count = isCalm ? 1 : last.count + 1;
    this.deaths.set(part, { count, atMs: diedAtMs });
    return pauseMs(count);
  }
}

function pauseMs(deaths: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (deaths - 1));
}
