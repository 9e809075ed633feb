import type { Branded } from './brand.js';
import { branded } from './brand.js';
import type { Checked, Finding } from './finding.js';
import { accept, reject } from './finding.js';
import { slotFindings, times } from './slots.js';
import { codePoints, normalise } from './text.js';
import { weightedSum } from './weighted-sum.js';

/** Vehicle identification number 车辆识别代号, GB 16735 / ISO 3779: 17 characters, no I O Q. */
export type Vin = Branded<'Vin'>;

const SLOTS = times(17, /^[\dA-HJ-NPR-Z]$/);
const CHECK_AT = 8;
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/** A1…H8 J1…N5 P7 R9 S2…Z9, by the letter's place in the alphabet; a dot is a letter no VIN has. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LETTER_VALUES = '12345678.12345.7.923456789';

/** Rejects length and alphabet; warns of the check digit, which vehicles built for Europe need not have. */
export function parseVin(raw: string): Checked<Vin> {
  const text = normalise(raw);
  const misfits = slotFindings(codePoints(text), SLOTS, { length: 'VIN_LENGTH', character: 'VIN_CHARACTER' });
  if (misfits.length > 0) return reject(raw, ...misfits);
  const warnings: Finding[] =
    vinCheckCharacter(text) === text.charAt(CHECK_AT) ? [] : [{ code: 'VIN_CHECK', at: CHECK_AT }];
  return accept(branded<'Vin'>(text), raw, warnings);
}

/** The check character for a 17-character VIN; what stands in its place (position 9) has no weight. */
export function vinCheckCharacter(vin: string): string {
  const remainder = weightedSum(vin, WEIGHTS, valueOf) % 11;
  return remainder === 10 ? 'X' : String(remainder);
}

function valueOf(char: string): number {
  const letter = LETTERS.indexOf(char);
  return Number(letter === -1 ? char : LETTER_VALUES.charAt(letter));
}
