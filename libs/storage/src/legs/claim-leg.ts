import {
  instantOf,
  mustParse,
  parseAttemptId,
  parseCaseId,
  type ClaimedLeg,
  type LegId,
} from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import { agencyFromRow, agencyShape } from '../agencies/agency-rows.js';
import { countRequest, isOpen, quotaLeft } from '../agencies/may-be-asked.js';
import {
  caseFromRow,
  caseShape,
  officerFromRow,
  partiesColumn,
  teamColumn,
  type WholeCaseRow,
} from '../cases/case-rows.js';
import type { CaseVault } from '../cases/case-vault.js';
import type { Database, Statements } from '../database/database.js';
import { CourtEntity, OfficerEntity } from '../entities/index.js';
import {
  inquiryFromRow,
  inquiryShape,
  subjectsColumn,
  type WholeInquiryRow,
} from '../inquiries/inquiry-rows.js';
import { legFromRow, legShape } from './leg-rows.js';
import { RowShape } from '../database/row-shape.js';

const officersShape = new RowShape({
  requester: OfficerEntity,
  requester_court: CourtEntity,
  responsible: OfficerEntity,
  responsible_court: CourtEntity,
});

/** Starts an attempt on the leg, or answers undefined where it may not be asked now. */
export async function claimLeg(
  database: Database,
  vault: CaseVault,
  legId: LegId,
  dispatcherId: string,
  leaseMs: number,
): Promise<ClaimedLeg | undefined> {
  const attemptId = randomUUID();
  const taken = await database.transaction(async (statements) =>
    (await lockAgencyOf(statements, legId))
      ? takeLease(statements, { legId, attemptId, dispatcherId, leaseMs })
      : undefined,
  );
  return taken === undefined ? undefined : readClaimed(database, vault, legId, attemptId, taken);
}

/**
 * Claims of one agency go one after the other up to their commit, so that each counts the ones before it; without the
 * lock two could both take the last place. False when there is nothing to claim any more.
 */
async function lockAgencyOf(statements: Statements, legId: LegId): Promise<boolean> {
  const rows = await statements.rows(
    `SELECT pg_advisory_xact_lock(hashtext('dianda.claim'), hashtext(agency_code)) FROM dianda.leg
     WHERE id = $1 AND state IN ('pending', 'waiting') AND agency_code IS NOT NULL`,
    [legId],
  );
  return rows.length > 0;
}

interface Taken {
  readonly poll: boolean;
  readonly claimed_at: Date;
}

async function takeLease(
  statements: Statements,
  claim: { legId: LegId; attemptId: string; dispatcherId: string; leaseMs: number },
): Promise<Taken | undefined> {
  const rows = await statements.rows<Taken>(
    `WITH target AS (
       SELECT leg.id, leg.deferred_since IS NOT NULL AS poll,
         date_trunc('milliseconds', statement_timestamp()) AS claimed_at
       FROM dianda.leg JOIN dianda.agency ON agency.code = leg.agency_code
       WHERE leg.id = $1 AND leg.state IN ('pending', 'waiting')
         AND leg.due_at <= statement_timestamp() AND leg.expires_at > statement_timestamp()
         AND ${isOpen} AND coalesce(${quotaLeft}, 1) > 0
         AND (SELECT count(*) FROM dianda.leg asking
              WHERE asking.agency_code = agency.code AND asking.state = 'asking') < agency.concurrency
       FOR UPDATE OF leg
     ), taken AS (
       UPDATE dianda.leg SET state = 'asking', current_attempt_id = $2,
         lease_until = statement_timestamp() + $4 * interval '1 millisecond', ring_lease_until = NULL,
         attempts = leg.attempts + CASE WHEN target.poll THEN 0 ELSE 1 END,
         polls = leg.polls + CASE WHEN target.poll THEN 1 ELSE 0 END,
         waiting_kind = CASE WHEN target.poll THEN 'agency_working' ELSE 'answer' END
       FROM target WHERE leg.id = target.id
       RETURNING leg.id, leg.agency_code, target.poll, target.claimed_at
     ), started AS (
       INSERT INTO dianda.attempt (id, leg_id, poll, dispatcher_id, started_at)
       SELECT $2, taken.id, taken.poll, $3, taken.claimed_at FROM taken
     ), asked AS (SELECT taken.agency_code FROM taken
     ), counted AS (${countRequest}
     )
     SELECT poll, claimed_at FROM taken`,
    [claim.legId, claim.attemptId, claim.dispatcherId, claim.leaseMs],
  );
  if (rows[0] !== undefined) return rows[0];
  // Nobody asks now (held, or all places taken), so the ring is over: feed may ring again when there is room.
  await statements.rows(
    `UPDATE dianda.leg SET ring_lease_until = NULL
     WHERE id = $1 AND state IN ('pending', 'waiting') AND ring_lease_until IS NOT NULL`,
    [claim.legId],
  );
  return undefined;
}

async function readClaimed(
  database: Database,
  vault: CaseVault,
  legId: LegId,
  attemptId: string,
  taken: Taken,
): Promise<ClaimedLeg> {
  const rows = await database.rows<WholeInquiryRow & WholeCaseRow>(
    `SELECT ${legShape.list}, ${inquiryShape.list}, ${subjectsColumn}, ${caseShape.list}, ${teamColumn},
       ${partiesColumn}, ${officersShape.list}, ${agencyShape.list}
     FROM dianda.leg
     JOIN dianda.inquiry ON inquiry.id = leg.inquiry_id
     JOIN dianda.enforcement_case c ON c.id = inquiry.case_id
     JOIN dianda.court ON court.code = c.court_code
     JOIN dianda.officer requester ON requester.id = inquiry.requested_by
     JOIN dianda.court requester_court ON requester_court.code = requester.court_code
     JOIN dianda.officer responsible ON responsible.id = inquiry.responsible_officer
     JOIN dianda.court responsible_court ON responsible_court.code = responsible.court_code
     JOIN dianda.agency ON agency.code = leg.agency_code
     WHERE leg.id = $1`,
    [legId],
  );
  const row = rows[0];
  if (row === undefined) throw new TypeError('a leg just claimed is not there');
  const { inquiry: inquiryRow } = inquiryShape.read(row);
  const seal = await vault.sealOf(database, mustParse(parseCaseId, inquiryRow.caseId));
  const officers = officersShape.read(row);
  const leg = legFromRow(legShape.read(row).leg, seal, undefined);
  const inquiry = inquiryFromRow(row, inquiryRow, seal);
  const subject = inquiry.subjects.find((each) => each.id === leg.subjectId);
  if (subject === undefined) throw new TypeError('a leg asks about nobody of its inquiry');
  return {
    leg,
    attemptId: mustParse(parseAttemptId, attemptId),
    claimedAt: instantOf(taken.claimed_at),
    inquiry,
    subject,
    case: caseFromRow(row, seal),
    requestedBy: officerFromRow(officers.requester, officers.requester_court),
    responsibleOfficer: officerFromRow(officers.responsible, officers.responsible_court),
    agency: agencyFromRow(agencyShape.read(row).agency),
    poll: taken.poll,
  };
}
