import type { BorderCrossing, LodgingStay, PersonIdentity, PersonResidence } from '../../model/index.js';
import { shownTime } from '../shown-time.js';
import type { ReportWords } from '../words/words.js';
import { coded, joined, labelled, optionalCode, period, thirdPersonName } from './phrases.js';

export function identityLines(identity: PersonIdentity, words: ReportWords): readonly string[] {
  const { record } = words;
  return [
    joined([
      identity.name,
      labelled(record.formerName, identity.formerName),
      optionalCode(identity.sex, words.sex),
      labelled(record.bornOn, identity.bornOn),
      labelled(words.documentType.RESIDENT_ID, identity.idNumber),
    ]),
    labelled(words.residenceKind.REGISTERED, identity.householdAddress) ?? '',
    labelled(words.residenceKind.TEMPORARY, identity.temporaryAddress) ?? '',
    ...identity.householdMembers.map((member) => `${record.householdMember} ${thirdPersonName(member)}`),
    identity.photoBase64 === undefined ? '' : record.photoHeld,
  ];
}

export function residenceLines(residence: PersonResidence, words: ReportWords): readonly string[] {
  const { fromOn, toOn } = residence;
  const lasts =
    toOn === undefined && fromOn !== undefined ? words.record.since(fromOn) : period(fromOn, toOn);
  return [joined([coded(residence.residenceKind, words.residenceKind), residence.address, lasts])];
}

export function stayLines(stay: LodgingStay, words: ReportWords): readonly string[] {
  const { record } = words;
  const checkOut =
    stay.checkOutAt === undefined ? record.stillThere : `${record.checkOut} ${shownTime(stay.checkOutAt)}`;
  return [
    joined([stay.hotelName, stay.hotelAddress]),
    joined([`${record.checkIn} ${shownTime(stay.checkInAt)}`, checkOut, labelled(record.phone, stay.phone)]),
  ];
}

export function crossingLines(crossing: BorderCrossing, words: ReportWords): readonly string[] {
  return [
    joined([
      coded(crossing.direction, words.crossingDirection),
      shownTime(crossing.crossedAt),
      labelled(words.record.destination, crossing.destination),
    ]),
    joined([
      labelled(coded(crossing.documentType, words.documentType), crossing.documentNumber),
      labelled(words.record.phone, crossing.phone),
    ]),
  ];
}
