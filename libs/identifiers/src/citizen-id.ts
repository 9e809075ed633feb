import type { Branded } from './brand.js';
import { branded } from './brand.js';
import type { IsoDate } from './date.js';
import { calendarDate } from './date.js';
import type { DivisionCode, DivisionOptions } from './division.js';
import { divisionWarnings } from './division.js';
import type { Accepted, Checked, Finding } from './finding.js';
import { accept, reject } from './finding.js';
import { DIGIT, slotFindings, times } from './slots.js';
import { codePoints, normalise } from './text.js';
import { weightedSum } from './weighted-sum.js';

/** Citizen id 公民身份号码, GB 11643-1999: 6 division, 8 birth, 3 sequence, 1 check; 18 characters. */
export type CitizenId = Branded<'CitizenId'>;
/** The first-generation number: no century, no check digit; 15 digits. Older registries still hold it. */
export type CitizenId15 = Branded<'CitizenId15'>;

export interface CitizenIdOptions extends DivisionOptions {
  /** The day against which a birth date lies in the future. */
  readonly today: IsoDate;
}

/** GB/T 2261.1, as far as a citizen id tells it: `1` male, `2` female. */
export type CitizenSex = '1' | '2';

const SLOTS = [...times(17, DIGIT), /^[\dX]$/];
const SLOTS_15 = times(15, DIGIT);
/** GB 11643-1999 (ISO 7064 MOD 11-2). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
const OLDEST_PLAUSIBLE_BIRTH = '1880-01-01';
/** Residence permits of Hong Kong, Macao and Taiwan residents are numbered like citizen ids (unverified). */
const PERMIT_DIVISIONS: ReadonlySet<string> = new Set(['810000', '820000', '830000']);

/**
 * The 18-character citizen id. Rejects length, alphabet, check character, impossible or future birth; warns
 * of a birth before 1880 and of an unknown division.
 */
export function parseCitizenId(raw: string, options: CitizenIdOptions): Checked<CitizenId> {
  const text = normalise(raw);
  const misfits = slotFindings(codePoints(text), SLOTS, {
    length: 'CITIZEN_ID_LENGTH',
    character: 'CITIZEN_ID_CHARACTER',
  });
  if (misfits.length > 0) return reject(raw, ...misfits);

  const findings: Finding[] = [];
  const birth = calendarDate(text.slice(6, 10), text.slice(10, 12), text.slice(12, 14));
  if (birth === undefined) findings.push({ code: 'CITIZEN_ID_BIRTH_IMPOSSIBLE', at: 6 });
  else if (birth > options.today) findings.push({ code: 'CITIZEN_ID_BIRTH_FUTURE', at: 6 });
  if (citizenIdCheckCharacter(text) !== text.charAt(17)) findings.push({ code: 'CITIZEN_ID_CHECK', at: 17 });
  if (findings.length > 0) return reject(raw, ...findings);

  const warnings = holderWarnings(text, options);
  if (birth !== undefined && birth < OLDEST_PLAUSIBLE_BIRTH) {
    warnings.push({ code: 'CITIZEN_ID_BIRTH_BEFORE_1880', at: 6 });
  }
  return accept(branded<'CitizenId'>(text), raw, warnings);
}

/**
 * The 15-digit number. Rejects anything but 15 digits and an impossible date (in the twentieth century);
 * always warns, because it has no check digit and is weak as a subject's only id.
 */
export function parseCitizenId15(raw: string, options: DivisionOptions = {}): Checked<CitizenId15> {
  const text = normalise(raw);
  const misfits = slotFindings(codePoints(text), SLOTS_15, {
    length: 'CITIZEN_ID_15_LENGTH',
    character: 'CITIZEN_ID_15_CHARACTER',
  });
  if (misfits.length > 0) return reject(raw, ...misfits);
  if (calendarDate(`19${text.slice(6, 8)}`, text.slice(8, 10), text.slice(10, 12)) === undefined) {
    return reject(raw, { code: 'CITIZEN_ID_15_BIRTH_IMPOSSIBLE', at: 6 });
  }
  const warnings = [{ code: 'CITIZEN_ID_15_ONLY' } as const, ...holderWarnings(text, options)];
  return accept(branded<'CitizenId15'>(text), raw, warnings);
}

/**
 * The 15-digit form under which an older registry may hold the same person. Undefined for births outside
 * 1900–1999: 15-digit numbers mean that century, so the shortened number would be somebody else's.
 */
export function to15(id: CitizenId): CitizenId15 | undefined {
  if (id.slice(6, 8) !== '19') return undefined;
  return branded<'CitizenId15'>(id.slice(0, 6) + id.slice(8, 17));
}

/** The 18-character form of a 15-digit number, with the warning that the century is taken to be 19. */
export function from15(id: CitizenId15): Accepted<CitizenId> {
  const body = `${id.slice(0, 6)}19${id.slice(6)}`;
  return accept(branded<'CitizenId'>(body + citizenIdCheckCharacter(body)), id, [
    { code: 'CITIZEN_ID_15_CENTURY_ASSUMED', at: 6 },
  ]);
}

/** The birth date in the number. */
export function birthDateOf(id: CitizenId): IsoDate {
  return branded<'IsoDate'>(`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`);
}

/** The sex in the number: an odd sequence is male. */
export function sexOf(id: CitizenId): CitizenSex {
  return Number(id.charAt(16)) % 2 === 1 ? '1' : '2';
}

/** Where the number was first issued; not where the person lives, and perhaps abolished since. */
export function divisionOf(id: CitizenId): DivisionCode {
  return branded<'DivisionCode'>(id.slice(0, 6));
}

/** The check character for the first 17 digits of `digits`. */
export function citizenIdCheckCharacter(digits: string): string {
  return CHECK_CHARACTERS.charAt(weightedSum(digits, WEIGHTS, Number) % 11);
}

function holderWarnings(text: string, options: DivisionOptions): Finding[] {
  const division = text.slice(0, 6);
  if (text.length === 18 && text.startsWith('9')) return [{ code: 'CITIZEN_ID_FOREIGN_CARD', at: 0 }];
  if (text.length === 18 && PERMIT_DIVISIONS.has(division)) return [];
  return divisionWarnings(division, 0, options);
}
