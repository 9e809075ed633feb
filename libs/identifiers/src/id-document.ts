import type { Branded } from './brand.js';
import { branded } from './brand.js';
import { parseCitizenId, parseCitizenId15 } from './citizen-id.js';
import type { CitizenIdOptions } from './citizen-id.js';
import type { IsoDate } from './date.js';
import type { Checked } from './finding.js';
import { accept, reject } from './finding.js';
import { parseOrganisationCode, parseOrganisationCode9 } from './organisation-code.js';
import { codePointLength, normalise } from './text.js';

/** Kinds of document that name a subject 证件种类: our own words, mapped to each agency's codes by rows. */
export const ID_DOCUMENT_TYPES = [
  'RESIDENT_ID',
  'RESIDENT_ID_15',
  'HK_MO_TW_PERMIT',
  'PASSPORT',
  'HOUSEHOLD_BOOK',
  'MILITARY_ID',
  'FOREIGN_PR_CARD',
  'ORG_CODE',
  'BUSINESS_LICENCE',
  'USCC',
  'OTHER',
] as const;

export type IdDocumentType = (typeof ID_DOCUMENT_TYPES)[number];

/** The number on a document of any kind, in the form of `normalise`. */
export type IdDocumentNumber = Branded<'IdDocumentNumber'>;

/**
 * One row of an agency's mapping, a [D] rule: dated, sourced, edited in the directory. Two types may share a
 * code; a registry that lacks a code for USCC maps it to its code for licences or organisation codes by row.
 */
export interface IdDocumentRow {
  readonly type: IdDocumentType;
  /** The agency's code, as it goes over the wire. */
  readonly code: string;
  /** First day the row holds; null: since ever. */
  readonly validFrom: IsoDate | null;
  /** Last day the row holds; null: until further notice. */
  readonly validTo: IsoDate | null;
  readonly source: string;
}

const SOURCE = 'standards 4.2';
const MAX_LENGTH = 64;

/** Land registries. */
export const LAND_ID_DOCUMENT_ROWS: readonly IdDocumentRow[] = seedRows([
  ['RESIDENT_ID', '1'],
  ['RESIDENT_ID_15', '1'],
  ['HK_MO_TW_PERMIT', '2'],
  ['PASSPORT', '3'],
  ['HOUSEHOLD_BOOK', '4'],
  ['MILITARY_ID', '5'],
  ['ORG_CODE', '6'],
  ['BUSINESS_LICENCE', '7'],
  ['USCC', '8'],
  ['OTHER', '99'],
]);

/** Housing funds. For banks, police and vehicle bureaus no list is established: an agency brings its own rows. */
export const HOUSING_FUND_ID_DOCUMENT_ROWS: readonly IdDocumentRow[] = seedRows([
  ['RESIDENT_ID', '01'],
  ['RESIDENT_ID_15', '01'],
  ['MILITARY_ID', '02'],
  ['PASSPORT', '03'],
  ['FOREIGN_PR_CARD', '04'],
  ['OTHER', '99'],
]);

/**
 * The agency's code for a type on a day. Undefined when it has no row: the leg is then refused before
 * dispatch, because nothing is sent as "other" in silence.
 */
export function agencyIdCode(
  rows: readonly IdDocumentRow[],
  type: IdDocumentType,
  on: IsoDate,
): string | undefined {
  return rows.find((row) => row.type === type && holdsOn(row, on))?.code;
}

/** The types an agency's code may stand for on a day: several share a code at some agencies. */
export function idDocumentTypesOf(
  rows: readonly IdDocumentRow[],
  code: string,
  on: IsoDate,
): readonly IdDocumentType[] {
  return rows.filter((row) => row.code === normalise(code) && holdsOn(row, on)).map((row) => row.type);
}

/**
 * The number of a document, checked as its type demands: citizen ids and organisation codes by their own
 * rules; for the other types, which have no check, only empty and over-long numbers are rejected.
 */
export function parseIdDocument(
  type: IdDocumentType,
  raw: string,
  options: CitizenIdOptions,
): Checked<IdDocumentNumber> {
  switch (type) {
    case 'RESIDENT_ID':
      return asDocument(parseCitizenId(raw, options));
    case 'RESIDENT_ID_15':
      return asDocument(parseCitizenId15(raw, options));
    case 'USCC':
      return asDocument(parseOrganisationCode(raw, options));
    case 'ORG_CODE':
      return asDocument(parseOrganisationCode9(raw));
    case 'HK_MO_TW_PERMIT':
    case 'PASSPORT':
    case 'HOUSEHOLD_BOOK':
    case 'MILITARY_ID':
    case 'FOREIGN_PR_CARD':
    case 'BUSINESS_LICENCE':
    case 'OTHER':
      return parseUncheckedNumber(raw);
  }
}

function parseUncheckedNumber(raw: string): Checked<IdDocumentNumber> {
  const text = normalise(raw);
  if (text === '') return reject(raw, { code: 'ID_DOCUMENT_EMPTY', at: 0 });
  if (codePointLength(text) > MAX_LENGTH) return reject(raw, { code: 'ID_DOCUMENT_LENGTH', at: MAX_LENGTH });
  return accept(branded<'IdDocumentNumber'>(text), raw);
}

function asDocument(checked: Checked<string>): Checked<IdDocumentNumber> {
  return checked.ok ? { ...checked, value: branded<'IdDocumentNumber'>(checked.value) } : checked;
}

function holdsOn(row: IdDocumentRow, on: IsoDate): boolean {
  return (row.validFrom === null || row.validFrom <= on) && (row.validTo === null || on <= row.validTo);
}

function seedRows(pairs: readonly (readonly [IdDocumentType, string])[]): readonly IdDocumentRow[] {
  return pairs.map(([type, code]) => ({ type, code, validFrom: null, validTo: null, source: SOURCE }));
}
