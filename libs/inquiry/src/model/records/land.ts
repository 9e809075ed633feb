import type { IsoDate } from '@dianda/identifiers';
import type { Coded } from './coded.js';
import type { CoOwnership, Holder } from './holder.js';
import type {
  AdvanceNoticeKind,
  HouseNature,
  HouseUse,
  LandRightKind,
  LandRightNature,
  LandRightState,
  MortgageManner,
  SeizureKind,
} from './land-codes.js';
import type { Area, Money } from './quantities.js';

/** 权利人: one row of the owners; a row that is not the subject holds a third person. */
export interface LandOwner {
  readonly sequence?: number;
  readonly titleNumber?: string;
  readonly printNumber?: string;
  /** 是否持证人 */
  readonly isTitleKeeper?: boolean;
  readonly holder: Holder;
  readonly holderType?: string;
  /** 权利比例 as held: `50%`, `1/2`. */
  readonly share?: string;
  readonly coOwnership?: Coded<CoOwnership>;
  readonly coOwnershipText?: string;
  readonly rightState?: Coded<LandRightState>;
}

/** 抵押权 */
export interface LandMortgage {
  /** From 1. */
  readonly rank?: number;
  readonly unitNumber?: string;
  readonly assetType?: string;
  readonly location?: string;
  readonly mortgagor?: Holder;
  readonly manner?: Coded<MortgageManner>;
  readonly securedAmount?: Money;
  /** As held with its unit, e.g. `150 万元`. */
  readonly securedAmountRaw?: string;
  readonly debtFromOn?: IsoDate;
  readonly debtToOn?: IsoDate;
  readonly certificateNumber?: string;
  readonly mortgagee?: Holder;
}

/** 查封登记 */
export interface LandSeizure {
  /** From 1; those that wait in line (轮候) come after the one in force. */
  readonly rank?: number;
  readonly unitNumber?: string;
  readonly location?: string;
  readonly authority?: string;
  readonly seizureKind?: Coded<SeizureKind>;
  readonly documentNumber?: string;
  /** Both dates are absent for 轮候: that is normal. */
  readonly fromOn?: IsoDate;
  readonly toOn?: IsoDate;
  readonly businessNumber?: string;
}

/** 预告登记 */
export interface AdvanceNotice {
  readonly unitNumber?: string;
  readonly location?: string;
  readonly noticeKind?: Coded<AdvanceNoticeKind>;
  readonly certificateNumber?: string;
  readonly entitled?: Holder;
  readonly obliged?: Holder;
  readonly amount?: Money;
  readonly registeredOn?: IsoDate;
}

/** 异议登记 */
export interface LandObjection {
  readonly unitNumber?: string;
  readonly location?: string;
  readonly applicant?: Holder;
  readonly matter?: string;
  readonly certificateNumber?: string;
  readonly registeredOn?: IsoDate;
}

/** What the registered rights of all six asset lists have in common, with their burdens in rank order. */
export interface LandTitle {
  /** 不动产单元号, 28 characters; old titles have none. */
  readonly unitNumber?: string;
  readonly location: string;
  readonly titleNumber?: string;
  readonly rightKind?: Coded<LandRightKind>;
  readonly rightNature?: Coded<LandRightNature>;
  readonly registrar?: string;
  readonly regionCode?: string;
  readonly businessNumber?: string;
  readonly remark?: string;
  readonly owners: readonly LandOwner[];
  readonly mortgages: readonly LandMortgage[];
  readonly seizures: readonly LandSeizure[];
  readonly advanceNotices: readonly AdvanceNotice[];
  readonly objections: readonly LandObjection[];
}

/** 土地所有权 */
export interface LandOwnership {
  readonly title: LandTitle;
  readonly use?: string;
  readonly area?: Area;
}

/** 建设用地, 宅基地使用权 */
export interface LandUseRight {
  readonly title: LandTitle;
  readonly use?: string;
  readonly area?: Area;
  readonly fromOn?: IsoDate;
  readonly toOn?: IsoDate;
}

/** 房地产权 */
export interface HouseRight {
  readonly title: LandTitle;
  readonly floorArea?: Area;
  readonly exclusiveArea?: Area;
  readonly sharedArea?: Area;
  readonly plannedUse?: Coded<HouseUse>;
  readonly houseType?: Coded<HouseUse>;
  readonly houseNature?: Coded<HouseNature>;
  readonly completedOn?: IsoDate;
  readonly landFromOn?: IsoDate;
  readonly landToOn?: IsoDate;
  readonly totalFloors?: number;
}

/** 海域使用权 */
export interface SeaUseRight {
  readonly title: LandTitle;
  readonly use?: string;
  readonly area?: Area;
  readonly fromOn?: IsoDate;
  readonly toOn?: IsoDate;
}

/** 构筑物所有权 */
export interface StructureRight {
  readonly title: LandTitle;
  readonly structureType?: string;
  readonly plannedUse?: string;
  readonly area?: Area;
  readonly completedOn?: IsoDate;
  readonly fromOn?: IsoDate;
  readonly toOn?: IsoDate;
}

/** 林权 */
export interface ForestRight {
  readonly title: LandTitle;
  readonly forestKind?: string;
  readonly mainSpecies?: string;
  readonly area?: Area;
  readonly fromOn?: IsoDate;
  readonly toOn?: IsoDate;
}
