import type { LegStore, SweepResult } from '../ports/leg-store.js';

/** sweep: what fell through comes back — expired legs, dead leases, lost rings. */
export class Sweep {
  constructor(
    private readonly legs: LegStore,
    private readonly batch: number,
  ) {}

  /** Runs until a batch is not full, at most `mostBatches` times, so that one turn always ends. */
  async run(mostBatches = 20): Promise<SweepResult> {
    const total = { expired: [...none], reclaimed: [...none], lostRings: 0 };
    for (let turn = 0; turn < mostBatches; turn++) {
      const found = await this.legs.sweep(this.batch);
      total.expired.push(...found.expired);
      total.reclaimed.push(...found.reclaimed);
      total.lostRings += found.lostRings;
      if (found.expired.length < this.batch && found.reclaimed.length < this.batch) break;
    }
    return total;
  }
}

const none: SweepResult['expired'] = [];
