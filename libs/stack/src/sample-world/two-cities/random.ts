/**
 * A stream of pseudo-random numbers: Chris Doty-Humphrey's sfc32, a 128-bit state of three chaotic words and a counter.
 * It uses 32-bit integers alone, so every machine draws the same. Not for secrets.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** Two words of seed; the first twelve numbers, in which they can still be seen, are thrown away. */
  constructor(first: number, second: number) {
    this.a = first | 0;
    this.b = second | 0;
    this.c = 0x9e3779b9 | 0;
    for (let round = 0; round < 12; round += 1) this.word();
  }

  /** In [0, 1), in steps of 2^-32. */
  fraction(): number {
    return this.word() / 0x1_0000_0000;
  }

  chance(share: number): boolean {
    return this.fraction() < share;
  }

  /** A whole number, both ends included. The bias of at most (to - from) / 2^32 does not matter here. */
  between(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from + 1));
  }

  /** Throws RangeError for an empty list. */
  pick<T>(list: readonly T[]): T {
    const item = list[this.between(0, list.length - 1)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  private word(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}

/**
 * The streams of one seed: each thing that is drawn of each subject has a stream of its own, so that drawing more of
 * one changes nothing of another, and a subject can be made alone.
 */
export class RandomStreams {
  private readonly first: number;
  private readonly second: number;

  constructor(seed: string) {
    this.first = hash(seed, 0x2545f491);
    this.second = hash(seed, 0x5bd1e995);
  }

  of(what: string, index: number): Random {
    const label = hash(what, index);
    return new Random(scramble(this.first ^ label), scramble(this.second + label));
  }
}

/** FNV-1a over UTF-16 units, scrambled at the end. */
function hash(text: string, start: number): number {
  let value = scramble(start ^ 0x811c9dc5);
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return scramble(value);
}

/** Spreads each bit over all 32 (MurmurHash3's finaliser). */
function scramble(value: number): number {
  let word = value | 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}
