import {
  dateInShanghai,
  from15,
  normalise,
  parseCitizenId,
  parseCitizenId15,
  parseOrganisationCode,
  to15,
  to9,
} from '@dianda/identifiers';
import type { IdDocumentType } from '@dianda/identifiers';
import type { IdDocument } from '@dianda/inquiry';

/** Births that lie in the future were refused when the question was made; here every date passes. */
const LAST_DAY = dateInShanghai(new Date('9999-12-31T00:00:00Z'));

/** The form in which document numbers are compared: normalised, without the hyphen of organisation codes. */
export function documentKey(number: string): string {
  return normalise(number).replaceAll('-', '');
}

/**
 * Every way in which a register may write the number of this document: an 18-character citizen number also by its
 * 15 digits and the other way round, a unified social credit code also by the organisation code inside it. Never
 * empty; each key is in the form of {@link documentKey}.
 */
export function documentKeys(document: IdDocument): readonly string[] {
  const key = documentKey(document.number);
  const other = otherForm(document.type, key);
  return other === undefined ? [key] : [key, other];
}

/**
 * The organisation code that a unified social credit code of the same organisation has inside (places 9 to 17); for
 * a subject that is known by its organisation code only, whose whole credit code cannot be derived.
 */
export function innerOrganisationCode(document: IdDocument): string | undefined {
  return document.type === 'ORG_CODE' ? documentKey(document.number) : undefined;
}

/** Whether a number that a register holds is one of this document's, in whichever form. */
export function holdsNumber(document: IdDocument, held: string): boolean {
  const key = documentKey(held);
  if (documentKeys(document).includes(key)) return true;
  const inner = innerOrganisationCode(document);
  return inner !== undefined && key.length === 18 && key.slice(8, 17) === inner;
}

function otherForm(type: IdDocumentType, key: string): string | undefined {
  switch (type) {
    case 'RESIDENT_ID': {
      const long = parseCitizenId(key, { today: LAST_DAY });
      return long.ok ? to15(long.value) : undefined;
    }
    case 'RESIDENT_ID_15': {
      const short = parseCitizenId15(key);
      return short.ok ? from15(short.value).value : undefined;
    }
    case 'USCC': {
      const code = parseOrganisationCode(key);
      return code.ok ? to9(code.value) : undefined;
    }
    case 'ORG_CODE':
    case 'BUSINESS_LICENCE':
    case 'HK_MO_TW_PERMIT':
    case 'PASSPORT':
    case 'HOUSEHOLD_BOOK':
    case 'MILITARY_ID':
    case 'FOREIGN_PR_CARD':
    case 'OTHER':
      return undefined;
  }
}
