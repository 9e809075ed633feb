import { Pool } from 'pg';
import {
  DiandaError,
  instantOf,
  mustParse,
  parseLegId,
  refusalReasons,
  type LegId,
  type Question,
} from '@dianda/inquiry';
import { KeyEncryptionKeyRing, bindTo, createDataKey, open, seal } from '@dianda/trust';
import { contractError } from '../contract-error.js';
import type { ReviewDecision, ReviewKey, ReviewStanding, ReviewTask } from './review-task.js';

export interface ReviewDeskOptions {
  /** The journal's database and key file: a review stands beside the question that it is about. */
  readonly url: string;
  readonly keyFile: string;
  readonly connectTimeoutMs: number;
  /** How long a review is expected to take. */
  readonly reviewMs: number;
  /** Whether a review that nobody decided is released when that time is over. For sample agencies only. */
  readonly releasesItself: boolean;
}

/** What the reviewer is shown and what he says are sealed with the task's own data key; the rest names nobody. */
const SCHEMA_SQL = `
  create schema if not exists review;
  create table if not exists review.task (
    leg_id       uuid        not null,
    round        integer     not null,
    data_key     bytea       not null,
    asked        bytea       not null,
    requested_at timestamptz not null default clock_timestamp(),
    due_at       timestamptz not null,
    verdict      text        check (verdict in ('released', 'returned', 'clarification')),
    reason       text        check ((verdict = 'returned') = (reason is not null)),
    words        bytea       check ((verdict in ('returned', 'clarification')) = (words is not null)),
    decided_by   text,
    decided_at   timestamptz,
    primary key (leg_id, round),
    foreign key (leg_id, round) references journal.question on delete cascade,
    check ((verdict is null) = (decided_by is null) and (verdict is null) = (decided_at is null))
  );
  create index if not exists task_pending on review.task (due_at) where verdict is null;`;

const SAMPLE_REVIEWER = 'review time is over (sample)';

interface TaskRow {
  readonly data_key: Buffer;
  readonly verdict: string | null;
  readonly reason: string | null;
  readonly words: Buffer | null;
  readonly left_ms: string;
}

/**
 * 人工审核: questions that a person at the agency looks at before they are answered. Reviews live in the journal's
 * database, so they outlive the process. All times are that database's clock. Throws STORAGE_UNAVAILABLE (origin
 * adapter) when it cannot be reached.
 */
export class ReviewDesk {
  private readonly pool: Pool;
  private opening: Promise<KeyEncryptionKeyRing> | undefined;

  constructor(private readonly options: ReviewDeskOptions) {
    this.pool = new Pool({
      connectionString: options.url,
      max: 4,
      connectionTimeoutMillis: options.connectTimeoutMs,
      application_name: 'dianda review',
    });
    // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
    this.pool.on('error', () => undefined);
  }

  /** How the review of this question stands; it is registered when it comes for the first time. */
  async consult(question: Question): Promise<ReviewStanding> {
    return this.stored(async (keys) => {
      if (this.options.releasesItself) await this.releaseOverdue(question);
      const known = await this.find(question, keys);
      if (known !== undefined) return known;
      await this.register(question, keys);
      const registered = await this.find(question, keys);
      // The question was withdrawn before its review began.
      if (registered === undefined) throw contractError('LEG_WITHDRAWN');
      return registered;
    });
  }

  /** Reviews that wait for a person, the most pressing first. */
  async pending(): Promise<readonly ReviewTask[]> {
    return this.stored(async (keys) => {
      const { rows } = await this.pool.query<{
        leg_id: string;
        round: number;
        data_key: Buffer;
        asked: Buffer;
        requested_at: Date;
        due_at: Date;
      }>(
        `select leg_id, round, data_key, asked, requested_at, due_at from review.task
          where verdict is null order by due_at, leg_id, round`,
      );
      return rows.map((row) => {
        const key = { legId: mustParse(parseLegId, row.leg_id), round: row.round };
        const dataKey = keys.unwrap(row.data_key, placeOf(key, 'data_key'));
        const asked: unknown = JSON.parse(open(dataKey, row.asked, placeOf(key, 'asked')).toString('utf8'));
        return { ...key, requestedAt: instantOf(row.requested_at), dueAt: instantOf(row.due_at), asked };
      });
    });
  }

