import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { openFonts } from './fonts.js';
import type { DocumentJob } from './document-writer.js';
import { writeDocument } from './write-document.js';

// Writes one document: the job comes on standard input, its bytes go to standard output. Only the gateway starts it, with
// a job of its own; what goes wrong is told by the exit code alone, since an error's text may hold what is in the job.
try {
  const fontsFolder = process.argv[2];
  if (fontsFolder === undefined) throw new TypeError('the folder of the fonts is missing');
  const job = (await json(process.stdin)) as DocumentJob;
  await pipeline(await writeDocument(job, () => openFonts(fontsFolder)), process.stdout);
} catch {
  process.exitCode = 1;
}
