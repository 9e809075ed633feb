import type { RequestCounter } from '@dianda/inquiry';
import { createHash } from 'node:crypto';

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

/** Slows down guessing: attempts per user name and address, at whichever gateway; a good sign-in forgets them. */
export class SignInLimiter {
  constructor(
    private readonly requests: RequestCounter,
    private readonly limit: SignInLimit,
  ) {}

  /** Counts an attempt before it is made, so that attempts at the same moment count too. */
  async take(username: string, address: string): Promise<TooManyAttempts | undefined> {
    const { count, endsInMs } = await this.requests.take(keyOf(username, address), this.limit.windowMs);
    if (count <= this.limit.attempts) return undefined;
    return { retryAfterMs: endsInMs, isFirst: count === this.limit.attempts + 1 };
  }

  async forget(username: string, address: string): Promise<void> {
    await this.requests.forget(keyOf(username, address));
  }
}

/** User names compare without regard to case; digests are kept, as a password is now and then typed there. */
function keyOf(username: string, address: string): string {
  const name = username.normalize('NFKC').toLowerCase();
  const digest = createHash('sha256')
    .update(JSON.stringify([name, address]))
    .digest('base64url');
  return `sign-in:${digest}`;
}
