import {
  hoursStandingOf,
  instantOf,
  isReason,
  mustParse,
  parseAccountId,
  parseMaintenanceId,
  type AgencyCode,
  type LegState,
  type OpenLegCount,
  type OperatedAgency,
} from '@dianda/inquiry';
import { agencyFromRow, agencyShape, holdFromRow, holdShape } from '../agencies/agency-rows.js';
import { quotaUntil, usedToday } from '../agencies/may-be-asked.js';
import { readCalendars } from '../calendar/calendars.js';
import type { Statements } from '../database/database.js';
import { RowShape } from '../database/row-shape.js';
import { databaseNow, optionalInstant } from '../database/times.js';
import { AgencyMaintenanceEntity, type AgencyHoldEntity } from '../entities/index.js';
import type { StoredWaiting } from '../entities/leg.entity.js';

const windowShape = new RowShape({ window_: AgencyMaintenanceEntity });

interface AgencyRow {
  readonly held: boolean;
  readonly requests_today: number;
  readonly quota_until: Date | null;
  readonly read_at: Date;
}

interface CountRow {
  readonly agency_code: string;
  readonly state: LegState;
  readonly waiting_kind: StoredWaiting;
  readonly error_reason: string | null;
  readonly legs: number;
}

/** Every agency with what operators need to know of it, or the one with that code. */
export async function readOperatedAgencies(
  statements: Statements,
  code?: AgencyCode,
): Promise<readonly OperatedAgency[]> {
  const only = [code ?? null];
  const rows = await statements.rows<AgencyRow>(
    `SELECT ${agencyShape.list}, ${holdShape.list}, hold.agency_code IS NOT NULL AS held,
       ${usedToday} AS requests_today, ${quotaUntil} AS quota_until, ${databaseNow} AS read_at
     FROM dianda.agency LEFT JOIN dianda.agency_hold hold ON hold.agency_code = agency.code
     WHERE $1::text IS NULL OR agency.code = $1 ORDER BY agency.code COLLATE "C"`,
    only,
  );
  const windows = await statements.rows<object>(
    `SELECT ${windowShape.list} FROM dianda.agency_maintenance window_
     WHERE ($1::text IS NULL OR window_.agency_code = $1) AND window_.ended_at IS NULL
       AND window_.until_at > statement_timestamp()
     ORDER BY window_.from_at, window_.id`,
    only,
  );
  const counts = await statements.rows<CountRow>(
    `SELECT agency_code, state, waiting_kind, error_reason, count(*)::integer AS legs FROM dianda.leg
     WHERE state IN ('pending', 'asking', 'waiting', 'parked') AND ($1::text IS NULL OR agency_code = $1)
     GROUP BY agency_code, state, waiting_kind, error_reason
     ORDER BY agency_code, state, waiting_kind, error_reason`,
    only,
  );
  const windowsOf = Map.groupBy(
    windows.map((row) => windowShape.read(row).window_),
    (each) => each.agencyCode,
  );
  const countsOf = Map.groupBy(counts, (each) => each.agency_code);
  const calendars = await readCalendars(statements);
  return rows.map((row) => {
    const { agency } = agencyShape.read(row);
    const readAt = instantOf(row.read_at);
    const known = agencyFromRow(agency);
    return {
      agency: known,
      revision: agency.revision,
      hold: row.held ? holdOf(holdShape.read(row).hold) : undefined,
      maintenance: (windowsOf.get(agency.code) ?? []).map((each) => ({
        id: mustParse(parseMaintenanceId, each.id),
        from: instantOf(each.fromAt),
        until: instantOf(each.untilAt),
        note: each.note,
      })),
      quota: {
        perSecond: agency.requestsPerSecond ?? undefined,
        perDay: agency.requestsPerDay ?? undefined,
        zone: agency.zone,
      },
      requestsToday: row.requests_today,
      quotaUntil: optionalInstant(row.quota_until),
      openLegs: (countsOf.get(agency.code) ?? []).map(countOf),
      hours: hoursStandingOf(known, calendars, readAt),
      readAt,
    };
  });
}

function holdOf(row: AgencyHoldEntity): NonNullable<OperatedAgency['hold']> {
  const heldBy = row.heldBy === null ? undefined : mustParse(parseAccountId, row.heldBy);
  return { ...holdFromRow(row), heldBy };
}

function countOf({ state, waiting_kind: waitingFor, error_reason: reason, legs }: CountRow): OpenLegCount {
  return { state, waitingFor, reason: reason !== null && isReason(reason) ? reason : undefined, legs };
}
