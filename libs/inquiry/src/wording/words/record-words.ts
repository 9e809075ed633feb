import type {
  AreaUnit,
  BankAccountKind,
  BankAccountStatus,
  CoOwnership,
  CrossingDirection,
  HouseUse,
  HousingFundFreeze,
  HousingFundStatus,
  MortgageManner,
  PlateKind,
  RecordKind,
  RecordWarningCode,
  ResidenceKind,
  SeizureKind,
  Sex,
  TransactionDirection,
  VehicleStatus,
  VehicleUsage,
} from '../../model/index.js';

/** What records and the codes in them are called. */
export interface RecordWords {
  readonly recordKind: Record<RecordKind, string>;
  readonly warning: Record<RecordWarningCode, string>;
  /** Measures of totals, by their stable names. */
  readonly measure: Readonly<Record<string, string>>;
  readonly areaUnit: Record<AreaUnit, string>;
  readonly coOwnership: Record<CoOwnership, string>;
  readonly houseUse: Record<HouseUse, string>;
  readonly mortgageManner: Record<MortgageManner, string>;
  readonly seizureKind: Record<SeizureKind, string>;
  readonly accountKind: Record<BankAccountKind, string>;
  readonly accountStatus: Record<BankAccountStatus, string>;
  readonly transactionDirection: Record<TransactionDirection, string>;
  readonly plateKind: Record<PlateKind, string>;
  readonly vehicleUsage: Record<VehicleUsage, string>;
  readonly vehicleStatus: Record<VehicleStatus, string>;
  readonly fundStatus: Record<HousingFundStatus, string>;
  readonly fundFreeze: Record<HousingFundFreeze, string>;
  readonly sex: Record<Sex, string>;
  readonly residenceKind: Record<ResidenceKind, string>;
  readonly crossingDirection: Record<CrossingDirection, string>;
}
