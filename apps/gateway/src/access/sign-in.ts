import { type AccountStore, type AuditLog, DiandaError, type Account } from '@dianda/inquiry';
import { verifyPassword } from '@dianda/trust';
import { type AccessTokens, type IssuedToken } from './access-tokens.js';
import type { RefusalRecord } from './refusal-record.js';
import { type SignInLimiter } from './sign-in-limiter.js';

export interface Session extends IssuedToken {
  readonly account: Account;
}

/** Local accounts: user name and password against an access token. Each outcome is audited. */
export class SignIn {
  constructor(
    private readonly accounts: AccountStore,
    private readonly tokens: AccessTokens,
    private readonly limiter: SignInLimiter,
    private readonly refusals: RefusalRecord,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Throws CREDENTIALS_INVALID, the same and at the same cost whether the user is unknown, disabled or the
   * password wrong, and TOO_MANY_ATTEMPTS.
   */
  async run(username: string, password: string, address: string): Promise<Session> {
    await this.takeAttempt(username, address);
    const account = await this.accounts.findByUsername(username);
    const isRight = await verifyPassword(password, account?.passwordHash);
    if (account === undefined || !isRight || account.disabled) {
      const cause = account === undefined ? 'unknown' : isRight ? 'disabled' : 'password';
      await this.recordRefusal(account, cause, address);
      throw DiandaError.unauthenticated('CREDENTIALS_INVALID');
    }
    await this.limiter.forget(username, address);
    const token = await this.tokens.issue(account.actor);
    await this.audit.append({
      action: 'sign_in',
      by: account.actor,
      subject: { kind: 'account', id: account.actor.accountId },
      facts: { role: account.actor.role, address },
    });
    return { ...token, account };
  }

  private async takeAttempt(username: string, address: string): Promise<void> {
    const refusal = await this.limiter.take(username, address);
    if (refusal === undefined) return;
    // One entry a window: whoever floods the sign-in must not flood the audit log.
    if (refusal.isFirst) await this.recordRefusal(undefined, 'too_many_attempts', address);
    throw DiandaError.exhausted('TOO_MANY_ATTEMPTS', { retryAfterMs: refusal.retryAfterMs });
  }

  /** The user name that was typed is left out: it may be a password in the wrong field. */
  private async recordRefusal(account: Account | undefined, cause: string, address: string): Promise<void> {
    const subject = { kind: 'account', id: account?.actor.accountId ?? 'unknown' };
    await this.refusals.append(
      { action: 'sign_in_refused', by: undefined, subject, facts: { cause } },
      address,
    );
  }
}
