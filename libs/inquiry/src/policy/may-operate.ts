import { DiandaError } from '../errors.js';
import type { Actor, ActorRole } from '../ports/actor.js';

/** Throws ROLE_NOT_PERMITTED unless the actor has the role, or is the owner of the database at the command line. */
export function requireRole(by: Actor | undefined, role: ActorRole): void {
  if (by !== undefined && by.role !== role) throw DiandaError.forbidden('ROLE_NOT_PERMITTED');
}
