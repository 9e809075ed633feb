import { held, readSubject, type FieldReader, type PersonColumns, type Reading } from '@dianda/adapter-kit';
import type { RegisteredSubject } from '@dianda/inquiry';

/** How 个人基本信息 names somebody. */
export const personColumns: PersonColumns = {
  name: 'xingming',
  documentType: 'zjlx',
  documentNumber: 'zjhm',
};

/** The subject, as his 个人基本信息 row has him. */
export function readAccountHolder(fields: FieldReader, reading: Reading): RegisteredSubject {
  return readSubject(fields, personColumns, reading, (inner) => held({ phone: inner.text('sjhm', 'phone') }));
}
