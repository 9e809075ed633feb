import {
  instantOf,
  mustParse,
  parseCaseId,
  parseInquiryId,
  type Answer,
  type AuditEntry,
  type CaseId,
  type InquiryId,
  type Instant,
} from '@dianda/inquiry';
import { answerInsert, answerRows, evidenceSha256, pagesInsert, type AnswerRows } from './answer-rows.js';
import { auditInsert, auditRow, writeAudit } from '../audit/typeorm-audit-log.js';
import type { CaseSeal, CaseVault } from '../cases/case-vault.js';
import type { Statements, Transaction } from '../database/database.js';
import type { InquiryEntity, LegEntity } from '../entities/index.js';
import {
  completedEvent,
  eventsInsert,
  legEvent,
  numbered,
  reportEvent,
  type EventToTell,
} from '../inquiries/inquiry-events.js';
import { inquiryShape } from '../inquiries/inquiry-rows.js';
import { closedBy, type AttemptOutcome, type LegChange } from './leg-change.js';
import { legShape } from './leg-rows.js';
import { readInquiries, readReportInputs } from '../inquiries/report-inputs.js';
import { writeSealedReports } from '../inquiries/sealed-reports.js';
import { databaseNow } from '../database/times.js';
import type { LegFact } from '../storage-meter.js';

/** A leg and its inquiry, both locked until the transaction ends, inquiry first. */
export interface HeldLeg {
  readonly inquiryId: InquiryId;
  readonly caseId: CaseId;
  readonly inquiry: InquiryEntity;
  readonly leg: LegEntity;
  readonly now: Instant;
}

/** Locks by the attempts that hold the legs, or by the legs. Those that are not there (any more) are left out. */
export async function holdLegs(
  statements: Statements,
  by: 'current_attempt_id' | 'id',
  ids: readonly string[],
): Promise<readonly HeldLeg[]> {
  // One order of locks for everybody, inquiries before legs and each in the order of ids: the inquiries are locked by
  // the part that must run first.
  const rows = await statements.rows<{ now: Date }>(
    `WITH inquiry AS MATERIALIZED (
       SELECT * FROM dianda.inquiry
       WHERE id IN (SELECT leg.inquiry_id FROM dianda.leg WHERE leg.${by} = ANY ($1::uuid[]))
       ORDER BY id FOR UPDATE)
     SELECT ${inquiryShape.list}, ${legShape.list}, ${databaseNow} AS now
     FROM inquiry JOIN dianda.leg ON leg.inquiry_id = inquiry.id
     WHERE leg.${by} = ANY ($1::uuid[]) ORDER BY leg.id FOR UPDATE OF leg`,
    [ids],
  );
  return rows.map((row) => {
    const { inquiry } = inquiryShape.read(row);
    return {
      inquiryId: mustParse(parseInquiryId, inquiry.id),
      caseId: mustParse(parseCaseId, inquiry.caseId),
      inquiry,
      leg: legShape.read(row).leg,
      now: instantOf(row.now),
    };
  });
}

/**
 * How attempts ended, as far as they have. A statement of its own, after the lock: the one that waited for the lock sees
 * other tables as they were before it waited.
 */
export async function readAttemptOutcomes(
  statements: Statements,
  attemptIds: readonly string[],
): Promise<ReadonlyMap<string, AttemptOutcome | null>> {
  if (attemptIds.length === 0) return new Map();
  const rows = await statements.rows<{ id: string; outcome: AttemptOutcome | null }>(
    'SELECT id, outcome FROM dianda.attempt WHERE id = ANY ($1::uuid[])',
    [attemptIds],
  );
  return new Map(rows.map(({ id, outcome }) => [id, outcome]));
}

/** A change of a leg that the transaction holds. */
export interface HeldChange {
  readonly held: HeldLeg;
  readonly change: LegChange;
}

/**
 * Writes all that changes of legs mean, in the transaction that holds them: legs, attempts, answers with evidence,
 * counts, numbered events, audit entries, and the next sealed report of each inquiry that completes or that an
 * answer changes later. Each leg stands in the list once.
 */
export async function recordChanges(
  statements: Transaction,
  vault: CaseVault,
  changes: readonly HeldChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const told = inquiriesOf(changes);
  const sealing = told.filter(({ sealsReport }) => sealsReport);
  const answers: AnswerRows[] = [];
  for (const { held, change } of changes) {
    if (change.answer === null) continue;
    answers.push(answerOf(await vault.sealOf(statements, held.caseId), held, change, change.answer));
  }
  for (const { held, change } of changes) statements.tell(factOf(held, change));
  const audit = changes.flatMap(({ held, change }) => auditOf(held, change) ?? []);
  const parameters = [
    JSON.stringify(changes.map(changeRow)),
    JSON.stringify(answers.map((each) => each.answer)),
    JSON.stringify(answers.flatMap((each) => each.pages)),
    JSON.stringify(told.flatMap(({ inquiry, events }) => numbered(inquiry, events))),
    JSON.stringify(told.map(countRow)),
  ];
  if (sealing.length === 0) {
    await statements.rows(`${changeStatement} ${auditInsert(6)}`, [
      ...parameters,
      JSON.stringify(audit.map(auditRow)),
    ]);
    return;
  }
  await statements.rows(`${changeStatement} SELECT`, parameters);
  await sealNextReports(
    statements,
    vault,
    sealing.map(({ inquiryId, version }) => ({ inquiryId, version })),
  );
  // After the fold, so that the audit chain is not locked while it runs.
  await writeAudit(statements, ...audit);
}

