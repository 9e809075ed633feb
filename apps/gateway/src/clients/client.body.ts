import type { AccountId, ClientScope, CourtCode, Instant, MachineClient } from '@dianda/inquiry';

/** A machine client as operators see it. */
export interface ClientBody {
  /** `iss` and `sub` of its assertions. */
  readonly id: AccountId;
  readonly name: string;
  readonly court: CourtCode;
  readonly scopes: readonly ClientScope[];
  readonly requestsPerMinute: number;
  readonly disabled: boolean;
  readonly keys: readonly { readonly kid: string; readonly kty: string; readonly addedAt: Instant }[];
}

export interface ClientListBody {
  readonly items: readonly ClientBody[];
}

export function clientBody({
  actor,
  name,
  scopes,
  requestsPerMinute,
  disabled,
  keys,
}: MachineClient): ClientBody {
  return {
    id: actor.accountId,
    name,
    court: actor.courtCode,
    scopes,
    requestsPerMinute,
    disabled,
    keys: keys.map(({ kid, jwk, addedAt }) => ({ kid, kty: jwk['kty'] ?? '', addedAt })),
  };
}
