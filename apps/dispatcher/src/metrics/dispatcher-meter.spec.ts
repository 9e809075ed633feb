import { instantOf, type Instant } from '@dianda/inquiry';
import { createLogger, createMetrics, type Metrics } from '@dianda/service-kit';
import type { AgencyMeasure, LegFact, OpenLegs } from '@dianda/storage';
import { measureDatabase } from './database-gauges.js';
import { DispatcherMeter } from './dispatcher-meter.js';

const log = createLogger({ service: 'tested', level: 'silent' });
const at = (seconds: number): Instant => instantOf(Date.UTC(2026, 10, 1) + seconds * 1_000);

async function linesOf(metrics: Metrics, name: string): Promise<string[]> {
  const { text } = await metrics.page();
  return text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
}

function changed(changes: Partial<Extract<LegFact, { what: 'changed' }>>): LegFact {
  return {
    what: 'changed',
    agencyCode: 'bank-1',
    assetClass: 'BANK_ACCOUNT',
    to: 'answered',
    rung: 'found',
    late: false,
    orderedAt: at(0),
    at: at(42),
    ...changes,
  };
}

describe('the dispatcher’s meter', () => {
  let metrics: Metrics;
  let meter: DispatcherMeter;
  beforeEach(() => {
    metrics = createMetrics('dispatcher', log);
    meter = new DispatcherMeter(metrics);
  });

  it('measures from order to settled answer, by agency, class and rung', async () => {
    meter.committed([
      changed({}),
      changed({ at: at(8) }),
      changed({ to: 'unanswered', rung: 'no_response' }),
    ]);
    const found = 'agency="bank-1",asset_class="BANK_ACCOUNT",rung="found"';
    expect(await linesOf(metrics, 'dianda_leg_answer_delay_seconds_sum')).toContain(
      `dianda_leg_answer_delay_seconds_sum{${found}} 50`,
    );
    expect(await linesOf(metrics, 'dianda_settle_batch_legs_sum')).toEqual([
      'dianda_settle_batch_legs_sum 3',
    ]);
    expect(await linesOf(metrics, 'dianda_answers_total')).toEqual([
      `dianda_answers_total{${found},late="false"} 2`,
      'dianda_answers_total{agency="bank-1",asset_class="BANK_ACCOUNT",rung="no_response",late="false"} 1',
    ]);
  });

  it('counts a deferral as an answer that settles nothing, and a retry as none', async () => {
    meter.committed([changed({ to: 'waiting', rung: 'deferred' })]);
    meter.committed([changed({ to: 'pending', rung: undefined })]);
    expect(await linesOf(metrics, 'dianda_answers_total')).toHaveLength(1);
    expect(await linesOf(metrics, 'dianda_leg_answer_delay_seconds_count')).toEqual([]);
  });

  it('counts what was cancelled, which is no answer', async () => {
    meter.committed([changed({ to: 'cancelled', rung: undefined })]);
    expect(await linesOf(metrics, 'dianda_legs_cancelled_total')).toEqual([
      'dianda_legs_cancelled_total{agency="bank-1",asset_class="BANK_ACCOUNT"} 1',
    ]);
    expect(await linesOf(metrics, 'dianda_answers_total')).toEqual([]);
  });

  it('tells the last good turn of a task, and throws on what a bad one threw', async () => {
    const last = () => linesOf(metrics, 'dianda_task_last_success_timestamp_seconds');
    expect(await last()).toContain('dianda_task_last_success_timestamp_seconds{task="feed"} 0');
    const failure = new Error('the database is away');
    await expect(meter.turn('feed', () => Promise.reject(failure))).rejects.toBe(failure);
    expect(await last()).toContain('dianda_task_last_success_timestamp_seconds{task="feed"} 0');
    await meter.turn('feed', () => Promise.resolve());
    expect(await last()).not.toContain('dianda_task_last_success_timestamp_seconds{task="feed"} 0');
    const turns = await linesOf(metrics, 'dianda_task_turn_duration_seconds_count');
    expect(turns).toEqual([
      expect.stringContaining('outcome="failed"} 1'),
      expect.stringContaining('outcome="ok"} 1'),
    ]);
  });
});

describe('the gauges from the database', () => {
  const held: AgencyMeasure = {
    agencyCode: 'bank-1',
    enabled: true,
    concurrency: 4,
    askingLegs: 2,
    oldestDueAgeSeconds: 90,
    oldestOpenAgeSeconds: 120,
    overdueLegs: 1,
    heldFor: 'breaker_open',
    holdAgeSeconds: 30,
    inMaintenance: false,
    requestsToday: 12,
    requestsPerDay: 500,
  };
  const open: OpenLegs = {
    agencyCode: 'bank-1',
    assetClass: 'BANK_ACCOUNT',
    state: 'pending',
    waitingFor: 'agency_held',
    legs: 5,
  };

  it('are read once for several pages, and again after a failure', async () => {
    const metrics = createMetrics('dispatcher', log);
    let reads = 0;
    let isAway = true;
    measureDatabase(metrics, {
      pool: { totalCount: 0, idleCount: 0, waitingCount: 0 },
      openLegs: () => {
        reads += 1;
        return isAway ? Promise.reject(new Error('away')) : Promise.resolve([open]);
      },
      agencies: () => Promise.resolve([held]),
    });
    expect(await linesOf(metrics, 'dianda_legs_open')).toEqual([]);
    isAway = false;
    for (let page = 0; page < 3; page += 1) {
      expect(await linesOf(metrics, 'dianda_legs_open')).toEqual([
        'dianda_legs_open{agency="bank-1",asset_class="BANK_ACCOUNT",state="pending",waiting_for="agency_held"} 5',
      ]);
    }
    expect(reads).toBe(2);
    expect(await linesOf(metrics, 'dianda_agency_held')).toEqual([
      'dianda_agency_held{agency="bank-1",cause="breaker_open"} 1',
      'dianda_agency_held{agency="bank-1",cause="contract_mismatch"} 0',
      'dianda_agency_held{agency="bank-1",cause="operator"} 0',
      'dianda_agency_held{agency="bank-1",cause="introduction"} 0',
    ]);
    expect(await linesOf(metrics, 'dianda_agency_quota_used_requests')).toEqual([
      'dianda_agency_quota_used_requests{agency="bank-1"} 12',
    ]);
    expect(await linesOf(metrics, 'dianda_leg_oldest_due_age_seconds')).toEqual([
      'dianda_leg_oldest_due_age_seconds{agency="bank-1"} 90',
    ]);
  });
});
