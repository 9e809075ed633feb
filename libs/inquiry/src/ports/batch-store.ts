import type { InquiryOrder } from '../flow/order-inquiry.js';
import type { BatchId, InquiryId } from '../model/ids.js';
import type { Instant } from '../model/time.js';
import type { Language } from '../messages/index.js';
import type { Actor } from './actor.js';

export const MOST_BATCH_ROWS = 10_000;

/** More lines than a file can have, however many of them are blank: the largest number that is stored. */
export const HIGHEST_BATCH_ROW_NUMBER = 2_147_483_647;

/** What is wrong with a row: never holds what the row said. */
export interface RowProblem {
  /** The column's name; undefined where it is the row as a whole. */
  readonly column?: string;
  readonly code: string;
  /** In words; left out where the message files have them under the code. */
  readonly text?: Readonly<Record<Language, string>>;
}

export const batchRowStates = ['waiting', 'accepted', 'refused'] as const;
export type BatchRowState = (typeof batchRowStates)[number];

/** A row as it was read: an order, or why it is none. */
export type ReadRow = { readonly number: number } & (
  { readonly order: InquiryOrder } | { readonly problems: readonly RowProblem[] }
);

export interface BatchRow {
  /** As the file counts, its header being 1. */
  readonly number: number;
  readonly state: BatchRowState;
  readonly inquiryId: InquiryId | undefined;
  readonly problems: readonly RowProblem[];
}

export interface BatchView {
  readonly id: BatchId;
  readonly state: 'processing' | 'completed';
  readonly createdAt: Instant;
  readonly completedAt: Instant | undefined;
  readonly counts: Readonly<Record<BatchRowState, number>>;
}

export interface ClaimedRow {
  readonly number: number;
  readonly order: InquiryOrder;
  /** Times it could not be ordered for reasons that may pass. */
  readonly failedTries: number;
}

/** Rows that one process has on lease. */
export interface ClaimedRows {
  readonly leaseId: string;
  readonly batchId: BatchId;
  readonly by: Actor;
  readonly rows: readonly ClaimedRow[];
}

/** It became an inquiry, was refused, or is tried again later. */
export type RowOutcome = { readonly number: number } & (
  | { readonly inquiryId: InquiryId }
  | { readonly problems: readonly RowProblem[] }
  | { readonly retryAfterMs: number }
);

export interface NewBatch {
  readonly id: BatchId;
  readonly by: Actor;
  readonly idempotencyKey: string;
  /** SHA-256 of the file and of how it was sent, hex. */
  readonly bodyHash: string;
  readonly rows: readonly ReadRow[];
}

/** Batches of orders: kept sealed until each row has become an inquiry or was refused. */
export abstract class BatchStore {
  /** Stores all rows or nothing. The batch that was stored before under the key; throws IDEMPOTENCY_KEY_REUSED. */
  abstract create(batch: NewBatch): Promise<BatchId>;
  /** Undefined for a batch that is not the actor's own. */
  abstract view(id: BatchId, by: Actor): Promise<BatchView | undefined>;
  /** Rows after a number, in order; of one state or all. */
  abstract rows(
    id: BatchId,
    page: { readonly state: BatchRowState | undefined; readonly after: number; readonly limit: number },
  ): Promise<readonly BatchRow[]>;
  /** Takes the lease of one batch with rows that wait and are due, the one served longest ago first. */
  abstract claim(leaseMs: number, mostRows: number): Promise<ClaimedRows | undefined>;
  /**
   * Records what became of the rows, drops the orders of those that are done and gives the lease back; ends the batch, on record, when no
   * row waits any more. Answers false, changing nothing, when another process has taken the lease.
   */
  abstract record(claimed: ClaimedRows, outcomes: readonly RowOutcome[]): Promise<boolean>;
}
