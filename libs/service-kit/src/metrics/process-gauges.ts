import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Metrics } from './metrics.js';

/** The part of pg's Pool that is measured. */
export interface MeasuredPool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** Tells how full each pool is; `pools` by the name that the label has. */
export function measurePools(metrics: Metrics, pools: Readonly<Record<string, MeasuredPool>>): void {
  const entries = Object.entries(pools);
  metrics.readForEachPage(
    'pools',
    ['dianda_database_pool_connections', 'dianda_database_pool_waiting_requests'],
    (set) => {
      set(
        'dianda_database_pool_connections',
        entries.flatMap(([pool, { totalCount, idleCount }]) => [
          { labels: { pool, state: 'busy' }, value: totalCount - idleCount },
          { labels: { pool, state: 'idle' }, value: idleCount },
        ]),
      );
      set(
        'dianda_database_pool_waiting_requests',
        entries.map(([pool, { waitingCount }]) => ({ labels: { pool }, value: waitingCount })),
      );
    },
  );
}

/**
 * Tells when the certificates in these PEM files end, read anew for each page because they are renewed in place; of a
 * file with several, the first. `files` by the name that the label has.
 */
export function measureCertificates(metrics: Metrics, files: Readonly<Record<string, string>>): void {
  metrics.readForEachPage('certificates', ['dianda_certificate_expiry_timestamp_seconds'], async (set) => {
    const samples = await Promise.all(
      Object.entries(files).map(async ([certificate, file]) => ({
        labels: { certificate },
        value: new X509Certificate(await readFile(file)).validToDate.getTime() / 1_000,
      })),
    );
    set('dianda_certificate_expiry_timestamp_seconds', samples);
  });
}
