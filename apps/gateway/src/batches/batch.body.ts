import {
  explainReason,
  isReason,
  type BatchId,
  type BatchRow,
  type BatchRowState,
  type BatchView,
  type InquiryId,
  type Instant,
  type Language,
  type RowProblem,
} from '@dianda/inquiry';
import { explainCode } from '../validation/violation.js';

export interface RowProblemBody {
  /** Absent where it is the row as a whole. */
  readonly column?: string;
  readonly code: string;
  readonly detail: string;
}

export interface BatchRowBody {
  /** As the file counts, its header being 1. */
  readonly row: number;
  readonly state: BatchRowState;
  readonly inquiryId?: InquiryId;
  readonly problems: readonly RowProblemBody[];
}

export interface BatchBody {
  readonly id: BatchId;
  readonly state: BatchView['state'];
  readonly createdAt: Instant;
  readonly completedAt?: Instant;
  readonly rows: number;
  readonly counts: BatchView['counts'];
  readonly links: { readonly self: string; readonly rows: string };
}

export interface BatchRowListBody {
  readonly items: readonly BatchRowBody[];
  /** `after` of the next page; absent on the last. */
  readonly nextAfter?: number;
}

/** What a dry run finds. */
export interface BatchCheckBody {
  readonly rows: number;
  readonly counts: { readonly accepted: number; readonly refused: number };
  /** The first refused rows. */
  readonly refused: readonly BatchRowBody[];
}

export function batchBody({ id, state, createdAt, completedAt, counts }: BatchView): BatchBody {
  const self = `/api/v1/inquiries/batches/${id}`;
  return {
    id,
    state,
    createdAt,
    ...(completedAt === undefined ? {} : { completedAt }),
    rows: counts.accepted + counts.refused + counts.waiting,
    counts,
    links: { self, rows: `${self}/rows` },
  };
}

export function batchRowBody(
  row: Omit<BatchRow, 'inquiryId'> & { inquiryId?: InquiryId | undefined },
  language: Language,
): BatchRowBody {
  return {
    row: row.number,
    state: row.state,
    ...(row.inquiryId === undefined ? {} : { inquiryId: row.inquiryId }),
    problems: row.problems.map((problem) => problemBody(problem, language)),
  };
}

function problemBody({ column, code, text }: RowProblem, language: Language): RowProblemBody {
  const detail =
    text?.[language] ??
    explainCode(code, language) ??
    (isReason(code) ? explainReason(code, language) : code);
  return { ...(column === undefined ? {} : { column }), code, detail };
}
