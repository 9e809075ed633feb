/** 权属状态 0 to 3; as a rule only 现势 `IN_FORCE` is sent. */
export const landRightStates = ['PROVISIONAL', 'IN_FORCE', 'HISTORICAL', 'ENDED'] as const;
export type LandRightState = (typeof landRightStates)[number];

/** 权利类型 */
export const landRightKinds = [
  'COLLECTIVE_OWNERSHIP',
  'STATE_BUILDING_LAND',
  'STATE_BUILDING_LAND_AND_HOUSE',
  'HOMESTEAD',
  'HOMESTEAD_AND_HOUSE',
  'COLLECTIVE_BUILDING_LAND',
  'COLLECTIVE_BUILDING_LAND_AND_HOUSE',
  'CONTRACTED_LAND',
  'SEA_USE',
  'OTHER',
] as const;
export type LandRightKind = (typeof landRightKinds)[number];

/** 权利性质: 101 划拨, 102 出让. */
export const landRightNatures = ['ALLOCATED', 'GRANTED'] as const;
export type LandRightNature = (typeof landRightNatures)[number];

/** 房屋类型 and 规划用途 */
export const houseUses = [
  'RESIDENTIAL',
  'COMMERCIAL',
  'OFFICE',
  'INDUSTRIAL',
  'STORAGE',
  'GARAGE',
  'OTHER',
] as const;
export type HouseUse = (typeof houseUses)[number];

/** 房屋性质 */
export const houseNatures = ['MARKET', 'RESETTLEMENT', 'AFFORDABLE', 'WELFARE', 'OTHER'] as const;
export type HouseNature = (typeof houseNatures)[number];

/** 抵押方式: 一般, 最高额. */
export const mortgageManners = ['ORDINARY', 'MAXIMUM'] as const;
export type MortgageManner = (typeof mortgageManners)[number];

/** 查封类型: 查封, 轮候查封, 预查封, 轮候预查封, 续封. */
export const seizureKinds = ['SEIZURE', 'QUEUED', 'PRELIMINARY', 'PRELIMINARY_QUEUED', 'RENEWAL'] as const;
export type SeizureKind = (typeof seizureKinds)[number];

/** 预告登记: 预售商品房买卖, 预售商品房抵押. */
export const advanceNoticeKinds = ['PRESALE', 'PRESALE_MORTGAGE'] as const;
export type AdvanceNoticeKind = (typeof advanceNoticeKinds)[number];
