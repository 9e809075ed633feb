import type { AgencyDirectory, Feed, HoldProbe, LegStore, Sweep } from '@dianda/inquiry';
import { startRepeating, type Logger, type RepeatingTask } from '@dianda/service-kit';
import type { AgencyLines } from './agency-lines.js';
import type { DispatcherConfig } from './config.js';
import type { DispatcherMeter, DispatcherTask } from './metrics/dispatcher-meter.js';

/** How often the lines follow the directory without being told; notifications make it sooner. */
const reconcileEveryMs = 5_000;

/** Keeps the four loops running: lines follow the directory, feed rings, sweep brings back, probes lift holds. */
export class Dispatcher {
  private readonly tasks: RepeatingTask[] = [];
  private readonly unsubscribe: (() => Promise<void>)[] = [];

  constructor(
    private readonly config: DispatcherConfig,
    private readonly lines: AgencyLines,
    private readonly feed: Feed,
    private readonly sweep: Sweep,
    private readonly probe: HoldProbe,
    private readonly legs: LegStore,
    private readonly directory: AgencyDirectory,
    private readonly meter: DispatcherMeter,
    private readonly log: Logger,
  ) {}

  async start(): Promise<void> {
    const { config, log } = this;
    const lines = this.repeat('lines', reconcileEveryMs, () => this.lines.reconcile());
    const feed = this.repeat('feed', config.feedEveryMs, async () => {
      const rungCount = await this.feed.run();
      this.meter.fed(rungCount);
      if (rungCount > 0) log.debug('legs rung', { rungCount });
    });
    this.repeat('sweep', config.sweepEveryMs, async () => {
      const swept = await this.sweep.run();
      this.meter.swept(swept);
      const { expired, reclaimed, lostRings } = swept;
      if (expired.length + reclaimed.length + lostRings === 0) return;
      log.info('legs swept', {
        expiredCount: expired.length,
        reclaimedCount: reclaimed.length,
        lostRingCount: lostRings,
      });
      feed.nudge();
    });
    this.repeat('probe', config.probeEveryMs, async () => {
      for (const outcome of await this.probe.run()) {
        this.meter.checked(outcome.agency, outcome.found);
        log.info('held agency probed', { agencyCode: outcome.agency, outcome: outcome.found });
        if (outcome.found === 'agrees') lines.nudge();
      }
    });
    this.unsubscribe.push(await this.legs.onDue(() => feed.nudge()));
    this.unsubscribe.push(await this.directory.onChange(() => lines.nudge()));
  }

  /** Takes no new work, then lets the attempts that run finish. */
  async drain(): Promise<void> {
    await Promise.all(this.unsubscribe.map((each) => each()));
    await Promise.all(this.tasks.map((task) => task.stop()));
    const breakOff = setTimeout(() => this.lines.abort(), this.config.graceMs / 2);
    await this.lines.close();
    clearTimeout(breakOff);
  }

  private repeat(name: DispatcherTask, everyMs: number, work: () => Promise<void>): RepeatingTask {
    const run = () => this.meter.turn(name, work);
    const task = startRepeating({ name, everyMs, run, log: this.log });
    this.tasks.push(task);
    return task;
  }
}
