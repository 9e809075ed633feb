import {
  DiandaError,
  instantOf,
  millisecondsOf,
  parseAccountId,
  type AuditLog,
  type ClientScope,
  type ClientStore,
  type Clock,
  type MachineClient,
} from '@dianda/inquiry';
import { parseClientKey, readAssertion, TrustError, verifyAssertion } from '@dianda/trust';
import { type AccessTokens, type IssuedToken } from './access-tokens.js';
import type { RefusalRecord } from './refusal-record.js';

export interface GrantedToken extends IssuedToken {
  readonly scopes: readonly ClientScope[];
}

type Cause = 'assertion' | 'client_unknown' | 'client_disabled' | 'key_unknown' | 'replayed';

/** A machine client's signed assertion against an access token (RFC 7523). Each outcome is audited. */
export class GrantToken {
  constructor(
    private readonly clients: ClientStore,
    private readonly tokens: AccessTokens,
    private readonly refusals: RefusalRecord,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    /** What assertions must be for. */
    private readonly audience: string,
  ) {}

  /**
   * `scope` is the list that the client asks for, parted by blanks; all it has when left out. Throws
   * CREDENTIALS_INVALID, the same whatever does not hold, REQUEST_INVALID for a scope that the client has not, and
   * TOO_MANY_ATTEMPTS instead of refusing any more.
   */
  async run(assertion: string, scope: string | undefined, address: string): Promise<GrantedToken> {
    const client = await this.authenticated(assertion, address);
    const scopes = scopesWithin(client, scope);
    const token = await this.tokens.issue(client.actor, scopes);
    await this.audit.append({
      action: 'token_granted',
      by: client.actor,
      subject: { kind: 'client', id: client.actor.accountId },
      facts: { scopes: scopes.join(' '), address },
    });
    return { ...token, scopes };
  }

  private async authenticated(assertion: string, address: string): Promise<MachineClient> {
    let client: MachineClient | undefined;
    try {
      const { clientId, kid } = readAssertion(assertion);
      const id = parseAccountId(clientId);
      client = id === undefined ? undefined : await this.clients.find(id);
      if (client === undefined) return await this.refuse(client, 'client_unknown', address);
      if (client.disabled) return await this.refuse(client, 'client_disabled', address);
      const key = client.keys.find((each) => each.kid === kid);
      if (key === undefined) return await this.refuse(client, 'key_unknown', address);
      const now = new Date(millisecondsOf(this.clock.now()));
      const { jti, offeredUntilMs } = await verifyAssertion(assertion, parseClientKey({ ...key.jwk, kid }), {
        audience: this.audience,
        now,
      });
      const isNew = await this.clients.useAssertion(client.actor.accountId, jti, instantOf(offeredUntilMs));
      return isNew ? client : await this.refuse(client, 'replayed', address);
    } catch (error) {
      if (error instanceof TrustError) return this.refuse(client, 'assertion', address, error.detail);
      throw error;
    }
  }

  private async refuse(
    client: MachineClient | undefined,
    cause: Cause,
    address: string,
    detail = '',
  ): Promise<never> {
    const subject = { kind: 'client', id: client?.actor.accountId ?? 'unknown' };
    await this.refusals.append(
      { action: 'token_refused', by: undefined, subject, facts: { cause, detail } },
      address,
    );
    throw DiandaError.unauthenticated('CREDENTIALS_INVALID', `${cause} ${detail}`);
  }
}

function scopesWithin(client: MachineClient, asked: string | undefined): readonly ClientScope[] {
  if (asked === undefined) return client.scopes;
  const names = asked.split(' ').filter((name) => name !== '');
  if (!names.every((name) => client.scopes.some((scope) => scope === name))) {
    throw DiandaError.invalid('REQUEST_INVALID', [{ pointer: '/scope', code: 'SCOPE_UNKNOWN', detail: '' }]);
  }
  return client.scopes.filter((scope) => names.includes(scope));
}
