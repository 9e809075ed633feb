import type { AssetClass } from '../asset-class.js';
import type { Instant } from '../time.js';
import type {
  BankAccount,
  BankCustomer,
  BankFreeze,
  BankPriorRight,
  BankSubAccount,
  BankTransaction,
  FinancialAsset,
} from './bank.js';
import type { HousingFundAccount } from './housing-fund.js';
import type {
  AdvanceNotice,
  ForestRight,
  HouseRight,
  LandMortgage,
  LandObjection,
  LandOwnership,
  LandSeizure,
  LandUseRight,
  SeaUseRight,
  StructureRight,
} from './land.js';
import type { BorderCrossing, LodgingStay, PersonIdentity, PersonResidence } from './police.js';
import type { Vehicle } from './vehicle.js';

export const recordWarningCodes = [
  'IMPOSSIBLE_DATE',
  'CHECK_FAILED',
  'UNKNOWN_CODE',
  'TEXT_CONTRADICTS_CODE',
  'UNIT_CONVERTED',
  'COMPLETED',
  'UNREADABLE_NUMBER',
  'CHARACTERS_LOST',
  'ZONE_ASSUMED',
  'IDENTITY_DIFFERS',
  'DUPLICATE',
] as const;
export type RecordWarningCode = (typeof recordWarningCodes)[number];

/** What was odd about one field of a row: such a row is delivered and marked, never dropped. */
export interface RecordWarning {
  /** Path in the names of the contract, e.g. `house_right.owners[1].share`. */
  readonly field: string;
  readonly code: RecordWarningCode;
  /** As the register holds it; personal data like the field itself. */
  readonly raw?: string;
}

/** What every record carries: where it comes from and as of when. */
export interface RecordFrame {
  /** The same asset keeps it from answer to answer. */
  readonly sourceRecordId: string;
  /** The register, as people at the agency call it. */
  readonly source: string;
  readonly asOf: Instant;
  readonly disputed: boolean;
  readonly warnings: readonly RecordWarning[];
}

/**
 * What a record can be. Burdens lie under their asset; `bank_freeze`, `bank_prior_right`, `bank_sub_account`,
 * `land_mortgage`, `advance_notice`, `land_seizure` and `land_objection` stand alone only when their asset is
 * unknown or not part of the answer.
 */
export interface RecordDetails {
  readonly bank_account: BankAccount;
  readonly financial_asset: FinancialAsset;
  readonly bank_freeze: BankFreeze;
  readonly bank_prior_right: BankPriorRight;
  readonly bank_sub_account: BankSubAccount;
  readonly bank_transaction: BankTransaction;
  readonly bank_customer: BankCustomer;
  readonly land_ownership: LandOwnership;
  readonly land_use_right: LandUseRight;
  readonly house_right: HouseRight;
  readonly sea_use_right: SeaUseRight;
  readonly structure_right: StructureRight;
  readonly forest_right: ForestRight;
  readonly land_mortgage: LandMortgage;
  readonly advance_notice: AdvanceNotice;
  readonly land_seizure: LandSeizure;
  readonly land_objection: LandObjection;
  readonly vehicle: Vehicle;
  readonly housing_fund_account: HousingFundAccount;
  readonly person_identity: PersonIdentity;
  readonly person_residence: PersonResidence;
  readonly lodging_stay: LodgingStay;
  readonly border_crossing: BorderCrossing;
}

export type RecordKind = keyof RecordDetails;

/** One record of an answer, told apart by `kind`. */
export type AssetRecord = {
  [Kind in RecordKind]: RecordFrame & { readonly kind: Kind } & RecordDetails[Kind];
}[RecordKind];

/** Which class each kind of record answers; a record of another class makes an answer malformed. */
export const classOfRecord = {
  bank_account: 'BANK_ACCOUNT',
  financial_asset: 'BANK_ACCOUNT',
  bank_freeze: 'BANK_ACCOUNT',
  bank_prior_right: 'BANK_ACCOUNT',
  bank_sub_account: 'BANK_ACCOUNT',
  bank_transaction: 'BANK_ACCOUNT',
  bank_customer: 'BANK_ACCOUNT',
  land_ownership: 'LAND',
  land_use_right: 'LAND',
  house_right: 'LAND',
  sea_use_right: 'LAND',
  structure_right: 'LAND',
  forest_right: 'LAND',
  land_mortgage: 'LAND',
  advance_notice: 'LAND',
  land_seizure: 'LAND',
  land_objection: 'LAND',
  vehicle: 'VEHICLE',
  housing_fund_account: 'HOUSING_FUND',
  person_identity: 'IDENTITY',
  person_residence: 'RESIDENCE',
  lodging_stay: 'LODGING',
  border_crossing: 'EXIT_ENTRY',
} as const satisfies Record<RecordKind, AssetClass>;
