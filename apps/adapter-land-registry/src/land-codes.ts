import { codeTable, type RegisteredType } from '@dianda/adapter-kit';
import type {
  AdvanceNoticeKind,
  AreaUnit,
  CoOwnership,
  HouseNature,
  HouseUse,
  LandRightKind,
  LandRightNature,
  LandRightState,
  MortgageManner,
  SeizureKind,
  Sex,
} from '@dianda/inquiry';

// The registry's code lists (standards.md 3.2): its code, its text, our word.

/** 权利类型 */
export const rightKinds = codeTable<LandRightKind>([
  ['1', '集体土地所有权', 'COLLECTIVE_OWNERSHIP'],
  ['3', '国有建设用地使用权', 'STATE_BUILDING_LAND'],
  ['4', '国有建设用地使用权/房屋所有权', 'STATE_BUILDING_LAND_AND_HOUSE'],
  ['5', '宅基地使用权', 'HOMESTEAD'],
  ['6', '宅基地使用权/房屋所有权', 'HOMESTEAD_AND_HOUSE'],
  ['7', '集体建设用地使用权', 'COLLECTIVE_BUILDING_LAND'],
  ['8', '集体建设用地使用权/房屋所有权', 'COLLECTIVE_BUILDING_LAND_AND_HOUSE'],
  ['9', '土地承包经营权', 'CONTRACTED_LAND'],
  ['15', '海域使用权', 'SEA_USE'],
  ['99', '其它', 'OTHER'],
]);

/** 权利性质 */
export const rightNatures = codeTable<LandRightNature>([
  ['101', '划拨', 'ALLOCATED'],
  ['102', '出让', 'GRANTED'],
]);

/** 权属状态 */
export const rightStates = codeTable<LandRightState>([
  ['0', '临时', 'PROVISIONAL'],
  ['1', '现势', 'IN_FORCE'],
  ['2', '历史', 'HISTORICAL'],
  ['3', '终止', 'ENDED'],
]);

/** 共有方式 */
export const coOwnerships = codeTable<CoOwnership>([
  ['0', '单独所有', 'SOLE'],
  ['1', '共同共有', 'JOINT'],
  ['2', '按份共有', 'BY_SHARES'],
  ['3', '其它共有', 'OTHER'],
]);

/** 规划用途, 房屋类型 */
export const houseUses = codeTable<HouseUse>([
  ['1', '住宅', 'RESIDENTIAL'],
  ['2', '商业', 'COMMERCIAL'],
  ['3', '办公', 'OFFICE'],
  ['4', '工业', 'INDUSTRIAL'],
  ['5', '仓储', 'STORAGE'],
  ['6', '车库', 'GARAGE'],
  ['99', '其它', 'OTHER'],
]);

/** 房屋性质 */
export const houseNatures = codeTable<HouseNature>([
  ['0', '市场化商品房', 'MARKET'],
  ['1', '动迁房', 'RESETTLEMENT'],
  ['6', '经济适用房', 'AFFORDABLE'],
  ['9', '福利房', 'WELFARE'],
  ['99', '其它', 'OTHER'],
]);

/** 面积单位 */
export const areaUnits = codeTable<AreaUnit>([
  ['1', '平方米', 'SQUARE_METRE'],
  ['2', '亩', 'MU'],
  ['3', '公顷', 'HECTARE'],
]);

/** 金额单位 */
export const amountUnits = codeTable<'yuan' | 'wan_yuan'>([
  ['1', '元', 'yuan'],
  ['2', '万元', 'wan_yuan'],
]);

/** 抵押方式 */
export const mortgageManners = codeTable<MortgageManner>([
  ['1', '一般抵押', 'ORDINARY'],
  ['2', '最高额抵押', 'MAXIMUM'],
]);

/** 查封类型 */
export const seizureKinds = codeTable<SeizureKind>([
  ['1', '查封', 'SEIZURE'],
  ['2', '轮候查封', 'QUEUED'],
  ['3', '预查封', 'PRELIMINARY'],
  ['4', '轮候预查封', 'PRELIMINARY_QUEUED'],
  ['5', '续封', 'RENEWAL'],
]);

/** 预告登记种类 */
export const advanceNoticeKinds = codeTable<AdvanceNoticeKind>([
  ['1', '预售商品房买卖', 'PRESALE'],
  ['3', '预售商品房抵押', 'PRESALE_MORTGAGE'],
]);

/** 性别 (GB/T 2261.1); 0 未知 has no row and reads as UNKNOWN. */
export const sexes = codeTable<Sex>([
  ['1', '男', 'MALE'],
  ['2', '女', 'FEMALE'],
  ['9', '未说明', 'NOT_STATED'],
]);

/** 权利人类型 */
export const holderTypes = codeTable<RegisteredType>([
  ['1', '个人', 'PERSON'],
  ['2', '企业', 'ORGANISATION'],
  ['3', '事业单位', 'ORGANISATION'],
  ['4', '国家机关', 'ORGANISATION'],
]);
