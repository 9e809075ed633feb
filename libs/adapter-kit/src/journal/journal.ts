import { Pool, type PoolClient } from 'pg';
import { DiandaError } from '@dianda/inquiry';
import { KeyEncryptionKeyRing, bindTo, createDataKey, open, seal } from '@dianda/trust';
import type { DataKey } from '@dianda/trust';
import { contractError } from '../contract-error.js';
import type { AnsweredPage, QuestionKey, RegisterEntry, SearchOutcome } from './journal-entry.js';
import { openRungs } from './journal-entry.js';
import { migrateJournal } from './migrate-journal.js';

export interface JournalOptions {
  /** A database of the journal's own; its role owns the schema `journal`. */
  readonly url: string;
  /** Holds the key-encryption keys; made at the first start. */
  readonly keyFile: string;
  /** One per search that may run at the same time, and a few for repeats. */
  readonly maxConnections: number;
  readonly connectTimeoutMs: number;
}

export type WithdrawOutcome = 'withdrawn' | 'already_answered' | 'unknown_leg';

/** A withdrawn search may be going on elsewhere; which leg and round of it this process should stop. */
export interface Withdrawal {
  readonly outcome: WithdrawOutcome;
  readonly round: number | undefined;
}

interface QuestionRow {
  readonly fingerprint: Buffer;
  readonly data_key: Buffer;
  readonly searches: number;
  readonly rung: string | null;
  readonly withdrawn_at: Date | null;
}

/** How long another process's search of the same question is given before it is asked about again. */
const BUSY_RETRY_MS = 1_000;

/**
 * 登记簿: each question is searched once and answered for ever with the same bytes; and the register of who asked,
 * when, by which notice. Every failure to reach it is STORAGE_UNAVAILABLE (origin adapter), and nothing is answered.
 */
export class Journal {
  private constructor(
    private readonly pool: Pool,
    private readonly keys: KeyEncryptionKeyRing,
  ) {}

  /** Opens the journal, making its key and its schema at the first start. */
  static async open(options: JournalOptions): Promise<Journal> {
    const pool = new Pool({
      connectionString: options.url,
      max: options.maxConnections,
      connectionTimeoutMillis: options.connectTimeoutMs,
      application_name: 'dianda journal',
    });
    // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
    pool.on('error', () => undefined);
    try {
      const keys = KeyEncryptionKeyRing.openOrCreate(options.keyFile);
      await migrateJournal(pool);
      return new Journal(pool, keys);
    } catch (error) {
      await pool.end();
      throw error;
    }
  }

  /**
   * Enters the question into the register, or counts that it came again. Throws LEG_CONFLICT when the key stands for
   * another question, LEG_WITHDRAWN, and ROUND_NOT_OPEN for a round without a clarification before it.
   */
  async enter(entry: RegisterEntry): Promise<void> {
    await stored(async () => {
      await this.requireOpenRound(entry);
      const rowId = rowIdOf(entry);
      const dataKey = createDataKey();
      const { rows } = await this.pool.query<Pick<QuestionRow, 'fingerprint' | 'withdrawn_at'>>(
        `insert into journal.question as q (leg_id, round, fingerprint, asset_class, case_number, notice_number,
           court_code, warrant_id, asked_by_peer, data_key, register_entry)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (leg_id, round)
           do update set last_asked_at = clock_timestamp(), times_asked = q.times_asked + 1
         returning fingerprint, withdrawn_at`,
        [
          entry.legId,
          entry.round,
          entry.fingerprint,
          entry.assetClass,
          entry.caseNumber,
          entry.noticeNumber,
          entry.courtCode,
          entry.warrantId,
          entry.askedByPeer,
          this.keys.wrap(dataKey, keyBinding(rowId)),
          seal(dataKey, JSON.stringify(entry.shown), registerBinding(rowId)),
        ],
      );
      const row = required(rows[0]);
      if (!row.fingerprint.equals(entry.fingerprint)) {
        throw contractError('LEG_CONFLICT');
      }
      if (row.withdrawn_at !== null) throw contractError('LEG_WITHDRAWN');
    });
  }

