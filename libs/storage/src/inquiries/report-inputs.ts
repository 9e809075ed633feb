import {
  calendarOf,
  hoursOnly,
  instantOf,
  isOpen,
  mustParse,
  nextOpening,
  parseAgencyCode,
  parseCaseId,
  parseLegId,
  type Agency,
  type Calendars,
  type InquiryId,
  type InquiryView,
  type Instant,
  type LegOnView,
  type OfficeHours,
  type ReportInputs,
  type WorkingCalendar,
} from '@dianda/inquiry';
import { agencyFromRow, agencyShape, holdFromRow, holdShape } from '../agencies/agency-rows.js';
import { maintenanceInForce, quotaUntil } from '../agencies/may-be-asked.js';
import { openAnswer } from '../legs/answer-rows.js';
import { readCalendars } from '../calendar/calendars.js';
import type { CaseSeal, CaseVault } from '../cases/case-vault.js';
import type { Statements } from '../database/database.js';
import { AnswerEntity, type InquiryEntity, type LegEntity } from '../entities/index.js';
import { inquiryFromRow, inquiryShape, subjectsColumn, type WholeInquiryRow } from './inquiry-rows.js';
import { expectedAsOf, type Pace } from '../legs/expected-at.js';
import {
  lineKey,
  readRecentAnswers,
  recentPaceMs,
  type AnsweredSpan,
  type Line,
} from '../legs/recent-answers.js';
import { turnsAhead } from '../legs/turns-ahead.js';
import { legFromRow, legShape, type Block } from '../legs/leg-rows.js';
import { RowShape } from '../database/row-shape.js';
import { databaseNow } from '../database/times.js';

const answerShape = new RowShape({ answer: AnswerEntity });

/** What stands beside a leg in its row: how its agency fares. */
interface LegSurroundings {
  readonly read_at: Date;
  readonly held: boolean;
  readonly maintenance_since: Date | null;
  readonly maintenance_until: Date | null;
  /** When the agency's next day begins, while the quota of this one is used up. */
  readonly quota_until: Date | null;
  /** When the directory's row, in which the agency is disabled, was loaded; null while it is enabled. */
  readonly disabled_since: Date | null;
  /** When the agency works; null: at all times. */
  readonly office: OfficeHours | null;
  /** Due legs that come before it; null unless it waits for its turn. */
  readonly ahead: number | null;
  /** As the directory has it for the leg's class. */
  readonly usual_seconds: number | null;
}

/** An inquiry as of one moment, with the rows it was made of. */
export interface ReadInquiry {
  readonly view: InquiryView;
  readonly row: InquiryEntity;
  readonly legRows: readonly LegEntity[];
  readonly seal: CaseSeal;
}

/** The inquiry and its legs, read by one statement and therefore as of one moment. */
export async function readInquiry(
  statements: Statements,
  vault: CaseVault,
  id: InquiryId,
): Promise<ReadInquiry | undefined> {
  return (await readInquiries(statements, vault, [id]))[0];
}

/** As `readInquiry`, of several at once; those that do not exist are left out. */
export async function readInquiries(
  statements: Statements,
  vault: CaseVault,
  ids: readonly InquiryId[],
): Promise<readonly ReadInquiry[]> {
  // An inquiry stands in the first row of its legs only: it may have as many subjects as rows follow.
  const rows = await statements.rows<WholeInquiryRow & LegSurroundings & { of_inquiry: string }>(
    `WITH inquiry AS MATERIALIZED (
       SELECT inquiry.*, ${subjectsColumn} FROM dianda.inquiry WHERE inquiry.id = ANY ($1::uuid[])
     ), leg AS (
       SELECT leg.*, row_number() OVER (PARTITION BY leg.inquiry_id ORDER BY leg.id) AS place
       FROM dianda.leg WHERE leg.inquiry_id = ANY ($1::uuid[])
     )
     SELECT ${inquiryShape.list}, inquiry.subjects, ${legShape.list}, ${holdShape.list},
       leg.inquiry_id AS of_inquiry, hold.agency_code IS NOT NULL AS held, ${databaseNow} AS read_at,
       CASE WHEN NOT agency.enabled THEN agency.loaded_at END AS disabled_since,
       maintenance.from_at AS maintenance_since, maintenance.until_at AS maintenance_until,
       ${quotaUntil} AS quota_until, agency.calendar AS office,
       ${turnsAhead} AS ahead,
       (SELECT (service->>'usualAnswerSeconds')::double precision FROM jsonb_array_elements(agency.services) service
        WHERE service->>'assetClass' = leg.asset_class LIMIT 1) AS usual_seconds
     FROM leg
     LEFT JOIN inquiry ON leg.place = 1 AND inquiry.id = leg.inquiry_id
     LEFT JOIN dianda.agency ON agency.code = leg.agency_code
     LEFT JOIN dianda.agency_hold hold ON hold.agency_code = leg.agency_code
     LEFT JOIN LATERAL (${maintenanceInForce}) maintenance ON true
     ORDER BY leg.inquiry_id, leg.place`,
    [ids],
  );
  const byInquiry = Map.groupBy(rows, (row) => row.of_inquiry);
  const calendars = rows.some(({ office }) => office !== null)
    ? await readCalendars(statements)
    : noCalendars;
  const recent = await readRecentAnswers(statements, linesOf(rows));
  return Promise.all(
    [...byInquiry.values()].map((its) => readOne(statements, vault, its, { calendars, recent })),
  );
}

