import type { ConstellationParts } from './parts.js';
import { RestartPauses } from './restart-pauses.js';

/** Starts dead parts again, and says so; a part that dies over and over is left longer each time. */
export class Supervisor {
  private readonly pauses = new RestartPauses();

  /** `wait` rejects when the signal is aborted. */
  constructor(
    private readonly parts: ConstellationParts,
    private readonly wait: (ms: number, signal: AbortSignal) => Promise<void>,
  ) {}

  /** Tries until `start` succeeds or the constellation stops; never rejects. */
  async revive(part: string, start: () => Promise<void>): Promise<void> {
    for (;;) {
      const pauseMs = this.pauses.after(part, this.parts.elapsedMs());
      this.parts.restarting(part, pauseMs);
      try {
        await this.wait(pauseMs, this.parts.stopped);
        await this.parts.start(part, start);
        return;
      } catch (error) {
        if (this.parts.stopped.aborted) return;
        this.parts.died(part, error instanceof Error ? error.message : String(error));
      }
    }
  }
}
