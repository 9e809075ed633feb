import { Clock, instantOf, Randomness, type Instant } from '@dianda/inquiry';
import { randomInt, randomUUID } from 'node:crypto';

/** This process's clock. */
export class SystemClock extends Clock {
  override now(): Instant {
    return instantOf(new Date());
  }
}

/** `randomInt` takes ranges below 2^48. */
const parts = 2 ** 47;

/** Node's own randomness. */
export class SystemRandomness extends Randomness {
  override unit(): number {
    return randomInt(parts) / parts;
  }

  override uuid(): string {
    return randomUUID();
  }
}
