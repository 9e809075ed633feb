import type { AccountId, CourtCode, OfficerId } from '../model/ids.js';
import type { Instant } from '../model/time.js';
import type { Actor, PersonActor } from './actor.js';
import type { ByHand } from './by-hand.js';

/** A person's account as an administrator sees it. */
export interface ListedAccount {
  readonly id: AccountId;
  readonly username: string;
  readonly displayName: string;
  readonly role: PersonActor['role'];
  /** An officer's. */
  readonly courtCode: CourtCode | undefined;
  readonly officerId: OfficerId | undefined;
  readonly disabled: boolean;
  /** Whether the password is one that an administrator gave and its owner has not changed yet. */
  readonly passwordOneTime: boolean;
  readonly createdAt: Instant;
}

/** Whose account is to be made; an officer is named as the roster of his court has him. */
export type NewAccount = { readonly username: string; readonly displayName: string } & (
  | { readonly role: 'ops' | 'admin' }
  | { readonly role: 'officer'; readonly courtCode: CourtCode; readonly workId: string }
);

/** A password that is told once, to be handed over and changed at the first sign-in. */
export interface GivenPassword {
  readonly account: ListedAccount;
  readonly oneTimePassword: string;
}

/**
 * Accounts as administrators keep them; everybody else is told ROLE_NOT_PERMITTED. An account's role never changes: who
 * gets another role gets another account. Each change takes effect on the next request and writes one audit entry.
 */
export abstract class AccountOperations {
  /** All persons' accounts, by user name. */
  abstract list(): Promise<readonly ListedAccount[]>;
  /** Throws USERNAME_TAKEN, and REQUEST_INVALID at `/username` or, for an officer whom the roster lacks, at `/workId`. */
  abstract make(account: NewAccount, by: Actor | undefined): Promise<GivenPassword>;
  /** The first administrator; undefined when there has been one already, enabled or not. Safe to call at every start. */
  abstract makeFirstAdministrator(username: string): Promise<GivenPassword | undefined>;
  /** Throws ACCOUNT_NOT_FOUND, and LAST_ADMINISTRATOR for the last one that could enable him again. */
  abstract setDisabled(id: AccountId, disabled: boolean, how: ByHand): Promise<ListedAccount>;
  /** Gives a one-time password; who is signed in can do nothing until he has changed it. Throws ACCOUNT_NOT_FOUND. */
  abstract resetPassword(id: AccountId, how: ByHand): Promise<GivenPassword>;
}
