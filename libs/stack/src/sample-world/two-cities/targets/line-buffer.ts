/** No character takes more bytes in UTF-8 for each of its UTF-16 units. */
const mostBytesPerUnit = 3;

/**
 * Lines of text on their way out, as bytes. They are encoded one by one: short strings that are dropped at once cost
 * the garbage collector nothing, long ones that grow slowly cost it most of a run.
 */
export class LineBuffer {
  private readonly bytes: Buffer;
  private used = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafeSlow(size);
  }

  /** False, and nothing is added, when the line may not fit any more. Throws RangeError for one that never does. */
  add(line: string): boolean {
    const most = line.length * mostBytesPerUnit;
    if (this.used + most > this.bytes.length) {
      if (this.used === 0) throw new RangeError(`a line of ${line.length} characters is too long`);
      return false;
    }
    this.used += this.bytes.write(line, this.used);
    return true;
  }

  /** A copy of what was added, which stays as it is while new lines are added. */
  take(): Buffer {
    const taken = Buffer.from(this.bytes.subarray(0, this.used));
    this.used = 0;
    return taken;
  }
}
