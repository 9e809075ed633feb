/**
 * Identifiers of persons, organisations, cases and property: parsed to branded types, with what is wrong in
 * plain words and where. Pure: no dependency, no clock, no platform API, so the console uses it as it is.
 */
export type { Accepted, Checked, Finding, FindingCode, Received, Rejected } from './finding.js';
export { asReceived } from './finding.js';
export { explain } from './messages.js';
export type { Locale } from './messages.js';
export { codePointLength, normalise } from './text.js';

export type { AccountNumber, AccountNumberOptions } from './account-number.js';
export { isNothingFoundAccount, parseAccountNumber } from './account-number.js';
export type { BankCode } from './bank-code.js';
export { bankCodeParts, parseBankCode } from './bank-code.js';
export type { CaseKey, CaseNumber, CaseNumberOptions, CaseNumberParts, CaseType } from './case-number.js';
export { CASE_TYPE_CODES, caseKey, caseNumberParts, parseCaseNumber } from './case-number.js';
export type { CitizenId, CitizenId15, CitizenIdOptions, CitizenSex } from './citizen-id.js';
export {
  birthDateOf,
  divisionOf,
  from15,
  parseCitizenId,
  parseCitizenId15,
  sexOf,
  to15,
} from './citizen-id.js';
export type { Coded, SexCode } from './coded.js';
export { readCode, SEX_CODES } from './coded.js';
export type { CourtLettersRow, CourtLettersStanding, CourtLevel } from './court-letters.js';
export { courtLevel, isSeedCourt, SEED_COURT_LETTERS } from './court-letters.js';
export type { IsoDate } from './date.js';
export { dateInShanghai, parseDate, readReceivedDate } from './date.js';
export type { DivisionCode, DivisionOptions, DivisionStanding, Profile } from './division.js';
export { parseDivision, SEED_DIVISIONS, SYNTHETIC_DIVISION } from './division.js';
export type { IdDocumentNumber, IdDocumentRow, IdDocumentType } from './id-document.js';
export {
  agencyIdCode,
  HOUSING_FUND_ID_DOCUMENT_ROWS,
  ID_DOCUMENT_TYPES,
  idDocumentTypesOf,
  LAND_ID_DOCUMENT_ROWS,
  parseIdDocument,
} from './id-document.js';
export type { Currency, Decimal, Money, MoneyOptions } from './money.js';
export { formatDecimal, formatMoney, parseDecimal, parseMoney } from './money.js';
export type { NameKey, RegisteredName } from './name.js';
export { nameKey, nameLength, parseName, sameName } from './name.js';
export type { OrganisationCode, OrganisationCode9 } from './organisation-code.js';
export { parseOrganisationCode, parseOrganisationCode9, to9 } from './organisation-code.js';
export type { Plate, PlateKey, PlateOptions, PlateShape } from './plate.js';
export { parsePlate, plateKey, plateShape } from './plate.js';
export type { RealEstateUnit, RealEstateUnitParts } from './real-estate-unit.js';
export { parseRealEstateUnit, realEstateUnitParts } from './real-estate-unit.js';
export {
  FIRST_SYNTHETIC_CASE_SEQUENCE,
  isSyntheticCardNumber,
  isSyntheticCaseNumber,
  isSyntheticCitizenId,
  isSyntheticOrganisationCode,
  isSyntheticRealEstateUnit,
  isSyntheticVin,
  makeSyntheticCardNumber,
  makeSyntheticCaseNumber,
  makeSyntheticCitizenId,
  makeSyntheticOrganisationCode,
  makeSyntheticRealEstateUnit,
  makeSyntheticVin,
} from './synthetic.js';
export type { TitleNumber, TitleNumberParts } from './title-number.js';
export { parseTitleNumber, titleNumberParts } from './title-number.js';
export type { Vin } from './vin.js';
export { parseVin } from './vin.js';
