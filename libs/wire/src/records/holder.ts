import type { Holder, RegisteredSubject, ThirdPerson } from '@dianda/inquiry';
import type { Codec } from '../codec/codec.js';
import { code, codeTable, optionalCoded } from '../codec/codes.js';
import { message } from '../codec/messages.js';
import { optionalText, text } from '../codec/scalars.js';
import { missing } from '../field-fault.js';
import * as wire from '../generated/dianda/adapter/v1/holder.js';
import { idDocumentTypes } from '../tables.js';

export const sexes = codeTable('SEX', wire.Sex);
export const coOwnerships = codeTable('CO_OWNERSHIP', wire.CoOwnership);

const registered = {
  documentType: optionalCoded(idDocumentTypes),
  documentNumber: optionalText,
  nationality: optionalText,
  sex: optionalCoded(sexes),
  phone: optionalText,
  address: optionalText,
};

export const registeredSubject = message<RegisteredSubject, wire.RegisteredSubject>(wire.RegisteredSubject, {
  ...registered,
  name: text,
});

export const thirdPerson = message<ThirdPerson, wire.ThirdPerson>(wire.ThirdPerson, {
  ...registered,
  kind: code(codeTable('THIRD_PERSON_KIND', wire.ThirdPersonKind)),
  name: optionalText,
  accountNumber: optionalText,
  bankName: optionalText,
  bankCode: optionalText,
});

export const holder: Codec<Holder, wire.Holder> = {
  write: (value) => ({
    person:
      'subject' in value
        ? { $case: 'subject', value: registeredSubject.write(value.subject) }
        : { $case: 'thirdPerson', value: thirdPerson.write(value.thirdPerson) },
  }),
  read: ({ person }, path) => {
    switch (person?.$case) {
      case 'subject':
        return { subject: registeredSubject.read(person.value, `${path}.subject`) };
      case 'thirdPerson':
        return { thirdPerson: thirdPerson.read(person.value, `${path}.third_person`) };
      case undefined:
        throw missing(`${path}.person`);
    }
  },
};
