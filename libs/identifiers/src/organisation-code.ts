import type { Branded } from './brand.js';
import { branded } from './brand.js';
import type { DivisionOptions } from './division.js';
import { divisionWarnings } from './division.js';
import type { Checked, Finding } from './finding.js';
import { accept, reject } from './finding.js';
import { slotFindings, times } from './slots.js';
import { codePoints, normalise } from './text.js';
import { weightedSum } from './weighted-sum.js';

/**
 * Unified social credit code 统一社会信用代码, GB 32100-2015: 1 authority, 1 class, 6 division, 9
 * organisation, 1 check; 18 characters.
 */
export type OrganisationCode = Branded<'OrganisationCode'>;
/** Organisation code 组织机构代码, GB 11714: 8 characters and a check character, without the hyphen. */
export type OrganisationCode9 = Branded<'OrganisationCode9'>;

/** GB 32100-2015: no I O S V Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SLOTS = times(18, new RegExp(`^[${ALPHABET}]$`));
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** GB 11714: A is 10, Z is 35. */
const INNER_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const INNER_SLOTS = [...times(8, /^[\dA-Z]$/), /^[\dX]$/];
const INNER_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
/** The registering authority of the state itself, which is no division of GB/T 2260. */
const STATE_REGISTER = '100000';

/**
 * The 18-character code. Rejects length, alphabet and outer check; warns of a failing inner check (codes in
 * use have it) and of an odd division. The first character may be a letter.
 */
export function parseOrganisationCode(raw: string, options: DivisionOptions = {}): Checked<OrganisationCode> {
  const text = normalise(raw);
  const misfits = slotFindings(codePoints(text), SLOTS, {
    length: 'ORGANISATION_CODE_LENGTH',
    character: 'ORGANISATION_CODE_CHARACTER',
  });
  if (misfits.length > 0) return reject(raw, ...misfits);
  if (organisationCheckCharacter(text) !== text.charAt(17)) {
    return reject(raw, { code: 'ORGANISATION_CODE_CHECK', at: 17 });
  }
  const warnings = registerWarnings(text.slice(2, 8), options);
  if (innerCheckCharacter(text.slice(8)) !== text.charAt(16)) {
    warnings.push({ code: 'ORGANISATION_CODE_INNER_CHECK', at: 16 });
  }
  return accept(branded<'OrganisationCode'>(text), raw, warnings);
}

/**
 * The 9-character code standing alone, with or without the hyphen before its check character. Rejects
 * length, alphabet and check.
 */
export function parseOrganisationCode9(raw: string): Checked<OrganisationCode9> {
  const written = codePoints(normalise(raw));
  // A position after the hyphen is one further in the text the person sees than in the code.
  const hyphen = written[8] === '-' ? 1 : 0;
  const chars = hyphen === 1 ? written.toSpliced(8, 1) : written;
  const misfits = slotFindings(chars, INNER_SLOTS, {
    length: 'ORGANISATION_CODE_9_LENGTH',
    character: 'ORGANISATION_CODE_9_CHARACTER',
  }).map((finding) =>
    finding.at !== undefined && finding.at >= 8 ? { ...finding, at: finding.at + hyphen } : finding,
  );
  if (misfits.length > 0) return reject(raw, ...misfits);
  const text = chars.join('');
  if (innerCheckCharacter(text) !== text.charAt(8)) {
    return reject(raw, { code: 'ORGANISATION_CODE_9_CHECK', at: 8 + hyphen });
  }
  return accept(branded<'OrganisationCode9'>(text), raw);
}

/**
 * The 9-character code inside an 18-character one, for registries that hold only that. Undefined where its
 * own check fails, since such a code was never an organisation code.
 */
export function to9(code: OrganisationCode): OrganisationCode9 | undefined {
  const inner = parseOrganisationCode9(code.slice(8, 17));
  return inner.ok ? inner.value : undefined;
}

/**
 * The outer check character for the first 17 characters of `code`. The outer `mod 31` is what makes the one
 * code in 31 whose check is 0 valid.
 */
export function organisationCheckCharacter(code: string): string {
  const sum = weightedSum(code, WEIGHTS, (char) => ALPHABET.indexOf(char));
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** The GB 11714 check character for the first 8 characters of `code`. */
export function innerCheckCharacter(code: string): string {
  const check = 11 - (weightedSum(code, INNER_WEIGHTS, (char) => INNER_ALPHABET.indexOf(char)) % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}

function registerWarnings(division: string, options: DivisionOptions): Finding[] {
  if (division === STATE_REGISTER) return [];
  if (!/^\d{6}$/.test(division)) return [{ code: 'ORGANISATION_CODE_DIVISION_LETTERS', at: 2 }];
  return divisionWarnings(division, 2, options);
}
