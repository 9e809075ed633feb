import { DiandaError } from '@dianda/inquiry';
import type { Logger } from '@dianda/service-kit';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { DocumentWriter, type DocumentJob } from './document-writer.js';

export interface ChildWriterSettings {
  /** The program that writes one document: its job on standard input, the bytes on standard output. */
  readonly program: string;
  /** Where the package of the fonts lies. */
  readonly fontsFolder: string;
  /** Documents written at once; each is a process of its own. */
  readonly concurrency: number;
  /** Documents that wait for their turn; one more is refused. */
  readonly mostWaiting: number;
  /** Heap of one document's process in MiB. */
  readonly heapMiB: number;
  /** A document that takes longer is given up. */
  readonly timeoutMs: number;
  readonly log: Logger;
}

/** When somebody who was refused may try again. */
const COME_BACK_MS = 5_000;

type Child = ChildProcessByStdio<Writable, Readable, null>;

/**
 * Each document in a process of its own: laying out a long one takes seconds of a processor and hundreds of MiB, which
 * must cost the other requests nothing and be given back. A reader who is slow holds up his own process alone; one who
 * goes away ends it. The job travels over the pipe and is written nowhere.
 */
export class ChildDocumentWriter extends DocumentWriter {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly settings: ChildWriterSettings) {
    super();
  }

  override async write(job: DocumentJob): Promise<Readable> {
    await this.turn();
    const out = new PassThrough();
    try {
      const child = this.start();
      this.conduct(child, job, out);
    } catch (error) {
      this.next();
      throw error;
    }
    return firstBytesOf(out);
  }

  private start(): Child {
    const { program, fontsFolder, heapMiB, timeoutMs } = this.settings;
    return spawn(process.execPath, [`--max-old-space-size=${heapMiB}`, program, fontsFolder], {
      stdio: ['pipe', 'pipe', 'ignore'],
      // It opens two fonts and needs nothing of ours: no database address, no key file's name.
      env: {},
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
  }

  private conduct(child: Child, job: DocumentJob, out: PassThrough): void {
    const fail = (detail: string): void => {
      out.destroy(DiandaError.internal('UNEXPECTED', { origin: 'dianda', detail }));
    };
    child.stdin.on('error', () => undefined);
    child.stdout.pipe(out, { end: false });
    out.once('close', () => {
      if (child.exitCode === null) child.kill('SIGKILL');
    });
    child.once('error', () => {
      fail('the document program does not start');
    });
    // After its output was read to the end.
    child.once('close', (code, signal) => {
      this.next();
      if (code === 0) {
        out.end();
      } else if (!out.destroyed) {
        const how = signal ?? `code ${code ?? 'none'}`;
        this.settings.log.error('a document was not written', { error: new Error(`${job.kind}: ${how}`) });
        fail(`the document program ended with ${how}`);
      }
    });
    child.stdin.end(JSON.stringify(job));
  }

  private async turn(): Promise<void> {
    const { concurrency, mostWaiting } = this.settings;
    if (this.running < concurrency) {
      this.running += 1;
      return;
    }
    if (this.waiting.length >= mostWaiting)
      throw DiandaError.exhausted('DOCUMENTS_BUSY', { retryAfterMs: COME_BACK_MS });
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Hands the turn on, or gives it back. */
  private next(): void {
    const first = this.waiting.shift();
    if (first === undefined) this.running -= 1;
    else first();
  }
}

/** The stream once something is in it, so that a failure before that is still told as a problem. */
function firstBytesOf(out: PassThrough): Promise<Readable> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      out.off('readable', ready).off('error', failed);
    };
    const ready = (): void => {
      settle();
      resolve(out);
    };
    const failed = (error: Error): void => {
      settle();
      reject(error);
    };
    out.once('readable', ready).once('error', failed);
  });
}
