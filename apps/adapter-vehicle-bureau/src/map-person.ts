import {
  held,
  matchSubject,
  readCode,
  readDocumentType,
  type FieldReader,
  type RegistryRow,
  type SubjectMatch,
} from '@dianda/adapter-kit';
import type { IdDocumentType } from '@dianda/identifiers';
import type {
  Coded,
  Holder,
  Identity,
  RegisteredSubject,
  ThirdPerson,
  ThirdPersonKind,
} from '@dianda/inquiry';
import { documentRows, personTypes } from './vehicle-codes.js';

/** Who is asked about, and the moment on whose day code lists are read. */
export interface Reading {
  readonly subject: Identity;
  readonly now: Date;
}

/** Names that mark a mortgagee as a financial institution, which is not masked like a neighbour. */
const FINANCIAL_NAME = /银行|信用(?:合作)?(?:联)?社|信托|保险|资产管理|(?:汽车|消费)金融|金融租赁/u;
const ORGANISATION_TYPES: ReadonlySet<string> = new Set(['USCC', 'ORG_CODE', 'BUSINESS_LICENCE']);

/** What a 所有人 row is to the subject. */
export function matchOwner(row: RegistryRow, reading: Reading): SubjectMatch {
  const number = row.text('sfzmhm');
  const type = readDocumentType(documentRows, row.text('sfzmmc'), number, reading.now)?.code;
  return matchSubject(reading.subject, {
    name: row.text('syr'),
    documentType: type === 'UNKNOWN' ? undefined : type,
    documentNumber: number,
  });
}

/** The subject, as his 所有人 row has him. */
export function readSubject(fields: FieldReader, reading: Reading): RegisteredSubject {
  return {
    name: fields.required('syr', 'name'),
    ...held({
      ...readDocument(fields, 'sfzmmc', 'sfzmhm', reading.now),
      phone: fields.text('lxdh', 'phone'),
      address: fields.text('zsxxdz', 'address'),
    }),
  };
}

/** 共有人: somebody else who owns the vehicle too. Who he is and no more: where he lives is not asked about. */
export function readCoOwner(fields: FieldReader, reading: Reading): Holder {
  const inner = fields.inside('third_person');
  const name = inner.text('syr', 'name');
  // The subject's number with another name: shown as a third person, because nobody knows yet who it is.
  if (matchOwner(fields.row, reading).verdict === 'uncertain') inner.warn('name', 'IDENTITY_DIFFERS');
  const document = readDocument(inner, 'sfzmmc', 'sfzmhm', reading.now);
  const kind = kindOf(document.documentType?.code, fields.row.text('syq'), name ?? '');
  return { thirdPerson: { kind, ...held({ name, ...document }) } };
}

/** 抵押权人 */
export function readMortgagee(fields: FieldReader, reading: Reading): ThirdPerson {
  const name = fields.text('dyqr', 'name');
  const document = readDocument(fields, 'dyqrsfzmmc', 'dyqrsfzmhm', reading.now);
  return {
    kind: kindOf(document.documentType?.code, fields.row.text('dyqrlx'), name ?? ''),
    ...held({
      name,
      ...document,
      phone: fields.text('dyqrlxdh', 'phone'),
      address: fields.text('dyqrdz', 'address'),
    }),
  };
}

interface ReadDocument {
  readonly documentType: Coded<IdDocumentType> | undefined;
  readonly documentNumber: string | undefined;
}

function readDocument(
  fields: FieldReader,
  typeColumn: string,
  numberColumn: string,
  now: Date,
): ReadDocument {
  const documentNumber = fields.text(numberColumn, 'document_number');
  const code = fields.row.text(typeColumn);
  const documentType = readDocumentType(documentRows, code, documentNumber ?? '', now);
  if (documentType?.code === 'UNKNOWN') fields.warn('document_type', 'UNKNOWN_CODE', documentType.raw);
  return { documentType, documentNumber };
}

/** By the document; where it says nothing, by the bureau's own type. Who is neither stays UNKNOWN: masked as a person. */
function kindOf(documentType: string | undefined, type: string, name: string): ThirdPersonKind {
  switch (kindByDocument(documentType) ?? readCode(personTypes, type)?.value.code) {
    case 'PERSON':
      return 'PERSON';
    case 'ORGANISATION':
      return FINANCIAL_NAME.test(name) ? 'FINANCIAL_INSTITUTION' : 'ORGANISATION';
    case 'UNKNOWN':
    case undefined:
      return 'UNKNOWN';
  }
}

function kindByDocument(documentType: string | undefined): 'PERSON' | 'ORGANISATION' | undefined {
  if (documentType === undefined || documentType === 'UNKNOWN' || documentType === 'OTHER') return undefined;
  return ORGANISATION_TYPES.has(documentType) ? 'ORGANISATION' : 'PERSON';
}
