import {
  advanceNoticeKinds,
  coOwnerships,
  houseNatures,
  houseUses,
  landRightKinds,
  landRightNatures,
  landRightStates,
  mortgageManners,
  seizureKinds,
  type AdvanceNotice,
  type LandMortgage,
  type LandObjection,
  type LandOwner,
  type LandSeizure,
  type LandTitle,
  type RecordDetails,
} from '@dianda/inquiry';
import { count, day, flag, listOf, objectOf, optional, text, type Members } from '../schema.js';
import { area, coded, holder, money } from './leaves.js';

const mortgage: Members<LandMortgage> = {
  rank: optional(count('From 1.')),
  unitNumber: optional(text('不动产单元号')),
  assetType: optional(text()),
  location: optional(text('坐落')),
  mortgagor: optional(holder),
  manner: optional(coded(mortgageManners)),
  securedAmount: optional(money),
  securedAmountRaw: optional(text('As held with its unit.', '150 万元')),
  debtFromOn: optional(day),
  debtToOn: optional(day),
  certificateNumber: optional(text('登记证明号')),
  mortgagee: optional(holder),
};

const seizure: Members<LandSeizure> = {
  rank: optional(count('From 1; those in line (轮候) come after the one in force.')),
  unitNumber: optional(text('不动产单元号')),
  location: optional(text('坐落')),
  authority: optional(text('查封机关')),
  seizureKind: optional(coded(seizureKinds)),
  documentNumber: optional(text('查封文号')),
  fromOn: optional(day),
  toOn: optional(day),
  businessNumber: optional(text('业务号')),
};

const advanceNotice: Members<AdvanceNotice> = {
  unitNumber: optional(text('不动产单元号')),
  location: optional(text('坐落')),
  noticeKind: optional(coded(advanceNoticeKinds)),
  certificateNumber: optional(text('登记证明号')),
  entitled: optional(holder),
  obliged: optional(holder),
  amount: optional(money),
  registeredOn: optional(day),
};

const objection: Members<LandObjection> = {
  unitNumber: optional(text('不动产单元号')),
  location: optional(text('坐落')),
  applicant: optional(holder),
  matter: optional(text()),
  certificateNumber: optional(text('登记证明号')),
  registeredOn: optional(day),
};

const owner = objectOf<LandOwner>('权利人', {
  sequence: optional(count()),
  titleNumber: optional(text('不动产权证号')),
  printNumber: optional(text('印刷序列号')),
  isTitleKeeper: optional(flag),
  holder,
  holderType: optional(text()),
  share: optional(text('权利比例', '50%')),
  coOwnership: optional(coded(coOwnerships)),
  coOwnershipText: optional(text()),
  rightState: optional(coded(landRightStates)),
});

const title = objectOf<LandTitle>('登记的权利，负担按顺位 The registered right, its burdens in rank order.', {
  unitNumber: optional(text('不动产单元号')),
  location: text('坐落'),
  titleNumber: optional(text('不动产权证号')),
  rightKind: optional(coded(landRightKinds)),
  rightNature: optional(coded(landRightNatures)),
  registrar: optional(text('登记机构')),
  regionCode: optional(text('GB/T 2260')),
  businessNumber: optional(text('业务号')),
  remark: optional(text()),
  owners: listOf(owner),
  mortgages: listOf(objectOf<LandMortgage>('抵押权', mortgage)),
  seizures: listOf(objectOf<LandSeizure>('查封登记', seizure)),
  advanceNotices: listOf(objectOf<AdvanceNotice>('预告登记', advanceNotice)),
  objections: listOf(objectOf<LandObjection>('异议登记', objection)),
});

const usedLand = { title, use: optional(text('用途')), area: optional(area) };
const term = { fromOn: optional(day), toOn: optional(day) };

/** Members of each kind of record a land registry answers (standards.md 3.2). */
export const landRecords: { readonly [Kind in LandKind]: Members<RecordDetails[Kind]> } = {
  land_ownership: usedLand,
  land_use_right: { ...usedLand, ...term },
  house_right: {
    title,
    floorArea: optional(area),
    exclusiveArea: optional(area),
    sharedArea: optional(area),
    plannedUse: optional(coded(houseUses)),
    houseType: optional(coded(houseUses)),
    houseNature: optional(coded(houseNatures)),
    completedOn: optional(day),
    landFromOn: optional(day),
    landToOn: optional(day),
    totalFloors: optional(count()),
  },
  sea_use_right: { ...usedLand, ...term },
  structure_right: {
    title,
    structureType: optional(text()),
    plannedUse: optional(text()),
    area: optional(area),
    completedOn: optional(day),
    ...term,
  },
  forest_right: {
    title,
    forestKind: optional(text()),
    mainSpecies: optional(text()),
    area: optional(area),
    ...term,
  },
  land_mortgage: mortgage,
  advance_notice: advanceNotice,
  land_seizure: seizure,
  land_objection: objection,
};

type LandKind =
  | 'land_ownership'
  | 'land_use_right'
  | 'house_right'
  | 'sea_use_right'
  | 'structure_right'
  | 'forest_right'
  | 'land_mortgage'
  | 'advance_notice'
  | 'land_seizure'
  | 'land_objection';
