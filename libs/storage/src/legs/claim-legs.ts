import {
  defaultRetryPolicy,
  DiandaError,
  instantOf,
  isWorking,
  mustParse,
  parseAttemptId,
  parseCaseId,
  type Agency,
  type ClaimedLeg,
  type LegId,
  type OfficeHours,
} from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import { agencyFromRow, agencyShape } from '../agencies/agency-rows.js';
import { countRequest, isOpen, quotaLeft } from '../agencies/may-be-asked.js';
import { readHolidays } from '../calendar/calendars.js';
import {
  caseFromRow,
  caseShape,
  officerFromRow,
  partiesColumn,
  teamColumn,
  type WholeCaseRow,
} from '../cases/case-rows.js';
import type { CaseSeal, CaseVault } from '../cases/case-vault.js';
import type { Database, Statements } from '../database/database.js';
import { CourtEntity, OfficerEntity, type InquiryEntity, type LegEntity } from '../entities/index.js';
import {
  inquiryFromRow,
  inquiryShape,
  subjectsColumn,
  type WholeInquiryRow,
} from '../inquiries/inquiry-rows.js';
import { finishLegs, type Finish } from './finish-legs.js';
import { legFromRow, legShape } from './leg-rows.js';
import { RowShape } from '../database/row-shape.js';
import { databaseNow } from '../database/times.js';

const officersShape = new RowShape({
  requester: OfficerEntity,
  requester_court: CourtEntity,
  responsible: OfficerEntity,
  responsible_court: CourtEntity,
});

/** One ring's wish to ask a leg. */
export interface Claim {
  readonly legId: LegId;
  readonly dispatcherId: string;
  readonly leaseMs: number;
}

/**
 * Starts an attempt on each leg, all in one transaction; undefined where a leg may not be asked now, and where another
 * claim of the same turn names the same leg.
 */
export async function claimLegs(
  database: Database,
  vault: CaseVault,
  claims: readonly Claim[],
): Promise<readonly (ClaimedLeg | UnreadableLeg | undefined)[]> {
  const byLeg = new Map(
    claims
      .map((claim, place) => ({ ...claim, place, attemptId: randomUUID() }))
      .reverse()
      .map((claim) => [claim.legId, claim]),
  );
  const legIds = [...byLeg.keys()];
  const taken = await database.transaction(async (statements) => {
    const agencies = await lockAgenciesOf(statements, legIds);
    if (agencies.length === 0) return [];
    return takeLeases(statements, [...byLeg.values()], await closedOf(statements, agencies));
  });
  const { claimed, unreadable } = await readClaimed(database, vault, taken);
  if (unreadable.length > 0) await finishLegs(database, vault, unreadable.map(giveBack));
  return claims.map(({ legId }, place) => {
    if (byLeg.get(legId)?.place !== place) return undefined;
    return unreadable.find(({ leg }) => leg.id === legId) ?? claimed.get(legId);
  });
}

/** A leg under its lease that cannot be read: a key that does not open, a row that is no leg of its inquiry. */
export class UnreadableLeg {
  constructor(
    readonly leg: Taken,
    readonly error: unknown,
  ) {}
}

/** Counts against the leg, which is parked the third time; the others of its turn go their way. */
function giveBack({ leg }: UnreadableLeg): Finish {
  return {
    attemptId: mustParse(parseAttemptId, leg.attempt_id),
    step: {
      to: 'retry',
      dueAfterMs: defaultRetryPolicy.firstDelayMs,
      error: { reason: 'UNEXPECTED', origin: 'dianda' },
      countsAsAttempt: false,
    },
  };
}

/** An agency under its claim lock, at the moment from which it is held. */
interface LockedAgency {
  readonly code: string;
  readonly calendar: OfficeHours | null;
  readonly now: Date;
}

/**
 * Claims of one agency go one after the other up to their commit, so that each counts the ones before it; without the
 * lock two could both take the last place. Everybody locks in one order. Empty when there is nothing to claim any more.
 */
async function lockAgenciesOf(
  statements: Statements,
  legIds: readonly LegId[],
): Promise<readonly LockedAgency[]> {
  return statements.rows(
    `WITH locked AS MATERIALIZED (
       SELECT agency.code, agency.calendar, hashtext(agency.code) AS lock FROM dianda.agency
       WHERE agency.code IN (SELECT leg.agency_code FROM dianda.leg
         WHERE leg.id = ANY ($1::uuid[]) AND leg.state IN ('pending', 'waiting'))
       ORDER BY lock, agency.code)
     SELECT pg_advisory_xact_lock(hashtext('dianda.claim'), locked.lock), locked.code, locked.calendar,
       ${databaseNow} AS now
     FROM locked`,
    [legIds],
  );
}

