import type { IdDocumentRow, IdDocumentType } from '@dianda/identifiers';
import { codeTable, type RegisteredType } from '@dianda/adapter-kit';
import type { CoOwnership, PlateKind, VehicleStatus, VehicleUsage } from '@dianda/inquiry';

// The bureau's code lists (standards.md 3.3): its code, its text, our word.

/** 号牌种类, GA 24.7 */
export const plateKinds = codeTable<PlateKind>([
  ['01', '大型汽车', 'LARGE'],
  ['02', '小型汽车', 'SMALL'],
  ['03', '使馆汽车', 'EMBASSY'],
  ['04', '领馆汽车', 'CONSULATE'],
  ['05', '境外汽车', 'OUTSIDE_BORDER'],
  ['06', '外籍汽车', 'FOREIGN'],
  ['07', '普通摩托车', 'MOTORCYCLE'],
  ['08', '轻便摩托车', 'LIGHT_MOTORCYCLE'],
  ['09', '使馆摩托车', 'EMBASSY_MOTORCYCLE'],
  ['10', '领馆摩托车', 'CONSULATE_MOTORCYCLE'],
  ['11', '境外摩托车', 'OUTSIDE_BORDER_MOTORCYCLE'],
  ['12', '外籍摩托车', 'FOREIGN_MOTORCYCLE'],
  ['13', '低速车', 'LOW_SPEED'],
  ['14', '拖拉机', 'TRACTOR'],
  ['15', '挂车', 'TRAILER'],
  ['16', '教练汽车', 'TRAINING'],
  ['17', '教练摩托车', 'TRAINING_MOTORCYCLE'],
  ['18', '试验汽车', 'TEST'],
  ['19', '试验摩托车', 'TEST_MOTORCYCLE'],
  ['20', '临时入境汽车', 'TEMPORARY_ENTRY'],
  ['21', '临时入境摩托车', 'TEMPORARY_ENTRY_MOTORCYCLE'],
  ['22', '临时行驶车', 'TEMPORARY'],
  ['23', '警用汽车', 'POLICE'],
  ['24', '警用摩托车', 'POLICE_MOTORCYCLE'],
  ['25', '原农机号牌', 'FORMER_FARM'],
  ['26', '香港入出境车', 'HONG_KONG'],
  ['27', '澳门入出境车', 'MACAO'],
  ['51', '大型新能源汽车', 'NEW_ENERGY_LARGE'],
  ['52', '小型新能源汽车', 'NEW_ENERGY_SMALL'],
  ['99', '其他', 'OTHER'],
]);

/** 使用性质, GA 24.3; which letter stands for which school bus is told by the raw letter (the texts are assumed). */
export const usages = codeTable<VehicleUsage>([
  ['A', '非营运', 'NON_COMMERCIAL'],
  ['B', '公路客运', 'COACH'],
  ['C', '公交客运', 'BUS'],
  ['D', '出租客运', 'TAXI'],
  ['E', '旅游客运', 'TOURISM'],
  ['F', '货运', 'FREIGHT'],
  ['G', '租赁', 'RENTAL'],
  ['H', '警用', 'POLICE'],
  ['I', '消防', 'FIRE'],
  ['J', '救护', 'AMBULANCE'],
  ['K', '工程救险', 'ENGINEERING_RESCUE'],
  ['L', '营转非', 'FORMER_COMMERCIAL'],
  ['M', '出租转非', 'FORMER_TAXI'],
  ['N', '教练', 'TRAINING'],
  ['O', '幼儿校车', 'SCHOOL_BUS'],
  ['P', '小学生校车', 'SCHOOL_BUS'],
  ['Q', '初中生校车', 'SCHOOL_BUS'],
  ['R', '危化品运输', 'DANGEROUS_GOODS'],
  ['S', '校车', 'SCHOOL_BUS'],
]);

/** 状态; there is no F. A bureau may write one letter, several, or the text. */
export const statuses = codeTable<VehicleStatus>([
  ['A', '正常', 'NORMAL'],
  ['B', '转出', 'TRANSFERRED_OUT'],
  ['C', '被盗抢', 'STOLEN'],
  ['D', '停驶', 'OFF_ROAD'],
  ['E', '注销', 'CANCELLED'],
  ['G', '违法未处理', 'OFFENCE_OPEN'],
  ['H', '海关监管', 'CUSTOMS_SUPERVISION'],
  ['I', '事故未处理', 'ACCIDENT_OPEN'],
  ['J', '嫌疑车', 'SUSPECT'],
  ['K', '查封', 'SEIZED'],
  ['L', '暂扣', 'IMPOUNDED'],
  ['M', '强制注销', 'SCRAPPED'],
  ['M', '报废', 'SCRAPPED'],
  ['N', '事故逃逸', 'HIT_AND_RUN'],
  ['O', '锁定', 'LOCKED'],
  ['P', '牌证作废', 'PLATE_VOID'],
  ['Q', '逾期未检验', 'INSPECTION_OVERDUE'],
]);

/** 共有方式 */
export const coOwnerships = codeTable<CoOwnership>([
  ['0', '单独', 'SOLE'],
  ['1', '共同', 'JOINT'],
  ['2', '按份', 'BY_SHARES'],
]);

/** 所有权, 抵押权人类型 */
export const personTypes = codeTable<RegisteredType>([
  ['1', '单位', 'ORGANISATION'],
  ['2', '个人', 'PERSON'],
]);

/**
 * 身份证明名称. No national list is established (standards.md 4.2), so each bureau brings its own rows; this one writes
 * the letter or the text beside it.
 */
const documentNames: readonly (readonly [code: string, text: string, ...types: IdDocumentType[]])[] = [
  ['A', '居民身份证', 'RESIDENT_ID', 'RESIDENT_ID_15'],
  ['B', '组织机构代码证', 'ORG_CODE'],
  ['C', '军官证', 'MILITARY_ID'],
  ['D', '士兵证', 'MILITARY_ID'],
  ['F', '护照', 'PASSPORT'],
  ['G', '外国人永久居留身份证', 'FOREIGN_PR_CARD'],
  ['H', '居民户口簿', 'HOUSEHOLD_BOOK'],
  ['J', '港澳台居民通行证', 'HK_MO_TW_PERMIT'],
  ['M', '临时居民身份证', 'RESIDENT_ID', 'RESIDENT_ID_15'],
  ['N', '统一社会信用代码', 'USCC'],
  ['P', '营业执照', 'BUSINESS_LICENCE'],
  ['Z', '其他', 'OTHER'],
];

export const documentRows: readonly IdDocumentRow[] = documentNames.flatMap(([letter, text, ...types]) =>
  [letter, text].flatMap((code) => types.map((type) => documentRow(type, code))),
);

function documentRow(type: IdDocumentType, code: string): IdDocumentRow {
  return { type, code, validFrom: null, validTo: null, source: 'the sample bureau (assumed)' };
}
