import { parseAccountNumber, parseBankCode } from '@dianda/identifiers';
import { held, type FieldReader } from '@dianda/adapter-kit';
import type { BankAccount, BankSubAccount } from '@dianda/inquiry';
import { accountKinds, accountStatuses } from './bank-codes.js';

/** 账户; address, postcode and phone are the customer's. `bankCode` begins the CNAPS codes of this bank's branches. */
export function readAccount(
  fields: FieldReader,
  customer: FieldReader | undefined,
  burdens: Pick<BankAccount, 'freezes' | 'priorRights' | 'subAccounts'>,
  bankCode: string,
): BankAccount {
  const currency = fields.currency('bz', 'currency');
  return {
    accountNumber: readNumber(fields, 'khzh', 'account_number'),
    accountKind: fields.requiredCode(accountKinds, 'zhlb', 'account_kind'),
    status: fields.requiredCode(accountStatuses, 'zhzt', 'status'),
    ...held({
      sequence: fields.integer('ccxh', 'sequence'),
      branchName: fields.text('khwd', 'branch_name'),
      branchCode: readBranchCode(fields, bankCode),
      openedOn: fields.date('khrq', 'opened_on'),
      closedOn: fields.date('xhrq', 'closed_on'),
      currency,
      balance: fields.money('ye', currency, 'balance'),
      availableBalance: fields.money('kyye', currency, 'available_balance'),
      linkedFundAccount: fields.text('glzjzh', 'linked_fund_account'),
      answeredAt: fields.beijingTime('cxsj', 'answered_at'),
      address: customer?.text('txdz', 'address'),
      postcode: customer?.text('yzbm', 'postcode'),
      phone: customer?.text('lxdh', 'phone'),
      remark: fields.text('beiz', 'remark'),
    }),
    ...burdens,
  };
}

/** 关联子账户 */
export function readSubAccount(fields: FieldReader): BankSubAccount {
  const currency = fields.currency('bz', 'currency');
  return {
    subAccountNumber: fields.required('zzhh', 'sub_account_number'),
    ...held({
      sequence: fields.integer('xh', 'sequence'),
      subAccountKind: fields.text('zzhlb', 'sub_account_kind'),
      currency,
      balance: fields.money('ye', currency, 'balance'),
      availableBalance: fields.money('kyye', currency, 'available_balance'),
    }),
  };
}

/** A number as held; a check that fails is told and never drops the account (standards.md 4.1). */
function readNumber(fields: FieldReader, column: string, field: string): string {
  const raw = fields.required(column, field);
  const checked = parseAccountNumber(raw);
  if (!checked.ok || checked.warnings.length > 0) fields.warn(field, 'CHECK_FAILED', raw);
  return raw;
}

/** CNAPS code of a branch; one that fails its check or belongs to another bank is told. */
function readBranchCode(fields: FieldReader, bankCode: string): string | undefined {
  const raw = fields.text('khwddm', 'branch_code');
  if (raw === undefined) return undefined;
  const checked = parseBankCode(raw);
  const isOwn = checked.ok && checked.warnings.length === 0 && checked.value.startsWith(bankCode);
  if (!isOwn) fields.warn('branch_code', 'CHECK_FAILED', raw);
  return checked.ok ? checked.value : undefined;
}