/** Agencies outside their working hours: a ring may still be under way when they close. */
async function closedOf(
  statements: Statements,
  agencies: readonly LockedAgency[],
): Promise<readonly string[]> {
  const withHours = agencies.flatMap(({ code, calendar, now }) =>
    calendar === null ? [] : [{ code, office: calendar, now: instantOf(now) }],
  );
  if (withHours.length === 0) return [];
  const holidays = await readHolidays(statements);
  return withHours
    .filter(({ office, now }) => !isWorking({ office, holidays, closures: [] }, now).value)
    .map(({ code }) => code);
}

interface Taken {
  readonly id: LegId;
  readonly attempt_id: string;
  readonly poll: boolean;
  readonly claimed_at: Date;
}

type PlacedClaim = Claim & { readonly place: number; readonly attemptId: string };

async function takeLeases(
  statements: Statements,
  claims: readonly PlacedClaim[],
  closed: readonly string[],
): Promise<readonly Taken[]> {
  // Where nobody asks now (held, closed, or all places taken), the ring is over: feed may ring again when there is room.
  return statements.rows<Taken>(
    `WITH given AS MATERIALIZED (
       SELECT * FROM jsonb_to_recordset($1::jsonb)
         AS claim(place integer, leg_id uuid, attempt_id uuid, dispatcher_id text, lease_ms double precision)
     ), due AS MATERIALIZED (
       SELECT leg.id, leg.agency_code, leg.deferred_since IS NOT NULL AS poll, given.place, given.attempt_id,
         given.dispatcher_id, given.lease_ms
       FROM given JOIN dianda.leg ON leg.id = given.leg_id
       WHERE leg.state IN ('pending', 'waiting')
         AND leg.due_at <= statement_timestamp() AND leg.expires_at > statement_timestamp()
       ORDER BY leg.id FOR UPDATE OF leg
     ), room AS MATERIALIZED (
       SELECT agency.code, least(${quotaLeft}, agency.concurrency - (SELECT count(*) FROM dianda.leg asking
         WHERE asking.agency_code = agency.code AND asking.state = 'asking')) AS places
       FROM dianda.agency
       WHERE agency.code IN (SELECT due.agency_code FROM due) AND ${isOpen}
         AND agency.code <> ALL ($2::text[])
     ), target AS MATERIALIZED (
       SELECT placed.*, date_trunc('milliseconds', statement_timestamp()) AS claimed_at
       FROM (SELECT due.*, row_number() OVER (PARTITION BY due.agency_code ORDER BY due.place) AS nth FROM due) placed
       JOIN room ON room.code = placed.agency_code AND placed.nth <= room.places
     ), taken AS (
       UPDATE dianda.leg SET state = 'asking', current_attempt_id = target.attempt_id,
         lease_until = statement_timestamp() + target.lease_ms * interval '1 millisecond', ring_lease_until = NULL,
         attempts = leg.attempts + CASE WHEN target.poll THEN 0 ELSE 1 END,
         polls = leg.polls + CASE WHEN target.poll THEN 1 ELSE 0 END,
         waiting_kind = CASE WHEN target.poll THEN 'agency_working' ELSE 'answer' END
       FROM target WHERE leg.id = target.id
       RETURNING leg.id, leg.agency_code, target.attempt_id, target.poll, target.claimed_at, target.dispatcher_id
     ), started AS (
       INSERT INTO dianda.attempt (id, leg_id, poll, dispatcher_id, started_at)
       SELECT attempt_id, id, poll, dispatcher_id, claimed_at FROM taken
     ), asked AS (SELECT taken.agency_code FROM taken
     ), counted AS (${countRequest}
     ), in_vain AS (
       UPDATE dianda.leg SET ring_lease_until = NULL
       FROM given WHERE leg.id = given.leg_id AND leg.state IN ('pending', 'waiting')
         AND leg.ring_lease_until IS NOT NULL AND NOT EXISTS (SELECT FROM target WHERE target.id = leg.id)
     )
     SELECT id, attempt_id, poll, claimed_at FROM taken`,
    [
      JSON.stringify(
        claims.map(({ place, legId, attemptId, dispatcherId, leaseMs }) => ({
          place,
          leg_id: legId,
          attempt_id: attemptId,
          dispatcher_id: dispatcherId,
          lease_ms: leaseMs,
        })),
      ),
      closed,
    ],
  );
}

