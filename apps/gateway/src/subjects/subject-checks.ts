import {
  dateInShanghai,
  ID_DOCUMENT_TYPES,
  parseCaseNumber,
  parseIdDocument,
  parseName,
  type CaseNumber,
  type Checked,
  type IdDocumentNumber,
  type IdDocumentType,
} from '@dianda/identifiers';
import { subjectKinds, type SubjectKind } from '@dianda/inquiry';
import { here, identifier, memberOf, oneOf, text, type Check } from '../validation/checks.js';
import { fault } from '../validation/violation.js';

/** Longest registered name in code points; the longest organisation names have about a hundred. */
const LONGEST_NAME = 200;

/** Which documents name which kind of subject (standards.md 4.2); OTHER may name either. */
const documentTypesOf: Record<SubjectKind, readonly IdDocumentType[]> = {
  person: [
    'RESIDENT_ID',
    'RESIDENT_ID_15',
    'HK_MO_TW_PERMIT',
    'PASSPORT',
    'HOUSEHOLD_BOOK',
    'MILITARY_ID',
    'FOREIGN_PR_CARD',
    'OTHER',
  ],
  organisation: ['USCC', 'ORG_CODE', 'BUSINESS_LICENCE', 'OTHER'],
};

/** A case number, read with today's date, as people write it. */
export function readCaseNumber(raw: string): Checked<CaseNumber> {
  return parseCaseNumber(raw, { today: dateInShanghai(new Date()) });
}

/** The number of a document of a type, normalised. */
export function readDocumentNumber(type: IdDocumentType, raw: string): Checked<IdDocumentNumber> {
  return parseIdDocument(type, raw, { today: dateInShanghai(new Date()) });
}

export const caseNumberText: Check = identifier(readCaseNumber);

const boundedName = text(LONGEST_NAME);
const readableName = identifier(parseName);

export const registeredName: Check = (value, owner) => {
  const faults = boundedName(value, owner);
  return faults.length > 0 ? faults : readableName(value, owner);
};

const knownDocumentType = oneOf(ID_DOCUMENT_TYPES);

/** A document type, and one that fits the kind that stands beside it. */
export const documentType: Check = (value, owner) => {
  const faults = knownDocumentType(value, owner);
  if (faults.length > 0) return faults;
  const kind = subjectKindOf(owner);
  const fitting: readonly unknown[] | undefined = kind && documentTypesOf[kind];
  if (kind === undefined || fitting?.includes(value) === true) return [];
  return [here(fault('DOCUMENT_TYPE_NOT_FOR_KIND', { allowed: documentTypesOf[kind].join(', ') }))];
};

/** A document number, by the rules of the type that stands beside it. */
export const documentNumber: Check = identifier((raw, owner) => {
  const type = ID_DOCUMENT_TYPES.find((each) => each === memberOf(owner, 'documentType'));
  // Where the type itself is wrong only what holds of any number is checked here.
  return readDocumentNumber(type ?? 'OTHER', raw);
});

function subjectKindOf(owner: object): SubjectKind | undefined {
  return subjectKinds.find((each) => each === memberOf(owner, 'kind'));
}
