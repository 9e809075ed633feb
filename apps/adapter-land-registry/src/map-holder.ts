import { LAND_ID_DOCUMENT_ROWS } from '@dianda/identifiers';
import {
  held,
  matchSubject,
  readDocumentType,
  type FieldReader,
  type RegistryRow,
  type SubjectMatch,
} from '@dianda/adapter-kit';
import type { Holder, Identity, LandOwner, ThirdPersonKind } from '@dianda/inquiry';
import { coOwnerships, holderTypes, rightStates, sexes } from './land-codes.js';

/** Who is asked about, and the day on which code lists are read. */
export interface Reading {
  readonly subject: Identity;
  readonly now: Date;
}

/** The columns in which a table names somebody. */
export interface PersonColumns {
  readonly name: string;
  readonly documentType: string;
  readonly documentNumber: string;
}

const ownerColumns: PersonColumns = { name: 'qlrmc', documentType: 'zjzl', documentNumber: 'zjh' };

/** Names that mark a mortgagee as a financial institution, which is not masked like a neighbour. No person's fits. */
const FINANCIAL_NAME =
  /(?:银行|信用|信托|保险|资产管理).*(?:公司|银行|支行|分行|社)$|(?:银行|支行|分行|信用社|联社)$/u;
const ORGANISATION_TYPES = new Set(['USCC', 'ORG_CODE', 'BUSINESS_LICENCE']);

/** What somebody named in a row is to the subject. */
export function matchPerson(row: RegistryRow, columns: PersonColumns, reading: Reading): SubjectMatch {
  const number = row.text(columns.documentNumber);
  const type = readDocumentType(
    LAND_ID_DOCUMENT_ROWS,
    row.text(columns.documentType),
    number,
    reading.now,
  )?.code;
  return matchSubject(reading.subject, {
    name: row.text(columns.name),
    documentType: type === 'UNKNOWN' ? undefined : type,
    documentNumber: number,
  });
}

/** What a 权利人 row is to the subject. */
export function matchOwner(row: RegistryRow, reading: Reading): SubjectMatch {
  return matchPerson(row, ownerColumns, reading);
}

/** One 权利人 row of a right. */
export function readOwner(fields: FieldReader, reading: Reading): LandOwner {
  return held({
    sequence: fields.integer('sxh', 'sequence'),
    titleNumber: fields.text('bdcqzh', 'title_number'),
    printNumber: fields.text('qzysxlh', 'print_number'),
    isTitleKeeper: fields.flag('sfczr', 'is_title_keeper'),
    holder: readOwnerAsHolder(fields.inside('holder'), reading),
    holderType: fields.text('qlrlx', 'holder_type'),
    share: fields.text('qlbl', 'share'),
    coOwnership: fields.code(coOwnerships, 'gyfs', 'co_ownership'),
    coOwnershipText: fields.text('gyqk', 'co_ownership_text'),
    rightState: fields.code(rightStates, 'qszt', 'right_state'),
  });
}

/** Who a 权利人 row names: the subject, or somebody else. */
export function readOwnerAsHolder(fields: FieldReader, reading: Reading): Holder {
  const match = matchOwner(fields.row, reading);
  const inner = fields.inside(match.verdict === 'same' ? 'subject' : 'third_person');
  const person = personOf(inner, ownerColumns, match, reading);
  const details = held({
    nationality: inner.text('gj', 'nationality'),
    sex: inner.code(sexes, 'xb', 'sex'),
    phone: inner.text('dh', 'phone'),
    address: inner.text('dz', 'address'),
  });
  if ('subject' in person) return { subject: { ...person.subject, ...details } };
  const { thirdPerson } = person;
  return { thirdPerson: { ...thirdPerson, kind: kindByType(fields, thirdPerson.kind), ...details } };
}

/** Somebody whom a burden's row names by name and document; undefined when it names nobody. */
export function readPerson(
  fields: FieldReader,
  columns: PersonColumns,
  reading: Reading,
): Holder | undefined {
  if (fields.row.text(columns.name) === '') return undefined;
  const match = matchPerson(fields.row, columns, reading);
  return personOf(
    fields.inside(match.verdict === 'same' ? 'subject' : 'third_person'),
    columns,
    match,
    reading,
  );
}

function personOf(
  fields: FieldReader,
  columns: PersonColumns,
  match: SubjectMatch,
  reading: Reading,
): Holder {
  const number = fields.text(columns.documentNumber, 'document_number');
  const documentType = readDocumentType(
    LAND_ID_DOCUMENT_ROWS,
    fields.row.text(columns.documentType),
    number ?? '',
    reading.now,
  );
  if (documentType?.code === 'UNKNOWN') fields.warn('document_type', 'UNKNOWN_CODE', documentType.raw);
  const name = fields.text(columns.name, 'name');
  const document = held({ documentType, documentNumber: number });
  if (match.verdict === 'same') return { subject: { name: name ?? reading.subject.name, ...document } };
  // The subject's number with another name: shown as a third person, because nobody knows yet who it is.
  if (match.verdict === 'uncertain') fields.warn('name', 'IDENTITY_DIFFERS');
  return {
    thirdPerson: { kind: kindByDocument(documentType?.code, name ?? ''), ...held({ name }), ...document },
  };
}

function kindByDocument(documentType: string | undefined, name: string): ThirdPersonKind {
  const says = documentType !== undefined && documentType !== 'UNKNOWN' && documentType !== 'OTHER';
  if (says && !ORGANISATION_TYPES.has(documentType)) return 'PERSON';
  if (FINANCIAL_NAME.test(name)) return 'FINANCIAL_INSTITUTION';
  return says ? 'ORGANISATION' : 'UNKNOWN';
}

/** 权利人类型 knows better than the document where the document says nothing. */
function kindByType(fields: FieldReader, byDocument: ThirdPersonKind): ThirdPersonKind {
  if (byDocument !== 'UNKNOWN') return byDocument;
  const type = holderTypes.codes.get(fields.row.text('qlrlx'));
  return type ?? 'UNKNOWN';
}
