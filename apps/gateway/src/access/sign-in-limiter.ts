import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface SignInLimit {
  /** Attempts that one user name may make from one address within the window. */
  readonly attempts: number;
  readonly windowMs: number;
}

export interface TooManyAttempts {
  readonly retryAfterMs: number;
  /** Whether it is the first attempt refused in its window. */
  readonly isFirst: boolean;
}

/**
 * Slows down guessing: attempts per user name and address. Kept in this process's memory, so each gateway
 * counts for itself and a restart forgets; a good sign-in forgets too.
 */
export class SignInLimiter {
  private readonly limiter: RateLimiterMemory;

  constructor(private readonly limit: SignInLimit) {
    this.limiter = new RateLimiterMemory({ points: limit.attempts, duration: limit.windowMs / 1000 });
  }

  /** Counts an attempt before it is made, so that attempts at the same moment count too. */
  async take(username: string, address: string): Promise<TooManyAttempts | undefined> {
    try {
      await this.limiter.consume(keyOf(username, address));
      return undefined;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const isFirst = refusal.consumedPoints === this.limit.attempts + 1;
      return { retryAfterMs: refusal.msBeforeNext, isFirst };
    }
  }

  async forget(username: string, address: string): Promise<void> {
    await this.limiter.delete(keyOf(username, address));
  }
}

/** User names compare without regard to case; digests are kept, as a password is now and then typed there. */
function keyOf(username: string, address: string): string {
  const name = username.normalize('NFKC').toLowerCase();
  return createHash('sha256')
    .update(JSON.stringify([name, address]))
    .digest('base64url');
}
