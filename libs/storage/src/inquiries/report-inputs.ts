import {
  instantOf,
  mustParse,
  parseCaseId,
  parseLegId,
  type Agency,
  type InquiryId,
  type InquiryView,
  type Instant,
  type LegOnView,
  type ReportInputs,
} from '@dianda/inquiry';
import { agencyFromRow, agencyShape, holdFromRow, holdShape } from '../agencies/agency-rows.js';
import { maintenanceInForce, quotaUntil } from '../agencies/may-be-asked.js';
import { openAnswer, openPage } from '../legs/answer-rows.js';
import type { CaseSeal, CaseVault } from '../cases/case-vault.js';
import type { Statements } from '../database/database.js';
import { AnswerEntity, EvidencePageEntity, type InquiryEntity, type LegEntity } from '../entities/index.js';
import { inquiryFromRow, inquiryShape, subjectsColumn, type WholeInquiryRow } from './inquiry-rows.js';
import { expectedAsOf } from '../legs/expected-at.js';
import { legFromRow, legShape, type Block } from '../legs/leg-rows.js';
import { RowShape } from '../database/row-shape.js';
import { databaseNow } from '../database/times.js';

const answerShape = new RowShape({ answer: AnswerEntity });
const pageShape = new RowShape({ page: EvidencePageEntity });

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
  // The inquiry stands in the first row only: it may have as many subjects as rows follow.
  const rows = await statements.rows<WholeInquiryRow & LegSurroundings>(
    `WITH inquiry AS MATERIALIZED (
       SELECT inquiry.*, ${subjectsColumn} FROM dianda.inquiry WHERE inquiry.id = $1
     ), leg AS (
       SELECT leg.*, row_number() OVER (ORDER BY leg.id) AS place FROM dianda.leg WHERE leg.inquiry_id = $1
     )
     SELECT ${inquiryShape.list}, inquiry.subjects, ${legShape.list}, ${holdShape.list},
       hold.agency_code IS NOT NULL AS held, ${databaseNow} AS read_at,
       CASE WHEN NOT agency.enabled THEN agency.loaded_at END AS disabled_since,
       maintenance.from_at AS maintenance_since, maintenance.until_at AS maintenance_until,
       ${quotaUntil} AS quota_until,
       (SELECT (service->>'usualAnswerSeconds')::double precision FROM jsonb_array_elements(agency.services) service
        WHERE service->>'assetClass' = leg.asset_class LIMIT 1) AS usual_seconds
     FROM leg
     LEFT JOIN inquiry ON leg.place = 1
     LEFT JOIN dianda.agency ON agency.code = leg.agency_code
     LEFT JOIN dianda.agency_hold hold ON hold.agency_code = leg.agency_code
     LEFT JOIN LATERAL (${maintenanceInForce}) maintenance ON true
     ORDER BY leg.place`,
    [id],
  );
  const first = rows[0];
  if (first === undefined) return undefined;
  const { inquiry: row } = inquiryShape.read(first);
  const seal = await vault.sealOf(statements, mustParse(parseCaseId, row.caseId));
  const readAt = instantOf(first.read_at);
  const legs = rows.map((each) => ({ row: legShape.read(each).leg, surroundings: each }));
  return {
    view: {
      inquiry: inquiryFromRow(first, row, seal),
      state: row.state,
      completedAt: row.completedAt === null ? undefined : instantOf(row.completedAt),
      legs: legs.map((each) => legOnView(each.row, each.surroundings, seal, readAt)),
      sealedVersions: row.reportVersions,
      readAt,
    },
    row,
    legRows: legs.map((each) => each.row),
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

function legOnView(row: LegEntity, read: LegSurroundings, seal: CaseSeal, readAt: Instant): LegOnView {
  const leg = legFromRow(row, seal, blockOf(read));
  return {
    ...leg,
    expectedAt: expectedAsOf(leg, readAt, read.usual_seconds),
    rung: row.rung ?? undefined,
  };
}

/** That it is disabled comes first: a probe that lifts the hold would not have the agency asked. */
function blockOf(read: LegSurroundings): Block | undefined {
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
  return read.quota_until === null ? undefined : { kind: 'quota', until: instantOf(read.quota_until) };
}
