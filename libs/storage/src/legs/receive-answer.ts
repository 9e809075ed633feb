import {
  askedCategories,
  DiandaError,
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
import { settledBy } from './leg-change.js';
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
  if (leg.state === 'answered') return receiveAgain(statements, vault, held, pushed);
  const late = leg.state === 'unanswered';
  // A leg that failed stays so: its agency has spoken, and what it said was wrong.
  if (!mayBecome(leg.state, 'answered') || (late && leg.rung !== 'no_response')) throw refused('LEG_SETTLED');
  const change = {
    ...settledBy(leg, pushed.answer, held.now),
    evidence: [pushed.page],
    late,
    // An attempt that runs ends with its leg; it will find that its word no longer counts.
    outcome: leg.state === 'asking' ? ('settled' as const) : null,
  };
  await recordChanges(statements, vault, [{ held, change }]);
  return { outcome: 'accepted', inquiryId };
}

/** The same bytes are no second answer; with the receipt that was missing they make the answer count as searched. */
async function receiveAgain(
  statements: Transaction,
  vault: CaseVault,
  held: HeldLeg,
  { answer, page }: PushedAnswer,
): Promise<Received> {
  const { inquiryId, leg } = held;
  const [stored] = await statements.rows<{ is_same: boolean; is_receipted: boolean; late: boolean }>(
    `SELECT coalesce(answer.evidence_sha256 = $3, false) AS is_same, answer.late,
       NOT EXISTS (SELECT FROM dianda.evidence_page page
                   WHERE page.answer_id = answer.id AND page.receipt_number IS NULL) AS is_receipted
     FROM dianda.answer WHERE answer.leg_id = $1 AND answer.version = $2`,
    [leg.id, leg.answerVersion, evidenceSha256([page])],
  );
  if (stored?.is_same !== true) throw refused('LEG_SETTLED');
  if (stored.is_receipted || page.receiptNumber === undefined) return { outcome: 'duplicate', inquiryId };
  const change = {
    ...settledBy(leg, answer, held.now),
    evidence: [page],
    late: stored.late,
    outcome: null,
  };
  await recordChanges(statements, vault, [{ held, change }]);
  return { outcome: 'accepted', inquiryId };
}

function refused(reason: 'LEG_UNKNOWN' | 'LEG_SETTLED' | 'ROUND_NOT_OPEN'): DiandaError {
  return DiandaError.fromReason(reason, { origin: 'agency' });
}
