import {
  answerOfUncovered,
  DiandaError,
  instantOf,
  isOpen,
  mustParse,
  parseInquiryId,
  type AcceptedInquiry,
  type Inquiry,
  type InquiryStore,
  type Leg,
} from '@dianda/inquiry';
import { answerInsert, answerRows } from '../legs/answer-rows.js';
import { auditInsert, auditRow } from '../audit/typeorm-audit-log.js';
import { caseFromRow, readCaseRow } from '../cases/case-rows.js';
import type { CaseSeal, CaseVault } from '../cases/case-vault.js';
import type { Statements, Transaction } from '../database/database.js';
import { inquirySubjectPlace, purposePlace } from './inquiry-rows.js';

export type Order = Parameters<InquiryStore['accept']>[0];

/** The transaction that accepts an order, or finds that it was accepted before. */
export async function acceptOrder(
  statements: Transaction,
  vault: CaseVault,
  order: Order,
  traceParent: string | undefined,
): Promise<AcceptedInquiry> {
  const acceptedAt = await takeKey(statements, vault, order);
  if (acceptedAt === undefined) return acceptedBefore(statements, vault, order);
  const { inquiry } = order;
  // Shared, so that orders in one case do not wait for each other, while a push of the case does.
  await statements.rows('SELECT FROM dianda.enforcement_case WHERE id = $1 FOR SHARE', [inquiry.caseId]);
  const row = await readCaseRow(statements, inquiry.caseId);
  if (row === undefined) throw DiandaError.notFound('CASE_NOT_FOUND');
  const seal = await vault.sealOf(statements, inquiry.caseId);
  order.recheck(caseFromRow(row, seal), instantOf(acceptedAt));
  await insertOrder(statements, seal, order, acceptedAt, traceParent);
  for (const { agencyCode, assetClass, state } of order.legs) {
    const rung = isOpen(state) ? undefined : 'not_covered';
    statements.tell({ what: 'ordered', agencyCode, assetClass, rung });
  }
  return { inquiryId: inquiry.id, acceptedAt: instantOf(acceptedAt), created: true };
}

/** Takes the key for this order; waits while another order under it is being accepted. Undefined when it was taken. */
async function takeKey(statements: Statements, vault: CaseVault, order: Order): Promise<Date | undefined> {
  const rows = await statements.rows<{ accepted_at: Date }>(
    `INSERT INTO dianda.idempotency (account_id, key, body_index, inquiry_id) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING accepted_at`,
    [order.by.accountId, order.idempotencyKey, vault.indexOfBody(order.bodyHash), order.inquiry.id],
  );
  return rows[0]?.accepted_at;
}

async function acceptedBefore(
  statements: Statements,
  vault: CaseVault,
  { by, idempotencyKey, bodyHash }: Order,
): Promise<AcceptedInquiry> {
  const earlier = await readKey(statements, vault, by.accountId, idempotencyKey, bodyHash);
  if (earlier?.isSameBody !== true) throw DiandaError.conflict('IDEMPOTENCY_KEY_REUSED');
  return { inquiryId: earlier.inquiryId, acceptedAt: earlier.acceptedAt, created: false };
}