  /**
   * Records what a reviewer decided; the next poll is answered by it. Throws LEG_UNKNOWN when no review of this
   * question waits: it was decided, withdrawn, or never asked for.
   */
  async decide(key: ReviewKey, decision: ReviewDecision, reviewer: string): Promise<void> {
    await this.stored(async (keys) => {
      const { rows } = await this.pool.query<Pick<TaskRow, 'data_key'>>(
        'select data_key from review.task where leg_id = $1 and round = $2 and verdict is null',
        [key.legId, key.round],
      );
      const [row] = rows;
      if (row === undefined) throw noSuchReview();
      const dataKey = keys.unwrap(row.data_key, placeOf(key, 'data_key'));
      const { rowCount } = await this.pool.query(
        `update review.task
            set verdict = $3, reason = $4, words = $5, decided_by = $6, decided_at = clock_timestamp()
          where leg_id = $1 and round = $2 and verdict is null`,
        [
          key.legId,
          key.round,
          decision.verdict,
          decision.verdict === 'returned' ? decision.reason : null,
          decision.verdict === 'released' ? null : seal(dataKey, decision.words, placeOf(key, 'words')),
          reviewer,
        ],
      );
      if (rowCount === 0) throw noSuchReview();
    });
  }

  /** Takes the leg's reviews off the desk. To be called when the journal has marked the question withdrawn. */
  async withdraw(legId: LegId): Promise<void> {
    await this.stored(() => this.pool.query('delete from review.task where leg_id = $1', [legId]));
  }

  /** Whether reviews can be reached at all. */
  async ping(): Promise<void> {
    await this.stored(() => this.pool.query('select from review.task limit 1'));
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  /** Waits for a withdrawal that is under way, so that no review of a withdrawn question is left behind. */
  private async register(question: Question, keys: KeyEncryptionKeyRing): Promise<void> {
    const dataKey = createDataKey();
    await this.pool.query(
      `insert into review.task (leg_id, round, data_key, asked, due_at)
       select leg_id, round, $3, $4, clock_timestamp() + $5 * interval '1 millisecond'
         from journal.question where leg_id = $1 and round = $2 and withdrawn_at is null for share
       on conflict do nothing`,
      [
        question.legId,
        question.round,
        keys.wrap(dataKey, placeOf(question, 'data_key')),
        seal(dataKey, JSON.stringify(shownOf(question)), placeOf(question, 'asked')),
        this.options.reviewMs,
      ],
    );
  }

  private async releaseOverdue(key: ReviewKey): Promise<void> {
    await this.pool.query(
      `update review.task set verdict = 'released', decided_by = $3, decided_at = clock_timestamp()
        where leg_id = $1 and round = $2 and verdict is null and due_at <= clock_timestamp()`,
      [key.legId, key.round, SAMPLE_REVIEWER],
    );
  }

  private async find(key: ReviewKey, keys: KeyEncryptionKeyRing): Promise<ReviewStanding | undefined> {
    const { rows } = await this.pool.query<TaskRow>(
      `select data_key, verdict, reason, words,
              ceil(extract(epoch from due_at - clock_timestamp()) * 1000)::text as left_ms
         from review.task where leg_id = $1 and round = $2`,
      [key.legId, key.round],
    );
    const [row] = rows;
    return row === undefined ? undefined : standingOf(key, row, keys);
  }

  private async stored<T>(work: (keys: KeyEncryptionKeyRing) => Promise<T>): Promise<T> {
    try {
      return await work(await this.opened());
    } catch (error) {
      if (error instanceof DiandaError) throw error;
      throw DiandaError.unavailable('STORAGE_UNAVAILABLE', {
        origin: 'adapter',
        detail: 'reviews',
        cause: error,
      });
    }
  }

  /** At the first use, because the journal makes its key and its schema when the adapter begins to serve. */
  private async opened(): Promise<KeyEncryptionKeyRing> {
    this.opening ??= this.prepare();
    try {
      return await this.opening;
    } catch (error) {
      this.opening = undefined;
      throw error;
    }
  }

  private async prepare(): Promise<KeyEncryptionKeyRing> {
    // One statement string is one transaction; the lock makes processes that start at once take turns.
    await this.pool.query(
      `select pg_advisory_xact_lock(hashtextextended('dianda review schema', 0)); ${SCHEMA_SQL}`,
    );
    return KeyEncryptionKeyRing.open(this.options.keyFile);
  }
}

function standingOf(key: ReviewKey, row: TaskRow, keys: KeyEncryptionKeyRing): ReviewStanding {
  const words = (): string => {
    if (row.words === null) throw new TypeError('a decision without words');
    const dataKey = keys.unwrap(row.data_key, placeOf(key, 'data_key'));
    return open(dataKey, row.words, placeOf(key, 'words')).toString('utf8');
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

function shownOf(question: Question): unknown {
  const { assetClass, subject, authority, clarificationReply } = question;
  return { assetClass, subject, authority, clarificationReply };
}

function placeOf({ legId, round }: ReviewKey, column: string): string {
  return bindTo({ table: 'review.task', rowId: `${legId}/${round}`, column });
}

function noSuchReview(): DiandaError {
  return DiandaError.notFound('LEG_UNKNOWN', 'no review of this leg and round waits for a decision');
}
