import type { Readable } from 'node:stream';
import type { DocumentJob } from './document-writer.js';
import type { Fonts } from './fonts.js';
import { noticePdf } from './notice-pdf.js';
import { writePdf } from './write-pdf.js';

/** The bytes of a document, as they are written. */
export async function writeDocument(job: DocumentJob, fonts: Fonts): Promise<Readable> {
  switch (job.kind) {
    case 'notice':
      return writePdf(noticePdf(job.draft), fonts);
    case 'report_pdf':
    case 'report_xlsx':
      throw new TypeError('reports are not written yet');
  }
}
