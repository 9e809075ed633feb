import { dateInShanghai, idDocumentTypesOf, parseOrganisationCode } from '@dianda/identifiers';
import type { IdDocumentRow, IdDocumentType } from '@dianda/identifiers';
import type { Coded } from '@dianda/inquiry';
import { documentKey } from './document-keys.js';

/** Types by which a register can be searched: every type that has a row, but OTHER, which names no document. */
export function searchableTypes(rows: readonly IdDocumentRow[]): readonly IdDocumentType[] {
  return [...new Set(rows.map(({ type }) => type))].filter((type) => type !== 'OTHER');
}

/**
 * The type of a document that a row holds: by the agency's code; where one code stands for several types, or older
 * rows file credit codes as licences or organisation codes, by the shape of the number. Undefined without a code.
 */
export function readDocumentType(
  rows: readonly IdDocumentRow[],
  code: string,
  number: string,
  now: Date,
): Coded<IdDocumentType> | undefined {
  if (code === '') return undefined;
  const types = idDocumentTypesOf(rows, code, dateInShanghai(now));
  const [first] = types;
  if (first === undefined) return { code: 'UNKNOWN', raw: code };
  const key = documentKey(number);
  if (types.includes('RESIDENT_ID_15') && /^\d{15}$/.test(key)) return { code: 'RESIDENT_ID_15', raw: code };
  const filedAsOther = first === 'ORG_CODE' || first === 'BUSINESS_LICENCE';
  if (filedAsOther && parseOrganisationCode(key).ok) return { code: 'USCC', raw: code };
  return { code: first, raw: code };
}
