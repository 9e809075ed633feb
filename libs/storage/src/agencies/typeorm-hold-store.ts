import { HoldStore, type AgencyCode, type Hold, type HoldCause } from '@dianda/inquiry';
import { holdFromRow, holdShape } from './agency-rows.js';
import { writeAudit } from '../audit/typeorm-audit-log.js';
import type { Database } from '../database/database.js';
import type { Doorbell } from '../database/doorbell.js';

/** An operator's hold is ended by an operator; the others by a probe that finds the agency well. */
const probed: Record<HoldCause, boolean> = {
  breaker_open: true,
  contract_mismatch: true,
  introduction: true,
  operator: false,
};

export class TypeOrmHoldStore extends HoldStore {
  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
  ) {
    super();
  }

  async open(agency: AgencyCode, cause: HoldCause, detail: string, probeAfterMs: number): Promise<void> {
    const opened = await this.database.transaction(async (statements) => {
      const rows = await statements.rows(
        `INSERT INTO dianda.agency_hold (agency_code, cause, detail, since, next_probe_at)
         VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp() + $4 * interval '1 millisecond')
         ON CONFLICT (agency_code) DO NOTHING RETURNING agency_code`,
        [agency, cause, detail, probed[cause] ? probeAfterMs : null],
      );
      if (rows.length === 0) return false;
      await writeAudit(statements, {
        action: 'agency_held',
        by: undefined,
        subject: { kind: 'agency', id: agency },
        facts: { cause, detail },
      });
      return true;
    });
    if (opened) this.doorbell.wake('dianda_directory');
  }

  async lift(agency: AgencyCode, cause: HoldCause): Promise<boolean> {
    const lifted = await this.database.transaction(async (statements) => {
      const rows = await statements.rows<{ probes: number; enables: boolean }>(
        'DELETE FROM dianda.agency_hold WHERE agency_code = $1 AND cause = $2 RETURNING probes, enables',
        [agency, cause],
      );
      const row = rows[0];
      if (row === undefined) return false;
      if (row.enables) {
        await statements.rows('UPDATE dianda.agency SET enabled = true WHERE code = $1', [agency]);
      }
      await writeAudit(statements, {
        action: 'hold_lifted',
        by: undefined,
        subject: { kind: 'agency', id: agency },
        facts: { cause, probes: row.probes, ...(row.enables ? { enabled: true } : {}) },
      });
      return true;
    });
    if (lifted) {
      this.doorbell.wake('dianda_directory');
      this.doorbell.wake('dianda_due');
    }
    return lifted;
  }

  async leaseProbe(dispatcherId: string, leaseMs: number): Promise<Hold | undefined> {
    const rows = await this.database.rows<object>(
      `UPDATE dianda.agency_hold hold
       SET probe_leased_by = $1, probe_lease_until = clock_timestamp() + $2 * interval '1 millisecond'
       WHERE agency_code = (
         SELECT agency_code FROM dianda.agency_hold
         WHERE next_probe_at <= clock_timestamp()
           AND (enables OR EXISTS (
             SELECT FROM dianda.agency WHERE agency.code = agency_hold.agency_code AND agency.enabled))
           AND (probe_lease_until IS NULL OR probe_lease_until <= clock_timestamp())
         ORDER BY next_probe_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${holdShape.list}`,
      [dispatcherId, leaseMs],
    );
    return rows.map((row) => holdFromRow(holdShape.read(row).hold))[0];
  }

  async probeFailed(
    agency: AgencyCode,
    dispatcherId: string,
    nextProbeAfterMs: number,
    detail: string,
  ): Promise<void> {
    // Only the holder of the lease speaks: a late word of an earlier prober must not put off the next probe.
    const rows = await this.database.rows(
      `UPDATE dianda.agency_hold
       SET probes = probes + 1, detail = $3, probe_leased_by = NULL, probe_lease_until = NULL,
         next_probe_at = clock_timestamp() + $4 * interval '1 millisecond'
       WHERE agency_code = $1 AND probe_leased_by = $2 RETURNING agency_code`,
      [agency, dispatcherId, detail, nextProbeAfterMs],
    );
    if (rows.length > 0) this.doorbell.wake('dianda_directory');
  }
}
