import { DiandaError, type Violation } from '../errors.js';
import type { Agency } from '../model/agency.js';
import type { EnforcementCase } from '../model/enforcement-case.js';
import type { AgencyCode } from '../model/ids.js';
import type { Identity, Subject } from '../model/subject.js';
import { isSameIdentity, liableSubject } from '../policy/may-ask.js';

/** The enabled agencies of these codes. Throws REQUEST_INVALID naming each that is none (`/agencies/n`). */
export function namedAgencies(codes: readonly AgencyCode[], directory: readonly Agency[]): readonly Agency[] {
  const enabled = new Map(directory.filter((each) => each.enabled).map((each) => [each.code, each]));
  const violations = codes.flatMap((code, index): Violation[] =>
    enabled.has(code) ? [] : [{ pointer: `/agencies/${index}`, code: 'AGENCY_UNKNOWN', detail: '' }],
  );
  if (violations.length > 0) throw DiandaError.invalid('REQUEST_INVALID', violations);
  return codes.flatMap((code) => enabled.get(code) ?? []);
}

/** Who is asked about, by identity or by document number alone. */
interface NamedSubjects {
  readonly subjects: readonly Identity[];
  readonly subjectNumbers?: readonly string[] | undefined;
}

/**
 * The liable parties that are named; all of them where none is. Throws SUBJECT_NOT_LIABLE naming each that is none
 * (`/subjects/n`, `/subjectNumbers/n`), and for a case without a liable party.
 */
export function namedSubjects(
  { subjects, subjectNumbers = [] }: NamedSubjects,
  enforcementCase: EnforcementCase,
): readonly Subject[] {
  if (subjects.length === 0 && subjectNumbers.length === 0) {
    // One person may stand in a case as two parties, and is asked about once all the same.
    const liable = enforcementCase.parties
      .filter((party) => party.liable)
      .map((party) => party.subject)
      .filter((each, index, all) => all.findIndex((other) => isSameIdentity(other, each)) === index);
    if (liable.length === 0)
      throw DiandaError.precondition('SUBJECT_NOT_LIABLE', { detail: 'the case has no liable party' });
    return liable;
  }
  const matched = subjects.map((identity) => liableSubject(enforcementCase, identity));
  const violations = matched.flatMap((subject, index): Violation[] =>
    subject === undefined ? [{ pointer: `/subjects/${index}`, code: 'SUBJECT_NOT_LIABLE', detail: '' }] : [],
  );
  if (violations.length > 0) throw DiandaError.precondition('SUBJECT_NOT_LIABLE', { violations });
  const unique = new Map(
    [...matched, ...subjectsNumbered(subjectNumbers, enforcementCase)].flatMap((subject) =>
      subject === undefined ? [] : [[subject.id, subject] as const],
    ),
  );
  return [...unique.values()];
}

/** The liable parties with these document numbers; who has the same number is asked about with all his names. */
function subjectsNumbered(numbers: readonly string[], enforcementCase: EnforcementCase): readonly Subject[] {
  const liable = enforcementCase.parties.filter((party) => party.liable).map((party) => party.subject);
  const matched = numbers.map((number) => liable.filter((each) => each.document.number === number));
  const violations = matched.flatMap((subjects, index): Violation[] =>
    subjects.length === 0
      ? [{ pointer: `/subjectNumbers/${index}`, code: 'SUBJECT_NOT_LIABLE', detail: '' }]
      : [],
  );
  if (violations.length > 0) throw DiandaError.precondition('SUBJECT_NOT_LIABLE', { violations });
  return matched.flat();
}
