import { ID_DOCUMENT_TYPES } from '@dianda/identifiers';
import {
  coOwnerships,
  crossingDirections,
  housingFundFreezes,
  housingFundStatuses,
  plateKinds,
  residenceKinds,
  sexes,
  vehicleStatuses,
  vehicleUsages,
  type RecordDetails,
  type VehicleSeizure,
} from '@dianda/inquiry';
import { day, flag, instant, listOf, objectOf, optional, text, words, type Members } from '../schema.js';
import { coded, holder, money, registeredSubject, thirdPerson } from './leaves.js';

type OtherKind =
  | 'vehicle'
  | 'housing_fund_account'
  | 'person_identity'
  | 'person_residence'
  | 'lodging_stay'
  | 'border_crossing';

/** Members of the records of vehicle bureau, housing fund and police (standards.md 3.3 to 3.5). */
export const otherRecords: { readonly [Kind in OtherKind]: Members<RecordDetails[Kind]> } = {
  vehicle: {
    plateKind: coded(plateKinds),
    plateNumber: text('号牌号码'),
    brand: optional(text()),
    model: optional(text()),
    madeIn: optional(text('国产、进口')),
    maker: optional(text()),
    vin: optional(text('车辆识别代号')),
    engineNumber: optional(text()),
    vehicleType: optional(text()),
    colour: optional(text()),
    usage: optional(coded(vehicleUsages)),
    firstRegisteredOn: optional(day),
    lastInspectedOn: optional(day),
    inspectionValidToOn: optional(day),
    scrapDeadlineOn: optional(day),
    issuer: optional(text('发证机关')),
    department: optional(text()),
    insuranceEndsOn: optional(day),
    statuses: listOf(words([...vehicleStatuses, 'UNKNOWN'])),
    statusesRaw: optional(text()),
    mortgaged: optional(flag),
    fuel: optional(text()),
    displacement: optional(text()),
    owner: holder,
    coOwners: listOf(holder),
    coOwnership: optional(coded(coOwnerships)),
    share: optional(text('共有份额', '50%')),
    mortgagees: listOf(thirdPerson),
    seizures: listOf(
      objectOf<VehicleSeizure>('查封', { authority: optional(text()), documentName: optional(text()) }),
    ),
  },
  housing_fund_account: {
    personalAccountNumber: text('个人账号'),
    holder: registeredSubject,
    unitAccountNumber: optional(text()),
    employer: optional(text()),
    wageBase: optional(money),
    monthlyDeposit: optional(money),
    personalMonthlyDeposit: optional(money),
    unitMonthlyDeposit: optional(money),
    personalRatePercent: optional(text('Decimal per cent.', '5.5')),
    unitRatePercent: optional(text('Decimal per cent.', '12')),
    balance: optional(money),
    status: coded(housingFundStatuses),
    freezeFlag: optional(coded(housingFundFreezes)),
    frozenAmount: optional(money),
    frozenOn: optional(day),
    paidToMonth: optional(text('YYYY-MM', '2026-10')),
    openedOn: optional(day),
    closedOn: optional(day),
    closeReason: optional(text()),
    linkedBankAccount: optional(text()),
  },
  person_identity: {
    name: text(),
    formerName: optional(text()),
    sex: optional(coded(sexes)),
    bornOn: optional(day),
    idNumber: text('Masked.'),
    householdAddress: optional(text('户籍地')),
    temporaryAddress: optional(text('暂住地')),
    photoBase64: optional({ type: 'string', description: 'JPEG, base64.' }),
    householdMembers: listOf(thirdPerson),
  },
  person_residence: {
    residenceKind: coded(residenceKinds),
    address: text(),
    regionCode: optional(text('GB/T 2260')),
    fromOn: optional(day),
    toOn: optional(day),
  },
  lodging_stay: {
    checkInAt: instant,
    checkOutAt: optional(instant),
    hotelName: text(),
    hotelAddress: optional(text()),
    phone: optional(text()),
  },
  border_crossing: {
    documentType: coded(ID_DOCUMENT_TYPES),
    documentNumber: text('Masked.'),
    crossedAt: instant,
    direction: coded(crossingDirections),
    destination: optional(text()),
    phone: optional(text()),
  },
};
