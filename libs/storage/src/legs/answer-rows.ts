import type { AgencyReply, Answer, EvidencePage, Instant } from '@dianda/inquiry';
import { createHash, randomUUID } from 'node:crypto';
import type { CaseSeal, Place } from '../cases/case-vault.js';

function answerPlace(answerId: string): Place<Answer> {
  return { table: 'answer', rowId: answerId, column: 'answer_sealed' };
}

function bytesPlace(answerId: string, page: number): Place<Uint8Array> {
  return { table: 'evidence_page', rowId: `${answerId}/${page}`, column: 'bytes_sealed' };
}

function receiptPlace(answerId: string, page: number): Place<string> {
  return { table: 'evidence_page', rowId: `${answerId}/${page}`, column: 'receipt_sealed' };
}

/** A new answer version as rows, sealed; ciphertext in base64 for a JSON parameter. */
export interface AnswerRows {
  readonly answer: {
    readonly id: string;
    readonly leg_id: string;
    readonly version: number;
    readonly attempt_id: string | null;
    readonly rung: Answer['rung'];
    readonly late: boolean;
    readonly recorded_at: Instant;
    readonly answer_sealed: string;
    readonly evidence_sha256: string | null;
  };
  readonly pages: readonly {
    readonly answer_id: string;
    readonly page: number;
    readonly bytes_sealed: string;
    readonly receipt_sealed: string;
    readonly receipt_number: string | null;
  }[];
}

export function answerRows(
  seal: CaseSeal,
  stored: {
    readonly legId: string;
    readonly version: number;
    readonly attemptId: string | null;
    readonly late: boolean;
    /** The database's. */
    readonly recordedAt: Instant;
    readonly answer: Answer;
    readonly evidence: AgencyReply['evidence'];
  },
): AnswerRows {
  const id = randomUUID();
  return {
    answer: {
      id,
      leg_id: stored.legId,
      version: stored.version,
      attempt_id: stored.attemptId,
      rung: stored.answer.rung,
      late: stored.late,
      recorded_at: stored.recordedAt,
      answer_sealed: seal.json(answerPlace(id), stored.answer).toString('base64'),
      evidence_sha256: evidenceSha256(stored.evidence)?.toString('hex') ?? null,
    },
    pages: stored.evidence.map((page, index) => ({
      answer_id: id,
      page: index + 1,
      bytes_sealed: seal.bytes(bytesPlace(id, index + 1), page.answerBytes).toString('base64'),
      receipt_sealed: seal.bytes(receiptPlace(id, index + 1), page.receipt).toString('base64'),
      receipt_number: page.receipt === '' ? null : (page.receiptNumber ?? null),
    })),
  };
}

/** SHA-256 over the SHA-256 of each page's bytes in order; undefined where nobody but Dianda speaks. */
export function evidenceSha256(evidence: AgencyReply['evidence']): Buffer | undefined {
  if (evidence.length === 0) return undefined;
  const whole = createHash('sha256');
  for (const page of evidence) whole.update(createHash('sha256').update(page.answerBytes).digest());
  return whole.digest();
}

/** INSERT of `AnswerRows.answer` rows in the JSON parameter of that number; a list, which may be empty. */
export function answerInsert(parameter: number): string {
  return `INSERT INTO dianda.answer (id, leg_id, version, attempt_id, rung, late, recorded_at, answer_sealed, evidence_sha256)
    SELECT id, leg_id, version, attempt_id, rung, late, recorded_at, decode(answer_sealed, 'base64'),
      decode(evidence_sha256, 'hex')
    FROM jsonb_to_recordset($${parameter}::jsonb) AS given(id uuid, leg_id uuid, version integer, attempt_id uuid,
      rung text, late boolean, recorded_at timestamptz, answer_sealed text, evidence_sha256 text)`;
}

/** INSERT of `AnswerRows.pages` in the JSON parameter of that number. */
export function pagesInsert(parameter: number): string {
  return `INSERT INTO dianda.evidence_page (answer_id, page, bytes_sealed, receipt_sealed, receipt_number)
    SELECT answer_id, page, decode(bytes_sealed, 'base64'), decode(receipt_sealed, 'base64'), receipt_number
    FROM jsonb_to_recordset($${parameter}::jsonb) AS given(answer_id uuid, page integer, bytes_sealed text,
      receipt_sealed text, receipt_number text)`;
}

export function openAnswer(seal: CaseSeal, answerId: string, sealed: Buffer): Answer {
  return seal.openJson(answerPlace(answerId), sealed);
}

/** A stored page as the agency signed it: what a dispute is settled on. */
export function openPage(
  seal: CaseSeal,
  row: {
    readonly answerId: string;
    readonly page: number;
    readonly bytesSealed: Buffer;
    readonly receiptSealed: Buffer;
    readonly receiptNumber: string | null;
  },
): EvidencePage {
  return {
    answerBytes: seal.openBytes(bytesPlace(row.answerId, row.page), row.bytesSealed),
    receipt: seal.openText(receiptPlace(row.answerId, row.page), row.receiptSealed),
    receiptNumber: row.receiptNumber ?? undefined,
  };
}
