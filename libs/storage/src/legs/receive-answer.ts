import {
  askedCategories,
  DiandaError,
  instantOf,
  mayBecome,
  mustParse,
  parseInquiryId,
  type AskedLeg,
  type InquiryId,
  type LegId,
  type PushedAnswer,
} from '@dianda/inquiry';
import type { CaseVault } from '../cases/case-vault.js';
import type { Statements, Transaction } from '../database/database.js';
import { readInquiry, readReportInputs } from '../inquiries/report-inputs.js';
import { evidenceSha256 } from './answer-rows.js';
import { settledBy, type LegChange } from './leg-change.js';
import { holdLegs, recordChanges, type HeldLeg } from './record-change.js';

/** The leg as its agency was asked; undefined when there is none, or it was never asked. */
export async function readAskedLeg(
  statements: Statements,
  vault: CaseVault,
  legId: LegId,
): Promise<AskedLeg | undefined> {
  const rows = await statements.rows<{ inquiry_id: string }>(
    'SELECT inquiry_id FROM dianda.leg WHERE id = $1 AND current_attempt_id IS NOT NULL',
    [legId],
  );
  if (rows[0] === undefined) return undefined;
  const read = await readInquiry(statements, vault, mustParse(parseInquiryId, rows[0].inquiry_id));
  const [only] = read === undefined ? [] : await readReportInputs(statements, [read]);
  if (only === undefined) return undefined;
  const { inquiry, legs, agencies } = only.inputs;
  const leg = legs.find(({ id }) => id === legId);
  const subject = inquiry.subjects.find(({ id }) => id === leg?.subjectId);
  const agency = agencies.find(({ code }) => code === leg?.agencyCode);
  if (leg === undefined || subject === undefined || agency === undefined) return undefined;
  return {
    agency,
    question: {
      legId,
      round: leg.round,
      assetClass: leg.assetClass,
      subject: { kind: subject.kind, name: subject.name, document: subject.document },
      authority: { dataCategories: askedCategories },
    },
  };
}

export interface Received {
  readonly outcome: 'accepted' | 'duplicate';
  readonly inquiryId: InquiryId;
}

/** More answers than this to one leg correct nothing any more; each seals a version of the report. */
const mostAnswerVersions = 20;

/** Writes an answer that its agency brought by itself, under the inquiry's lock. Throws as `LegStore.receive` says. */
export async function receiveAnswer(
  statements: Transaction,
  vault: CaseVault,
  pushed: PushedAnswer,
): Promise<Received> {
  const [held] = await holdLegs(statements, 'id', [pushed.legId]);
  if (held === undefined || held.leg.currentAttemptId === null) throw refused('LEG_UNKNOWN');
  const { leg, inquiryId } = held;
  if (pushed.round !== leg.round) throw refused('ROUND_NOT_OPEN');
  const change =
    leg.state === 'answered'
      ? await changeOfAnswered(statements, held, pushed)
      : await firstAnswer(statements, held, pushed);
  if (change === undefined) return { outcome: 'duplicate', inquiryId };
  await recordChanges(statements, vault, [{ held, change }]);
  return { outcome: 'accepted', inquiryId };
}

async function firstAnswer(
  statements: Transaction,
  held: HeldLeg,
  { answer, page }: PushedAnswer,
): Promise<LegChange> {
  const { leg, now } = held;
  const late = leg.state === 'unanswered';
  if (!mayBecome(leg.state, 'answered') || (late && !endedWithoutTheAgency(leg)))
    throw refused('LEG_SETTLED');
  await requireWanted(statements, held);
  return {
    ...settledBy(leg, answer, now),
    evidence: [page],
    late,
    // An attempt that runs ends with its leg; it will find that its word no longer counts.
    outcome: leg.state === 'asking' ? 'settled' : null,
  };
}

/** Time ran out, or Dianda itself gave up: the agency has not spoken yet, and what it brings now is its answer. */
function endedWithoutTheAgency({ rung, errorOrigin }: HeldLeg['leg']): boolean {
  return rung === 'no_response' || (rung === 'failed' && errorOrigin === 'dianda');
}

/** What the agency brings after its answer; undefined where it is on record already. */
async function changeOfAnswered(
  statements: Transaction,
  held: HeldLeg,
  { answer, page }: PushedAnswer,
): Promise<LegChange | undefined> {
  const { leg, now } = held;
  const [same] = await statements.rows<{ version: number; late: boolean; is_receipted: boolean }>(
    `SELECT answer.version, answer.late,
       NOT EXISTS (SELECT FROM dianda.evidence_page page
                   WHERE page.answer_id = answer.id AND page.receipt_number IS NULL) AS is_receipted
     FROM dianda.answer WHERE answer.leg_id = $1 AND answer.evidence_sha256 = $2
     ORDER BY answer.version DESC LIMIT 1`,
    [leg.id, evidenceSha256([page])],
  );
  const settled = { ...settledBy(leg, answer, now), evidence: [page], outcome: null };
  if (same !== undefined) {
    const bringsReceipt =
      same.version === leg.answerVersion && !same.is_receipted && page.receiptNumber !== undefined;
    return bringsReceipt ? { ...settled, late: same.late } : undefined;
  }
  await requireWanted(statements, held);
  if (leg.answerVersion >= mostAnswerVersions) throw refused('LEG_SETTLED');
  if (page.receiptNumber === undefined) throw refused('RECEIPT_INVALID', 'a correction brings its receipt');
  return { ...settled, late: now >= instantOf(leg.expiresAt), corrects: leg.answerVersion };
}

/** A moved case still wants its answers: they belong to the court that has it now. */
async function requireWanted(statements: Transaction, { inquiry, caseId }: HeldLeg): Promise<void> {
  if (inquiry.state === 'cancelled') throw refused('LEG_SETTLED');
  const [row] = await statements.rows<{ state: string }>(
    'SELECT state FROM dianda.enforcement_case WHERE id = $1',
    [caseId],
  );
  if (row?.state !== 'open') throw refused('CASE_CLOSED');
}

type Refusal = 'LEG_UNKNOWN' | 'LEG_SETTLED' | 'ROUND_NOT_OPEN' | 'CASE_CLOSED' | 'RECEIPT_INVALID';

function refused(reason: Refusal, detail = ''): DiandaError {
  return DiandaError.fromReason(reason, { origin: 'agency', detail });
}
