import type { Actor } from './actor.js';

/** Who changes something by hand, and why; both stand in the audit entry. */
export interface ByHand {
  /** Undefined at the command line, where the owner's database role is what permits. */
  readonly by: Actor | undefined;
  /** In a person's words; names nobody. */
  readonly reason: string;
}

/** A change to something as it stood at that revision; undefined where the changer takes it as it is. */
export interface ByHandOn extends ByHand {
  readonly revision: number | undefined;
}
