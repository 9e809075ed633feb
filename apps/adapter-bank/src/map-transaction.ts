import { held, readDocument, type FieldReader } from '@dianda/adapter-kit';
import type { BankTransaction, ThirdPerson } from '@dianda/inquiry';
import { directions, documentRows } from './bank-codes.js';

/** 资金往来. A movement without amount, currency or time says nothing: REGISTRY_ROW_UNREADABLE. */
export function readTransaction(fields: FieldReader): BankTransaction {
  const amount = fields.money('je', fields.currency('bz', 'amount.currency'), 'amount');
  if (amount === undefined) throw fields.row.unreadable('je', 'is no amount of a known currency');
  const madeAt = fields.beijingTime('jysj', 'made_at');
  if (madeAt === undefined) throw fields.row.unreadable('jysj', 'is no time');
  return {
    accountNumber: fields.required('khzh', 'account_number'),
    direction: fields.requiredCode(directions, 'jdbz', 'direction'),
    amount,
    madeAt,
    ...held({
      sequence: fields.integer('xh', 'sequence'),
      transactionType: fields.text('jylx', 'transaction_type'),
      serialNumber: fields.text('lsh', 'serial_number'),
      counterparty: readCounterparty(fields.inside('counterparty'), new Date(madeAt)),
    }),
  };
}

/** 对手方 */
function readCounterparty(fields: FieldReader, madeAt: Date): ThirdPerson | undefined {
  const documentColumns = { documentType: 'dfzjlx', documentNumber: 'dfzjhm' };
  const person = {
    ...readDocument(fields, documentColumns, { documentRows, now: madeAt }),
    ...held({
      name: fields.text('dfmc', 'name'),
      phone: fields.text('dfdh', 'phone'),
      address: fields.text('dfdz', 'address'),
      accountNumber: fields.text('dfzh', 'account_number'),
      bankName: fields.text('dfhm', 'bank_name'),
      bankCode: fields.text('dfhh', 'bank_code'),
    }),
  };
  return Object.keys(person).length === 0 ? undefined : { kind: 'UNKNOWN', ...person };
}
