import { caseKey } from '@dianda/identifiers';
import {
  caseIdOf,
  DiandaError,
  instantOf,
  isReason,
  mustParse,
  parseAgencyCode,
  parseAttemptId,
  parseInquiryId,
  parseInstant,
  parseLegId,
  type LegAttempt,
  type LegId,
  type LegInterventionKind,
  type LegListing,
  type LegSearch,
  type OperatedLeg,
} from '@dianda/inquiry';
import type { Statements } from '../database/database.js';
import { RowShape } from '../database/row-shape.js';
import { optionalInstant } from '../database/times.js';
import { AttemptEntity } from '../entities/index.js';
import { lastErrorOf, legShape } from '../legs/leg-rows.js';

const attemptShape = new RowShape({ attempt: AttemptEntity });

interface BesidesLeg {
  readonly case_number: string;
  readonly intervention: LegInterventionKind | null;
}

const selectLegs = `SELECT ${legShape.list}, inquiry.case_number,
    (SELECT kind FROM dianda.leg_intervention WHERE leg_id = leg.id AND done_at IS NULL) AS intervention
  FROM dianda.leg JOIN dianda.inquiry ON inquiry.id = leg.inquiry_id`;

export async function readOperatedLeg(statements: Statements, id: LegId): Promise<OperatedLeg | undefined> {
  const rows = await statements.rows<BesidesLeg>(`${selectLegs} WHERE leg.id = $1`, [id]);
  return rows[0] && operatedLeg(rows[0]);
}

/** A cursor names the last leg of the page before, so that new orders shift nothing. */
export async function searchLegs(statements: Statements, search: LegSearch): Promise<LegListing> {
  const after = search.cursor === undefined ? undefined : readCursor(search.cursor);
  const conditions: string[] = [];
  const values: unknown[] = [search.limit + 1];
  const where = (condition: (...places: string[]) => string, ...given: readonly unknown[]): void => {
    conditions.push(condition(...given.map((value) => `$${values.push(value)}`)));
  };
  // Only what is asked for stands in the statement, so that each kind of search finds its index.
  if (search.caseNumber !== undefined)
    where((place) => `inquiry.case_id = ${place}::uuid`, caseIdOf(caseKey(search.caseNumber)));
  if (search.agency !== undefined) where((place) => `leg.agency_code = ${place}`, search.agency);
  // Written out, for the index of parked legs; it is one of our own words.
  if (search.state !== undefined) where(() => `leg.state = '${search.state}'`);
  if (after !== undefined)
    where(
      (at, id) => `(leg.ordered_at, leg.id) < (${at}::timestamptz, ${id}::uuid)`,
      after.orderedAt,
      after.id,
    );
  const rows = await statements.rows<BesidesLeg>(
    `${selectLegs} ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
     ORDER BY leg.ordered_at DESC, leg.id DESC LIMIT $1`,
    values,
  );
  const items = rows.slice(0, search.limit).map(operatedLeg);
  const last = items.at(-1);
  return {
    items,
    nextCursor:
      rows.length > search.limit && last !== undefined
        ? Buffer.from(`${last.orderedAt} ${last.id}`).toString('base64url')
        : undefined,
  };
}

export async function readAttempts(
  statements: Statements,
  id: LegId,
  most: number,
): Promise<readonly LegAttempt[]> {
  const rows = await statements.rows<object>(
    `SELECT ${attemptShape.list} FROM dianda.attempt WHERE attempt.leg_id = $1
     ORDER BY attempt.started_at DESC, attempt.id LIMIT $2`,
    [id, most],
  );
  return rows.map((row) => {
    const { attempt } = attemptShape.read(row);
    const { reason, origin } = attempt;
    return {
      id: mustParse(parseAttemptId, attempt.id),
      poll: attempt.poll,
      dispatcherId: attempt.dispatcherId,
      startedAt: instantOf(attempt.startedAt),
      endedAt: optionalInstant(attempt.endedAt),
      outcome: attempt.outcome ?? undefined,
      error: reason !== null && origin !== null && isReason(reason) ? { reason, origin } : undefined,
    };
  });
}

function operatedLeg(row: BesidesLeg): OperatedLeg {
  const { leg } = legShape.read(row);
  return {
    id: mustParse(parseLegId, leg.id),
    inquiryId: mustParse(parseInquiryId, leg.inquiryId),
    caseNumber: row.case_number,
    agencyCode: leg.agencyCode === null ? undefined : mustParse(parseAgencyCode, leg.agencyCode),
    assetClass: leg.assetClass,
    state: leg.state,
    round: leg.round,
    attempts: leg.attempts,
    polls: leg.polls,
    rings: leg.ringNumber,
    defects: leg.defects,
    orderedAt: instantOf(leg.orderedAt),
    dueAt: optionalInstant(leg.dueAt),
    expectedAt: instantOf(leg.expectedAt),
    expiresAt: instantOf(leg.expiresAt),
    waitingFor: leg.waitingKind ?? undefined,
    lastError: lastErrorOf(leg),
    rung: leg.rung ?? undefined,
    settledAt: optionalInstant(leg.settledAt),
    intervention: row.intervention ?? undefined,
  };
}

function readCursor(cursor: string): { readonly orderedAt: string; readonly id: string } {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  const orderedAt = parseInstant(time);
  const legId = parseLegId(id);
  if (orderedAt === undefined || legId === undefined) {
    throw DiandaError.invalid('REQUEST_INVALID', [
      { pointer: '/cursor', code: 'CURSOR_UNKNOWN', detail: '' },
    ]);
  }
  return { orderedAt, id: legId };
}
