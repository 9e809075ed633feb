import {
  instantOf,
  mustParse,
  parseCaseId,
  parseInquiryId,
  type AttemptId,
  type AuditEntry,
  type CaseId,
  type InquiryId,
  type Instant,
} from '@dianda/inquiry';
import { answerInsert, answerRows, evidenceSha256, pagesInsert } from './answer-rows.js';
import { auditInsert, auditRow, writeAudit } from '../audit/typeorm-audit-log.js';
import type { CaseSeal, CaseVault } from '../cases/case-vault.js';
import type { Statements } from '../database/database.js';
import type { InquiryEntity, LegEntity } from '../entities/index.js';
import {
  completedEvent,
  eventsInsert,
  legEvent,
  numbered,
  reportEvent,
} from '../inquiries/inquiry-events.js';
import { inquiryShape } from '../inquiries/inquiry-rows.js';
import { closedBy, type AttemptOutcome, type LegChange } from './leg-change.js';
import { legShape } from './leg-rows.js';
import { readInquiry, readReportInputs } from '../inquiries/report-inputs.js';
import { writeSealedReport } from '../inquiries/sealed-reports.js';
import { databaseNow } from '../database/times.js';

/** A leg and its inquiry, both locked until the transaction ends, inquiry first. */
export interface HeldLeg {
  readonly inquiryId: InquiryId;
  readonly caseId: CaseId;
  readonly inquiry: InquiryEntity;
  readonly leg: LegEntity;
  readonly now: Instant;
}

