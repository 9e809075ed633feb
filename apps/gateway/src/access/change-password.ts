import { type AccountStore, DiandaError, type Actor } from '@dianda/inquiry';
import { hashPassword, verifyPassword } from '@dianda/trust';
import type { AccessTokens } from './access-tokens.js';
import type { Session } from './sign-in.js';
import type { SignInLimiter } from './sign-in-limiter.js';

/** NIST SP 800-63B section 3.1.1: length counts, composition rules do not. */
export const SHORTEST_PASSWORD = 12;

/** Somebody chooses a password of his own, the present one in hand. */
export class ChangePassword {
  constructor(
    private readonly accounts: AccountStore,
    private readonly tokens: AccessTokens,
    private readonly limiter: SignInLimiter,
  ) {}

  /**
   * Answers a fresh session. Throws REQUEST_INVALID at `/currentPassword` for a wrong one and at `/newPassword` for one
   * that is too short, the old one, or the user name; TOO_MANY_ATTEMPTS; CREDENTIALS_INVALID when it was changed
   * elsewhere meanwhile.
   */
  async run(by: Actor, current: string, next: string, address: string): Promise<Session> {
    if (by.role === 'court-system') throw DiandaError.forbidden('ROLE_NOT_PERMITTED');
    const refusal = await this.limiter.take(by.accountId, address);
    if (refusal !== undefined) {
      throw DiandaError.exhausted('TOO_MANY_ATTEMPTS', { retryAfterMs: refusal.retryAfterMs });
    }
    const account = await this.accounts.findByActor(by);
    if (account === undefined) throw DiandaError.unauthenticated('CREDENTIALS_INVALID');
    if (!(await verifyPassword(current, account.passwordHash)))
      throw refused('/currentPassword', 'PASSWORD_WRONG');
    requireGood(next, current, account.username);
    const changed = await this.accounts.changePassword(by, account.passwordHash, await hashPassword(next));
    if (!changed) throw DiandaError.unauthenticated('CREDENTIALS_INVALID');
    await this.limiter.forget(by.accountId, address);
    return { ...(await this.tokens.issue(by)), account };
  }
}

function requireGood(next: string, current: string, username: string): void {
  if (Array.from(next).length < SHORTEST_PASSWORD) throw refused('/newPassword', 'PASSWORD_TOO_SHORT');
  if (next === current) throw refused('/newPassword', 'PASSWORD_NOT_NEW');
  if (next.toLowerCase().includes(username.toLowerCase()) && username.length > 2)
    throw refused('/newPassword', 'PASSWORD_HAS_NAME');
}

function refused(pointer: string, code: string): DiandaError {
  return DiandaError.invalid('REQUEST_INVALID', [{ pointer, code, detail: '' }]);
}
