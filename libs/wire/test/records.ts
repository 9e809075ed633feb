import { ID_DOCUMENT_TYPES } from '@dianda/identifiers';
import * as core from '@dianda/inquiry';
import fc, { type Arbitrary } from 'fast-check';
import {
  area,
  coded,
  date,
  decimal,
  few,
  holder,
  instant,
  money,
  month,
  number,
  record,
  registeredSubject,
  shape,
  someText,
  thirdPerson,
  unitPrice,
} from './values.js';

const burden = { unitNumber: someText, location: someText };

const bankFreeze: Arbitrary<core.BankFreeze> = shape(
  {},
  {
    sequence: number,
    accountNumber: someText,
    fromOn: date,
    expiresOn: date,
    authority: someText,
    documentNumber: someText,
    amount: money,
    remark: someText,
  },
);

const bankPriorRight: Arbitrary<core.BankPriorRight> = shape(
  {},
  { sequence: number, accountNumber: someText, rightType: someText, holder: thirdPerson, amount: money },
);

const bankSubAccount: Arbitrary<core.BankSubAccount> = shape(
  { subAccountNumber: someText },
  {
    sequence: number,
    mainAccountNumber: someText,
    subAccountKind: someText,
    currency: someText,
    balance: money,
    availableBalance: money,
  },
);

const landMortgage: Arbitrary<core.LandMortgage> = shape(
  {},
  {
    ...burden,
    rank: number,
    assetType: someText,
    mortgagor: holder,
    manner: coded(core.mortgageManners),
    securedAmount: money,
    securedAmountRaw: someText,
    debtFromOn: date,
    debtToOn: date,
    certificateNumber: someText,
    mortgagee: holder,
  },
);

const landSeizure: Arbitrary<core.LandSeizure> = shape(
  {},
  {
    ...burden,
    rank: number,
    authority: someText,
    seizureKind: coded(core.seizureKinds),
    documentNumber: someText,
    fromOn: date,
    toOn: date,
    businessNumber: someText,
  },
);

const advanceNotice: Arbitrary<core.AdvanceNotice> = shape(
  {},
  {
    ...burden,
    noticeKind: coded(core.advanceNoticeKinds),
    certificateNumber: someText,
    entitled: holder,
    obliged: holder,
    amount: money,
    registeredOn: date,
  },
);

const landObjection: Arbitrary<core.LandObjection> = shape(
  {},
  { ...burden, applicant: holder, matter: someText, certificateNumber: someText, registeredOn: date },
);

const landOwner: Arbitrary<core.LandOwner> = shape(
  { holder },
  {
    sequence: number,
    titleNumber: someText,
    printNumber: someText,
    isTitleKeeper: fc.boolean(),
    holderType: someText,
    share: someText,
    coOwnership: coded(core.coOwnerships),
    coOwnershipText: someText,
    rightState: coded(core.landRightStates),
  },
);

const title: Arbitrary<core.LandTitle> = shape(
  {
    location: someText,
    owners: few(landOwner),
    mortgages: few(landMortgage),
    seizures: few(landSeizure),
    advanceNotices: few(advanceNotice),
    objections: few(landObjection),
  },
  {
    unitNumber: someText,
    titleNumber: someText,
    rightKind: coded(core.landRightKinds),
    rightNature: coded(core.landRightNatures),
    registrar: someText,
    regionCode: someText,
    businessNumber: someText,
    remark: someText,
  },
);

const term = { fromOn: date, toOn: date };

