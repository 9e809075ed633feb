import type { IdDocumentType } from '@dianda/identifiers';
import type { Coded, Holder, RegisteredSubject, ThirdPerson } from '@dianda/inquiry';
import type { FieldReader } from '../registry/field-reader.js';
import { held } from '../registry/held.js';
import { readDocumentType } from './document-types.js';
import { matchPerson, type PersonColumns } from './match-person.js';
import type { Reading } from './reading.js';
import { thirdPersonKind, type RegisteredType } from './third-person-kind.js';

/** What else than name and document a row may hold of somebody. */
export type PersonDetails = Pick<RegisteredSubject, 'nationality' | 'sex' | 'phone' | 'address'>;

export interface PersonExtras {
  /** What the register's own code says that somebody is; counts where his document says nothing. */
  readonly type?: RegisteredType | 'UNKNOWN' | undefined;
  /** Reads what else the row holds of him, at his place in the record. */
  readonly details?: ((fields: FieldReader) => PersonDetails) | undefined;
}

export interface ReadDocument {
  readonly documentType?: Coded<IdDocumentType>;
  readonly documentNumber?: string;
}

/** Type and number of an identity document; a code without a row is UNKNOWN, with a warning. */
export function readDocument(
  fields: FieldReader,
  columns: Pick<PersonColumns, 'documentType' | 'documentNumber'>,
  { documentRows, now }: Pick<Reading, 'documentRows' | 'now'>,
): ReadDocument {
  const documentNumber = fields.text(columns.documentNumber, 'document_number');
  const code = fields.row.text(columns.documentType);
  const documentType = readDocumentType(documentRows, code, documentNumber ?? '', now);
  if (documentType?.code === 'UNKNOWN') fields.warn('document_type', 'UNKNOWN_CODE', documentType.raw);
  return held({ documentType, documentNumber });
}

/** The subject as this row has him. Throws REGISTRY_ROW_UNREADABLE for a row without a name. */
export function readSubject(
  fields: FieldReader,
  columns: PersonColumns,
  reading: Reading,
  details?: PersonExtras['details'],
): RegisteredSubject {
  return {
    name: fields.required(columns.name, 'name'),
    ...readDocument(fields, columns, reading),
    ...details?.(fields),
  };
}

/** Somebody else whom this row names. */
export function readThirdPerson(
  fields: FieldReader,
  columns: PersonColumns,
  reading: Reading,
  { type, details }: PersonExtras = {},
): ThirdPerson {
  const name = fields.text(columns.name, 'name');
  const document = readDocument(fields, columns, reading);
  return {
    kind: thirdPersonKind(document.documentType?.code, type, name ?? ''),
    ...held({ name }),
    ...document,
    ...details?.(fields),
  };
}

/** Whom this row names: the subject, or somebody else. */
export function readHolder(
  fields: FieldReader,
  columns: PersonColumns,
  reading: Reading,
  extras: PersonExtras = {},
): Holder {
  const { verdict } = matchPerson(fields.row, columns, reading);
  if (verdict === 'same') {
    return { subject: readSubject(fields.inside('subject'), columns, reading, extras.details) };
  }
  const other = fields.inside('third_person');
  // The subject's number with another name: shown as a third person, because nobody knows yet who it is.
  if (verdict === 'uncertain') other.warn('name', 'IDENTITY_DIFFERS');
  return { thirdPerson: readThirdPerson(other, columns, reading, extras) };
}
