import fc, { type Arbitrary } from 'fast-check';
import {
  advanceNoticeKinds,
  areaUnits,
  coOwnerships,
  houseNatures,
  houseUses,
  landRightKinds,
  landRightNatures,
  landRightStates,
  mortgageManners,
  seizureKinds,
  type Area,
  type LandOwner,
  type LandTitle,
  type RecordDetails,
} from '../src/index.js';
import { anyCoded, anyDay, anyHolder, anyMoney, anyRank, anyText, few } from './people.js';

type Details<Kind extends keyof RecordDetails> = Arbitrary<RecordDetails[Kind]>;

const anyArea: Arbitrary<Area> = fc.record({
  value: fc.constantFrom('89.5', '120', '0.33333333'),
  unit: anyCoded(areaUnits),
});

const anyOwner: Arbitrary<LandOwner> = fc.record(
  {
    sequence: anyRank,
    titleNumber: anyText,
    printNumber: anyText,
    isTitleKeeper: fc.boolean(),
    holder: anyHolder,
    holderType: anyText,
    share: fc.constantFrom('50%', '1/2', '100%'),
    coOwnership: anyCoded(coOwnerships),
    coOwnershipText: anyText,
    rightState: anyCoded(landRightStates),
  },
  { requiredKeys: ['holder'] },
);

export const anyLandMortgage: Details<'land_mortgage'> = fc.record(
  {
    rank: anyRank,
    unitNumber: anyText,
    assetType: anyText,
    location: anyText,
    mortgagor: anyHolder,
    manner: anyCoded(mortgageManners),
    securedAmount: anyMoney,
    securedAmountRaw: anyText,
    debtFromOn: anyDay,
    debtToOn: anyDay,
    certificateNumber: anyText,
    mortgagee: anyHolder,
  },
  { requiredKeys: [] },
);

export const anyLandSeizure: Details<'land_seizure'> = fc.record(
  {
    rank: anyRank,
    unitNumber: anyText,
    location: anyText,
    authority: anyText,
    seizureKind: anyCoded(seizureKinds),
    documentNumber: anyText,
    fromOn: anyDay,
    toOn: anyDay,
    businessNumber: anyText,
  },
  { requiredKeys: [] },
);

export const anyAdvanceNotice: Details<'advance_notice'> = fc.record(
  {
    unitNumber: anyText,
    location: anyText,
    noticeKind: anyCoded(advanceNoticeKinds),
    certificateNumber: anyText,
    entitled: anyHolder,
    obliged: anyHolder,
    amount: anyMoney,
    registeredOn: anyDay,
  },
  { requiredKeys: [] },
);

export const anyLandObjection: Details<'land_objection'> = fc.record(
  {
    unitNumber: anyText,
    location: anyText,
    applicant: anyHolder,
    matter: anyText,
    certificateNumber: anyText,
    registeredOn: anyDay,
  },
  { requiredKeys: [] },
);

const anyTitle: Arbitrary<LandTitle> = fc.record(
  {
    unitNumber: anyText,
    location: anyText,
    titleNumber: anyText,
    rightKind: anyCoded(landRightKinds),
    rightNature: anyCoded(landRightNatures),
    registrar: anyText,
    regionCode: anyText,
    businessNumber: anyText,
    remark: anyText,
    owners: few(anyOwner),
    mortgages: few(anyLandMortgage),
    seizures: few(anyLandSeizure),
    advanceNotices: few(anyAdvanceNotice),
    objections: few(anyLandObjection),
  },
  { requiredKeys: ['location', 'owners', 'mortgages', 'seizures', 'advanceNotices', 'objections'] },
);

export const anyLandOwnership: Details<'land_ownership'> = fc.record(
  { title: anyTitle, use: anyText, area: anyArea },
  { requiredKeys: ['title'] },
);

export const anyLandUseRight: Details<'land_use_right'> = fc.record(
  { title: anyTitle, use: anyText, area: anyArea, fromOn: anyDay, toOn: anyDay },
  { requiredKeys: ['title'] },
);

export const anyHouseRight: Details<'house_right'> = fc.record(
  {
    title: anyTitle,
    floorArea: anyArea,
    exclusiveArea: anyArea,
    sharedArea: anyArea,
    plannedUse: anyCoded(houseUses),
    houseType: anyCoded(houseUses),
    houseNature: anyCoded(houseNatures),
    completedOn: anyDay,
    landFromOn: anyDay,
    landToOn: anyDay,
    totalFloors: anyRank,
  },
  { requiredKeys: ['title'] },
);

export const anySeaUseRight: Details<'sea_use_right'> = fc.record(
  { title: anyTitle, use: anyText, area: anyArea, fromOn: anyDay, toOn: anyDay },
  { requiredKeys: ['title'] },
);

export const anyStructureRight: Details<'structure_right'> = fc.record(
  {
    title: anyTitle,
    structureType: anyText,
    plannedUse: anyText,
    area: anyArea,
    completedOn: anyDay,
    fromOn: anyDay,
    toOn: anyDay,
  },
  { requiredKeys: ['title'] },
);

export const anyForestRight: Details<'forest_right'> = fc.record(
  { title: anyTitle, forestKind: anyText, mainSpecies: anyText, area: anyArea, fromOn: anyDay, toOn: anyDay },
  { requiredKeys: ['title'] },
);
