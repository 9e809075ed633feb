import {
  BatchStore,
  DiandaError,
  instantOf,
  mustParse,
  parseBatchId,
  parseInquiryId,
  type Actor,
  type BatchId,
  type BatchRow,
  type BatchRowState,
  type BatchView,
  type ClaimedRows,
  type InquiryOrder,
  type NewBatch,
  type RowOutcome,
  type RowProblem,
} from '@dianda/inquiry';
import { bindTo, createDataKey, type DataKey, type KeyEncryptionKeyRing } from '@dianda/trust';
import { randomUUID } from 'node:crypto';
import { writeAudit } from '../audit/typeorm-audit-log.js';
import { CaseSeal, type CaseVault, type Place } from '../cases/case-vault.js';
import type { Database, Statements } from '../database/database.js';
import { optionalInstant } from '../database/times.js';

/** Rows of one INSERT: some hundred kilobytes of parameter. */
const rowsAtOnce = 1000;

export class TypeOrmBatchStore extends BatchStore {
  constructor(
    private readonly database: Database,
    private readonly vault: CaseVault,
    private readonly keyRing: KeyEncryptionKeyRing,
  ) {
    super();
  }

  create(batch: NewBatch): Promise<BatchId> {
    return this.database.transaction(async (statements) => {
      const { id, by, idempotencyKey, bodyHash, rows } = batch;
      const dataKey = createDataKey();
      const bodyIndex = this.vault.indexOfBody(bodyHash);
      const taken = await statements.rows(
        `INSERT INTO dianda.batch (id, account_id, actor, key, body_index, wrapped, state)
         VALUES ($1, $2, $3::jsonb, $4, $5, $6, 'processing') ON CONFLICT DO NOTHING RETURNING id`,
        [
          id,
          by.accountId,
          JSON.stringify(by),
          idempotencyKey,
          bodyIndex,
          this.keyRing.wrap(dataKey, wrapPlace(id)),
        ],
      );
      if (taken.length === 0) return this.takenBefore(statements, batch, bodyIndex);
      await insertRows(statements, batch, dataKey);
      await writeAudit(statements, {
        action: 'batch_taken',
        by,
        subject: { kind: 'batch', id },
        facts: { rows: rows.length },
      });
      await this.endIfDone(statements, id, by);
      return id;
    });
  }

  async view(id: BatchId, by: Actor): Promise<BatchView | undefined> {
    const rows = await this.database.rows<{
      state: BatchView['state'];
      created_at: Date;
      completed_at: Date | null;
      counts: Partial<Record<BatchRowState, number>> | null;
    }>(
      `SELECT state, created_at, completed_at, (
         SELECT jsonb_object_agg(state, n) FROM (
           SELECT state, count(*) AS n FROM dianda.batch_row WHERE batch_id = batch.id GROUP BY state) counted) AS counts
       FROM dianda.batch WHERE id = $1 AND account_id = $2`,
      [id, by.accountId],
    );
    const row = rows[0];
    if (row === undefined) return undefined;
    const { waiting = 0, accepted = 0, refused = 0 } = row.counts ?? {};
    return {
      id,
      state: row.state,
      createdAt: instantOf(row.created_at),
      completedAt: optionalInstant(row.completed_at),
      counts: { waiting, accepted, refused },
    };
  }

  async rows(
    id: BatchId,
    page: { readonly state: BatchRowState | undefined; readonly after: number; readonly limit: number },
  ): Promise<readonly BatchRow[]> {
    const rows = await this.database.rows<{
      number: number;
      state: BatchRowState;
      inquiry_id: string | null;
      problems: readonly RowProblem[];
    }>(
      `SELECT number, state, inquiry_id, problems FROM dianda.batch_row
       WHERE batch_id = $1 AND number > $2 AND ($3::text IS NULL OR state = $3::text) ORDER BY number LIMIT $4`,
      [id, page.after, page.state ?? null, page.limit],
    );
    return rows.map(({ number, state, inquiry_id, problems }) => ({
      number,
      state,
      inquiryId: inquiry_id === null ? undefined : mustParse(parseInquiryId, inquiry_id),
      problems,
    }));
  }

  async claim(leaseMs: number, mostRows: number): Promise<ClaimedRows | undefined> {
    const leaseId = randomUUID();
    const claimed = await this.database.rows<{ id: string; actor: Actor; wrapped: Buffer }>(
      `UPDATE dianda.batch SET lease_id = $1, worked_at = clock_timestamp(),
         lease_until = clock_timestamp() + $2 * interval '1 millisecond'
       WHERE id = (SELECT id FROM dianda.batch
         WHERE state = 'processing' AND (lease_until IS NULL OR lease_until < clock_timestamp())
           AND EXISTS (SELECT FROM dianda.batch_row WHERE batch_id = batch.id AND ${isDue})
         ORDER BY worked_at NULLS FIRST LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id, actor, wrapped`,
      [leaseId, leaseMs],
    );
    const batch = claimed[0];
    if (batch === undefined) return undefined;
    const batchId = mustParse(parseBatchId, batch.id);
    const seal = new CaseSeal(this.keyRing.unwrap(batch.wrapped, wrapPlace(batchId)));
    const rows = await this.database.rows<{ number: number; order_sealed: Buffer; failed_tries: number }>(
      `SELECT number, order_sealed, failed_tries FROM dianda.batch_row WHERE batch_id = $1 AND ${isDue}
       ORDER BY number LIMIT $2`,
      [batchId, mostRows],
    );
    return {
      leaseId,
      batchId,
      by: batch.actor,
      rows: rows.map(({ number, order_sealed, failed_tries }) => ({
        number,
        failedTries: failed_tries,
        order: seal.openJson(orderPlace(batchId, number), order_sealed),
      })),
    };
  }

