import { held, readDocumentType, type FieldReader } from '@dianda/adapter-kit';
import { HOUSING_FUND_ID_DOCUMENT_ROWS } from '@dianda/identifiers';
import type { Identity, RegisteredSubject } from '@dianda/inquiry';

/** Who is asked about, and the moment on whose day code lists are read. */
export interface Reading {
  readonly subject: Identity;
  readonly now: Date;
}

/** The subject, as his 个人基本信息 row has him. */
export function readHolder(fields: FieldReader, now: Date): RegisteredSubject {
  const documentNumber = fields.text('zjhm', 'document_number');
  const code = fields.row.text('zjlx');
  const documentType = readDocumentType(HOUSING_FUND_ID_DOCUMENT_ROWS, code, documentNumber ?? '', now);
  if (documentType?.code === 'UNKNOWN') fields.warn('document_type', 'UNKNOWN_CODE', documentType.raw);
  return {
    name: fields.required('xingming', 'name'),
    ...held({ documentType, documentNumber, phone: fields.text('sjhm', 'phone') }),
  };
}
