import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LineBuffer } from './line-buffer.js';

/** More than the longest line: a case with many parties. */
const bufferBytes = 64 * 1024;

/** A new text file that is written line by line, many at a time. */
export class LineFile {
  private readonly lines = new LineBuffer(bufferBytes);
  private written = 0;

  private constructor(private readonly handle: FileHandle) {}

  /** Makes the folders above it; throws when the file is there already. */
  static async create(path: string): Promise<LineFile> {
    await mkdir(dirname(path), { recursive: true });
    return new LineFile(await open(path, 'wx'));
  }

  get bytes(): number {
    return this.written;
  }

  /** Answers a promise when it is to be waited for. */
  add(line: string): Promise<void> | undefined {
    return this.lines.add(line) ? undefined : this.flushAndAdd(line);
  }

  /** A text of any length. */
  async addText(text: string): Promise<void> {
    await this.flush();
    await this.write(Buffer.from(text, 'utf8'));
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.handle.close();
    }
  }

  private async flushAndAdd(line: string): Promise<void> {
    await this.flush();
    this.lines.add(line);
  }

  private flush(): Promise<void> {
    return this.write(this.lines.take());
  }

  private async write(chunk: Buffer): Promise<void> {
    this.written += chunk.length;
    await this.handle.writeFile(chunk);
  }
}
