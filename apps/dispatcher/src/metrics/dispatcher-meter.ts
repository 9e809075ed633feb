import { isOpen, millisecondsOf, type AskOutcome, type Instant, type SweepResult } from '@dianda/inquiry';
import type { Metrics } from '@dianda/service-kit';
import type { LegFact, StorageMeter } from '@dianda/storage';

/** The repeating tasks of a dispatcher. */
export const dispatcherTasks = ['lines', 'feed', 'sweep', 'probe'] as const;
export type DispatcherTask = (typeof dispatcherTasks)[number];

/** Turns what the dispatcher does into metrics; the only place that knows which is which. */
export class DispatcherMeter implements StorageMeter {
  private readonly lastSuccessSeconds = new Map<DispatcherTask, number>(
    dispatcherTasks.map((task) => [task, 0] as const),
  );

  constructor(private readonly metrics: Metrics) {
    metrics.readForEachPage('tasks', ['dianda_task_last_success_timestamp_seconds'], (set) => {
      set(
        'dianda_task_last_success_timestamp_seconds',
        [...this.lastSuccessSeconds].map(([task, value]) => ({ labels: { task }, value })),
      );
    });
  }

  /** One ring that was answered. */
  asked(outcome: AskOutcome): void {
    if (outcome.did !== 'asked') return;
    const { claimed, step, error } = outcome;
    const agency = claimed.agency.code;
    if (error !== undefined) {
      const { origin, reason } = error;
      this.metrics.count('dianda_attempt_errors_total', { agency, origin, reason });
    }
    const askedNobody = step.to === 'retry' && !step.countsAsAttempt;
    if (askedNobody || claimed.poll || claimed.leg.attempts !== 1 || claimed.leg.round !== 1) return;
    this.metrics.observe(
      'dianda_leg_first_attempt_delay_seconds',
      { agency, asset_class: claimed.leg.assetClass },
      secondsBetween(claimed.inquiry.orderedAt, claimed.claimedAt),
    );
  }

  /** An agency was asked to describe itself. */
  checked(agency: string, outcome: string): void {
    this.metrics.count('dianda_agency_checks_total', { agency, outcome });
  }

  fed(rungCount: number): void {
    if (rungCount > 0) this.metrics.observe('dianda_feed_batch_legs', {}, rungCount);
  }

  swept({ expired, reclaimed, lostRings }: SweepResult): void {
    this.metrics.count('dianda_swept_legs_total', { kind: 'expired' }, expired.length);
    this.metrics.count('dianda_swept_legs_total', { kind: 'reclaimed' }, reclaimed.length);
    this.metrics.count('dianda_swept_legs_total', { kind: 'lost_ring' }, lostRings);
  }

  /** Runs one turn of a task and measures it. */
  async turn(task: DispatcherTask, run: () => Promise<void>): Promise<void> {
    const beganAtMs = performance.now();
    const tell = (outcome: 'ok' | 'failed') => {
      const seconds = (performance.now() - beganAtMs) / 1_000;
      this.metrics.observe('dianda_task_turn_duration_seconds', { task, outcome }, seconds);
    };
    try {
      await run();
    } catch (error) {
      tell('failed');
      throw error;
    }
    tell('ok');
    this.lastSuccessSeconds.set(task, Date.now() / 1_000);
  }

  committed(facts: readonly LegFact[]): void {
    const changes = facts.filter((fact) => fact.what === 'changed');
    if (changes.length > 0) this.metrics.observe('dianda_settle_batch_legs', {}, changes.length);
    for (const change of changes) this.changed(change);
  }

  private changed(change: Extract<LegFact, { what: 'changed' }>): void {
    const { rung, to } = change;
    const labels = { agency: change.agencyCode ?? 'none', asset_class: change.assetClass };
    if (to === 'cancelled') this.metrics.count('dianda_legs_cancelled_total', labels);
    if (rung === undefined) return;
    this.metrics.count('dianda_answers_total', { ...labels, rung, late: String(change.late) });
    if (isOpen(to)) return;
    this.metrics.observe(
      'dianda_leg_answer_delay_seconds',
      { ...labels, rung },
      secondsBetween(change.orderedAt, change.at),
    );
  }
}

/** Two times of one clock; a step back of that clock counts as no time. */
function secondsBetween(earlier: Instant, later: Instant): number {
  return Math.max(0, millisecondsOf(later) - millisecondsOf(earlier)) / 1_000;
}