/** What changes of its legs mean for one inquiry. */
interface ToldInquiry {
  readonly inquiryId: InquiryId;
  readonly inquiry: InquiryEntity;
  readonly at: Instant;
  readonly openCount: number;
  readonly completes: boolean;
  readonly sealsReport: boolean;
  /** Of the report that is sealed, if one is: changes that land together make one version. */
  readonly version: number;
  readonly events: readonly EventToTell[];
}

function inquiriesOf(changes: readonly HeldChange[]): readonly ToldInquiry[] {
  return [...Map.groupBy(changes, ({ held }) => held.inquiryId)].flatMap(([inquiryId, its]) => {
    const [first] = its;
    if (first === undefined) return [];
    const { inquiry, now } = first.held;
    const closed = its.reduce((sum, { held, change }) => sum + closedBy(held.leg, change), 0);
    const openCount = inquiry.openCount - closed;
    const completes = openCount === 0 && inquiry.state === 'dispatching';
    const changesLater = its.some(({ change }) => change.answer !== null) && inquiry.state === 'completed';
    const sealsReport = completes || changesLater;
    const version = inquiry.reportVersions + 1;
    const events = [
      ...its.map(({ held, change }) => legEvent(held.leg, change)),
      ...(completes ? [completedEvent] : []),
      ...(sealsReport ? [reportEvent(version)] : []),
    ];
    return [{ inquiryId, inquiry, at: now, openCount, completes, sealsReport, version, events }];
  });
}

function factOf({ leg, now }: HeldLeg, change: LegChange): LegFact {
  return {
    what: 'changed',
    agencyCode: leg.agencyCode ?? undefined,
    assetClass: leg.assetClass,
    to: change.state,
    rung: change.answer?.rung,
    late: change.late,
    orderedAt: instantOf(leg.orderedAt),
    at: now,
  };
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
  await sealNextReports(statements, vault, [{ inquiryId: mustParse(parseInquiryId, inquiry.id), version }]);
}

async function sealNextReports(
  statements: Statements,
  vault: CaseVault,
  versions: readonly { readonly inquiryId: InquiryId; readonly version: number }[],
): Promise<void> {
  const read = await readInquiries(
    statements,
    vault,
    versions.map(({ inquiryId }) => inquiryId),
  );
  if (read.length !== versions.length) throw new TypeError('an inquiry that completes is not there');
  const versionOf = new Map(versions.map(({ inquiryId, version }) => [inquiryId, version]));
  const inputs = await readReportInputs(statements, read);
  await writeSealedReports(
    statements,
    inputs.map(({ inputs: each, seal }) => {
      const version = versionOf.get(each.inquiry.id);
      if (version === undefined) throw new TypeError('a report that nobody asked for');
      return { seal, inputs: each, version };
    }),
  );
}

const changeStatement = `WITH change AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS given(leg_id uuid, attempt_id uuid, at timestamptz,
      state text, attempts integer, defects integer, due_at timestamptz, waiting_kind text, waiting_sealed text,
      deferred_since timestamptz, error_reason text, error_origin text, error_at timestamptz, rung text,
      settled boolean, outcome text, attempt_reason text, attempt_origin text)
  ), count AS (
    SELECT * FROM jsonb_to_recordset($5::jsonb) AS given(inquiry_id uuid, at timestamptz, open_count integer,
      events integer, completes boolean, seals boolean)
  ), changed AS (
    UPDATE dianda.leg SET state = change.state, attempts = change.attempts, defects = change.defects,
      due_at = change.due_at,
      expected_at = CASE WHEN change.settled THEN leg.expected_at ELSE greatest(leg.expected_at, change.due_at) END,
      waiting_kind = change.waiting_kind,
      waiting_since = CASE WHEN change.waiting_kind IN ('clarification', 'operator') THEN change.at END,
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
    UPDATE dianda.inquiry SET open_count = count.open_count, event_count = inquiry.event_count + count.events,
      report_versions = inquiry.report_versions + CASE WHEN count.seals THEN 1 ELSE 0 END,
      state = CASE WHEN count.completes THEN 'completed' ELSE inquiry.state END,
      completed_at = CASE WHEN count.completes THEN count.at ELSE inquiry.completed_at END
    FROM count WHERE inquiry.id = count.inquiry_id
  ), told AS (${eventsInsert(4)}
  )`;

function changeRow({ held: { leg, now }, change }: HeldChange) {
  const settled =
    change.state === 'answered' || change.state === 'unanswered' || change.state === 'cancelled';
  return {
    leg_id: leg.id,
    attempt_id:
      change.outcome !== null && (leg.state === 'asking' || change.late) ? leg.currentAttemptId : null,
    at: now,
    state: change.state,
    attempts: change.attempts,
    defects: change.defects,
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
  };
}

function countRow({ inquiryId, at, openCount, events, completes, sealsReport }: ToldInquiry) {
  return {
    inquiry_id: inquiryId,
    at,
    open_count: openCount,
    events: events.length,
    completes,
    seals: sealsReport,
  };
}

function answerOf(seal: CaseSeal, { leg, now }: HeldLeg, change: LegChange, answer: Answer): AnswerRows {
  return answerRows(seal, {
    legId: leg.id,
    version: leg.answerVersion + 1,
    // Dianda's own word that time ran out is no attempt's.
    attemptId: answer.rung === 'no_response' ? null : leg.currentAttemptId,
    late: change.late,
    recordedAt: now,
    answer,
    evidence: change.evidence,
  });
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
      ...(change.corrects === null ? {} : { corrects: change.corrects }),
      ...(hash === undefined ? {} : { evidenceSha256: hash.toString('hex') }),
    },
  };
}
