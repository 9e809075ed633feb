import type { PersonActor } from './actor.js';

/** A person's account; the password is only ever known as its argon2id hash (PHC string). */
export interface Account {
  readonly actor: PersonActor;
  readonly username: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly disabled: boolean;
}

/** `password_due`: good for nothing but choosing a password of one's own. */
export type AccountStanding = 'in_force' | 'password_due' | 'ended';

export abstract class AccountStore {
  /** User names compare without regard to case. */
  abstract findByUsername(username: string): Promise<Account | undefined>;
  /** Whether account and court still exist, are enabled and still have this role: asked on every request. */
  abstract standingOf(actor: PersonActor): Promise<AccountStanding>;
  abstract findByActor(actor: PersonActor): Promise<Account | undefined>;
  /** Its owner's own new password, from the hash that was verified; false when it has changed meanwhile. Audited. */
  abstract changePassword(actor: PersonActor, fromHash: string, toHash: string): Promise<boolean>;
}
