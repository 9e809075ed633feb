import type { Pool } from 'pg';
import { openPool } from '../database-pool.js';
import { DiandaError, mustParse, parseLegId } from '@dianda/inquiry';
import type { MeasuredPool } from '@dianda/service-kit';
import { openRungs } from './journal-entry.js';
import type { AnsweredPage, OwedAnswer, QuestionKey, RegisterEntry, SearchOutcome } from './journal-entry.js';
import { onlyRow, stored } from './journal-fault.js';
import { JournalSeals } from './journal-seals.js';
import { migrateJournal } from './migrate-journal.js';
import { SearchRecord } from './search-record.js';

export interface JournalOptions {
  /** A database of the journal's own; its role owns the schema `journal`. */
  readonly url: string;
  /** Holds the key-encryption keys; made at the first start. */
  readonly keyFile: string;
  /** One per search that may run at the same time, and a few for repeats. */
  readonly maxConnections: number;
  readonly connectTimeoutMs: number;
}

/** What became of a withdrawal, and of which round, so that its search can be stopped. */
export interface WithdrawnLeg {
  readonly outcome: 'withdrawn' | 'already_answered' | 'unknown_leg';
  readonly round: number | undefined;
}

interface PageRow {
  readonly data_key: Buffer;
  readonly rung: string;
  readonly search: number;
  readonly page: number;
  readonly answer: Buffer;
  readonly receipt: Buffer;
  readonly receipt_number: string;
}

/** SQL: the question's answer settles the leg. */
const SETTLED = `(q.rung is not null and q.rung not in ('clarification', 'deferred'))`;

/**
 * 登记簿: each question is searched once and answered for ever with the same bytes; and the register of who asked,
 * when, by which notice. Every failure to reach it is STORAGE_UNAVAILABLE (origin adapter), and nothing is answered.
 */
export class Journal {
  private readonly searches: SearchRecord;

  private constructor(
    private readonly pool: Pool,
    private readonly seals: JournalSeals,
  ) {
    this.searches = new SearchRecord(pool, seals);
  }

  /** Opens the journal, making its key and its schema at the first start. */
  static async open(options: JournalOptions): Promise<Journal> {
    const seals = new JournalSeals(options.keyFile);
    const pool = openPool({
      connectionString: options.url,
      max: options.maxConnections,
      connectionTimeoutMillis: options.connectTimeoutMs,
      application_name: 'dianda journal',
    });
    try {
      await migrateJournal(pool);
      return new Journal(pool, seals);
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
      const { dataKey, wrapped } = this.seals.newKey(entry);
      const { rows } = await this.pool.query<{ fingerprint: Buffer; withdrawn_at: Date | null }>(
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
          wrapped,
          this.seals.sealEntry(dataKey, entry, entry.shown),
        ],
      );
      const row = onlyRow(rows);
      if (!row.fingerprint.equals(entry.fingerprint))
        throw DiandaError.fromReason('LEG_CONFLICT', { origin: 'dianda' });
      if (row.withdrawn_at !== null) throw DiandaError.precondition('LEG_WITHDRAWN', { origin: 'dianda' });
    });
  }

  /** The page asked for by this token, as it was sent before; undefined when this question has no such page. */
  async findPage(
    key: QuestionKey,
    pageToken: string,
  ): Promise<(AnsweredPage & { readonly rung: string }) | undefined> {
    return stored(async () => {
      const { rows } = await this.pool.query<PageRow>(
        `select q.data_key, q.rung, p.search, p.page, p.answer, p.receipt, p.receipt_number
           from journal.question q
           join journal.answer_page p on (p.leg_id, p.round, p.search) = (q.leg_id, q.round, q.searches)
          where q.leg_id = $1 and q.round = $2 and p.page_token = $3 and q.rung <> all($4)`,
        [key.legId, key.round, pageToken, [...openRungs]],
      );
      const [row] = rows;
      if (row === undefined) return undefined;
      const { search, page, rung } = row;
      const dataKey = this.seals.openKey(key, row.data_key);
      return {
        pageToken,
        answer: this.seals.openAnswer(dataKey, { ...key, search, page }, row.answer),
        receipt: row.receipt,
        receiptNumber: row.receipt_number,
        rung,
      };
    });
  }

  /**
   * Runs `search` unless the question is answered already, and records what it answers before returning it. No two
   * processes on this journal search the same question at once: the second gets ADAPTER_BUSY. A search whose process
   * died left its mark (`searches`) and runs again.
   */
  searchOnce(
    key: QuestionKey,
    search: () => Promise<SearchOutcome>,
  ): Promise<SearchOutcome | 'answered_before'> {
    return this.searches.once(key, search);
  }

  /** Notes that the question was put off: its final answer is owed to the court until {@link paid}. */
  async owe(key: QuestionKey): Promise<void> {
    await stored(() =>
      this.pool.query(
        `update journal.question set owed_since = coalesce(owed_since, clock_timestamp())
          where leg_id = $1 and round = $2`,
        [key.legId, key.round],
      ),
    );
  }

  /** The court has the final answer, or said that it wants none. */
  async paid(key: QuestionKey): Promise<void> {
    await stored(() =>
      this.pool.query('update journal.question set owed_since = null where leg_id = $1 and round = $2', [
        key.legId,
        key.round,
      ]),
    );
  }

  /** What is owed for no longer than `mostDays`, the longest owed first. */
  async owed(mostDays: number): Promise<readonly OwedAnswer[]> {
    return stored(async () => {
      const { rows } = await this.pool.query<{
        leg_id: string;
        round: number;
        is_ready: boolean;
      }>(
        `select leg_id, round, ${SETTLED} and not exists (
             select from journal.answer_page p
              where (p.leg_id, p.round, p.search) = (q.leg_id, q.round, q.searches) and p.page > 1) as is_ready
           from journal.question q
          where owed_since > clock_timestamp() - make_interval(days => $1) and withdrawn_at is null
          order by owed_since`,
        [mostDays],
      );
      return rows.map((row) => ({
        legId: mustParse(parseLegId, row.leg_id),
        round: row.round,
        isReady: row.is_ready,
      }));
    });
  }

  /** The next number of a receipt: agency code, day (UTC), running number. */
  async nextReceiptNumber(agencyCode: string): Promise<string> {
    return stored(async () => {
      const { rows } = await this.pool.query<{ day: string; number: string }>(
        `select to_char(clock_timestamp() at time zone 'UTC', 'YYYYMMDD') as day,
                nextval('journal.receipt_number')::text as number`,
      );
      const { day, number } = onlyRow(rows);
      return `${agencyCode}-${day}-${number.padStart(6, '0')}`;
    });
  }

  /** Takes the leg's latest round back. An answer that settles it stays; a clarification or deferral does not. */
  async withdraw(legId: QuestionKey['legId'], reason: string): Promise<WithdrawnLeg> {
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

  /** How full its pool of connections is. */
  get connections(): MeasuredPool {
    return this.pool;
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
    throw DiandaError.precondition('ROUND_NOT_OPEN', { origin: 'dianda' });
  }
}