/** Of no use to agencies that are open at all times. */
const noCalendars: Calendars = { holidays: new Map(), closures: new Map() };

async function readOne(
  statements: Statements,
  vault: CaseVault,
  rows: readonly (WholeInquiryRow & LegSurroundings)[],
  surroundings: Omit<Look, 'readAt'>,
): Promise<ReadInquiry> {
  const [first] = rows;
  if (first === undefined) throw new TypeError('an inquiry has no legs');
  const { inquiry: row } = inquiryShape.read(first);
  const seal = await vault.sealOf(statements, mustParse(parseCaseId, row.caseId));
  const readAt = instantOf(first.read_at);
  const legs = rows.map((each) => ({ row: legShape.read(each).leg, surroundings: each }));
  return {
    view: {
      inquiry: inquiryFromRow(first, row, seal),
      state: row.state,
      completedAt: row.completedAt === null ? undefined : instantOf(row.completedAt),
      legs: legs.map((each) => legOnView(each.row, each.surroundings, seal, { readAt, ...surroundings })),
      sealedVersions: row.reportVersions,
      readAt,
    },
    row,
    legRows: legs.map((each) => each.row),
    seal,
  };
}

/**
 * Everything the fold reads, of each inquiry. Answers are found by the version their leg names and never change, so the
 * moment holds.
 */
export async function readReportInputs(
  statements: Statements,
  read: readonly ReadInquiry[],
): Promise<readonly { readonly inputs: ReportInputs; readonly seal: CaseSeal }[]> {
  const answers = await readAnswers(statements, read);
  const agencies = await readAgencies(statements, read);
  return read.map(({ view, legRows, seal }) => ({
    seal,
    inputs: {
      inquiry: view.inquiry,
      legs: view.legs,
      answers: new Map(
        legRows.flatMap(({ id }) => {
          const its = answers.get(id);
          return its === undefined ? [] : [[mustParse(parseLegId, id), settledOf(its, seal)] as const];
        }),
      ),
      agencies: legRows.flatMap(({ agencyCode }) => agencies.get(agencyCode ?? '') ?? []),
      readAt: view.readAt,
    },
  }));
}

interface StoredAnswer {
  readonly answer: AnswerEntity;
  /** Of each page of its evidence; null where the receipt has not come. */
  readonly receiptNumbers: readonly (string | null)[];
}

function settledOf({ answer, receiptNumbers }: StoredAnswer, seal: CaseSeal) {
  return {
    answer: openAnswer(seal, answer.id, answer.answerSealed),
    receiptNumbers: receiptNumbers.map((each) => each ?? undefined),
    settledAt: instantOf(answer.recordedAt),
    late: answer.late,
  };
}

/** The newest answer of each settled leg, by the leg. */
async function readAnswers(
  statements: Statements,
  read: readonly ReadInquiry[],
): Promise<ReadonlyMap<string, StoredAnswer>> {
  const settled = read
    .flatMap(({ legRows }) => legRows)
    .filter((leg) => leg.settledAt !== null && leg.answerVersion > 0);
  const rows = await statements.rows<{ receipt_numbers: readonly (string | null)[] }>(
    `SELECT ${answerShape.list}, ARRAY(SELECT page.receipt_number FROM dianda.evidence_page page
       WHERE page.answer_id = answer.id ORDER BY page.page) AS receipt_numbers
     FROM dianda.answer
     JOIN jsonb_to_recordset($1::jsonb) AS newest(leg_id uuid, version integer)
       ON answer.leg_id = newest.leg_id AND answer.version = newest.version`,
    [JSON.stringify(settled.map((leg) => ({ leg_id: leg.id, version: leg.answerVersion })))],
  );
  return new Map(
    rows.map((row) => {
      const { answer } = answerShape.read(row);
      return [answer.legId, { answer, receiptNumbers: row.receipt_numbers }];
    }),
  );
}

