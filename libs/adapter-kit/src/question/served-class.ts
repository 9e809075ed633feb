import { DiandaError, type Question } from '@dianda/inquiry';
import type { ServedClass } from '@dianda/wire';
import type { AgencyAdapterDescription, SearchResult } from '../adapter.js';

/** The class that a question asks about, as it is served here. Throws CLASS_NOT_SERVED. */
export function servedClassOf(question: Question, description: AgencyAdapterDescription): ServedClass {
  const served = description.servedClasses.find((each) => each.assetClass === question.assetClass);
  if (served !== undefined) return served;
  throw DiandaError.fromReason('CLASS_NOT_SERVED', {
    origin: 'dianda',
    violations: [{ pointer: '/asset_class', code: 'NOT_SERVED', detail: 'is not served here' }],
  });
}

/** The answer to a question that this class's registers cannot be searched for at all; undefined when they can. */
export function notCovered(question: Question, served: ServedClass): SearchResult | undefined {
  const { subject } = question;
  if (!served.subjectKinds.includes(subject.kind)) {
    return { rung: 'not_covered', searched: subject, reason: 'SUBJECT_KIND', detail: '' };
  }
  // A type without a row in the agency's table is never sent as "other" in silence (standards.md 4.2).
  if (!served.documentTypes.includes(subject.document.type)) {
    return { rung: 'not_covered', searched: subject, reason: 'DOCUMENT_TYPE', detail: '' };
  }
  return undefined;
}
