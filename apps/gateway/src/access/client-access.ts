import {
  DiandaError,
  type ClientScope,
  type ClientStore,
  type CourtSystemActor,
  type RequestCounter,
} from '@dianda/inquiry';

const WINDOW_MS = 60_000;

/** What a machine client's request may do now, and whether it may be made at all. */
export class ClientAccess {
  constructor(
    private readonly clients: ClientStore,
    private readonly requests: RequestCounter,
  ) {}

  /**
   * Counts the request and answers the scopes that both its token and the client now have: taking a scope, disabling
   * the client or moving it to another court takes effect at once. Throws CREDENTIALS_INVALID and TOO_MANY_REQUESTS.
   */
  async enter(actor: CourtSystemActor, ofToken: readonly ClientScope[]): Promise<readonly ClientScope[]> {
    const client = await this.clients.find(actor.accountId);
    if (client === undefined || client.disabled || client.actor.courtCode !== actor.courtCode) {
      throw DiandaError.unauthenticated('CREDENTIALS_INVALID');
    }
    const { count, endsInMs } = await this.requests.take(`client:${actor.accountId}`, WINDOW_MS);
    if (count > client.requestsPerMinute) {
      throw DiandaError.exhausted('TOO_MANY_REQUESTS', {
        retryAfterMs: endsInMs,
        limit: { requests: client.requestsPerMinute, windowMs: WINDOW_MS },
      });
    }
    return ofToken.filter((scope) => client.scopes.includes(scope));
  }
}
