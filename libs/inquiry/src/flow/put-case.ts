import { DiandaError } from '../errors.js';
import type { EnforcementCase } from '../model/enforcement-case.js';
import type { Actor } from '../ports/actor.js';
import type { CasePush, CaseStore } from '../ports/case-store.js';

/** The court's case system states a case as it now is. */
export class PutCase {
  constructor(private readonly cases: CaseStore) {}

  /** Throws ROLE_NOT_PERMITTED, and what the store throws: it alone knows, under the case's lock, whose the case is. */
  async run(
    push: CasePush,
    by: Actor,
  ): Promise<{ readonly case: EnforcementCase; readonly created: boolean }> {
    if (by.role !== 'court-system') throw DiandaError.forbidden('ROLE_NOT_PERMITTED');
    return this.cases.put(push, by);
  }
}