/** The directory's rows of all agencies that are asked, by code. */
async function readAgencies(
  statements: Statements,
  read: readonly ReadInquiry[],
): Promise<ReadonlyMap<string, Agency>> {
  const codes = new Set(read.flatMap(({ legRows }) => legRows.flatMap(({ agencyCode }) => agencyCode ?? [])));
  const rows = await statements.rows<object>(
    `SELECT ${agencyShape.list} FROM dianda.agency WHERE code = ANY ($1::text[])`,
    [[...codes]],
  );
  return new Map(
    rows.map((row) => agencyShape.read(row).agency).map((agency) => [agency.code, agencyFromRow(agency)]),
  );
}

/** When a leg is looked at, and by which calendars. */
interface Look {
  readonly readAt: Instant;
  readonly calendars: Calendars;
  /** The newest answers, by agency and class. */
  readonly recent: ReadonlyMap<string, readonly AnsweredSpan[]>;
}

function legOnView(row: LegEntity, read: LegSurroundings, seal: CaseSeal, look: Look): LegOnView {
  const leg = legFromRow(row, seal, blockOf(row, read, look));
  const expected = expectedAsOf(leg, look.readAt, paceOf(row, read, look));
  return {
    ...leg,
    ...(leg.waitingFor?.kind === 'turn' && read.ahead !== null
      ? { waitingFor: { kind: 'turn', ahead: read.ahead } }
      : {}),
    expectedAt: expected.at,
    expectedBasis: expected.basis,
    rung: row.rung ?? undefined,
  };
}

/** That it is disabled comes first: a probe that lifts the hold would not have the agency asked. */
function blockOf(row: LegEntity, read: LegSurroundings, look: Look): Block | undefined {
  if (read.disabled_since !== null) {
    return {
      kind: 'agency_held',
      cause: 'disabled',
      since: instantOf(read.disabled_since),
      nextProbeAt: undefined,
    };
  }
  if (read.held) {
    const { cause, since, nextProbeAt } = holdFromRow(holdShape.read(read).hold);
    return { kind: 'agency_held', cause, since, nextProbeAt };
  }
  if (read.maintenance_since !== null && read.maintenance_until !== null) {
    return {
      kind: 'maintenance',
      since: instantOf(read.maintenance_since),
      until: instantOf(read.maintenance_until),
    };
  }
  const opensAt = openingOf(row, read, look);
  if (opensAt > look.readAt) return { kind: 'outside_hours', until: opensAt };
  return read.quota_until === null ? undefined : { kind: 'quota', until: instantOf(read.quota_until) };
}

/** When the agency works again; the moment of the look while it does. */
function openingOf(row: LegEntity, read: LegSurroundings, look: Look): Instant {
  const calendar = calendarAt(row, read, look);
  return nextOpening(hoursOnly(calendar), look.readAt).value > look.readAt
    ? nextOpening(calendar, look.readAt).value
    : look.readAt;
}

function paceOf(row: LegEntity, read: LegSurroundings, look: Look): Pace {
  const calendar = calendarAt(row, read, look);
  const spans =
    row.agencyCode === null
      ? []
      : look.recent.get(lineKey({ agencyCode: row.agencyCode, assetClass: row.assetClass }));
  return {
    calendar,
    recentMs: recentPaceMs(spans ?? [], calendar),
    usualMs: read.usual_seconds === null ? undefined : read.usual_seconds * 1_000,
  };
}

function calendarAt(
  { agencyCode }: LegEntity,
  { office }: LegSurroundings,
  { calendars }: Look,
): WorkingCalendar {
  if (agencyCode === null || office === null) return alwaysOpen;
  return calendarOf({ code: mustParse(parseAgencyCode, agencyCode), calendar: office }, calendars);
}

const alwaysOpen: WorkingCalendar = { office: undefined, holidays: new Map(), closures: [] };

/** The agencies and classes of open legs, each once: only of those somebody asks when they come. */
function linesOf(rows: readonly object[]): readonly Line[] {
  const open = rows
    .map((row) => legShape.read(row).leg)
    .flatMap(({ agencyCode, assetClass, state }) =>
      agencyCode === null || !isOpen(state) ? [] : [{ agencyCode, assetClass }],
    );
  return [...new Map(open.map((line) => [lineKey(line), line])).values()];
}
