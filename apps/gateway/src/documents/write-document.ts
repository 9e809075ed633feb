import type { Readable } from 'node:stream';
import type { DocumentJob } from './document-writer.js';
import type { Fonts } from './fonts.js';
import { noticePdf } from './notice-pdf.js';
import { reportPdf } from './report-pdf.js';
import { writeReportXlsx } from './report-xlsx.js';
import { writePdf } from './write-pdf.js';

/** The bytes of a document, as they are written; `fonts` is asked for where something is drawn. */
export async function writeDocument(job: DocumentJob, fonts: () => Fonts): Promise<Readable> {
  switch (job.kind) {
    case 'notice':
      return writePdf(noticePdf(job.draft), fonts());
    case 'report_pdf':
      return writePdf(reportPdf(job.report, job.language), fonts());
    case 'report_xlsx':
      return writeReportXlsx(job.report, job.language);
  }
}