  /** The page asked for by this token, as it was sent before; undefined when this question has no such page. */
  async findPage(
    key: QuestionKey,
    pageToken: string,
  ): Promise<(AnsweredPage & { rung: string }) | undefined> {
    return stored(async () => {
      const { rows } = await this.pool.query<
        { answer: Buffer; receipt: Buffer; receipt_number: string; search: number; page: number } & Pick<
          QuestionRow,
          'data_key' | 'rung'
        >
      >(
        `select q.data_key, q.rung, p.answer, p.receipt, p.receipt_number, p.search, p.page
           from journal.question q
           join journal.answer_page p on (p.leg_id, p.round, p.search) = (q.leg_id, q.round, q.searches)
          where q.leg_id = $1 and q.round = $2 and p.page_token = $3 and q.rung is not null`,
        [key.legId, key.round, pageToken],
      );
      const [row] = rows;
      if (row === undefined || row.rung === null || openRungs.has(row.rung)) return undefined;
      const dataKey = this.keys.unwrap(row.data_key, keyBinding(rowIdOf(key)));
      return {
        pageToken,
        answer: open(dataKey, row.answer, pageBinding(key, row.search, row.page)),
        receipt: row.receipt,
        receiptNumber: row.receipt_number,
        rung: row.rung,
      };
    });
  }

  /**
   * Runs `search` unless the question is answered already, and records what it answers before returning it. No two
   * processes on this journal search the same question at once: the second gets ADAPTER_BUSY. A search whose process
   * died left its mark (`searches`) and runs again.
   */
  async searchOnce(
    key: QuestionKey,
    search: () => Promise<SearchOutcome>,
  ): Promise<SearchOutcome | 'answered_before'> {
    const client = await stored(() => this.pool.connect());
    let sound = false;
    try {
      const begun = await stored(() => this.beginSearch(client, key));
      if (begun === undefined) {
        sound = true;
        return 'answered_before';
      }
      const outcome = await search();
      await stored(() => this.record(client, key, begun, outcome));
      sound = true;
      return outcome;
    } finally {
      // Closing the connection frees the lock as well; only a connection in a known state is kept.
      if (sound) await client.query('select pg_advisory_unlock_all()').catch(() => (sound = false));
      client.release(!sound);
    }
  }

  /** The next number of a receipt: agency code, day (UTC), running number. */
  async nextReceiptNumber(agencyCode: string): Promise<string> {
    return stored(async () => {
      const { rows } = await this.pool.query<{ day: string; number: string }>(
        `select to_char(clock_timestamp() at time zone 'UTC', 'YYYYMMDD') as day,
                nextval('journal.receipt_number')::text as number`,
      );
      const { day, number } = required(rows[0]);
      return `${agencyCode}-${day}-${number.padStart(6, '0')}`;
    });
  }

  /** Takes the leg's latest round back. An answer that settles it stays; a clarification or deferral does not. */
  async withdraw(legId: QuestionKey['legId'], reason: string): Promise<Withdrawal> {
    return stored(async () => {
      const { rows } = await this.pool.query<{ round: number; settled: boolean }>(
        `with latest as (select leg_id, round from journal.question where leg_id = $1 order by round desc limit 1)
         update journal.question q
            set withdrawn_at = case when ${SETTLED} then q.withdrawn_at
                                    else coalesce(q.withdrawn_at, clock_timestamp()) end,
                withdrawn_reason = case when ${SETTLED} then q.withdrawn_reason
                                        else coalesce(q.withdrawn_reason, $2) end
           from latest where (q.leg_id, q.round) = (latest.leg_id, latest.round)
         returning q.round, ${SETTLED} as settled`,
        [legId, reason],
      );
      const [row] = rows;
      if (row === undefined) return { outcome: 'unknown_leg', round: undefined };
      return { outcome: row.settled ? 'already_answered' : 'withdrawn', round: row.round };
    });
  }

