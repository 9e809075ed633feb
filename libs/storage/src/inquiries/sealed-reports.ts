import {
  mustParse,
  parseCaseId,
  sealReport,
  type CaseId,
  type InquiryId,
  type Report,
  type ReportInputs,
} from '@dianda/inquiry';
import type { CaseSeal, CaseVault, Place } from '../cases/case-vault.js';
import type { Statements } from '../database/database.js';

function reportPlace(inquiryId: string, version: number): Place<Report> {
  return { table: 'report_version', rowId: `${inquiryId}/${version}`, column: 'report_sealed' };
}

/** Folds and keeps the next versions; the caller holds the inquiries' row locks and counts the versions there. */
export async function writeSealedReports(
  statements: Statements,
  versions: readonly { readonly seal: CaseSeal; readonly inputs: ReportInputs; readonly version: number }[],
): Promise<void> {
  const rows = versions.map(({ seal, inputs, version }) => {
    const report = sealReport(inputs, version);
    const id = inputs.inquiry.id;
    return {
      inquiry_id: id,
      version,
      content_hash: report.contentHash,
      report: seal.json(reportPlace(id, version), report).toString('base64'),
    };
  });
  await statements.rows(
    `INSERT INTO dianda.report_version (inquiry_id, version, content_hash, report_sealed)
     SELECT inquiry_id, version, content_hash, decode(report, 'base64') FROM jsonb_to_recordset($1::jsonb)
       AS given(inquiry_id uuid, version integer, content_hash text, report text)`,
    [JSON.stringify(rows)],
  );
}

/** A sealed version, the newest when none is named. */
export async function readSealedReport(
  statements: Statements,
  vault: CaseVault,
  id: InquiryId,
  version: number | undefined,
): Promise<{ readonly report: Report; readonly version: number; readonly caseId: CaseId } | undefined> {
  const rows = await statements.rows<{ version: number; report_sealed: Buffer; case_id: string }>(
    `SELECT report.version, report.report_sealed, inquiry.case_id
     FROM dianda.report_version report JOIN dianda.inquiry ON inquiry.id = report.inquiry_id
     WHERE report.inquiry_id = $1 AND ($2::integer IS NULL OR report.version = $2)
     ORDER BY report.version DESC LIMIT 1`,
    [id, version],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const caseId = mustParse(parseCaseId, row.case_id);
  const seal = await vault.sealOf(statements, caseId);
  return {
    report: seal.openJson(reportPlace(id, row.version), row.report_sealed),
    version: row.version,
    caseId,
  };
}
