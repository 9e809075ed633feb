import {
  AgencyOperations,
  DiandaError,
  longestMaintenanceMs,
  msBetween,
  requireRole,
  type AgencyCode,
  type AuditEntry,
  type ByHand,
  type ByHandOn,
  type MaintenanceId,
  type MaintenanceWindow,
  type OperatedAgency,
  type Quota,
} from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import { lockClaims } from '../agencies/may-be-asked.js';
import { writeAudit } from '../audit/typeorm-audit-log.js';
import type { Database, Statements } from '../database/database.js';
import type { Doorbell } from '../database/doorbell.js';
import type { AgencyEntity, AgencyHoldEntity } from '../entities/index.js';
import { readOperatedAgencies } from './operated-agencies.js';

/** The agency's row under lock, as far as changes look at it. */
type Locked = Pick<AgencyEntity, 'revision' | 'enabled' | 'concurrency' | 'zone'> & {
  readonly cause: AgencyHoldEntity['cause'] | null;
};
type Facts = AuditEntry['facts'];

export class TypeOrmAgencyOperations extends AgencyOperations {
  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
  ) {
    super();
  }

  async list(): Promise<readonly OperatedAgency[]> {
    return readOperatedAgencies(this.database);
  }

  async find(code: AgencyCode): Promise<OperatedAgency | undefined> {
    return (await readOperatedAgencies(this.database, code))[0];
  }

  async enable(code: AgencyCode, how: ByHandOn): Promise<OperatedAgency> {
    return this.change(code, 'agency_enable_asked', how, async (statements, locked) => {
      if (locked.enabled) throw DiandaError.precondition('AGENCY_ENABLED');
      await introduce(statements, code, how, true);
      return {};
    });
  }

  async hold(code: AgencyCode, how: ByHandOn): Promise<OperatedAgency> {
    return this.change(code, 'agency_held', how, async (statements, { cause }) => {
      if (cause === 'operator') throw DiandaError.precondition('AGENCY_HELD_BY_OPERATOR');
      // A probe under way loses its lease, so that its word does not touch the operator's hold.
      await statements.rows(
        `INSERT INTO dianda.agency_hold AS hold (agency_code, cause, detail, since, held_by)
         VALUES ($1, 'operator', $2, clock_timestamp(), $3)
         ON CONFLICT (agency_code) DO UPDATE SET cause = 'operator', detail = excluded.detail,
           since = excluded.since, held_by = excluded.held_by, next_probe_at = NULL, probes = 0,
           probe_leased_by = NULL, probe_lease_until = NULL, enables = false`,
        [code, how.reason, how.by?.accountId],
      );
      return { cause: 'operator', ...(cause === null ? {} : { insteadOf: cause }) };
    });
  }

  async resume(code: AgencyCode, how: ByHandOn): Promise<OperatedAgency> {
    return this.change(code, 'hold_resume_asked', how, async (statements, { cause }) => {
      if (cause === null) throw DiandaError.precondition('AGENCY_NOT_HELD');
      await introduce(statements, code, how, false);
      return { cause };
    });
  }

  async setConcurrency(code: AgencyCode, concurrency: number, how: ByHandOn): Promise<OperatedAgency> {
    return this.change(code, 'agency_concurrency_set', how, async (statements, locked) => {
      await statements.rows('UPDATE dianda.agency SET concurrency = $2 WHERE code = $1', [code, concurrency]);
      return { from: locked.concurrency, to: concurrency };
    });
  }

  async setQuota(code: AgencyCode, quota: Quota, how: ByHandOn): Promise<OperatedAgency> {
    await this.requireZone(quota.zone);
    return this.change(code, 'agency_quota_set', how, async (statements) => {
      await lockClaims(statements, code);
      await statements.rows(
        `UPDATE dianda.agency SET requests_per_second = $2, requests_per_day = $3, zone = $4 WHERE code = $1`,
        [code, quota.perSecond, quota.perDay, quota.zone],
      );
      await countToday(statements, code);
      return { perSecond: quota.perSecond ?? 'none', perDay: quota.perDay ?? 'none', zone: quota.zone };
    });
  }

  async planMaintenance(
    code: AgencyCode,
    window: Omit<MaintenanceWindow, 'id'>,
    how: ByHand,
  ): Promise<OperatedAgency> {
    if (msBetween(window.from, window.until) > longestMaintenanceMs)
      throw invalidAt('/until', 'WINDOW_TOO_LONG');
    return this.change(code, 'maintenance_planned', { ...how, revision: undefined }, async (statements) => {
      const id = randomUUID();
      const rows = await statements.rows(
        `INSERT INTO dianda.agency_maintenance (id, agency_code, from_at, until_at, note)
         SELECT $1, $2, $3, $4, $5 WHERE $4::timestamptz > greatest($3::timestamptz, statement_timestamp())
         RETURNING id`,
        [id, code, window.from, window.until, window.note],
      );
      if (rows.length === 0) throw invalidAt('/until', 'WINDOW_OVER');
      return { window: id, from: window.from, until: window.until };
    });
  }

  async endMaintenance(code: AgencyCode, window: MaintenanceId, how: ByHand): Promise<OperatedAgency> {
    return this.change(code, 'maintenance_ended', { ...how, revision: undefined }, async (statements) => {
      const rows = await statements.rows(
        `UPDATE dianda.agency_maintenance SET ended_at = statement_timestamp()
         WHERE id = $1 AND agency_code = $2 AND ended_at IS NULL AND until_at > statement_timestamp()
         RETURNING id`,
        [window, code],
      );
      if (rows.length === 0) throw DiandaError.notFound('MAINTENANCE_NOT_FOUND');
      return { window };
    });
  }

  /** One change under the agency's lock, with its audit entry; everybody who listens is told after the commit. */
  private async change(
    code: AgencyCode,
    action: AuditEntry['action'],
    how: ByHandOn,
    work: (statements: Statements, locked: Locked) => Promise<Facts>,
  ): Promise<OperatedAgency> {
    requireRole(how.by, 'ops');
    const changed = await this.database.transaction(async (statements) => {
      const locked = await lockAgency(statements, code);
      if (how.revision !== undefined && how.revision !== locked.revision) {
        throw DiandaError.conflict('REVISION_STALE', `revision ${locked.revision}`);
      }
      const facts = await work(statements, locked);
      const [operated] = await readOperatedAgencies(statements, code);
      if (operated === undefined) throw new TypeError('an agency under lock is not there');
      await writeAudit(statements, {
        action,
        by: how.by,
        subject: { kind: 'agency', id: code },
        facts: { ...facts, why: how.reason },
      });
      return operated;
    });
    this.doorbell.wake('dianda_directory');
    this.doorbell.wake('dianda_due');
    return changed;
  }

  private async requireZone(zone: string): Promise<void> {
    const rows = await this.database.rows('SELECT FROM pg_timezone_names WHERE name = $1', [zone]);
    if (rows.length === 0) throw invalidAt('/zone', 'ZONE_UNKNOWN');
  }
}

