import {
  held,
  readCode,
  readHolder,
  type FieldReader,
  type PersonColumns,
  type PersonDetails,
  type Reading,
} from '@dianda/adapter-kit';
import type { Holder, LandOwner } from '@dianda/inquiry';
import { coOwnerships, holderTypes, rightStates, sexes } from './land-codes.js';

/** How 权利人 names somebody. */
export const holderColumns: PersonColumns = { name: 'qlrmc', documentType: 'zjzl', documentNumber: 'zjh' };

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
  return readHolder(fields, holderColumns, reading, {
    type: readCode(holderTypes, fields.row.text('qlrlx'))?.value.code,
    details: readDetails,
  });
}

/** Somebody whom a burden's row names by name and document; undefined when it names nobody. */
export function readPerson(
  fields: FieldReader,
  columns: PersonColumns,
  reading: Reading,
): Holder | undefined {
  return fields.row.text(columns.name) === '' ? undefined : readHolder(fields, columns, reading);
}

function readDetails(fields: FieldReader): PersonDetails {
  return held({
    nationality: fields.text('gj', 'nationality'),
    sex: fields.code(sexes, 'xb', 'sex'),
    phone: fields.text('dh', 'phone'),
    address: fields.text('dz', 'address'),
  });
}
