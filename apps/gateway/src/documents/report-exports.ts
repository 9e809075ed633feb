import {
  DiandaError,
  type Actor,
  type AuditLog,
  type InquiryId,
  type Language,
  type ReadReport,
} from '@dianda/inquiry';
import type { Readable } from 'node:stream';
import type { DocumentJob, DocumentWriter } from './document-writer.js';
import { recordsOf } from './report-facts.js';

/** The formats of a report besides JSON, by media type. */
export const exportTypes = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
] as const;
export type ExportType = (typeof exportTypes)[number];

const kinds: Record<ExportType, { readonly job: 'report_pdf' | 'report_xlsx'; readonly extension: string }> =
  {
    'application/pdf': { job: 'report_pdf', extension: 'pdf' },
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
      job: 'report_xlsx',
      extension: 'xlsx',
    },
  };

/**
 * A PDF is laid out whole before its first page is written, since each page says how many there are: about 60 KiB of
 * memory a record. A workbook is written row by row and takes any number.
 */
export const MOST_RECORDS_IN_PDF = 6_000;

export interface ReportExport {
  readonly bytes: Readable;
  readonly fileName: string;
}

/** Reports as documents; each is on record as an export besides the look at the report itself. */
export class ReportExports {
  constructor(
    private readonly readReport: ReadReport,
    private readonly documents: DocumentWriter,
    private readonly audit: AuditLog,
  ) {}

  /** Throws what `ReadReport` throws, REPORT_TOO_LONG_FOR_PDF and DOCUMENTS_BUSY. */
  async write(
    wanted: {
      readonly id: InquiryId;
      readonly version: number | undefined;
      readonly type: ExportType;
      readonly language: Language;
    },
    by: Actor,
  ): Promise<ReportExport> {
    const { id, version, type, language } = wanted;
    const report = await this.readReport.run(id, by, version);
    const { job: kind, extension } = kinds[type];
    if (kind === 'report_pdf' && [...recordsOf(report)].length > MOST_RECORDS_IN_PDF)
      throw DiandaError.precondition('REPORT_TOO_LONG_FOR_PDF');
    const standing = report.standing === 'sealed' ? `v${report.version}` : 'provisional';
    await this.audit.append({
      action: 'report_exported',
      by,
      subject: { kind: 'inquiry', id },
      facts: { format: extension, language, standing, contentHash: report.contentHash },
    });
    const job: DocumentJob = { kind, report, language };
    return {
      bytes: await this.documents.write(job),
      fileName: `report-${id}-${standing}.${extension}`,
    };
  }
}
