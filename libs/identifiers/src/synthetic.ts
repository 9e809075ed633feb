import { luhnCheckDigit } from './account-number.js';
import type { AccountNumber } from './account-number.js';
import { branded } from './brand.js';
import type { CaseNumber, CaseType } from './case-number.js';
import { caseNumberParts, composeCaseNumber } from './case-number.js';
import type { CitizenId, CitizenId15 } from './citizen-id.js';
import { citizenIdCheckCharacter } from './citizen-id.js';
import type { IsoDate } from './date.js';
import { SYNTHETIC_DIVISION } from './division.js';
import type { OrganisationCode } from './organisation-code.js';
import { innerCheckCharacter, organisationCheckCharacter } from './organisation-code.js';
import type { RealEstateUnit } from './real-estate-unit.js';
import type { Vin } from './vin.js';
import { vinCheckCharacter } from './vin.js';

/*
 * Numbers for sample data that can belong to nobody (standards 6.4). Plates have no reserved range: pair a
 * plate only with a synthetic VIN. Makers throw RangeError for a number outside their range.
 */

const TEST_BIN = '620000';
const TEST_VIN_PREFIX = 'L00';
/** First case sequence kept for sample data. */
export const FIRST_SYNTHETIC_CASE_SEQUENCE = 990_001;

/** `sequence` 0–999, odd for male; one birth date gives 1,000 ids. */
export function makeSyntheticCitizenId(person: {
  readonly birthDate: IsoDate;
  readonly sequence: number;
}): CitizenId {
  const body =
    SYNTHETIC_DIVISION + person.birthDate.replaceAll('-', '') + digits(person.sequence, 3, 'sequence');
  return branded<'CitizenId'>(body + citizenIdCheckCharacter(body));
}

/** `sequence` 0–99,999,999; `register` 91 for enterprises, 92 for sole traders. Both checks are valid. */
export function makeSyntheticOrganisationCode(
  sequence: number,
  register: '91' | '92' = '91',
): OrganisationCode {
  const organisation = digits(sequence, 8, 'sequence');
  const body = register + SYNTHETIC_DIVISION + organisation + innerCheckCharacter(organisation);
  return branded<'OrganisationCode'>(body + organisationCheckCharacter(body));
}

/**
 * A dwelling on state land. `cadastralArea` 0–999,999 (area and sub-area together), `parcel` 0–99,999,
 * `building` and `room` 0–9,999.
 */
export function makeSyntheticRealEstateUnit(unit: {
  readonly cadastralArea: number;
  readonly parcel: number;
  readonly building: number;
  readonly room: number;
}): RealEstateUnit {
  const land = `${digits(unit.cadastralArea, 6, 'cadastralArea')}GB${digits(unit.parcel, 5, 'parcel')}`;
  const dwelling = `F${digits(unit.building, 4, 'building')}${digits(unit.room, 4, 'room')}`;
  return branded<'RealEstateUnit'>(SYNTHETIC_DIVISION + land + dwelling);
}

/** A 16-digit card with a valid Luhn digit; `sequence` 0–999,999,999. */
export function makeSyntheticCardNumber(sequence: number): AccountNumber {
  const body = TEST_BIN + digits(sequence, 9, 'sequence');
  return branded<'AccountNumber'>(body + luhnCheckDigit(body));
}

/** A VIN with a valid check digit; `sequence` 0–99,999,999,999. */
export function makeSyntheticVin(sequence: number): Vin {
  const serial = digits(sequence, 11, 'sequence');
  const front = TEST_VIN_PREFIX + serial.slice(0, 5);
  // Position 10 and 11, model year and plant, say nothing here.
  const back = `00${serial.slice(5)}`;
  return branded<'Vin'>(front + vinCheckCharacter(`${front}0${back}`) + back);
}

/** `courtLetters` from the court table; `sequence` 990,001–99,999,999; `year` 1900–2099. */
export function makeSyntheticCaseNumber(parts: {
  readonly year: number;
  readonly courtLetters: string;
  readonly type: CaseType;
  readonly sequence: number;
}): CaseNumber {
  if (!(parts.sequence >= FIRST_SYNTHETIC_CASE_SEQUENCE)) throw new RangeError('sequence below 990001');
  return composeCaseNumber({ ...parts, speciality: undefined, annex: undefined });
}

export function isSyntheticCitizenId(id: CitizenId | CitizenId15): boolean {
  return id.startsWith(SYNTHETIC_DIVISION);
}

export function isSyntheticOrganisationCode(code: OrganisationCode): boolean {
  return code.slice(2, 8) === SYNTHETIC_DIVISION;
}

export function isSyntheticRealEstateUnit(unit: RealEstateUnit): boolean {
  return unit.startsWith(SYNTHETIC_DIVISION);
}

export function isSyntheticCardNumber(account: AccountNumber): boolean {
  return account.startsWith(TEST_BIN);
}

export function isSyntheticVin(vin: Vin): boolean {
  return vin.startsWith(TEST_VIN_PREFIX);
}

export function isSyntheticCaseNumber(caseNumber: CaseNumber): boolean {
  return caseNumberParts(caseNumber).sequence >= FIRST_SYNTHETIC_CASE_SEQUENCE;
}

function digits(value: number, width: number, name: string): string {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 10 ** width) {
    throw new RangeError(`${name} outside 0 to ${String(10 ** width - 1)}`);
  }
  return String(value).padStart(width, '0');
}
