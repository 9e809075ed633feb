/** One step of the journal's schema; steps are only ever added. */
export interface JournalMigration {
  readonly version: number;
  readonly sql: string;
}

/**
 * The journal (登记簿) in its own schema. `question` is the assistance register: who asked, in which case, by which
 * notice, when. `answer_page` is what was answered, byte for byte. What names a subject or an asset is sealed with the
 * question's own data key; erasing `data_key` erases it.
 */
export const journalMigrations: readonly JournalMigration[] = [
  {
    version: 1,
    sql: `
      create table journal.question (
        leg_id           uuid        not null,
        round            integer     not null check (round >= 1),
        fingerprint      bytea       not null,
        asset_class      text        not null,
        case_number      text        not null,
        notice_number    text        not null,
        court_code       text        not null,
        warrant_id       text        not null,
        asked_by_peer    text        not null,
        data_key         bytea       not null,
        register_entry   bytea       not null,
        first_asked_at   timestamptz not null default clock_timestamp(),
        last_asked_at    timestamptz not null default clock_timestamp(),
        times_asked      integer     not null default 1,
        searches         integer     not null default 0,
        search_began_at  timestamptz,
        rung             text,
        answered_at      timestamptz,
        withdrawn_at     timestamptz,
        withdrawn_reason text,
        primary key (leg_id, round),
        check ((rung is null) = (answered_at is null))
      );
      comment on column journal.question.register_entry is 'sealed: court, officers, notice, purpose, subject';
      comment on column journal.question.searches is 'more than one: an earlier search was broken off or deferred';
      create index question_by_notice on journal.question (notice_number);

      create table journal.answer_page (
        leg_id         uuid    not null,
        round          integer not null,
        search         integer not null,
        page           integer not null check (page >= 1),
        page_token     text    not null,
        answer         bytea   not null,
        receipt        bytea   not null,
        receipt_number text    not null unique,
        primary key (leg_id, round, search, page),
        unique (leg_id, round, search, page_token),
        foreign key (leg_id, round) references journal.question
      );
      comment on column journal.answer_page.answer is 'sealed: the serialized answer exactly as it was sent';

      create sequence journal.receipt_number;`,
  },
  {
    version: 2,
    sql: `
      alter table journal.question add column owed_since timestamptz;
      comment on column journal.question.owed_since is 'put off, and the court has not taken the final answer yet';
      create index question_owed on journal.question (owed_since) where owed_since is not null;`,
  },
];
