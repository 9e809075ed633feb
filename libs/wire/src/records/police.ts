import type { BorderCrossing, LodgingStay, PersonIdentity, PersonResidence } from '@dianda/inquiry';
import type { Codec } from '../codec/codec.js';
import { coded, codeTable, optionalCoded } from '../codec/codes.js';
import { list, message } from '../codec/messages.js';
import { instant, optionalDate, optionalInstant, optionalText, text } from '../codec/scalars.js';
import * as wire from '../generated/dianda/adapter/v1/police.js';
import { idDocumentTypes } from '../tables.js';
import { sexes, thirdPerson } from './holder.js';

const identityTexts = message<Omit<PersonIdentity, 'photoBase64'>, wire.PersonIdentity, 'photo'>(
  wire.PersonIdentity,
  {
    name: text,
    formerName: optionalText,
    sex: optionalCoded(sexes),
    bornOn: optionalDate,
    idNumber: text,
    householdAddress: optionalText,
    temporaryAddress: optionalText,
    householdMembers: list(thirdPerson),
  },
);

/** The core keeps the photo as text, because its records are stored and hashed as JSON. */
export const personIdentity: Codec<PersonIdentity, wire.PersonIdentity> = {
  write: (value) => ({
    ...identityTexts.write(value),
    photo: Buffer.from(value.photoBase64 ?? '', 'base64'),
  }),
  read: (value, path) => ({
    ...identityTexts.read(value, path),
    ...(value.photo.length > 0 && { photoBase64: value.photo.toString('base64') }),
  }),
};

export const personResidence = message<PersonResidence, wire.PersonResidence>(wire.PersonResidence, {
  residenceKind: coded(codeTable('RESIDENCE_KIND', wire.ResidenceKind)),
  address: text,
  regionCode: optionalText,
  fromOn: optionalDate,
  toOn: optionalDate,
});

export const lodgingStay = message<LodgingStay, wire.LodgingStay>(wire.LodgingStay, {
  checkInAt: instant,
  checkOutAt: optionalInstant,
  hotelName: text,
  hotelAddress: optionalText,
  phone: optionalText,
});

export const borderCrossing = message<BorderCrossing, wire.BorderCrossing>(wire.BorderCrossing, {
  documentType: coded(idDocumentTypes),
  documentNumber: text,
  crossedAt: instant,
  direction: coded(codeTable('CROSSING_DIRECTION', wire.CrossingDirection)),
  destination: optionalText,
  phone: optionalText,
});
