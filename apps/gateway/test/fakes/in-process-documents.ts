import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { DocumentWriter, type DocumentJob } from '../../src/documents/document-writer.js';
import { openFonts, type Fonts } from '../../src/documents/fonts.js';
import { writeDocument } from '../../src/documents/write-document.js';

const require = createRequire(join(process.cwd(), 'package.json'));
export const fontsFolder = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));

let opened: Fonts | undefined;
export function fonts(): Fonts {
  opened ??= openFonts(fontsFolder);
  return opened;
}

/** Writes documents where the test runs: the compiled program in a process of its own is the smoke tests'. */
export class InProcessDocuments extends DocumentWriter {
  readonly jobs: DocumentJob[] = [];

  override write(job: DocumentJob): Promise<Readable> {
    this.jobs.push(job);
    return writeDocument(job, fonts);
  }
}
