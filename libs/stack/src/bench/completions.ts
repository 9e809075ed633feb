import pg from 'pg';

/** Between two looks while somebody waits; what it adds to a latency is at most this. */
const lookEveryMs = 4;

/** Learns from the database itself when inquiries are completed: one look for everybody who waits. */
export class Completions {
  private readonly waiting = new Map<string, () => void>();
  private readonly pool: pg.Pool;
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;

  constructor(databaseUrl: string) {
    this.pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  }

  /** Resolves when no leg of the inquiry is open any more. */
  of(inquiryId: string): Promise<void> {
    this.timer ??= setInterval(() => void this.look(), lookEveryMs);
    return new Promise((resolve) => this.waiting.set(inquiryId, resolve));
  }

  /** How many are waited for. */
  get open(): number {
    return this.waiting.size;
  }

  /** From order to first attempt, in ms, of each leg that was ordered since. */
  async readyToAttemptMs(since: Date): Promise<readonly number[]> {
    const { rows } = await this.pool.query<{ ms: number }>(
      `SELECT (extract(epoch FROM min(attempt.started_at) - leg.ordered_at) * 1000)::double precision AS ms
       FROM dianda.leg JOIN dianda.attempt ON attempt.leg_id = leg.id WHERE leg.ordered_at >= $1
       GROUP BY leg.id, leg.ordered_at`,
      [since],
    );
    return rows.map(({ ms }) => ms);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.pool.end();
  }

  private async look(): Promise<void> {
    if (this.isLooking || this.waiting.size === 0) return;
    this.isLooking = true;
    try {
      const { rows } = await this.pool.query<{ id: string }>({
        name: 'completed',
        text: `SELECT id FROM dianda.inquiry WHERE id = ANY ($1::uuid[]) AND state <> 'dispatching'`,
        values: [[...this.waiting.keys()]],
      });
      for (const { id } of rows) {
        this.waiting.get(id)?.();
        this.waiting.delete(id);
      }
    } finally {
      this.isLooking = false;
    }
  }
}
