import { nameKey } from '@dianda/identifiers';
import { DiandaError } from '../errors.js';
import type { EnforcementCase, Officer } from '../model/enforcement-case.js';
import type { OfficerId } from '../model/ids.js';
import type { Identity, Subject } from '../model/subject.js';
import { dayOf, type Instant } from '../model/time.js';
import { queryRight, type CaseTypeRules } from './case-type-rules.js';

/**
 * Promise 7: no warrant, no question. Throws when this officer may not ask in this case now; run when an inquiry is
 * ordered and again when each leg is dispatched (法释〔2013〕20号 art. 2, 3).
 */
export function requireMayAsk(
  enforcementCase: EnforcementCase,
  officers: readonly Officer[],
  rules: CaseTypeRules,
  now: Instant,
): void {
  if (enforcementCase.state === 'closed') throw DiandaError.precondition('CASE_CLOSED');
  // A capped right needs a ruling and its cap, which no order carries yet: until then it is none (standards.md L13).
  if (queryRight(rules, enforcementCase.caseType, dayOf(now)) !== 'full') {
    throw DiandaError.precondition('CASE_TYPE_MAY_NOT_QUERY', {
      detail: `case type ${enforcementCase.caseType}`,
    });
  }
  for (const officer of officers) {
    if (!isInTeam(enforcementCase, officer.id)) throw DiandaError.forbidden('NOT_IN_CASE_TEAM');
    if (officer.credentialsValidUntil <= now) {
      throw DiandaError.precondition('OFFICER_CREDENTIAL_EXPIRED', { detail: `officer ${officer.id}` });
    }
  }
}

export function isInTeam(enforcementCase: EnforcementCase, officer: OfficerId): boolean {
  return enforcementCase.team.some((each) => each.officerId === officer);
}

/**
 * The liable party that this identity names: same kind, document and name. Undefined when the case has no such
 * liable party, whatever the difference is: the requester learns nothing about who else is in the case.
 */
export function liableSubject(enforcementCase: EnforcementCase, identity: Identity): Subject | undefined {
  return enforcementCase.parties.find((party) => party.liable && isSameIdentity(party.subject, identity))
    ?.subject;
}

/** Whether this very subject, as it was asked for, is still a liable party: neither released nor corrected since. */
export function isLiable(enforcementCase: EnforcementCase, subject: Subject): boolean {
  return enforcementCase.parties.some(
    (party) => party.liable && party.subject.id === subject.id && isSameIdentity(party.subject, subject),
  );
}

/** Numbers arrive normalised; names compare on their key (standards.md section 4). */
export function isSameIdentity(one: Identity, other: Identity): boolean {
  return (
    one.kind === other.kind &&
    one.document.type === other.document.type &&
    one.document.number === other.document.number &&
    nameKey(one.name) === nameKey(other.name)
  );
}
