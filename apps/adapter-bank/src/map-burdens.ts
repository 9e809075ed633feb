import { held, type FieldReader } from '@dianda/adapter-kit';
import type { BankFreeze, BankPriorRight } from '@dianda/inquiry';

/** 司法强制措施 */
export function readFreeze(fields: FieldReader): BankFreeze {
  return held({
    sequence: fields.integer('csxh', 'sequence'),
    fromOn: fields.date('djqr', 'from_on'),
    expiresOn: fields.date('djjr', 'expires_on'),
    authority: fields.text('djjg', 'authority'),
    documentNumber: fields.text('djwh', 'document_number'),
    amount: fields.money('djje', fields.row.text('bz'), 'amount'),
    remark: fields.text('beiz', 'remark'),
  });
}

/** 在先权利; its holder is somebody else, of whom the bank does not say what he is. */
export function readPriorRight(fields: FieldReader): BankPriorRight {
  const holder = fields.inside('holder');
  const person = held({
    name: holder.text('qlr', 'name'),
    address: holder.text('dz', 'address'),
    phone: holder.text('lxfs', 'phone'),
  });
  return held({
    sequence: fields.integer('xh', 'sequence'),
    rightType: fields.text('qllx', 'right_type'),
    holder: Object.keys(person).length === 0 ? undefined : { kind: 'UNKNOWN' as const, ...person },
    amount: fields.money('qlje', fields.row.text('bz'), 'amount'),
  });
}
