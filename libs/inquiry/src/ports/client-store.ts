import type { AccountId } from '../model/ids.js';
import type { Instant } from '../model/time.js';
import type { Actor, CourtSystemActor } from './actor.js';

/** What a machine client may send in a minute where nobody sets it otherwise; Dianda's own choice. */
export const defaultRequestsPerMinute = 600;

/** What a machine client's token may be used for; a route names the one it needs. */
export const clientScopes = [
  'cases:write',
  'inquiries:order',
  'inquiries:read',
  'reports:read',
  'notices:write',
] as const;
export type ClientScope = (typeof clientScopes)[number];

export function isClientScope(text: string): text is ClientScope {
  return clientScopes.some((each) => each === text);
}

/** A public key of a client, as a JWK (RFC 7517). */
export interface ClientJwk {
  readonly kid: string;
  readonly jwk: Readonly<Record<string, string>>;
}

/**
 * A program of one court's case system (法院案件系统). It signs with keys of its own instead of typing a password, and
 * acts as the court; its id is the account id of its actor.
 */
export interface MachineClient {
  readonly actor: CourtSystemActor;
  readonly name: string;
  readonly scopes: readonly ClientScope[];
  readonly requestsPerMinute: number;
  readonly disabled: boolean;
  /** Several while one replaces another. */
  readonly keys: readonly (ClientJwk & { readonly addedAt: Instant })[];
}

export type NewMachineClient = Omit<MachineClient, 'keys' | 'disabled'>;

/** Machine clients, as requests need them and as an administrator keeps them; each change is audited with it. */
export abstract class ClientStore {
  abstract find(id: AccountId): Promise<MachineClient | undefined>;
  /** All of them, by court and name. */
  abstract list(): Promise<readonly MachineClient[]>;
  /** Notes that an assertion was used; false when it was before. It is forgotten some time after `until`. */
  abstract useAssertion(id: AccountId, jti: string, until: Instant): Promise<boolean>;
  /** Throws CLIENT_NAME_TAKEN, and REQUEST_INVALID for a court that is not registered. */
  abstract add(client: NewMachineClient, by: Actor | undefined): Promise<void>;
  /** Throws CLIENT_NOT_FOUND, and CLIENT_KEY_KNOWN for a kid that the client has. */
  abstract addKey(id: AccountId, key: ClientJwk, by: Actor | undefined): Promise<void>;
  /** What was signed with it is refused from now on. Throws CLIENT_NOT_FOUND, CLIENT_KEY_NOT_FOUND. */
  abstract removeKey(id: AccountId, kid: string, by: Actor | undefined): Promise<void>;
  /** Ends its tokens at once, or lets it in again. Throws CLIENT_NOT_FOUND. */
  abstract setDisabled(id: AccountId, disabled: boolean, by: Actor | undefined): Promise<void>;
}
