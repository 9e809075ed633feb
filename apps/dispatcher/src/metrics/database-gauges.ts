import { holdCauses } from '@dianda/inquiry';
import type { GaugeName, Metrics } from '@dianda/service-kit';
import type { AgencyMeasure, OpenLegs, StorageMeasures } from '@dianda/storage';

/** Several Prometheus servers and curious people cost the database no more than one. */
const goodForMs = 5_000;

/** What each gauge of an agency tells; those with a label of their own are told apart below. */
const agencyGauges = {
  dianda_leg_oldest_due_age_seconds: (row) => row.oldestDueAgeSeconds,
  dianda_leg_oldest_open_age_seconds: (row) => row.oldestOpenAgeSeconds,
  dianda_legs_overdue: (row) => row.overdueLegs,
  dianda_agency_enabled: (row) => Number(row.enabled),
  dianda_agency_hold_age_seconds: (row) => row.holdAgeSeconds,
  dianda_agency_concurrency_limit: (row) => row.concurrency,
  dianda_agency_concurrency_used: (row) => row.askingLegs,
  dianda_agency_in_maintenance: (row) => Number(row.inMaintenance),
} as const satisfies Partial<Record<GaugeName, (row: AgencyMeasure) => number>>;

const agencyGaugeNames = [
  'dianda_leg_oldest_due_age_seconds',
  'dianda_leg_oldest_open_age_seconds',
  'dianda_legs_overdue',
  'dianda_agency_enabled',
  'dianda_agency_hold_age_seconds',
  'dianda_agency_concurrency_limit',
  'dianda_agency_concurrency_used',
  'dianda_agency_in_maintenance',
] as const satisfies readonly (keyof typeof agencyGauges)[];

const otherGaugeNames = [
  'dianda_agency_held',
  'dianda_agency_quota_limit_requests',
  'dianda_agency_quota_used_requests',
] as const satisfies readonly GaugeName[];

/**
 * Gauges that are read from PostgreSQL, for each page and at most every five seconds. Every dispatcher tells the same,
 * so that no leader is needed and none is missing when one dies; over processes their greatest counts, never their sum.
 */
export function measureDatabase(metrics: Metrics, measures: StorageMeasures): void {
  const openLegs = readAtMostEvery(goodForMs, () => measures.openLegs());
  const agencies = readAtMostEvery(goodForMs, () => measures.agencies());
  metrics.readForEachPage('open-legs', ['dianda_legs_open'], async (set) => {
    set('dianda_legs_open', (await openLegs()).map(openSample));
  });
  metrics.readForEachPage('agencies', [...agencyGaugeNames, ...otherGaugeNames], async (set) => {
    const rows = await agencies();
    for (const name of agencyGaugeNames) {
      const valueOf = agencyGauges[name];
      set(
        name,
        rows.map((row) => ({ labels: { agency: row.agencyCode }, value: valueOf(row) })),
      );
    }
    set('dianda_agency_held', rows.flatMap(heldSamples));
    const limited = rows.flatMap(({ agencyCode, requestsPerDay, requestsToday }) =>
      requestsPerDay === undefined ? [] : [{ labels: { agency: agencyCode }, requestsPerDay, requestsToday }],
    );
    set(
      'dianda_agency_quota_limit_requests',
      limited.map(({ labels, requestsPerDay }) => ({ labels, value: requestsPerDay })),
    );
    set(
      'dianda_agency_quota_used_requests',
      limited.map(({ labels, requestsToday }) => ({ labels, value: requestsToday })),
    );
  });
}

function openSample({ agencyCode, assetClass, state, waitingFor, legs }: OpenLegs) {
  return {
    labels: { agency: agencyCode, asset_class: assetClass, state, waiting_for: waitingFor },
    value: legs,
  };
}

function heldSamples({ agencyCode, heldFor }: AgencyMeasure) {
  return holdCauses.map((cause) => ({
    labels: { agency: agencyCode, cause },
    value: Number(cause === heldFor),
  }));
}

function readAtMostEvery<T>(everyMs: number, read: () => Promise<T>): () => Promise<T> {
  let last: { readonly atMs: number; readonly value: Promise<T> } | undefined;
  return () => {
    const nowMs = performance.now();
    if (last !== undefined && nowMs - last.atMs < everyMs) return last.value;
    const reading = { atMs: nowMs, value: read() };
    last = reading;
    // A failure is no reading: the next page tries again.
    reading.value.catch(() => {
      if (last === reading) last = undefined;
    });
    return reading.value;
  };
}
