import type { NoticeMediaType } from '@dianda/inquiry';
import { text } from 'node:stream/consumers';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { fault, InvalidRequest } from '../validation/violation.js';

/** An OFD of many pages has some thousands of parts. */
const MOST_ENTRIES = 10_000;
/** Of all parts together, as the archive declares them; nothing but OFD.xml is unpacked here. */
const MOST_UNPACKED_BYTES = 256 * 1024 * 1024;
const MOST_ENTRANCE_BYTES = 1024 * 1024;
/** ISO 32000-2 section 7.5.5 has the end of a PDF within its last 1024 bytes. */
const PDF_END_BYTES = 1024;

/**
 * What a document is by its content, whatever its header says: a PDF has its header and its end, an OFD (GB/T 33190)
 * is a ZIP archive whose OFD.xml is of that format. Throws InvalidRequest for everything else.
 */
export async function noticeTypeOf(content: Buffer): Promise<NoticeMediaType> {
  if (isWholePdf(content)) return 'application/pdf';
  if (content.subarray(0, 4).equals(zipMark)) {
    await requireOfd(content);
    return 'application/ofd';
  }
  throw refusal('NOTICE_NOT_A_DOCUMENT');
}

const zipMark = Buffer.from('PK\x03\x04', 'latin1');

function isWholePdf(content: Buffer): boolean {
  if (!/^%PDF-[12]\.\d/.test(content.subarray(0, 8).toString('latin1'))) return false;
  return /startxref\s+\d+\s+%%EOF\s*$/.test(content.subarray(-PDF_END_BYTES).toString('latin1'));
}

async function requireOfd(content: Buffer): Promise<void> {
  let archive: ZipFile;
  let entrance: Entry | undefined;
  let unpackedBytes = 0;
  try {
    archive = await fromBufferPromise(content, { lazyEntries: true, autoClose: false });
    if (archive.entryCount > MOST_ENTRIES) throw refusal('NOTICE_ARCHIVE_TOO_LARGE');
    for await (const entry of archive.eachEntry()) {
      unpackedBytes += entry.uncompressedSize;
      if (unpackedBytes > MOST_UNPACKED_BYTES) throw refusal('NOTICE_ARCHIVE_TOO_LARGE');
      if (entry.fileName === 'OFD.xml') entrance = entry;
    }
    if (entrance === undefined || entrance.uncompressedSize > MOST_ENTRANCE_BYTES)
      throw refusal('NOTICE_NOT_A_DOCUMENT');
    // The reader stops where more comes out than the entry declares.
    const xml = await text(await archive.openReadStreamPromise(entrance));
    if (!/<(?:[\w.-]+:)?OFD[\s>][^>]*http:\/\/www\.ofdspec\.org\/\d{4}/.test(xml))
      throw refusal('NOTICE_NOT_A_DOCUMENT');
  } catch (error) {
    // What yauzl says may quote names inside the archive.
    throw error instanceof InvalidRequest ? error : refusal('NOTICE_NOT_A_DOCUMENT');
  }
}

function refusal(code: 'NOTICE_NOT_A_DOCUMENT' | 'NOTICE_ARCHIVE_TOO_LARGE'): InvalidRequest {
  return new InvalidRequest([{ in: 'body', pointer: '', ...fault(code) }]);
}
