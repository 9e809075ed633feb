import type { Identity, SubjectKind } from '@dianda/inquiry';
import type { Codec } from './codec/codec.js';
import { code } from './codec/codes.js';
import { text } from './codec/scalars.js';
import { FieldFault } from './field-fault.js';
import type * as wire from './generated/dianda/adapter/v1/subject.js';
import { idDocumentTypes, subjectKinds } from './tables.js';

export const subjectKind: Codec<SubjectKind, wire.SubjectKind> = {
  write: (kind) => subjectKinds.toWire(kind === 'person' ? 'PERSON' : 'ORGANISATION'),
  read: (value, path) => (code(subjectKinds).read(value, path) === 'PERSON' ? 'person' : 'organisation'),
};

export const documentType: Codec<Identity['document']['type'], wire.IdDocumentType> = {
  write: (type) => idDocumentTypes.toWire(type),
  read: (value, path) => {
    const type = code(idDocumentTypes).read(value, path);
    // A question names its subject by a type that we know; UNKNOWN is for what registers hold.
    if (type === 'UNKNOWN') throw new FieldFault(path, 'UNKNOWN_CODE', 'is unknown');
    return type;
  },
};

/** The identity that an agency searched, as it repeats it. */
export const identityEcho: Codec<Identity, wire.SubjectEcho> = {
  write: ({ kind, name, document }) => ({
    kind: subjectKind.write(kind),
    name,
    documentType: documentType.write(document.type),
    documentNumber: document.number,
  }),
  read: (value, path) => ({
    kind: subjectKind.read(value.kind, `${path}.kind`),
    name: text.read(value.name, `${path}.name`),
    document: {
      type: documentType.read(value.documentType, `${path}.document_type`),
      number: text.read(value.documentNumber, `${path}.document_number`),
    },
  }),
};

/** Character by character: an echo is what was sent, not what was made of it. */
export function isSameIdentity(one: Identity, other: Identity): boolean {
  return (
    one.kind === other.kind &&
    one.name === other.name &&
    one.document.type === other.document.type &&
    one.document.number === other.document.number
  );
}