  record({ leaseId, batchId, by }: ClaimedRows, outcomes: readonly RowOutcome[]): Promise<boolean> {
    return this.database.transaction(async (statements) => {
      const held = await statements.rows(
        `UPDATE dianda.batch SET lease_id = NULL, lease_until = NULL
         WHERE id = $1 AND lease_id = $2 AND state = 'processing' RETURNING id`,
        [batchId, leaseId],
      );
      if (held.length === 0) return false;
      await settleRows(statements, batchId, outcomes);
      await putOffRows(statements, batchId, outcomes);
      await this.endIfDone(statements, batchId, by);
      return true;
    });
  }

  private async takenBefore(
    statements: Statements,
    { by, idempotencyKey }: NewBatch,
    bodyIndex: Buffer,
  ): Promise<BatchId> {
    const rows = await statements.rows<{ id: string; body_index: Buffer }>(
      'SELECT id, body_index FROM dianda.batch WHERE account_id = $1 AND key = $2',
      [by.accountId, idempotencyKey],
    );
    const earlier = rows[0];
    if (earlier?.body_index.equals(bodyIndex) !== true) throw DiandaError.conflict('IDEMPOTENCY_KEY_REUSED');
    return mustParse(parseBatchId, earlier.id);
  }

  private async endIfDone(statements: Statements, id: BatchId, by: Actor): Promise<void> {
    const ended = await statements.rows(
      `UPDATE dianda.batch SET state = 'completed', completed_at = date_trunc('milliseconds', clock_timestamp()),
         wrapped = NULL
       WHERE id = $1 AND NOT EXISTS (SELECT FROM dianda.batch_row WHERE batch_id = $1 AND state = 'waiting')
       RETURNING id`,
      [id],
    );
    if (ended.length === 0) return;
    const counts = await statements.rows<{ accepted: number; refused: number }>(
      `SELECT count(*) FILTER (WHERE state = 'accepted')::integer AS accepted,
         count(*) FILTER (WHERE state = 'refused')::integer AS refused
       FROM dianda.batch_row WHERE batch_id = $1`,
      [id],
    );
    const { accepted = 0, refused = 0 } = counts[0] ?? {};
    await writeAudit(statements, {
      action: 'batch_completed',
      by,
      subject: { kind: 'batch', id },
      facts: { accepted, refused },
    });
  }
}

/** A row that waits and is to be tried now. */
const isDue = `batch_row.state = 'waiting' AND batch_row.due_at <= clock_timestamp()`;

async function settleRows(
  statements: Statements,
  id: BatchId,
  outcomes: readonly RowOutcome[],
): Promise<void> {
  const settled = outcomes.flatMap((outcome) => {
    if ('retryAfterMs' in outcome) return [];
    const { number } = outcome;
    return 'inquiryId' in outcome
      ? { number, inquiry_id: outcome.inquiryId, problems: [] }
      : { number, problems: outcome.problems };
  });
  await statements.rows(
    `UPDATE dianda.batch_row SET order_sealed = NULL, inquiry_id = outcome.inquiry_id, problems = outcome.problems,
       state = CASE WHEN outcome.inquiry_id IS NULL THEN 'refused' ELSE 'accepted' END
     FROM jsonb_to_recordset($2::jsonb) AS outcome(number integer, inquiry_id uuid, problems jsonb)
     WHERE batch_row.batch_id = $1 AND batch_row.number = outcome.number AND batch_row.state = 'waiting'`,
    [id, JSON.stringify(settled)],
  );
}

async function putOffRows(
  statements: Statements,
  id: BatchId,
  outcomes: readonly RowOutcome[],
): Promise<void> {
  const putOff = outcomes.flatMap((outcome) =>
    'retryAfterMs' in outcome ? { number: outcome.number, after_ms: outcome.retryAfterMs } : [],
  );
  if (putOff.length === 0) return;
  await statements.rows(
    `UPDATE dianda.batch_row SET failed_tries = batch_row.failed_tries + 1,
       due_at = clock_timestamp() + outcome.after_ms * interval '1 millisecond'
     FROM jsonb_to_recordset($2::jsonb) AS outcome(number integer, after_ms double precision)
     WHERE batch_row.batch_id = $1 AND batch_row.number = outcome.number AND batch_row.state = 'waiting'`,
    [id, JSON.stringify(putOff)],
  );
}

async function insertRows(statements: Statements, { id, rows }: NewBatch, dataKey: DataKey): Promise<void> {
  const seal = new CaseSeal(dataKey);
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const given = rows.slice(from, from + rowsAtOnce).map((row) =>
      'order' in row
        ? {
            number: row.number,
            state: 'waiting',
            order_sealed: seal.json(orderPlace(id, row.number), row.order).toString('hex'),
            problems: [],
          }
        : { number: row.number, state: 'refused', problems: row.problems },
    );
    await statements.rows(
      `INSERT INTO dianda.batch_row (batch_id, number, state, order_sealed, problems)
       SELECT $1, number, state, decode(order_sealed, 'hex'), problems
       FROM jsonb_to_recordset($2::jsonb) AS given(number integer, state text, order_sealed text, problems jsonb)`,
      [id, JSON.stringify(given)],
    );
  }
}

function wrapPlace(id: BatchId): string {
  return bindTo({ table: 'batch', rowId: id, column: 'wrapped' });
}

function orderPlace(id: BatchId, number: number): Place<InquiryOrder> {
  return { table: 'batch_row', rowId: `${id}/${number}`, column: 'order_sealed' };
}
