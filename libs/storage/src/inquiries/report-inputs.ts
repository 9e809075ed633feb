import {
  instantOf,
  mustParse,
  parseCaseId,
  parseLegId,
  type Agency,
  type Hold,
  type InquiryId,
  type InquiryView,
  type LegOnView,
  type ReportInputs,
} from '@dianda/inquiry';
import { agencyFromRow, agencyShape, holdFromRow, holdShape } from '../agencies/agency-rows.js';
import { openAnswer, openPage } from '../legs/answer-rows.js';
import type { CaseSeal, CaseVault } from '../cases/case-vault.js';
import type { Statements } from '../database/database.js';
import { AnswerEntity, EvidencePageEntity, type InquiryEntity, type LegEntity } from '../entities/index.js';
import { inquiryFromRow, inquiryShape, subjectsColumn, type WholeInquiryRow } from './inquiry-rows.js';
import { legFromRow, legShape } from '../legs/leg-rows.js';
import { RowShape } from '../database/row-shape.js';
import { databaseNow } from '../database/times.js';

const answerShape = new RowShape({ answer: AnswerEntity });
const pageShape = new RowShape({ page: EvidencePageEntity });

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
  // The inquiry stands in the first row only: it may have as many subjects as rows follow.
  const rows = await statements.rows<WholeInquiryRow & { read_at: Date; held: boolean }>(
    `WITH inquiry AS MATERIALIZED (
       SELECT inquiry.*, ${subjectsColumn} FROM dianda.inquiry WHERE inquiry.id = $1
     ), leg AS (
       SELECT leg.*, row_number() OVER (ORDER BY leg.id) AS place FROM dianda.leg WHERE leg.inquiry_id = $1
     )
     SELECT ${inquiryShape.list}, inquiry.subjects, ${legShape.list}, ${holdShape.list},
       hold.agency_code IS NOT NULL AS held, ${databaseNow} AS read_at
     FROM leg
     LEFT JOIN inquiry ON leg.place = 1
     LEFT JOIN dianda.agency_hold hold ON hold.agency_code = leg.agency_code
     ORDER BY leg.place`,
    [id],
  );
  const first = rows[0];
  if (first === undefined) return undefined;
  const { inquiry: row } = inquiryShape.read(first);
  const seal = await vault.sealOf(statements, mustParse(parseCaseId, row.caseId));
  const read = rows.map((each) => ({
    leg: legShape.read(each).leg,
    hold: each.held ? holdFromRow(holdShape.read(each).hold) : undefined,
  }));
  return {
    view: {
      inquiry: inquiryFromRow(first, row, seal),
      state: row.state,
      completedAt: row.completedAt === null ? undefined : instantOf(row.completedAt),
      legs: read.map(({ leg, hold }) => legOnView(leg, seal, hold)),
      sealedVersions: row.reportVersions,
      readAt: instantOf(first.read_at),
    },
    row,
    legRows: read.map(({ leg }) => leg),
    seal,
  };
}

/** Everything the fold reads. Answers are found by the version their leg names and never change, so the moment holds. */
export async function readReportInputs(statements: Statements, read: ReadInquiry): Promise<ReportInputs> {
  return {
    inquiry: read.view.inquiry,
    legs: read.view.legs,
    answers: await readAnswers(statements, read),
    agencies: await readAgencies(statements, read),
    readAt: read.view.readAt,
  };
}

async function readAnswers(statements: Statements, read: ReadInquiry): Promise<ReportInputs['answers']> {
  const settled = read.legRows.filter((leg) => leg.settledAt !== null && leg.answerVersion > 0);
  const rows = await statements.rows<object>(
    `SELECT ${answerShape.list} FROM dianda.answer
     JOIN jsonb_to_recordset($1::jsonb) AS newest(leg_id uuid, version integer)
       ON answer.leg_id = newest.leg_id AND answer.version = newest.version`,
    [JSON.stringify(settled.map((leg) => ({ leg_id: leg.id, version: leg.answerVersion })))],
  );
  const answers = rows.map((row) => answerShape.read(row).answer);
  const pageRows = await statements.rows<object>(
    `SELECT ${pageShape.list} FROM dianda.evidence_page page
     WHERE page.answer_id = ANY ($1::uuid[]) ORDER BY page.answer_id, page.page`,
    [answers.map((answer) => answer.id)],
  );
  const pages = Map.groupBy(
    pageRows.map((row) => pageShape.read(row).page),
    (page) => page.answerId,
  );
  return new Map(
    answers.map((answer) => [
      mustParse(parseLegId, answer.legId),
      {
        answer: openAnswer(read.seal, answer.id, answer.answerSealed),
        evidence: (pages.get(answer.id) ?? []).map((page) => openPage(read.seal, page)),
        settledAt: instantOf(answer.recordedAt),
        late: answer.late,
      },
    ]),
  );
}

async function readAgencies(statements: Statements, read: ReadInquiry): Promise<readonly Agency[]> {
  const codes = new Set(read.legRows.flatMap((leg) => (leg.agencyCode === null ? [] : [leg.agencyCode])));
  const rows = await statements.rows<object>(
    `SELECT ${agencyShape.list} FROM dianda.agency WHERE code = ANY ($1::text[]) ORDER BY code COLLATE "C"`,
    [[...codes]],
  );
  return rows.map((row) => agencyFromRow(agencyShape.read(row).agency));
}

function legOnView(row: LegEntity, seal: CaseSeal, hold: Hold | undefined): LegOnView {
  return { ...legFromRow(row, seal, hold), rung: row.rung ?? undefined };
}
