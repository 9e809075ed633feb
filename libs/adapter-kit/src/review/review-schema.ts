import type { Pool } from 'pg';

/**
 * A review stands beside the question that it is about, in the journal's database. What the reviewer is shown and what
 * he says are sealed with that question's data key, so erasing the key erases them too; the rest names nobody.
 */
const SCHEMA_SQL = `
  create schema if not exists review;
  create table if not exists review.task (
    leg_id       uuid        not null,
    round        integer     not null,
    asked        bytea       not null,
    requested_at timestamptz not null default clock_timestamp(),
    due_at       timestamptz not null,
    verdict      text        check (verdict in ('released', 'returned', 'clarification')),
    reason       text,
    words        bytea,
    decided_by   text,
    decided_at   timestamptz,
    primary key (leg_id, round),
    foreign key (leg_id, round) references journal.question on delete cascade,
    check ((verdict is null) = (decided_by is null)),
    check ((verdict is null) = (decided_at is null)),
    check ((reason is not null) = (coalesce(verdict, '') = 'returned')),
    check ((words is not null) = (coalesce(verdict, '') in ('returned', 'clarification')))
  );
  create index if not exists task_pending on review.task (due_at) where verdict is null;`;

/** Makes the schema where it is missing. Processes that start at once take turns. */
export async function makeReviewSchema(pool: Pool): Promise<void> {
  // Several statements in one string are one transaction, which the lock lasts for.
  await pool.query(
    `select pg_advisory_xact_lock(hashtextextended('dianda review schema', 0)); ${SCHEMA_SQL}`,
  );
}
