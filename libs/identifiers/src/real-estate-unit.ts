import type { Branded } from './brand.js';
import { branded } from './brand.js';
import type { DivisionCode, DivisionOptions } from './division.js';
import { divisionWarnings } from './division.js';
import type { Checked, Finding } from './finding.js';
import { accept, reject } from './finding.js';
import { DIGIT, LETTER, times } from './slots.js';
import { codePoints, normalise } from './text.js';

/**
 * Real-estate unit number 不动产单元号, GB/T 37346-2019, 28 characters, no check digit: 6 county, 3 cadastral
 * area 地籍区, 3 sub-area 地籍子区, 2 parcel letters 宗地特征码, 5 parcel 宗地, 1 fixture letter 定着物特征码,
 * 8 unit (4 building, 4 room). A register row without one (未落宗, old certificates) is legal data.
 */
export type RealEstateUnit = Branded<'RealEstateUnit'>;

export interface RealEstateUnitParts {
  readonly county: DivisionCode;
  readonly cadastralArea: string;
  readonly cadastralSubArea: string;
  /** G state, J collective, Z disputed. */
  readonly ownership: 'G' | 'J' | 'Z';
  readonly rightLetter: string;
  readonly parcel: string;
  /** F building, L forest, Q other, W none; others occur. */
  readonly fixture: string;
  readonly building: string;
  readonly room: string;
}

const SLOTS = [...times(12, DIGIT), LETTER, LETTER, ...times(5, DIGIT), LETTER, ...times(8, DIGIT)];
const OWNERSHIP_AT = 12;
const RIGHT_AT = 13;
const FIXTURE_AT = 19;
const UNIT_AT = 20;
const RIGHT_LETTERS = 'ABSXCDEFHGWY';
const COLLECTIVE_RIGHTS = 'AC';
const FIXTURES = 'FLQW';
const NO_UNIT = '00000000';

/**
 * Rejects length, characters out of place, a first letter other than G, J or Z, and fixture W with a unit
 * other than 00000000; warns of letters not listed (later editions add some), of rights A or C on land that
 * is not collective, and of an odd county.
 */
export function parseRealEstateUnit(raw: string, options: DivisionOptions = {}): Checked<RealEstateUnit> {
  const text = normalise(raw);
  const findings = shapeFindings(codePoints(text));
  if (findings.length > 0) return reject(raw, ...findings);

  const ownership = text.charAt(OWNERSHIP_AT);
  const fixture = text.charAt(FIXTURE_AT);
  if (!isOwnership(ownership)) findings.push({ code: 'REAL_ESTATE_UNIT_OWNERSHIP', at: OWNERSHIP_AT });
  if (fixture === 'W' && text.slice(UNIT_AT) !== NO_UNIT) {
    findings.push({ code: 'REAL_ESTATE_UNIT_WITHOUT_FIXTURE', at: UNIT_AT });
  }
  if (findings.length > 0) return reject(raw, ...findings);

  const right = text.charAt(RIGHT_AT);
  const warnings = divisionWarnings(text.slice(0, 6), 0, options);
  if (!RIGHT_LETTERS.includes(right)) {
    warnings.push({ code: 'REAL_ESTATE_UNIT_RIGHT_UNLISTED', at: RIGHT_AT });
  } else if (COLLECTIVE_RIGHTS.includes(right) && ownership !== 'J') {
    warnings.push({ code: 'REAL_ESTATE_UNIT_COLLECTIVE_ONLY', at: RIGHT_AT });
  }
  if (!FIXTURES.includes(fixture)) {
    warnings.push({ code: 'REAL_ESTATE_UNIT_FIXTURE_UNLISTED', at: FIXTURE_AT });
  }
  return accept(branded<'RealEstateUnit'>(text), raw, warnings);
}

/** The parts of a unit number, digits as written. */
export function realEstateUnitParts(unit: RealEstateUnit): RealEstateUnitParts {
  const ownership = unit.charAt(OWNERSHIP_AT);
  if (!isOwnership(ownership)) throw new TypeError('not made by parseRealEstateUnit');
  return {
    county: branded<'DivisionCode'>(unit.slice(0, 6)),
    cadastralArea: unit.slice(6, 9),
    cadastralSubArea: unit.slice(9, 12),
    ownership,
    rightLetter: unit.charAt(RIGHT_AT),
    parcel: unit.slice(14, 19),
    fixture: unit.charAt(FIXTURE_AT),
    building: unit.slice(UNIT_AT, 24),
    room: unit.slice(24),
  };
}

function shapeFindings(chars: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  if (chars.length !== SLOTS.length) {
    findings.push({ code: 'REAL_ESTATE_UNIT_LENGTH', at: Math.min(chars.length, SLOTS.length) });
  }
  for (const [at, slot] of SLOTS.entries()) {
    const char = chars[at];
    if (char === undefined || slot.test(char)) continue;
    findings.push({ code: slot === DIGIT ? 'REAL_ESTATE_UNIT_DIGIT' : 'REAL_ESTATE_UNIT_LETTER', at });
  }
  return findings;
}

function isOwnership(letter: string): letter is RealEstateUnitParts['ownership'] {
  return letter === 'G' || letter === 'J' || letter === 'Z';
}
