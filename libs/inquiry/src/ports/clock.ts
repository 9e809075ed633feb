import type { Instant } from '../model/time.js';

/** The process's clock: for durations and display only; times compared across processes come from storage. */
export abstract class Clock {
  abstract now(): Instant;
}

export abstract class Randomness {
  /** Uniform in [0, 1). */
  abstract unit(): number;
  /** A fresh RFC 9562 UUID. */
  abstract uuid(): string;
}
