import {
  instantOf,
  mustParse,
  parseCaseId,
  parseLegId,
  type Agency,
  type InquiryId,
  type InquiryView,
  type ReplacedAnswer,
  type ReportInputs,
  type Rung,
} from '@dianda/inquiry';
import { agencyFromRow, agencyShape } from '../agencies/agency-rows.js';
import { openAnswer } from '../legs/answer-rows.js';
import { agencyRungs } from '../legs/leg-change.js';
import type { CaseSeal, CaseVault } from '../cases/case-vault.js';
import type { Statements } from '../database/database.js';
import { AnswerEntity, type InquiryEntity, type LegEntity } from '../entities/index.js';
import { inquiryFromRow, inquiryShape, subjectsColumn, type WholeInquiryRow } from './inquiry-rows.js';
import {
  legOnView,
  readAround,
  surroundingColumns,
  surroundingJoins,
  type LegSurroundings,
  type Look,
} from './leg-on-view.js';
import { legShape } from '../legs/leg-rows.js';
import { turnTables } from '../legs/turns-ahead.js';
import { RowShape } from '../database/row-shape.js';

const answerShape = new RowShape({ answer: AnswerEntity });

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

/**
 * The legs of the inquiries of $1. An inquiry stands in the first row of its legs only: it may have as many subjects as
 * rows follow.
 */
export const inquiriesStatement = `WITH inquiry AS MATERIALIZED (
     SELECT inquiry.*, ${subjectsColumn} FROM dianda.inquiry WHERE inquiry.id = ANY ($1::uuid[])
   ), leg AS (
     SELECT leg.*, row_number() OVER (PARTITION BY leg.inquiry_id ORDER BY leg.id) AS place
     FROM dianda.leg WHERE leg.inquiry_id = ANY ($1::uuid[])
   ), ${turnTables}
   SELECT ${inquiryShape.list}, inquiry.subjects, ${legShape.list},
     leg.inquiry_id AS of_inquiry, ${surroundingColumns}
   FROM leg
   LEFT JOIN inquiry ON leg.place = 1 AND inquiry.id = leg.inquiry_id
   ${surroundingJoins}
   ORDER BY leg.inquiry_id, leg.place`;

/** As `readInquiry`, of several at once; those that do not exist are left out. */
export async function readInquiries(
  statements: Statements,
  vault: CaseVault,
  ids: readonly InquiryId[],
): Promise<readonly ReadInquiry[]> {
  const rows = await statements.rows<WholeInquiryRow & LegSurroundings & { of_inquiry: string }>(
    inquiriesStatement,
    [ids],
  );
  const byInquiry = Map.groupBy(rows, (row) => row.of_inquiry);
  const surroundings = await readAround(statements, rows);
  return Promise.all([...byInquiry.values()].map((its) => readOne(statements, vault, its, surroundings)));
}

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
  /** The agency's answer before this one, if there was another. */
  readonly replaces: ReplacedAnswer | undefined;
  /** Of each page of its evidence; null where the receipt has not come. */
  readonly receiptNumbers: readonly (string | null)[];
}

function settledOf({ answer, replaces, receiptNumbers }: StoredAnswer, seal: CaseSeal) {
  return {
    answer: openAnswer(seal, answer.id, answer.answerSealed),
    receiptNumbers: receiptNumbers.map((each) => each ?? undefined),
    settledAt: instantOf(answer.recordedAt),
    late: answer.late,
    ...(replaces && { replaces }),
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
  // The same bytes with the receipt that was missing are a version, too, and replace nothing.
  const rows = await statements.rows<{
    receipt_numbers: readonly (string | null)[];
    replaced_rung: Rung | null;
    replaced_at: Date | null;
  }>(
    `SELECT ${answerShape.list}, replaced.rung AS replaced_rung, replaced.recorded_at AS replaced_at,
       ARRAY(SELECT page.receipt_number FROM dianda.evidence_page page
       WHERE page.answer_id = answer.id ORDER BY page.page) AS receipt_numbers
     FROM dianda.answer
     JOIN jsonb_to_recordset($1::jsonb) AS newest(leg_id uuid, version integer)
       ON answer.leg_id = newest.leg_id AND answer.version = newest.version
     LEFT JOIN LATERAL (
       SELECT earlier.rung, earlier.recorded_at FROM dianda.answer earlier
       WHERE earlier.leg_id = answer.leg_id AND earlier.version < answer.version AND earlier.rung = ANY ($2::text[])
         AND earlier.evidence_sha256 <> answer.evidence_sha256
       ORDER BY earlier.version DESC LIMIT 1) replaced ON true`,
    [
      JSON.stringify(settled.map((leg) => ({ leg_id: leg.id, version: leg.answerVersion }))),
      [...agencyRungs],
    ],
  );
  return new Map(
    rows.map((row) => {
      const { answer } = answerShape.read(row);
      const { replaced_rung: rung, replaced_at: at, receipt_numbers: receiptNumbers } = row;
      const replaces = rung === null || at === null ? undefined : { rung, settledAt: instantOf(at) };
      return [answer.legId, { answer, replaces, receiptNumbers }];
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
