import { ID_DOCUMENT_TYPES } from '@dianda/identifiers';
import fc, { type Arbitrary } from 'fast-check';
import {
  classOfRecord,
  coOwnerships,
  crossingDirections,
  plateKinds,
  recordWarningCodes,
  residenceKinds,
  sexes,
  vehicleStatuses,
  vehicleUsages,
  type AssetClass,
  type AssetRecord,
  type RecordDetails,
  type RecordFrame,
  type RecordKind,
} from '../src/index.js';
import {
  anyBankAccount,
  anyBankCustomer,
  anyBankFreeze,
  anyBankPriorRight,
  anyBankSubAccount,
  anyBankTransaction,
  anyFinancialAsset,
  anyHousingFundAccount,
} from './bank-records.js';
import {
  anyAdvanceNotice,
  anyForestRight,
  anyHouseRight,
  anyLandMortgage,
  anyLandObjection,
  anyLandOwnership,
  anyLandSeizure,
  anyLandUseRight,
  anySeaUseRight,
  anyStructureRight,
} from './land-records.js';
import {
  anyCoded,
  anyDay,
  anyDocumentNumber,
  anyHolder,
  anyInstant,
  anyText,
  anyThirdPerson,
  few,
} from './people.js';

type Details<Kind extends RecordKind> = Arbitrary<RecordDetails[Kind]>;

const anyVehicle: Details<'vehicle'> = fc.record(
  {
    plateKind: anyCoded(plateKinds),
    plateNumber: anyText,
    brand: anyText,
    vin: anyText,
    usage: anyCoded(vehicleUsages),
    firstRegisteredOn: anyDay,
    statuses: few(fc.constantFrom(...vehicleStatuses, 'UNKNOWN' as const)),
    statusesRaw: anyText,
    mortgaged: fc.boolean(),
    owner: anyHolder,
    coOwners: few(anyHolder),
    coOwnership: anyCoded(coOwnerships),
    share: anyText,
    mortgagees: few(anyThirdPerson),
    seizures: few(fc.record({ authority: anyText, documentName: anyText }, { requiredKeys: [] })),
  },
  { requiredKeys: ['plateKind', 'plateNumber', 'statuses', 'owner', 'coOwners', 'mortgagees', 'seizures'] },
);

const anyPersonIdentity: Details<'person_identity'> = fc.record(
  {
    name: anyText,
    formerName: anyText,
    sex: anyCoded(sexes),
    bornOn: anyDay,
    idNumber: anyDocumentNumber,
    householdAddress: anyText,
    temporaryAddress: anyText,
    photoBase64: anyText,
    householdMembers: few(anyThirdPerson),
  },
  { requiredKeys: ['name', 'idNumber', 'householdMembers'] },
);

const anyPersonResidence: Details<'person_residence'> = fc.record(
  {
    residenceKind: anyCoded(residenceKinds),
    address: anyText,
    regionCode: anyText,
    fromOn: anyDay,
    toOn: anyDay,
  },
  { requiredKeys: ['residenceKind', 'address'] },
);

const anyLodgingStay: Details<'lodging_stay'> = fc.record(
  {
    checkInAt: anyInstant,
    checkOutAt: anyInstant,
    hotelName: anyText,
    hotelAddress: anyText,
    phone: anyText,
  },
  { requiredKeys: ['checkInAt', 'hotelName'] },
);

const anyBorderCrossing: Details<'border_crossing'> = fc.record(
  {
    documentType: anyCoded(ID_DOCUMENT_TYPES),
    documentNumber: anyDocumentNumber,
    crossedAt: anyInstant,
    direction: anyCoded(crossingDirections),
    destination: anyText,
    phone: anyText,
  },
  { requiredKeys: ['documentType', 'documentNumber', 'crossedAt', 'direction'] },
);

const anyFrame: Arbitrary<RecordFrame> = fc.record({
  sourceRecordId: anyText,
  source: anyText,
  asOf: anyInstant,
  disputed: fc.boolean(),
  warnings: few(
    fc.record(
      // What was odd about a person's field is that person's datum.
      { field: anyText, code: fc.constantFrom(...recordWarningCodes), raw: anyDocumentNumber },
      { requiredKeys: ['field', 'code'] },
    ),
  ),
});

type RecordOf<Kind extends RecordKind> = RecordFrame & { readonly kind: Kind } & RecordDetails[Kind];

/** The frame around the details of a kind. */
function framed<Kind extends RecordKind>(kind: Kind, details: Details<Kind>): Arbitrary<RecordOf<Kind>> {
  return fc.tuple(anyFrame, details).map(([frame, rest]) => ({ ...frame, kind, ...rest }));
}

/** One arbitrary for each kind of record there is; a new kind does not compile until it has one. */
export const anyRecordOfKind: { readonly [Kind in RecordKind]: Arbitrary<RecordOf<Kind>> } = {
  bank_account: framed('bank_account', anyBankAccount),
  financial_asset: framed('financial_asset', anyFinancialAsset),
  bank_freeze: framed('bank_freeze', anyBankFreeze),
  bank_prior_right: framed('bank_prior_right', anyBankPriorRight),
  bank_sub_account: framed('bank_sub_account', anyBankSubAccount),
  bank_transaction: framed('bank_transaction', anyBankTransaction),
  bank_customer: framed('bank_customer', anyBankCustomer),
  land_ownership: framed('land_ownership', anyLandOwnership),
  land_use_right: framed('land_use_right', anyLandUseRight),
  house_right: framed('house_right', anyHouseRight),
  sea_use_right: framed('sea_use_right', anySeaUseRight),
  structure_right: framed('structure_right', anyStructureRight),
  forest_right: framed('forest_right', anyForestRight),
  land_mortgage: framed('land_mortgage', anyLandMortgage),
  advance_notice: framed('advance_notice', anyAdvanceNotice),
  land_seizure: framed('land_seizure', anyLandSeizure),
  land_objection: framed('land_objection', anyLandObjection),
  vehicle: framed('vehicle', anyVehicle),
  housing_fund_account: framed('housing_fund_account', anyHousingFundAccount),
  person_identity: framed('person_identity', anyPersonIdentity),
  person_residence: framed('person_residence', anyPersonResidence),
  lodging_stay: framed('lodging_stay', anyLodgingStay),
  border_crossing: framed('border_crossing', anyBorderCrossing),
};

export const recordKinds = Object.keys(anyRecordOfKind).filter((text): text is RecordKind =>
  Object.hasOwn(classOfRecord, text),
);

/** Any record that answers the class. */
export function anyRecordOf(assetClass: AssetClass): Arbitrary<AssetRecord> {
  const kinds = recordKinds.filter((kind) => classOfRecord[kind] === assetClass);
  return fc.oneof(...kinds.map((kind): Arbitrary<AssetRecord> => anyRecordOfKind[kind]));
}