  /** Whether the journal can be reached; throws STORAGE_UNAVAILABLE. */
  async ping(): Promise<void> {
    await stored(() => this.pool.query('select 1'));
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async requireOpenRound(entry: RegisterEntry): Promise<void> {
    if (entry.round === 1) return;
    const { rows } = await this.pool.query<{ rung: string | null }>(
      'select rung from journal.question where leg_id = $1 and round = $2',
      [entry.legId, entry.round - 1],
    );
    if (rows[0]?.rung === 'clarification') return;
    throw contractError('ROUND_NOT_OPEN');
  }

  /** Takes the question's lock and marks that a search begins; undefined when it is answered already. */
  private async beginSearch(
    client: PoolClient,
    key: QuestionKey,
  ): Promise<{ readonly search: number; readonly dataKey: DataKey } | undefined> {
    const { rows: locks } = await client.query<{ locked: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
      [`dianda search ${rowIdOf(key)}`],
    );
    if (locks[0]?.locked !== true) {
      throw DiandaError.exhausted('ADAPTER_BUSY', { origin: 'adapter', retryAfterMs: BUSY_RETRY_MS });
    }
    const { rows } = await client.query<Pick<QuestionRow, 'searches' | 'data_key'>>(
      `update journal.question set searches = searches + 1, search_began_at = clock_timestamp()
        where leg_id = $1 and round = $2 and (rung is null or rung = any($3)) and withdrawn_at is null
        returning searches, data_key`,
      [key.legId, key.round, [...openRungs]],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    return { search: row.searches, dataKey: this.keys.unwrap(row.data_key, keyBinding(rowIdOf(key))) };
  }

  private async record(
    client: PoolClient,
    key: QuestionKey,
    begun: { readonly search: number; readonly dataKey: DataKey },
    outcome: SearchOutcome,
  ): Promise<void> {
    await client.query('begin');
    const { rowCount } = await client.query(
      `update journal.question set rung = $3, answered_at = $4
        where leg_id = $1 and round = $2 and withdrawn_at is null`,
      [key.legId, key.round, outcome.rung, outcome.answeredAt],
    );
    if (rowCount === 0) {
      await client.query('rollback');
      throw contractError('LEG_WITHDRAWN');
    }
    for (const [index, page] of outcome.pages.entries()) {
      await client.query(
        `insert into journal.answer_page (leg_id, round, search, page, page_token, answer, receipt, receipt_number)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          key.legId,
          key.round,
          begun.search,
          index + 1,
          page.pageToken,
          seal(begun.dataKey, page.answer, pageBinding(key, begun.search, index + 1)),
          page.receipt,
          page.receiptNumber,
        ],
      );
    }
    await client.query('commit');
  }
}

/** SQL: the question's answer settles the leg. */
const SETTLED = `(q.rung is not null and q.rung not in ('clarification', 'deferred'))`;

/** Everything that is not already ours becomes STORAGE_UNAVAILABLE: without the journal nothing is answered. */
async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DiandaError) throw error;
    throw DiandaError.unavailable('STORAGE_UNAVAILABLE', {
      origin: 'adapter',
      detail: 'journal',
      cause: error,
    });
  }
}

function required<T>(row: T | undefined): T {
  if (row === undefined) throw new TypeError('a statement that always returns a row returned none');
  return row;
}

function rowIdOf(key: QuestionKey): string {
  return `${key.legId}/${key.round}`;
}

function keyBinding(rowId: string): string {
  return bindTo({ table: 'journal.question', rowId, column: 'data_key' });
}

function registerBinding(rowId: string): string {
  return bindTo({ table: 'journal.question', rowId, column: 'register_entry' });
}

function pageBinding(key: QuestionKey, search: number, page: number): string {
  return bindTo({
    table: 'journal.answer_page',
    rowId: `${rowIdOf(key)}/${search}/${page}`,
    column: 'answer',
  });
}
