import type { PersonActor } from './actor.js';

/** A person's account; the password is only ever known as its argon2id hash (PHC string). */
export interface Account {
  readonly actor: PersonActor;
  readonly username: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly disabled: boolean;
}

export abstract class AccountStore {
  /** User names compare without regard to case. */
  abstract findByUsername(username: string): Promise<Account | undefined>;
  /** Whether the account still exists, is enabled and still has this role: asked on every request. */
  abstract isInForce(actor: PersonActor): Promise<boolean>;
}