/** Arbitrary details of every kind of record; a kind without an entry does not compile. */
const details: { readonly [Kind in core.RecordKind]: Arbitrary<core.RecordDetails[Kind]> } = {
  bank_account: shape(
    {
      accountNumber: someText,
      accountKind: coded(core.bankAccountKinds),
      status: coded(core.bankAccountStatuses),
      freezes: few(bankFreeze),
      priorRights: few(bankPriorRight),
      subAccounts: few(bankSubAccount),
    },
    {
      sequence: number,
      branchName: someText,
      branchCode: someText,
      openedOn: date,
      closedOn: date,
      currency: someText,
      balance: money,
      availableBalance: money,
      linkedFundAccount: someText,
      answeredAt: instant,
      address: someText,
      postcode: someText,
      phone: someText,
      remark: someText,
    },
  ),
  financial_asset: shape(
    { name: someText, freezes: few(bankFreeze), priorRights: few(bankPriorRight) },
    {
      sequence: number,
      assetType: someText,
      saleKind: coded(core.saleKinds),
      productNumber: someText,
      wealthAccount: someText,
      returnAccount: someText,
      manager: someText,
      tradableViaBank: fc.boolean(),
      restriction: someText,
      restrictionEndsOn: date,
      pledgee: thirdPerson,
      custodian: someText,
      beneficiary: thirdPerson,
      unit: someText,
      currency: someText,
      unitPrice,
      quantity: decimal,
      controllableQuantity: decimal,
      total: money,
    },
  ),
  bank_freeze: bankFreeze,
  bank_prior_right: bankPriorRight,
  bank_sub_account: bankSubAccount,
  bank_transaction: shape(
    {
      accountNumber: someText,
      direction: coded(core.transactionDirections),
      amount: money,
      madeAt: instant,
    },
    { sequence: number, transactionType: someText, serialNumber: someText, counterparty: thirdPerson },
  ),
  bank_customer: shape(
    {
      certificates: few(record({ type: coded(ID_DOCUMENT_TYPES), number: someText })),
      phones: few(someText),
      addresses: few(someText),
      taxNumbers: few(someText),
    },
    { employer: someText, agent: thirdPerson, legalRepresentative: thirdPerson },
  ),
  land_ownership: shape({ title }, { use: someText, area }),
  land_use_right: shape({ title }, { use: someText, area, ...term }),
  house_right: shape(
    { title },
    {
      floorArea: area,
      exclusiveArea: area,
      sharedArea: area,
      plannedUse: coded(core.houseUses),
      houseType: coded(core.houseUses),
      houseNature: coded(core.houseNatures),
      completedOn: date,
      landFromOn: date,
      landToOn: date,
      totalFloors: number,
    },
  ),
  sea_use_right: shape({ title }, { use: someText, area, ...term }),
  structure_right: shape(
    { title },
    { structureType: someText, plannedUse: someText, area, completedOn: date, ...term },
  ),
  forest_right: shape({ title }, { forestKind: someText, mainSpecies: someText, area, ...term }),
  land_mortgage: landMortgage,
  advance_notice: advanceNotice,
  land_seizure: landSeizure,
  land_objection: landObjection,
  vehicle: shape(
    {
      plateKind: coded(core.plateKinds),
      plateNumber: someText,
      statuses: few(fc.constantFrom(...core.vehicleStatuses, 'UNKNOWN' as const)),
      statusesRaw: someText,
      owner: holder,
      coOwners: few(holder),
      mortgagees: few(thirdPerson),
      seizures: few(shape({}, { authority: someText, documentName: someText })),
    },
    {
      brand: someText,
      model: someText,
      madeIn: someText,
      maker: someText,
      vin: someText,
      engineNumber: someText,
      vehicleType: someText,
      colour: someText,
      usage: coded(core.vehicleUsages),
      firstRegisteredOn: date,
      lastInspectedOn: date,
      inspectionValidToOn: date,
      scrapDeadlineOn: date,
      issuer: someText,
      department: someText,
      insuranceEndsOn: date,
      coOwnership: coded(core.coOwnerships),
      share: someText,
      mortgaged: fc.boolean(),
      fuel: someText,
      displacement: someText,
    },
  ),
  housing_fund_account: shape(
    {
      personalAccountNumber: someText,
      holder: registeredSubject,
      status: coded(core.housingFundStatuses),
    },
    {
      unitAccountNumber: someText,
      employer: someText,
      wageBase: money,
      monthlyDeposit: money,
      personalMonthlyDeposit: money,
      unitMonthlyDeposit: money,
      personalRatePercent: decimal,
      unitRatePercent: decimal,
      balance: money,
      freezeFlag: coded(core.housingFundFreezes),
      frozenAmount: money,
      frozenOn: date,
      paidToMonth: month,
      openedOn: date,
      closedOn: date,
      closeReason: someText,
      linkedBankAccount: someText,
    },
  ),
  person_identity: shape(
    { name: someText, idNumber: someText, householdMembers: few(thirdPerson) },
    {
      formerName: someText,
      sex: coded(core.sexes),
      bornOn: date,
      householdAddress: someText,
      temporaryAddress: someText,
      photoBase64: fc
        .uint8Array({ minLength: 1, maxLength: 9 })
        .map((bytes) => Buffer.from(bytes).toString('base64')),
    },
  ),
  person_residence: shape(
    { residenceKind: coded(core.residenceKinds), address: someText },
    { regionCode: someText, ...term },
  ),
  lodging_stay: shape(
    { checkInAt: instant, hotelName: someText },
    { checkOutAt: instant, hotelAddress: someText, phone: someText },
  ),
  border_crossing: shape(
    {
      documentType: coded(ID_DOCUMENT_TYPES),
      documentNumber: someText,
      crossedAt: instant,
      direction: coded(core.crossingDirections),
    },
    { destination: someText, phone: someText },
  ),
};

const frame: Arbitrary<core.RecordFrame> = record({
  sourceRecordId: someText,
  source: someText,
  asOf: instant,
  disputed: fc.boolean(),
  warnings: few(
    shape({ field: someText, code: fc.constantFrom(...core.recordWarningCodes) }, { raw: someText }),
  ),
});

function recordOf(kind: core.RecordKind): Arbitrary<core.AssetRecord> {
  // Frame, kind and the details of that kind are what the union is made of; the compiler cannot follow a chosen kind.
  return fc
    .tuple(frame, details[kind] as Arbitrary<object>)
    .map(([common, own]) => ({ ...common, kind, ...own }) as unknown as core.AssetRecord);
}

export const recordKinds = Object.keys(core.classOfRecord).filter(
  (kind): kind is core.RecordKind => kind in core.classOfRecord,
);

/** A record of any kind that answers the class. */
export function recordOfClass(assetClass: core.AssetClass): Arbitrary<core.AssetRecord> {
  const kinds = recordKinds.filter((kind) => core.classOfRecord[kind] === assetClass);
  return fc.oneof(...kinds.map((kind) => recordOf(kind)));
}
