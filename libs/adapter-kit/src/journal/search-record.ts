import type { Pool, PoolClient } from 'pg';
import { DiandaError } from '@dianda/inquiry';
import type { DataKey } from '@dianda/trust';
import { openRungs, type QuestionKey, type SearchOutcome } from './journal-entry.js';
import { stored } from './journal-fault.js';
import { rowIdOf, type JournalSeals } from './journal-seals.js';

/** A search that has begun: its number and the key of its question. */
interface BegunSearch {
  readonly search: number;
  readonly dataKey: DataKey;
}

/** How long another process's search of the same question is given before it is asked about again. */
const BUSY_RETRY_MS = 1_000;

/** Sees to it that a question is searched by one at a time and recorded before it is answered. */
export class SearchRecord {
  constructor(
    private readonly pool: Pool,
    private readonly seals: JournalSeals,
  ) {}

  /** As Journal.searchOnce. */
  async once(
    key: QuestionKey,
    search: () => Promise<SearchOutcome>,
  ): Promise<SearchOutcome | 'answered_before'> {
    const client = await stored(() => this.pool.connect());
    const lock = new SearchLock(client, key);
    try {
      await stored(() => lock.take());
      const begun = await stored(() => this.begin(client, key));
      if (begun === undefined) return 'answered_before';
      const outcome = await search();
      await stored(() => this.keep(client, key, begun, outcome));
      return outcome;
    } finally {
      await lock.giveBack();
    }
  }

  /** Marks that a search begins; undefined when there is nothing to search any more. */
  private async begin(client: PoolClient, key: QuestionKey): Promise<BegunSearch | undefined> {
    const { rows } = await client.query<{ searches: number; data_key: Buffer }>(
      `update journal.question set searches = searches + 1, search_began_at = clock_timestamp()
        where leg_id = $1 and round = $2 and (rung is null or rung = any($3)) and withdrawn_at is null
        returning searches, data_key`,
      [key.legId, key.round, [...openRungs]],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    return { search: row.searches, dataKey: this.seals.openKey(key, row.data_key) };
  }

  private async keep(
    client: PoolClient,
    key: QuestionKey,
    { search, dataKey }: BegunSearch,
    outcome: SearchOutcome,
  ): Promise<void> {
    const pages = outcome.pages.map((each, index) => ({ ...each, page: index + 1 }));
    const kept = await client.query(
      `with answered as (
         update journal.question set rung = $4, answered_at = $5
          where leg_id = $1 and round = $2 and withdrawn_at is null returning leg_id, round)
       insert into journal.answer_page
              (leg_id, round, search, page, page_token, answer, receipt, receipt_number)
       select leg_id, round, $3, new.*
         from answered,
              unnest($6::integer[], $7::text[], $8::bytea[], $9::bytea[], $10::text[]) as new`,
      [
        key.legId,
        key.round,
        search,
        outcome.rung,
        outcome.answeredAt,
        pages.map(({ page }) => page),
        pages.map(({ pageToken }) => pageToken),
        pages.map(({ page, answer }) => this.seals.sealAnswer(dataKey, { ...key, search, page }, answer)),
        pages.map(({ receipt }) => receipt),
        pages.map(({ receiptNumber }) => receiptNumber),
      ],
    );
    if (kept.rowCount === 0) throw DiandaError.precondition('LEG_WITHDRAWN', { origin: 'dianda' });
  }
}

/** One question's lock among all processes on the journal. It dies with its connection, so a crash frees it. */
class SearchLock {
  private taken = false;

  constructor(
    private readonly client: PoolClient,
    private readonly key: QuestionKey,
  ) {}

  /** Throws ADAPTER_BUSY when another process searches this question. */
  async take(): Promise<void> {
    const { rows } = await this.client.query<{ locked: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
      [this.name],
    );
    if (rows[0]?.locked !== true) {
      throw DiandaError.exhausted('ADAPTER_BUSY', { origin: 'adapter', retryAfterMs: BUSY_RETRY_MS });
    }
    this.taken = true;
  }

  /** Frees the lock and the connection; a connection that cannot say so is closed, which frees the lock as well. */
  async giveBack(): Promise<void> {
    if (!this.taken) {
      this.client.release(true);
      return;
    }
    try {
      await this.client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [this.name]);
      this.client.release();
    } catch {
      this.client.release(true);
    }
  }

  private get name(): string {
    return `dianda search ${rowIdOf(this.key)}`;
  }
}
