import type { Pool } from 'pg';
import { openPool } from '../database-pool.js';
import {
  DiandaError,
  instantOf,
  mustParse,
  parseLegId,
  refusalReasons,
  type LegId,
  type Question,
} from '@dianda/inquiry';
import { bindTo, open, seal } from '@dianda/trust';
import type { QuestionKey } from '../journal/journal-entry.js';
import { stored } from '../journal/journal-fault.js';
import { JournalSeals, rowIdOf } from '../journal/journal-seals.js';
import { makeReviewSchema } from './review-schema.js';
import type { ReviewDecision, ReviewStanding, ReviewTask, ReviewTiming } from './review-task.js';

export interface ReviewDeskOptions {
  /** The journal's database and key file. */
  readonly url: string;
  readonly keyFile: string;
  readonly connectTimeoutMs: number;
}

/** Who decides where nobody does. */
const NOBODY = 'nobody: the review time is over';

/**
 * 人工审核: questions that a person at the agency looks at before they are answered. Reviews outlive the process. All
 * times are the journal database's clock. Throws STORAGE_UNAVAILABLE (origin adapter) when it cannot be reached.
 */
export class ReviewDesk {
  private readonly pool: Pool;
  private opening: Promise<JournalSeals> | undefined;

  constructor(private readonly options: ReviewDeskOptions) {
    this.pool = openPool({
      connectionString: options.url,
      max: 4,
      connectionTimeoutMillis: options.connectTimeoutMs,
      application_name: 'dianda review',
    });
  }

  /** How the review of this question stands; it is registered when the question comes for the first time. */
  async consult(question: Question, timing: ReviewTiming): Promise<ReviewStanding> {
    return this.atDesk(async (seals) => {
      if (timing.releasesItself) await this.releaseOverdue(question);
      const known = await this.find(question, seals);
      if (known !== undefined) return known;
      await this.register(question, timing.reviewMs, seals);
      const registered = await this.find(question, seals);
      // The question was withdrawn before its review began.
      if (registered === undefined) throw DiandaError.precondition('LEG_WITHDRAWN', { origin: 'dianda' });
      return registered;
    });
  }

  /** Reviews that wait for a person, the most pressing first. */
  async pending(): Promise<readonly ReviewTask[]> {
    return this.atDesk(async (seals) => {
      const { rows } = await this.pool.query<{
        leg_id: string;
        round: number;
        data_key: Buffer;
        asked: Buffer;
        requested_at: Date;
        due_at: Date;
      }>(
        `select leg_id, round, q.data_key, t.asked, t.requested_at, t.due_at
           from review.task t join journal.question q using (leg_id, round)
          where t.verdict is null order by t.due_at, leg_id, round`,
      );
      return rows.map((row) => {
        const key = { legId: mustParse(parseLegId, row.leg_id), round: row.round };
        const dataKey = seals.openKey(key, row.data_key);
        const asked: unknown = JSON.parse(open(dataKey, row.asked, placeOf(key, 'asked')).toString('utf8'));
        return { ...key, requestedAt: instantOf(row.requested_at), dueAt: instantOf(row.due_at), asked };
      });
    });
  }

  /**
   * Records what a reviewer decided; the next poll is answered by it. Throws LEG_UNKNOWN when no review of this
   * question waits: it was decided, withdrawn, or never asked for.
   */
  async decide(key: QuestionKey, decision: ReviewDecision, reviewer: string): Promise<void> {
    await this.atDesk(async (seals) => {
      const wrapped = await this.wrappedKeyOf(key);
      if (wrapped === undefined) throw noSuchReview();
      const sealed = (words: string): Buffer =>
        seal(seals.openKey(key, wrapped), words, placeOf(key, 'words'));
      const { rowCount } = await this.pool.query(
        `update review.task
            set verdict = $3, reason = $4, words = $5, decided_by = $6, decided_at = clock_timestamp()
          where leg_id = $1 and round = $2 and verdict is null`,
        [
          key.legId,
          key.round,
          decision.verdict,
          decision.verdict === 'returned' ? decision.reason : null,
          decision.verdict === 'released' ? null : sealed(decision.words),
          reviewer,
        ],
      );
      if (rowCount === 0) throw noSuchReview();
    });
  }

