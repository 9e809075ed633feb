import type { Language, NoticeDraft, Report } from '@dianda/inquiry';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** A document to be written, with all that stands in it. */
export type DocumentJob =
  | { readonly kind: 'notice'; readonly draft: NoticeDraft }
  | { readonly kind: 'report_pdf' | 'report_xlsx'; readonly report: Report; readonly language: Language };

/** Writes documents for people, away from the requests that wait for them. */
export abstract class DocumentWriter {
  /**
   * The document as it is written, from its first bytes on; a failure after that ends the stream with an error. Throws
   * DOCUMENTS_BUSY.
   */
  abstract write(job: DocumentJob): Promise<Readable>;
}

/** The whole document in memory, for small ones. */
export async function bytesWritten(writer: DocumentWriter, job: DocumentJob): Promise<Buffer> {
  return buffer(await writer.write(job));
}
