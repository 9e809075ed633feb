import { openSync, closeSync, fstatSync, readSync } from 'node:fs';

/** What a log file has grown by since the suite began. */
export class LogTail {
  private constructor(
    readonly file: string,
    private readonly startAt: number,
  ) {}

  /** Throws when there is no such file. */
  static open(file: string): LogTail {
    return new LogTail(file, sizeOf(file));
  }

  /** The new bytes; all of the file when it is shorter than it was, as after a rotation. */
  read(): Buffer {
    const size = sizeOf(this.file);
    const from = size < this.startAt ? 0 : this.startAt;
    const bytes = Buffer.alloc(size - from);
    return withFile(this.file, (fd) => {
      let filled = 0;
      while (filled < bytes.length) {
        const count = readSync(fd, bytes, filled, bytes.length - filled, from + filled);
        if (count === 0) break;
        filled += count;
      }
      return bytes.subarray(0, filled);
    });
  }
}

function sizeOf(file: string): number {
  return withFile(file, (fd) => fstatSync(fd).size);
}

function withFile<T>(file: string, work: (fd: number) => T): T {
  const fd = openSync(file, 'r');
  try {
    return work(fd);
  } finally {
    closeSync(fd);
  }
}