async function readClaimed(
  database: Database,
  vault: CaseVault,
  taken: readonly Taken[],
): Promise<{
  readonly claimed: ReadonlyMap<LegId, ClaimedLeg>;
  readonly unreadable: readonly UnreadableLeg[];
}> {
  const claimed = new Map<LegId, ClaimedLeg>();
  const unreadable: UnreadableLeg[] = [];
  if (taken.length === 0) return { claimed, unreadable };
  const rows = await database.rows<object>(
    `SELECT ${legShape.list} FROM dianda.leg WHERE leg.id = ANY ($1::uuid[])`,
    [taken.map(({ id }) => id)],
  );
  const legs = new Map(rows.map((row) => legShape.read(row).leg).map((leg) => [leg.id, leg]));
  const [orders, agencies] = await Promise.all([
    readOrders(database, vault, [...new Set([...legs.values()].map(({ inquiryId }) => inquiryId))]),
    readAgencies(database, [...new Set([...legs.values()].flatMap(({ agencyCode }) => agencyCode ?? []))]),
  ]);
  for (const leg of taken) {
    const row = legs.get(leg.id);
    try {
      const order = row === undefined ? undefined : orders.get(row.inquiryId);
      const agency = agencies.get(row?.agencyCode ?? '');
      if (row === undefined || order === undefined || agency === undefined)
        throw new TypeError('a leg just claimed is not there');
      claimed.set(leg.id, claimedLeg(leg, row, await order, agency));
    } catch (error) {
      // The database that is away says nothing against the leg: its lease runs out.
      if (error instanceof DiandaError && error.kind === 'unavailable') throw error;
      unreadable.push(new UnreadableLeg(leg, error));
    }
  }
  return { claimed, unreadable };
}

function claimedLeg(
  { attempt_id, claimed_at, poll }: Taken,
  row: LegEntity,
  { seal, ...rest }: OrderOfLeg,
  agency: Agency,
): ClaimedLeg {
  const leg = legFromRow(row, seal, undefined);
  const subject = rest.inquiry.subjects.find((each) => each.id === leg.subjectId);
  if (subject === undefined) throw new TypeError('a leg asks about nobody of its inquiry');
  const attemptId = mustParse(parseAttemptId, attempt_id);
  return { ...rest, leg, attemptId, claimedAt: instantOf(claimed_at), subject, agency, poll };
}

type OrderOfLeg = Pick<ClaimedLeg, 'inquiry' | 'case' | 'requestedBy' | 'responsibleOfficer'> & {
  readonly seal: CaseSeal;
};

/** What the legs of one inquiry have in common, with the seal of its case; each is read and opened once. */
async function readOrders(
  database: Database,
  vault: CaseVault,
  inquiryIds: readonly string[],
): Promise<ReadonlyMap<string, Promise<OrderOfLeg>>> {
  const rows = await database.rows<WholeInquiryRow & WholeCaseRow>(
    `SELECT ${inquiryShape.list}, ${subjectsColumn}, ${caseShape.list}, ${teamColumn}, ${partiesColumn},
       ${officersShape.list}
     FROM dianda.inquiry
     JOIN dianda.enforcement_case c ON c.id = inquiry.case_id
     JOIN dianda.court ON court.code = c.court_code
     JOIN dianda.officer requester ON requester.id = inquiry.requested_by
     JOIN dianda.court requester_court ON requester_court.code = requester.court_code
     JOIN dianda.officer responsible ON responsible.id = inquiry.responsible_officer
     JOIN dianda.court responsible_court ON responsible_court.code = responsible.court_code
     WHERE inquiry.id = ANY ($1::uuid[])`,
    [inquiryIds],
  );
  const open = async (row: (typeof rows)[number], inquiry: InquiryEntity): Promise<OrderOfLeg> => {
    const seal = await vault.sealOf(database, mustParse(parseCaseId, inquiry.caseId));
    const officers = officersShape.read(row);
    return {
      seal,
      inquiry: inquiryFromRow(row, inquiry, seal),
      case: caseFromRow(row, seal),
      requestedBy: officerFromRow(officers.requester, officers.requester_court),
      responsibleOfficer: officerFromRow(officers.responsible, officers.responsible_court),
    };
  };
  // Each on its own: an order that cannot be opened takes no other with it.
  return new Map(
    rows.map((row) => {
      const { inquiry } = inquiryShape.read(row);
      const opened = open(row, inquiry);
      opened.catch(() => undefined);
      return [inquiry.id, opened];
    }),
  );
}

async function readAgencies(
  database: Database,
  codes: readonly string[],
): Promise<ReadonlyMap<string, Agency>> {
  const rows = await database.rows<object>(
    `SELECT ${agencyShape.list} FROM dianda.agency WHERE agency.code = ANY ($1::text[])`,
    [codes],
  );
  return new Map(
    rows.map((row) => agencyShape.read(row).agency).map((agency) => [agency.code, agencyFromRow(agency)]),
  );
}