function invalidAt(pointer: string, code: string): DiandaError {
  return DiandaError.invalid('REQUEST_INVALID', [{ pointer, code, detail: '' }]);
}

/** Locks the agency's row and counts its revision up; the revision before is answered. */
async function lockAgency(statements: Statements, code: AgencyCode): Promise<Locked> {
  const rows = await statements.rows<Locked>(
    `UPDATE dianda.agency SET revision = agency.revision + 1
     FROM (SELECT revision FROM dianda.agency WHERE code = $1 FOR NO KEY UPDATE) before
     WHERE agency.code = $1
     RETURNING before.revision, agency.enabled, agency.concurrency, agency.zone,
       (SELECT cause FROM dianda.agency_hold WHERE agency_code = agency.code) AS cause`,
    [code],
  );
  const locked = rows[0];
  if (locked === undefined) throw DiandaError.notFound('AGENCY_NOT_FOUND');
  return locked;
}

/** The agency is probed at once and let on when it has described itself; until then nobody asks it. */
async function introduce(
  statements: Statements,
  code: AgencyCode,
  { by }: ByHand,
  enables: boolean,
): Promise<void> {
  await statements.rows(
    `INSERT INTO dianda.agency_hold AS hold (agency_code, cause, detail, since, next_probe_at, held_by, enables)
     VALUES ($1, 'introduction', '', clock_timestamp(), clock_timestamp(), $2, $3)
     ON CONFLICT (agency_code) DO UPDATE SET cause = 'introduction', next_probe_at = excluded.next_probe_at,
       held_by = excluded.held_by, enables = hold.enables OR excluded.enables, probes = 0, detail = '',
       probe_leased_by = NULL, probe_lease_until = NULL`,
    [code, by?.accountId, enables],
  );
}

/** Counts what the agency was asked in its present day, for a quota that is set in the middle of one. */
async function countToday(statements: Statements, code: AgencyCode): Promise<void> {
  await statements.rows(
    `INSERT INTO dianda.agency_usage (agency_code, day, requests, second_at, requests_in_second)
     SELECT agency.code, (statement_timestamp() AT TIME ZONE agency.zone)::date,
       (SELECT count(*) FROM dianda.attempt JOIN dianda.leg ON leg.id = attempt.leg_id
        WHERE leg.agency_code = agency.code AND attempt.started_at >=
          (statement_timestamp() AT TIME ZONE agency.zone)::date::timestamp AT TIME ZONE agency.zone),
       date_trunc('second', statement_timestamp()), 0
     FROM dianda.agency WHERE agency.code = $1
     ON CONFLICT (agency_code) DO UPDATE SET day = excluded.day, requests = excluded.requests`,
    [code],
  );
}