/** Locks by the attempt that holds the leg, or by the leg. Undefined when there is none (any more). */
export async function holdLeg(
  statements: Statements,
  by: 'current_attempt_id' | 'id',
  id: string,
): Promise<HeldLeg | undefined> {
  // One order of locks for everybody, inquiry before leg: the inquiry is locked by the part that must run first.
  const rows = await statements.rows<{ now: Date }>(
    `WITH inquiry AS MATERIALIZED (
       SELECT * FROM dianda.inquiry
       WHERE id = (SELECT leg.inquiry_id FROM dianda.leg WHERE leg.${by} = $1) FOR UPDATE)
     SELECT ${inquiryShape.list}, ${legShape.list}, ${databaseNow} AS now
     FROM inquiry JOIN dianda.leg ON leg.inquiry_id = inquiry.id
     WHERE leg.${by} = $1 FOR UPDATE OF leg`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const { inquiry } = inquiryShape.read(row);
  return {
    inquiryId: mustParse(parseInquiryId, inquiry.id),
    caseId: mustParse(parseCaseId, inquiry.caseId),
    inquiry,
    leg: legShape.read(row).leg,
    now: instantOf(row.now),
  };
}

/**
 * How an attempt ended, as far as it has. A statement of its own, after the lock: the one that waited for the lock sees
 * other tables as they were before it waited.
 */
export async function readAttemptOutcome(
  statements: Statements,
  attemptId: AttemptId,
): Promise<AttemptOutcome | null> {
  const rows = await statements.rows<{ outcome: AttemptOutcome | null }>(
    'SELECT outcome FROM dianda.attempt WHERE id = $1',
    [attemptId],
  );
  return rows[0]?.outcome ?? null;
}

/**
 * Writes all that a change of a leg means, in the transaction that holds it: leg, attempt, answer with evidence, counts,
 * numbered events, audit entry, and the next sealed report where the inquiry completes or a late answer changes it.
 */
export async function recordChange(
  statements: Statements,
  vault: CaseVault,
  held: HeldLeg,
  change: LegChange,
): Promise<void> {
  const seal = await vault.sealOf(statements, held.caseId);
  const openCount = held.inquiry.openCount - closedBy(held.leg, change);
  const completes = openCount === 0 && held.inquiry.state === 'dispatching';
  const sealsReport = completes || (change.late && held.inquiry.state === 'completed');
  const version = held.inquiry.reportVersions + 1;
  const events = [
    legEvent(held.leg, change),
    ...(completes ? [completedEvent] : []),
    ...(sealsReport ? [reportEvent(version)] : []),
  ];
  const audit = auditOf(held, change);
  const parameters = [
    JSON.stringify(changeRow(held, change, { openCount, completes, sealsReport, events: events.length })),
    ...answerParameters(held, change, seal),
    JSON.stringify(numbered(held.inquiry, events)),
  ];
  if (audit === undefined || sealsReport) {
    await statements.rows(`${changeStatement} SELECT`, parameters);
  } else {
    await statements.rows(`${changeStatement} ${auditInsert(5)}`, [
      ...parameters,
      JSON.stringify(auditRow(audit)),
    ]);
  }
  if (!sealsReport) return;
  await sealNextReport(statements, vault, held.inquiryId, version);
  // After the fold, so that the audit chain is not locked while it runs.
  if (audit !== undefined) await writeAudit(statements, audit);
}

/** Completes an inquiry that was ordered without any leg to ask; the caller holds its row. */
export async function completeInquiry(
  statements: Statements,
  vault: CaseVault,
  inquiry: InquiryEntity,
): Promise<void> {
  const version = inquiry.reportVersions + 1;
  const events = numbered(inquiry, [completedEvent, reportEvent(version)]);
  await statements.rows(
    `WITH told AS (${eventsInsert(2)})
     UPDATE dianda.inquiry SET state = 'completed', completed_at = ${databaseNow}, event_count = event_count + 2,
       report_versions = report_versions + 1 WHERE id = $1`,
    [inquiry.id, JSON.stringify(events)],
  );
  await sealNextReport(statements, vault, mustParse(parseInquiryId, inquiry.id), version);
}

async function sealNextReport(
  statements: Statements,
  vault: CaseVault,
  id: InquiryId,
  version: number,
): Promise<void> {
  const read = await readInquiry(statements, vault, id);
  if (read === undefined) throw new TypeError('an inquiry that completes is not there');
  await writeSealedReport(statements, read.seal, await readReportInputs(statements, read), version);
}

const changeStatement = `WITH change AS (
    SELECT * FROM jsonb_to_record($1::jsonb) AS given(leg_id uuid, attempt_id uuid, inquiry_id uuid, at timestamptz,
      state text, attempts integer, due_at timestamptz, waiting_kind text, waiting_sealed text,
      deferred_since timestamptz, error_reason text, error_origin text, error_at timestamptz, rung text,
      settled boolean, outcome text, attempt_reason text, attempt_origin text, open_count integer, events integer, completes boolean, seals boolean)
  ), changed AS (
    UPDATE dianda.leg SET state = change.state, attempts = change.attempts, due_at = change.due_at,
      expected_at = CASE WHEN change.settled THEN leg.expected_at ELSE greatest(leg.expected_at, change.due_at) END,
      waiting_kind = change.waiting_kind,
      waiting_since = CASE WHEN change.waiting_kind = 'clarification' THEN change.at END,
      waiting_sealed = decode(change.waiting_sealed, 'hex'), deferred_since = change.deferred_since,
      error_reason = change.error_reason, error_origin = change.error_origin, error_at = change.error_at,
      settled_at = CASE WHEN change.settled THEN change.at END,
      rung = coalesce(change.rung, leg.rung),
      answer_version = leg.answer_version + CASE WHEN change.rung IS NULL THEN 0 ELSE 1 END,
      lease_until = NULL, ring_lease_until = NULL
    FROM change WHERE leg.id = change.leg_id
  ), ended AS (
    UPDATE dianda.attempt SET ended_at = change.at, outcome = change.outcome, reason = change.attempt_reason,
      origin = change.attempt_origin
    FROM change WHERE attempt.id = change.attempt_id
  ), answered AS (${answerInsert(2)}
  ), proved AS (${pagesInsert(3)}
  ), counted AS (
    UPDATE dianda.inquiry SET open_count = change.open_count, event_count = inquiry.event_count + change.events,
      report_versions = inquiry.report_versions + CASE WHEN change.seals THEN 1 ELSE 0 END,
      state = CASE WHEN change.completes THEN 'completed' ELSE inquiry.state END,
      completed_at = CASE WHEN change.completes THEN change.at ELSE inquiry.completed_at END
    FROM change WHERE inquiry.id = change.inquiry_id
  ), told AS (${eventsInsert(4)}
  )`;

function changeRow(
  { leg, inquiry, now }: HeldLeg,
  change: LegChange,
  counts: { openCount: number; completes: boolean; sealsReport: boolean; events: number },
) {
  const settled =
    change.state === 'answered' || change.state === 'unanswered' || change.state === 'cancelled';
  return {
    leg_id: leg.id,
    attempt_id: leg.state === 'asking' || change.late ? leg.currentAttemptId : null,
    inquiry_id: inquiry.id,
    at: now,
    state: change.state,
    attempts: change.attempts,
    due_at: change.dueAt,
    waiting_kind: change.waitingKind,
    waiting_sealed: change.waitingSealed?.toString('hex'),
    deferred_since: change.deferredSince,
    error_reason: change.error?.reason,
    error_origin: change.error?.origin,
    error_at: change.error?.at,
    rung: change.answer?.rung,
    settled,
    outcome: change.outcome,
    attempt_reason: (change.attemptError ?? change.error)?.reason,
    attempt_origin: (change.attemptError ?? change.error)?.origin,
    open_count: counts.openCount,
    events: counts.events,
    completes: counts.completes,
    seals: counts.sealsReport,
  };
}

function answerParameters(
  { leg, now }: HeldLeg,
  change: LegChange,
  seal: CaseSeal,
): readonly [string, string] {
  if (change.answer === null) return ['[]', '[]'];
  const { answer, pages } = answerRows(seal, {
    legId: leg.id,
    version: leg.answerVersion + 1,
    // Dianda's own word that time ran out is no attempt's.
    attemptId: change.answer.rung === 'no_response' ? null : leg.currentAttemptId,
    late: change.late,
    recordedAt: now,
    answer: change.answer,
    evidence: change.evidence,
  });
  return [JSON.stringify([answer]), JSON.stringify(pages)];
}

/** Ends of legs are audited; a leg that waits or will be asked again is on record in its attempts. */
function auditOf({ leg, inquiryId }: HeldLeg, change: LegChange): AuditEntry | undefined {
  const about = { by: undefined, subject: { kind: 'leg', id: leg.id } } as const;
  if (change.outcome === 'cancelled') {
    return {
      ...about,
      action: 'leg_cancelled',
      facts: { inquiryId, reason: change.error?.reason ?? 'CANCELLED' },
    };
  }
  if (change.answer === null || change.state === 'waiting') return undefined;
  const hash = evidenceSha256(change.evidence);
  return {
    ...about,
    action: 'leg_settled',
    facts: {
      inquiryId,
      rung: change.answer.rung,
      version: leg.answerVersion + 1,
      late: change.late,
      ...(hash === undefined ? {} : { evidenceSha256: hash.toString('hex') }),
    },
  };
}