  /** Takes the leg's reviews off the desk. To be called once the journal has marked the leg withdrawn. */
  async withdraw(legId: LegId): Promise<void> {
    await this.atDesk(() => this.pool.query('delete from review.task where leg_id = $1', [legId]));
  }

  /** Whether reviews can be reached at all. */
  async ping(): Promise<void> {
    await this.atDesk(() => this.pool.query('select from review.task limit 1'));
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  /** Waits for a withdrawal that is under way, so that no review of a withdrawn question stays behind. */
  private async register(question: Question, reviewMs: number, seals: JournalSeals): Promise<void> {
    const wrapped = await this.wrappedKeyOf(question);
    if (wrapped === undefined) return;
    const dataKey = seals.openKey(question, wrapped);
    await this.pool.query(
      `insert into review.task (leg_id, round, asked, due_at)
       select leg_id, round, $3, clock_timestamp() + $4 * interval '1 millisecond'
         from journal.question where leg_id = $1 and round = $2 and withdrawn_at is null for share
       on conflict do nothing`,
      [
        question.legId,
        question.round,
        seal(dataKey, JSON.stringify(shownOf(question)), placeOf(question, 'asked')),
        reviewMs,
      ],
    );
  }

  private async releaseOverdue(key: QuestionKey): Promise<void> {
    await this.pool.query(
      `update review.task set verdict = 'released', decided_by = $3, decided_at = clock_timestamp()
        where leg_id = $1 and round = $2 and verdict is null and due_at <= clock_timestamp()`,
      [key.legId, key.round, NOBODY],
    );
  }

  private async find(key: QuestionKey, seals: JournalSeals): Promise<ReviewStanding | undefined> {
    const { rows } = await this.pool.query<StandingRow>(
      `select q.data_key, t.verdict, t.reason, t.words,
              ceil(extract(epoch from t.due_at - clock_timestamp()) * 1000)::text as left_ms
         from review.task t join journal.question q using (leg_id, round)
        where leg_id = $1 and round = $2`,
      [key.legId, key.round],
    );
    const [row] = rows;
    return row === undefined ? undefined : standingOf(key, row, seals);
  }

  private async wrappedKeyOf({ legId, round }: QuestionKey): Promise<Buffer | undefined> {
    const { rows } = await this.pool.query<{ data_key: Buffer }>(
      'select data_key from journal.question where leg_id = $1 and round = $2',
      [legId, round],
    );
    return rows[0]?.data_key;
  }

  private atDesk<T>(work: (seals: JournalSeals) => Promise<T>): Promise<T> {
    return stored(async () => work(await this.opened()));
  }

  /** At the first use, because the journal makes its key and its schema only when the adapter begins to serve. */
  private async opened(): Promise<JournalSeals> {
    this.opening ??= makeReviewSchema(this.pool).then(() => new JournalSeals(this.options.keyFile));
    try {
      return await this.opening;
    } catch (error) {
      this.opening = undefined;
      throw error;
    }
  }
}

interface StandingRow {
  readonly data_key: Buffer;
  readonly verdict: string | null;
  readonly reason: string | null;
  readonly words: Buffer | null;
  readonly left_ms: string;
}

function standingOf(key: QuestionKey, row: StandingRow, seals: JournalSeals): ReviewStanding {
  const words = (): string => {
    if (row.words === null) throw new TypeError('a decision without words');
    return open(seals.openKey(key, row.data_key), row.words, placeOf(key, 'words')).toString('utf8');
  };
  switch (row.verdict) {
    case null:
      return { verdict: 'pending', leftMs: Number(row.left_ms) };
    case 'released':
      return { verdict: 'released' };
    case 'returned': {
      const reason = refusalReasons.find((each) => each === row.reason) ?? 'RETURNED';
      return { verdict: 'returned', reason, words: words() };
    }
    case 'clarification':
      return { verdict: 'clarification', words: words() };
    default:
      throw new TypeError('a verdict that the table does not allow');
  }
}

function shownOf({ assetClass, subject, authority, clarificationReply }: Question): unknown {
  return { assetClass, subject, authority, clarificationReply };
}

function placeOf(key: QuestionKey, column: string): string {
  return bindTo({ table: 'review.task', rowId: rowIdOf(key), column });
}

function noSuchReview(): DiandaError {
  return DiandaError.notFound('LEG_UNKNOWN', 'no review of this leg and round waits for a decision');
}
