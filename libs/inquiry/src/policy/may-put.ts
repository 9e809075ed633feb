import { DiandaError } from '../errors.js';
import type { CourtCode } from '../model/ids.js';
import type { Actor } from '../ports/actor.js';

/**
 * Throws unless the actor is the system of the court that has the case (`present`; undefined for a case that is new,
 * which a court can state as its own only): ROLE_NOT_PERMITTED, COURT_NOT_PERMITTED. The court that has the case may
 * name another and so hand it over (移送); no court can take one, since whose the case is decides who reads its reports.
 */
export function requireMayPut(by: Actor, pushed: CourtCode, present: CourtCode | undefined): void {
  if (by.role !== 'court-system') throw DiandaError.forbidden('ROLE_NOT_PERMITTED');
  if (by.courtCode !== (present ?? pushed)) throw DiandaError.forbidden('COURT_NOT_PERMITTED');
}
