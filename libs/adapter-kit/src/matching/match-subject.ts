import { nameKey } from '@dianda/identifiers';
import type { IdDocumentType } from '@dianda/identifiers';
import type { Identity, MatchCandidate, MatchedField } from '@dianda/inquiry';
import { documentKey, holdsNumber } from './document-keys.js';

/** Somebody as a register's row names him. */
export interface HeldIdentity {
  readonly name: string;
  /** Undefined when the register holds no type, or a code without a row in its table. */
  readonly documentType: IdDocumentType | undefined;
  readonly documentNumber: string;
}

/** How one field of a row compares with the subject's. */
export type FieldFit = 'exact' | 'normalised' | 'different' | 'not_held';

export interface Fit {
  readonly name: FieldFit;
  readonly documentType: FieldFit;
  readonly documentNumber: FieldFit;
}

/**
 * What a row is to the subject. `same`: the subject. `uncertain`: the number is the subject's and something else is
 * not, so that only people can tell. `other`: somebody else.
 */
export type SubjectMatch =
  | { readonly verdict: 'same'; readonly fit: Fit }
  | { readonly verdict: 'uncertain'; readonly fit: Fit }
  | { readonly verdict: 'other' };

/** Document types whose numbers name the same thing in different dress. */
const families: Record<IdDocumentType, string> = {
  RESIDENT_ID: 'citizen',
  RESIDENT_ID_15: 'citizen',
  USCC: 'organisation',
  ORG_CODE: 'organisation',
  BUSINESS_LICENCE: 'organisation',
  HK_MO_TW_PERMIT: 'permit',
  PASSPORT: 'passport',
  HOUSEHOLD_BOOK: 'household',
  MILITARY_ID: 'military',
  FOREIGN_PR_CARD: 'resident card',
  OTHER: 'other',
};

/**
 * Compares a row with the subject: the name on its key AND the number in any of its forms, for organisations too.
 * A name alone never matches. A number alone is `uncertain`, never a hit: it may be a renamed company or person,
 * or a number that was registered for somebody else (standards.md F9).
 */
export function matchSubject(subject: Identity, held: HeldIdentity): SubjectMatch {
  if (!holdsNumber(subject.document, held.documentNumber)) return { verdict: 'other' };
  const fit: Fit = {
    name: fitOfName(subject.name, held.name),
    documentType: fitOfType(subject.document.type, held.documentType),
    documentNumber:
      documentKey(subject.document.number) === documentKey(held.documentNumber) ? 'exact' : 'normalised',
  };
  const sameName = fit.name === 'exact' || fit.name === 'normalised';
  // A checked number says by itself what it is, whatever code stands beside it; a passport number does not.
  const sameDocument = fit.documentType !== 'different' || hasCheckedNumber(subject.document.type);
  const certain = sameName && sameDocument;
  return { verdict: certain ? 'same' : 'uncertain', fit };
}

/** What an `ambiguous` answer may say of a row: which fields fit and how strongly, and nothing of the row itself. */
export function candidateOf(fit: Fit): MatchCandidate {
  const fields: readonly (readonly [MatchedField, FieldFit, number])[] = [
    ['NAME', fit.name, 50],
    ['DOCUMENT_TYPE', fit.documentType, 10],
    ['DOCUMENT_NUMBER', fit.documentNumber, 40],
  ];
  const fitting = fields.filter(([, each]) => each === 'exact' || each === 'normalised');
  return {
    matchedFields: fitting.map(([field]) => field),
    strength: fitting.reduce((sum, [, , weight]) => sum + weight, 0),
  };
}

function hasCheckedNumber(type: IdDocumentType): boolean {
  return families[type] === 'citizen' || families[type] === 'organisation';
}

function fitOfName(name: string, held: string): FieldFit {
  if (nameKey(held) === '') return 'not_held';
  if (name === held) return 'exact';
  return nameKey(name) === nameKey(held) ? 'normalised' : 'different';
}

function fitOfType(type: IdDocumentType, held: IdDocumentType | undefined): FieldFit {
  if (type === held) return 'exact';
  if (held === undefined || held === 'OTHER') return 'not_held';
  return families[type] === families[held] ? 'normalised' : 'different';
}
