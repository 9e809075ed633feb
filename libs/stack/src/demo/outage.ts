import type { InquiryProgress } from '../court-client.js';
import type { AppProcess } from '../processes/app-process.js';

/** Whose adapter is down when the officer orders: a bank that is asked about both subjects. */
export const agencyThatIsDown = { code: 'bank-yunhe', app: 'adapter-yunhe' } as const;

/**
 * An agency's adapter that is down while the others answer, and comes back once a leg is seen waiting for it. Nobody
 * orders anew: the leg's own retry finds it.
 */
export class Outage {
  private comingBack: Promise<void> | undefined;
  private back: string | undefined;

  private constructor(
    private readonly adapter: AppProcess,
    private readonly seconds: () => string,
  ) {}

  /** Ends the adapter's process; `seconds` tells the time since the demo's start. */
  static async begin(apps: ReadonlyMap<string, AppProcess>, seconds: () => string): Promise<Outage> {
    const adapter = apps.get(agencyThatIsDown.app);
    if (adapter === undefined) throw new TypeError(`no ${agencyThatIsDown.app} in this constellation`);
    await adapter.stop();
    return new Outage(adapter, seconds);
  }

  /** When the adapter was back; undefined before that. */
  get backAfter(): string | undefined {
    return this.back;
  }

  /** Starts the adapter as soon as one of its legs waits for the next attempt; the table goes on meanwhile. */
  watch({ legs }: InquiryProgress): void {
    const isSeen = legs.some(
      ({ agencyCode, waitingFor }) => agencyCode === agencyThatIsDown.code && waitingFor?.kind === 'retry',
    );
    if (!isSeen || this.comingBack !== undefined) return;
    this.comingBack = this.adapter.start().then(() => {
      this.back = this.seconds();
    });
    // `over` tells of a failure; until somebody asks, it must not end the process.
    this.comingBack.catch(() => undefined);
  }

  /** Waits for a start under way, so that it does not outlive the end of the constellation; rejects when it failed. */
  async over(): Promise<void> {
    await this.comingBack;
  }
}
