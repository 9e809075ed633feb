import { stopOrder, type PartListener, type Tier } from './part-event.js';

interface Part {
  readonly name: string;
  readonly tier: Tier;
  readonly stop: () => Promise<void>;
}

/** Everything that runs, so that it can be ended in order, also when only half of it has come up. */
export class ConstellationParts {
  private readonly parts: Part[] = [];
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly beganAt = performance.now();
  private readonly stops = new AbortController();
  private stopping: Promise<void> | undefined;

  constructor(private readonly listener: PartListener) {}

  /** Milliseconds since the beginning. */
  elapsedMs(): number {
    return Math.round(performance.now() - this.beganAt);
  }

  /** Aborted as soon as the end begins. */
  get stopped(): AbortSignal {
    return this.stops.signal;
  }

  /** What must end, however far its start has come. */
  add(part: Part): void {
    this.parts.push(part);
  }

  /** Runs one part's start between its two events. Throws when the constellation stops already. */
  async start<T>(name: string, run: () => Promise<T>): Promise<T> {
    if (this.stopping !== undefined) throw new Error('the constellation stops');
    this.tell(name, 'starting');
    const running = run();
    this.underWay.add(running);
    try {
      const started = await running;
      this.tell(name, 'ready');
      return started;
    } finally {
      this.underWay.delete(running);
    }
  }

  died(part: string, detail: string): void {
    this.listener({ part, what: 'died', afterMs: this.elapsedMs(), detail });
  }

  restarting(part: string, waitMs: number): void {
    this.listener({ part, what: 'restarting', afterMs: this.elapsedMs(), waitMs });
  }

  /**
   * Ends all parts, tier by tier, and those whose start was under way. Rejects when one does not end, after
   * the others have. A second call waits for the first.
   */
  stop(): Promise<void> {
    this.stops.abort();
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    const failures: unknown[] = [];
    // A server under way (initdb) cannot be called back; it is waited for and then found in the list.
    const rest = async (): Promise<void> => {
      for (const tier of stopOrder) {
        const ending = this.parts.filter((part) => part.tier === tier);
        for (const part of ending) this.parts.splice(this.parts.indexOf(part), 1);
        const ended = await Promise.allSettled(
          ending.map(async ({ name, stop }) => {
            await stop();
            this.tell(name, 'stopped');
          }),
        );
        for (const each of ended) if (each.status === 'rejected') failures.push(each.reason);
      }
    };
    await rest();
    while (this.underWay.size > 0 || this.parts.length > 0) {
      await Promise.allSettled([...this.underWay]);
      await rest();
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not every part ended in order');
  }

  private tell(part: string, what: 'starting' | 'ready' | 'stopped'): void {
    this.listener({ part, what, afterMs: this.elapsedMs() });
  }
}