/** What was accepted under a key of an account, and whether with a body of this hash. */
export async function readKey(
  statements: Statements,
  vault: CaseVault,
  accountId: string,
  key: string,
  bodyHash: string,
): ReturnType<InquiryStore['findByIdempotencyKey']> {
  const rows = await statements.rows<{ inquiry_id: string; body_index: Buffer; accepted_at: Date }>(
    'SELECT inquiry_id, body_index, accepted_at FROM dianda.idempotency WHERE account_id = $1 AND key = $2',
    [accountId, key],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return {
    inquiryId: mustParse(parseInquiryId, row.inquiry_id),
    acceptedAt: instantOf(row.accepted_at),
    isSameBody: row.body_index.equals(vault.indexOfBody(bodyHash)),
  };
}

/** Inquiry, subjects, legs, the answers the plan gives itself, first event and audit entry: one statement. */
async function insertOrder(
  statements: Statements,
  seal: CaseSeal,
  { inquiry, legs, by }: Order,
  acceptedAt: Date,
  traceParent: string | undefined,
): Promise<void> {
  const open = legs.filter((leg) => isOpen(leg.state));
  await statements.rows(
    `WITH ordered AS (
       INSERT INTO dianda.inquiry (id, case_id, case_number, case_type, court_code, court_name, requested_by,
         responsible_officer, asset_classes, agencies, regions, notice_number, notice_name, notice_sha256, notice_id,
         reissues, purpose_sealed, priority, ordered_at, state, leg_count, open_count, event_count,
         trace_parent)
       SELECT id, case_id, case_number, case_type, court_code, court_name, requested_by, responsible_officer,
         asset_classes, agencies, regions, notice_number, notice_name, notice_sha256, notice_id, reissues,
         decode(purpose, 'hex'),
         priority, ordered_at, 'dispatching', leg_count, open_count, 1, trace_parent
       FROM jsonb_to_record($1::jsonb) AS given(id uuid, case_id uuid, case_number text, case_type text,
         court_code text, court_name text, requested_by uuid, responsible_officer uuid, asset_classes jsonb,
         agencies jsonb, regions jsonb, notice_number text, notice_name text, notice_sha256 text, notice_id uuid,
         reissues uuid, purpose text,
         priority text, ordered_at timestamptz, leg_count integer, open_count integer,
         trace_parent text)
       RETURNING id, court_code, requested_by, priority, ordered_at
     ), asked_about AS (
       INSERT INTO dianda.inquiry_subject (inquiry_id, subject_id, position, identity_sealed)
       SELECT ordered.id, subject_id, position, decode(identity, 'hex')
       FROM ordered, jsonb_to_recordset($2::jsonb) AS given(subject_id uuid, position integer, identity text)
     ), planned AS (
       INSERT INTO dianda.leg (id, inquiry_id, subject_id, agency_code, asset_class, region, court_code, officer_id,
         priority, ordered_at, state, round, attempts, polls, due_at, expires_at, expected_at,
         unknown_holiday_years, waiting_kind, settled_at, rung, answer_version)
       SELECT given.id, ordered.id, subject_id, agency_code, asset_class, region, ordered.court_code,
         ordered.requested_by, ordered.priority, ordered.ordered_at, state, round, attempts, polls, due_at, expires_at, expected_at,
         unknown_holiday_years, waiting_kind, settled_at, rung,
         answer_version
       FROM ordered, jsonb_to_recordset($3::jsonb) AS given(id uuid, subject_id uuid, agency_code text,
         asset_class text, region text, state text, round integer, attempts integer, polls integer, due_at timestamptz,
         expires_at timestamptz, expected_at timestamptz, unknown_holiday_years jsonb, waiting_kind text, settled_at timestamptz, rung text,
         answer_version integer)
     ), uncovered AS (${answerInsert(4)}
     ), told AS (
       INSERT INTO dianda.inquiry_event (inquiry_id, number, kind, facts)
       SELECT ordered.id, 1, 'ordered', jsonb_build_object('legs', $5::integer, 'open', $6::integer) FROM ordered
     )
     ${auditInsert(7)}`,
    [
      JSON.stringify({
        ...inquiryRow(inquiry, seal, legs.length, open.length),
        trace_parent: traceParent ?? null,
      }),
      JSON.stringify(subjectRows(inquiry, seal)),
      JSON.stringify(legs.map(legRow)),
      JSON.stringify(
        legs.filter((leg) => !isOpen(leg.state)).map((leg) => uncoveredRow(leg, seal, acceptedAt)),
      ),
      legs.length,
      open.length,
      JSON.stringify([
        auditRow({
          action: 'inquiry_ordered',
          by,
          subject: { kind: 'inquiry', id: inquiry.id },
          facts: {
            caseId: inquiry.caseId,
            subjects: inquiry.subjects.length,
            legs: legs.length,
            noticeSha256: inquiry.notice.sha256,
            ...(inquiry.reissues === undefined ? {} : { reissues: inquiry.reissues }),
          },
        }),
      ]),
    ],
  );
}

function inquiryRow(inquiry: Inquiry, seal: CaseSeal, legCount: number, openCount: number) {
  return {
    id: inquiry.id,
    case_id: inquiry.caseId,
    case_number: inquiry.caseNumber,
    case_type: inquiry.caseType,
    court_code: inquiry.court.code,
    court_name: inquiry.court.name,
    requested_by: inquiry.requestedBy,
    responsible_officer: inquiry.responsibleOfficer,
    asset_classes: inquiry.assetClasses,
    agencies: inquiry.agencies,
    regions: inquiry.regions,
    notice_number: inquiry.notice.number,
    notice_name: inquiry.notice.name,
    notice_sha256: inquiry.notice.sha256,
    notice_id: inquiry.noticeId,
    reissues: inquiry.reissues,
    purpose: seal.bytes(purposePlace(inquiry.id), inquiry.purpose).toString('hex'),
    priority: inquiry.priority,
    ordered_at: inquiry.orderedAt,
    leg_count: legCount,
    open_count: openCount,
  };
}

function subjectRows(inquiry: Inquiry, seal: CaseSeal) {
  return inquiry.subjects.map(({ id, ...identity }, position) => ({
    subject_id: id,
    position,
    identity: seal.json(inquirySubjectPlace(inquiry.id, id), identity).toString('hex'),
  }));
}

function legRow(leg: Leg) {
  const settled = !isOpen(leg.state);
  return {
    id: leg.id,
    subject_id: leg.subjectId,
    agency_code: leg.agencyCode,
    asset_class: leg.assetClass,
    region: leg.region,
    state: leg.state,
    round: leg.round,
    attempts: leg.attempts,
    polls: leg.polls,
    due_at: leg.dueAt,
    expires_at: leg.expiresAt,
    expected_at: leg.expectedAt,
    unknown_holiday_years: leg.unknownHolidayYears,
    waiting_kind: settled ? null : 'turn',
    settled_at: leg.settledAt,
    rung: settled ? 'not_covered' : null,
    answer_version: settled ? 1 : 0,
  };
}

function uncoveredRow(leg: Leg, seal: CaseSeal, acceptedAt: Date) {
  const recordedAt = instantOf(acceptedAt);
  return answerRows(seal, {
    legId: leg.id,
    version: 1,
    attemptId: null,
    late: false,
    recordedAt,
    answer: answerOfUncovered(leg),
    evidence: [],
  }).answer;
}
