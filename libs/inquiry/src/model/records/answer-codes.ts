// The codes that an adapter's answer may give; the contract has the same, and each is explained there.

/** Parts of a question that an answer can name as not searched. */
export const missingParts = [
  'REGISTER',
  'REGION',
  'BANK_ACCOUNTS',
  'BANK_FREEZES',
  'BANK_PRIOR_RIGHTS',
  'BANK_SUB_ACCOUNTS',
  'BANK_FINANCIAL_ASSETS',
  'BANK_TRANSACTIONS',
  'BANK_CUSTOMER_PROFILE',
  'LAND_OWNERSHIPS',
  'LAND_USE_RIGHTS',
  'LAND_HOUSES',
  'LAND_SEA_USE_RIGHTS',
  'LAND_STRUCTURES',
  'LAND_FOREST_RIGHTS',
  'LAND_MORTGAGES',
  'LAND_ADVANCE_NOTICES',
  'LAND_SEIZURES',
  'LAND_OBJECTIONS',
  'VEHICLES',
  'VEHICLE_MORTGAGES',
  'VEHICLE_SEIZURES',
  'HOUSING_FUND_ACCOUNTS',
  'HOUSING_FUND_FREEZES',
  'POLICE_PHOTO',
  'POLICE_HOUSEHOLD',
  'POLICE_TEMPORARY_RESIDENCE',
  'POLICE_LODGING',
  'POLICE_EXIT_ENTRY',
] as const;
export type MissingPartCode = (typeof missingParts)[number];

/** Why a part was not searched. */
export const missingReasons = [
  'UNAVAILABLE',
  'TIMED_OUT',
  'FAULT',
  'MAINTENANCE',
  'NOT_ELECTRONIC',
  'LIST_ABSENT',
  'NOT_PERMITTED',
  'OTHER',
] as const;
export type MissingReason = (typeof missingReasons)[number];

/** Why something is not held at an agency. */
export const notCoveredReasons = [
  'ASSET_CLASS',
  'SUBJECT_KIND',
  'DOCUMENT_TYPE',
  'REGION',
  'PERIOD',
  'OTHER',
] as const;
export type NotCoveredReason = (typeof notCoveredReasons)[number];

/** Why an agency declines. */
export const refusalReasons = [
  'RETURNED',
  'OFFICER_NOT_ON_FILE',
  'DOCUMENT_UNACCEPTABLE',
  'OBJECTION',
  'NOT_PERMITTED_BY_LAW',
  'COURT_NOT_COMPETENT',
  'OTHER',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Fields of an identity that a candidate can match in. */
export const matchedFields = [
  'NAME',
  'DOCUMENT_TYPE',
  'DOCUMENT_NUMBER',
  'FORMER_NAME',
  'BIRTH_DATE',
] as const;
export type MatchedField = (typeof matchedFields)[number];
