import type {
  AdvanceNotice,
  ForestRight,
  HouseRight,
  LandMortgage,
  LandObjection,
  LandOwner,
  LandOwnership,
  LandSeizure,
  LandTitle,
  LandUseRight,
  SeaUseRight,
  StructureRight,
} from '@dianda/inquiry';
import { codeTable, optionalCoded } from '../codec/codes.js';
import { list, message, optional, required } from '../codec/messages.js';
import { optionalDate, optionalFlag, optionalNumber, optionalText, text } from '../codec/scalars.js';
import * as wire from '../generated/dianda/adapter/v1/land.js';
import { coOwnerships, holder } from './holder.js';
import { area, money } from './quantities.js';

const landOwner = message<LandOwner, wire.LandOwner>(wire.LandOwner, {
  sequence: optionalNumber,
  titleNumber: optionalText,
  printNumber: optionalText,
  isTitleKeeper: optionalFlag,
  holder: required(holder),
  holderType: optionalText,
  share: optionalText,
  coOwnership: optionalCoded(coOwnerships),
  coOwnershipText: optionalText,
  rightState: optionalCoded(codeTable('LAND_RIGHT_STATE', wire.LandRightState)),
});

export const landMortgage = message<LandMortgage, wire.LandMortgage>(wire.LandMortgage, {
  rank: optionalNumber,
  unitNumber: optionalText,
  assetType: optionalText,
  location: optionalText,
  mortgagor: optional(holder),
  manner: optionalCoded(codeTable('MORTGAGE_MANNER', wire.MortgageManner)),
  securedAmount: optional(money),
  securedAmountRaw: optionalText,
  debtFromOn: optionalDate,
  debtToOn: optionalDate,
  certificateNumber: optionalText,
  mortgagee: optional(holder),
});

export const landSeizure = message<LandSeizure, wire.LandSeizure>(wire.LandSeizure, {
  rank: optionalNumber,
  unitNumber: optionalText,
  location: optionalText,
  authority: optionalText,
  seizureKind: optionalCoded(codeTable('SEIZURE_KIND', wire.SeizureKind)),
  documentNumber: optionalText,
  fromOn: optionalDate,
  toOn: optionalDate,
  businessNumber: optionalText,
});

export const advanceNotice = message<AdvanceNotice, wire.AdvanceNotice>(wire.AdvanceNotice, {
  unitNumber: optionalText,
  location: optionalText,
  noticeKind: optionalCoded(codeTable('ADVANCE_NOTICE_KIND', wire.AdvanceNoticeKind)),
  certificateNumber: optionalText,
  entitled: optional(holder),
  obliged: optional(holder),
  amount: optional(money),
  registeredOn: optionalDate,
});

export const landObjection = message<LandObjection, wire.LandObjection>(wire.LandObjection, {
  unitNumber: optionalText,
  location: optionalText,
  applicant: optional(holder),
  matter: optionalText,
  certificateNumber: optionalText,
  registeredOn: optionalDate,
});

const landTitle = message<LandTitle, wire.LandTitle>(wire.LandTitle, {
  unitNumber: optionalText,
  location: text,
  titleNumber: optionalText,
  rightKind: optionalCoded(codeTable('LAND_RIGHT_KIND', wire.LandRightKind)),
  rightNature: optionalCoded(codeTable('LAND_RIGHT_NATURE', wire.LandRightNature)),
  registrar: optionalText,
  regionCode: optionalText,
  businessNumber: optionalText,
  remark: optionalText,
  owners: list(landOwner),
  mortgages: list(landMortgage),
  seizures: list(landSeizure),
  advanceNotices: list(advanceNotice),
  objections: list(landObjection),
});

const title = required(landTitle);

export const landOwnership = message<LandOwnership, wire.LandOwnership>(wire.LandOwnership, {
  title,
  use: optionalText,
  area: optional(area),
});

export const landUseRight = message<LandUseRight, wire.LandUseRight>(wire.LandUseRight, {
  title,
  use: optionalText,
  area: optional(area),
  fromOn: optionalDate,
  toOn: optionalDate,
});

const houseUse = optionalCoded(codeTable('HOUSE_USE', wire.HouseUse));

export const houseRight = message<HouseRight, wire.HouseRight>(wire.HouseRight, {
  title,
  floorArea: optional(area),
  exclusiveArea: optional(area),
  sharedArea: optional(area),
  plannedUse: houseUse,
  houseType: houseUse,
  houseNature: optionalCoded(codeTable('HOUSE_NATURE', wire.HouseNature)),
  completedOn: optionalDate,
  landFromOn: optionalDate,
  landToOn: optionalDate,
  totalFloors: optionalNumber,
});

export const seaUseRight = message<SeaUseRight, wire.SeaUseRight>(wire.SeaUseRight, {
  title,
  use: optionalText,
  area: optional(area),
  fromOn: optionalDate,
  toOn: optionalDate,
});

export const structureRight = message<StructureRight, wire.StructureRight>(wire.StructureRight, {
  title,
  structureType: optionalText,
  plannedUse: optionalText,
  area: optional(area),
  completedOn: optionalDate,
  fromOn: optionalDate,
  toOn: optionalDate,
});

export const forestRight = message<ForestRight, wire.ForestRight>(wire.ForestRight, {
  title,
  forestKind: optionalText,
  mainSpecies: optionalText,
  area: optional(area),
  fromOn: optionalDate,
  toOn: optionalDate,
});
