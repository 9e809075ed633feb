import {
  BatchStore,
  DiandaError,
  instantOf,
  type Actor,
  type BatchId,
  type BatchRow,
  type BatchRowState,
  type BatchView,
  type ClaimedRows,
  type NewBatch,
  type RowOutcome,
} from '@dianda/inquiry';

interface Kept {
  readonly batch: NewBatch;
  readonly rows: BatchRow[];
}

/** Batches in memory; leases are given to whoever asks, since one test runs one process, and rows put off are due at once. */
export class MemoryBatches extends BatchStore {
  readonly kept = new Map<BatchId, Kept>();
  private readonly failedTries = new Map<string, number>();

  override create(batch: NewBatch): Promise<BatchId> {
    const earlier = [...this.kept.values()].find(
      (each) =>
        each.batch.by.accountId === batch.by.accountId && each.batch.idempotencyKey === batch.idempotencyKey,
    );
    if (earlier !== undefined) {
      return earlier.batch.bodyHash === batch.bodyHash
        ? Promise.resolve(earlier.batch.id)
        : Promise.reject(DiandaError.conflict('IDEMPOTENCY_KEY_REUSED'));
    }
    const rows = batch.rows.map((row): BatchRow => {
      const { number } = row;
      return 'order' in row
        ? { number, state: 'waiting', inquiryId: undefined, problems: [] }
        : { number, state: 'refused', inquiryId: undefined, problems: row.problems };
    });
    this.kept.set(batch.id, { batch, rows });
    return Promise.resolve(batch.id);
  }

  override view(id: BatchId, by: Actor): Promise<BatchView | undefined> {
    const kept = this.kept.get(id);
    if (kept?.batch.by.accountId !== by.accountId) return Promise.resolve(undefined);
    const of = (state: BatchRowState) => kept.rows.filter((row) => row.state === state).length;
    const counts = { waiting: of('waiting'), accepted: of('accepted'), refused: of('refused') };
    const isDone = counts.waiting === 0;
    return Promise.resolve({
      id,
      state: isDone ? 'completed' : 'processing',
      createdAt: instantOf(0),
      completedAt: isDone ? instantOf(1) : undefined,
      counts,
    });
  }

  override rows(
    id: BatchId,
    page: { readonly state: BatchRowState | undefined; readonly after: number; readonly limit: number },
  ): Promise<readonly BatchRow[]> {
    const fitting = this.kept
      .get(id)
      ?.rows.filter(({ number, state }) => number > page.after && (page.state ?? state) === state);
    return Promise.resolve(fitting?.slice(0, page.limit) ?? []);
  }

  override claim(_leaseMs: number, mostRows: number): Promise<ClaimedRows | undefined> {
    for (const { batch, rows } of this.kept.values()) {
      const waiting = rows.filter((row) => row.state === 'waiting').slice(0, mostRows);
      if (waiting.length === 0) continue;
      const orders = batch.rows.flatMap((row) =>
        'order' in row && waiting.some(({ number }) => number === row.number)
          ? [{ ...row, failedTries: this.failedTries.get(`${batch.id}/${row.number}`) ?? 0 }]
          : [],
      );
      return Promise.resolve({ leaseId: 'lease', batchId: batch.id, by: batch.by, rows: orders });
    }
    return Promise.resolve(undefined);
  }

  override record({ batchId }: ClaimedRows, outcomes: readonly RowOutcome[]): Promise<boolean> {
    const rows = this.kept.get(batchId)?.rows ?? [];
    for (const outcome of outcomes) {
      const { number } = outcome;
      if ('retryAfterMs' in outcome) {
        const key = `${batchId}/${number}`;
        this.failedTries.set(key, (this.failedTries.get(key) ?? 0) + 1);
        continue;
      }
      const at = rows.findIndex((row) => row.number === number);
      rows[at] =
        'inquiryId' in outcome
          ? { number, state: 'accepted', inquiryId: outcome.inquiryId, problems: [] }
          : { number, state: 'refused', inquiryId: undefined, problems: outcome.problems };
    }
    return Promise.resolve(true);
  }
}
