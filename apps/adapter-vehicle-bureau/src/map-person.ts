import {
  held,
  matchPerson,
  readCode,
  readHolder,
  readSubject,
  readThirdPerson,
  type FieldReader,
  type PersonColumns,
  type PersonDetails,
  type Reading,
  type RegistryRow,
  type SubjectMatch,
} from '@dianda/adapter-kit';
import type { Holder, RegisteredSubject, ThirdPerson } from '@dianda/inquiry';
import { personTypes } from './vehicle-codes.js';

/** How 所有人 names an owner. */
export const ownerColumns: PersonColumns = { name: 'syr', documentType: 'sfzmmc', documentNumber: 'sfzmhm' };
const mortgageeColumns: PersonColumns = {
  name: 'dyqr',
  documentType: 'dyqrsfzmmc',
  documentNumber: 'dyqrsfzmhm',
};

/** What a 所有人 row is to the subject. */
export function matchOwner(row: RegistryRow, reading: Reading): SubjectMatch {
  return matchPerson(row, ownerColumns, reading);
}

/** The subject, as his 所有人 row has him. */
export function readOwner(fields: FieldReader, reading: Reading): RegisteredSubject {
  return readSubject(fields, ownerColumns, reading, reachedAt('lxdh', 'zsxxdz'));
}

/** 共有人: somebody else who owns the vehicle too. Who he is and no more: where he lives is not asked about. */
export function readCoOwner(fields: FieldReader, reading: Reading): Holder {
  return readHolder(fields, ownerColumns, reading, { type: typeIn(fields.row, 'syq') });
}

/** 抵押权人 */
export function readMortgagee(fields: FieldReader, reading: Reading): ThirdPerson {
  return readThirdPerson(fields, mortgageeColumns, reading, {
    type: typeIn(fields.row, 'dyqrlx'),
    details: reachedAt('dyqrlxdh', 'dyqrdz'),
  });
}

function typeIn(row: RegistryRow, column: string) {
  return readCode(personTypes, row.text(column))?.value.code;
}

function reachedAt(phone: string, address: string) {
  return (fields: FieldReader): PersonDetails =>
    held({ phone: fields.text(phone, 'phone'), address: fields.text(address, 'address') });
}
