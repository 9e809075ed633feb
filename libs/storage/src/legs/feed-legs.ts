import {
  calendarOf,
  instantOf,
  isWorking,
  mustParse,
  parseAgencyCode,
  parseCourtCode,
  parseLegId,
  parseOfficerId,
  type AgencyCode,
  type FeedableAgency,
  type FeedCandidate,
  type LegId,
  type Priority,
  type Ring,
} from '@dianda/inquiry';
import { agencyFromRow, agencyShape } from '../agencies/agency-rows.js';
import { isOpen, quotaLeft } from '../agencies/may-be-asked.js';
import { readCalendars } from '../calendar/calendars.js';
import type { Statements } from '../database/database.js';
import { databaseNow } from '../database/times.js';

export async function readFeedable(statements: Statements): Promise<readonly FeedableAgency[]> {
  const rows = await statements.rows<{ under_way: number; quota_left: number | null; now: Date }>(
    `SELECT ${agencyShape.list},
       (SELECT count(*) FROM dianda.leg WHERE leg.agency_code = agency.code AND leg.state = 'asking')::integer
       + (SELECT count(*) FROM dianda.leg WHERE leg.agency_code = agency.code
            AND leg.ring_lease_until > statement_timestamp())::integer AS under_way,
       ${quotaLeft} AS quota_left, ${databaseNow} AS now
     FROM dianda.agency WHERE ${isOpen}
     ORDER BY agency.code COLLATE "C"`,
  );
  const open = rows.map((row) => ({
    now: instantOf(row.now),
    feedable: {
      agency: agencyFromRow(agencyShape.read(row).agency),
      underWay: row.under_way,
      quotaLeft: row.quota_left ?? undefined,
    },
  }));
  const hasHours = open.some(({ feedable }) => feedable.agency.calendar !== undefined);
  const calendars = hasHours ? await readCalendars(statements) : undefined;
  return open
    .filter(({ feedable: { agency }, now }) => {
      const isAlways = calendars === undefined || agency.calendar === undefined;
      return isAlways || isWorking(calendarOf(agency, calendars), now).value;
    })
    .map(({ feedable }) => feedable);
}

/** Feedable, due, not expired, and no ring on its way. `leg` is the alias. */
const isDue = `leg.state IN ('pending', 'waiting') AND leg.due_at <= statement_timestamp()
  AND leg.expires_at > statement_timestamp()
  AND (leg.ring_lease_until IS NULL OR leg.ring_lease_until <= statement_timestamp())`;

interface CandidateRow {
  readonly id: string;
  readonly court_code: string;
  readonly officer_id: string;
  readonly priority: Priority;
  readonly due_at: Date;
  readonly ordered_at: Date;
}

/**
 * Steps from share to share along the index instead of sorting a backlog of any length, and takes of each share those
 * that are due longest.
 */
export async function readCandidates(
  statements: Statements,
  agency: AgencyCode,
  perShare: number,
): Promise<readonly FeedCandidate[]> {
  const inAgency = `leg.agency_code = $1 AND leg.state IN ('pending', 'waiting') AND leg.due_at IS NOT NULL`;
  const rows = await statements.rows<CandidateRow>(
    `WITH RECURSIVE share AS (
       (SELECT leg.court_code, leg.officer_id, leg.priority FROM dianda.leg WHERE ${inAgency}
        ORDER BY leg.court_code, leg.officer_id, leg.priority LIMIT 1)
       UNION ALL
       SELECT next.court_code, next.officer_id, next.priority FROM share CROSS JOIN LATERAL (
         SELECT leg.court_code, leg.officer_id, leg.priority FROM dianda.leg
         WHERE ${inAgency}
           AND (leg.court_code, leg.officer_id, leg.priority) > (share.court_code, share.officer_id, share.priority)
         ORDER BY leg.court_code, leg.officer_id, leg.priority LIMIT 1) next
     )
     SELECT candidate.* FROM share CROSS JOIN LATERAL (
       SELECT leg.id, leg.court_code, leg.officer_id, leg.priority, leg.due_at, leg.ordered_at FROM dianda.leg
       WHERE leg.agency_code = $1 AND leg.court_code = share.court_code AND leg.officer_id = share.officer_id
         AND leg.priority = share.priority AND ${isDue}
       ORDER BY leg.due_at, leg.id LIMIT $2) candidate`,
    [agency, perShare],
  );
  return rows.map((row) => ({
    legId: mustParse(parseLegId, row.id),
    agencyCode: agency,
    courtCode: mustParse(parseCourtCode, row.court_code),
    officerId: mustParse(parseOfficerId, row.officer_id),
    priority: row.priority,
    dueAt: instantOf(row.due_at),
    orderedAt: instantOf(row.ordered_at),
  }));
}

/** Two feeds that chose the same leg do not wait for each other: one rings it. */
export async function ringLegs(
  statements: Statements,
  legs: readonly LegId[],
  ringLeaseMs: number,
): Promise<readonly Ring[]> {
  if (legs.length === 0) return [];
  const rows = await statements.rows<{
    id: string;
    agency_code: string;
    ring_number: number;
    trace_parent: string | null;
  }>(
    `WITH due AS MATERIALIZED (
       SELECT leg.id FROM dianda.leg WHERE leg.id = ANY ($1::uuid[]) AND ${isDue}
       ORDER BY leg.id FOR UPDATE SKIP LOCKED)
     UPDATE dianda.leg SET ring_number = leg.ring_number + 1,
       ring_lease_until = statement_timestamp() + $2 * interval '1 millisecond'
     FROM due WHERE leg.id = due.id
     RETURNING leg.id, leg.agency_code, leg.ring_number,
       (SELECT inquiry.trace_parent FROM dianda.inquiry WHERE inquiry.id = leg.inquiry_id)`,
    [legs, ringLeaseMs],
  );
  const rung = new Map(rows.map((row) => [row.id, row]));
  // In the order of the request, which is the feed's order of urgency.
  return legs.flatMap((legId) => {
    const row = rung.get(legId);
    if (row === undefined) return [];
    const ring = {
      legId,
      agencyCode: mustParse(parseAgencyCode, row.agency_code),
      number: row.ring_number,
    };
    return [row.trace_parent === null ? ring : { ...ring, traceParent: row.trace_parent }];
  });
}
