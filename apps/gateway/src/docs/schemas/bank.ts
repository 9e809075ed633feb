import { ID_DOCUMENT_TYPES } from '@dianda/identifiers';
import {
  bankAccountKinds,
  bankAccountStatuses,
  saleKinds,
  transactionDirections,
  type BankFreeze,
  type BankPriorRight,
  type BankSubAccount,
  type IdCertificate,
  type RecordDetails,
} from '@dianda/inquiry';
import { count, day, flag, instant, listOf, objectOf, optional, text, type Members } from '../schema.js';
import { coded, money, thirdPerson, unitPrice } from './leaves.js';

const freeze: Members<BankFreeze> = {
  sequence: optional(count('措施序号')),
  accountNumber: optional(text()),
  fromOn: optional(day),
  expiresOn: optional(day),
  authority: optional(text('冻结机关')),
  documentNumber: optional(text('冻结文号')),
  amount: optional(money),
  remark: optional(text()),
};

const priorRight: Members<BankPriorRight> = {
  sequence: optional(count()),
  accountNumber: optional(text()),
  rightType: optional(text('权利类型')),
  holder: optional(thirdPerson),
  amount: optional(money),
};

const subAccount: Members<BankSubAccount> = {
  sequence: optional(count()),
  mainAccountNumber: optional(text()),
  subAccountKind: optional(text()),
  subAccountNumber: text(),
  currency: optional(text('ISO 4217', 'CNY')),
  balance: optional(money),
  availableBalance: optional(money),
};

const burdens = {
  freezes: listOf(objectOf<BankFreeze>('司法强制措施', freeze)),
  priorRights: listOf(objectOf<BankPriorRight>('在先权利', priorRight)),
};

/** Members of each kind of record a bank answers (standards.md 3.1). */
export const bankRecords: { readonly [Kind in BankKind]: Members<RecordDetails[Kind]> } = {
  bank_account: {
    sequence: optional(count('账户序号')),
    accountNumber: text('开户账号', '6200000000000000015'),
    accountKind: coded(bankAccountKinds),
    status: coded(bankAccountStatuses),
    branchName: optional(text('开户网点')),
    branchCode: optional(text('CNAPS')),
    openedOn: optional(day),
    closedOn: optional(day),
    currency: optional(text('ISO 4217', 'CNY')),
    balance: optional(money),
    availableBalance: optional(money),
    linkedFundAccount: optional(text()),
    answeredAt: optional(instant),
    address: optional(text()),
    postcode: optional(text()),
    phone: optional(text()),
    remark: optional(text()),
    ...burdens,
    subAccounts: listOf(objectOf<BankSubAccount>('关联子账户', subAccount)),
  },
  financial_asset: {
    sequence: optional(count()),
    name: text('资产名称'),
    assetType: optional(text()),
    saleKind: optional(coded(saleKinds)),
    productNumber: optional(text()),
    wealthAccount: optional(text()),
    returnAccount: optional(text()),
    manager: optional(text()),
    tradableViaBank: optional(flag),
    restriction: optional(text()),
    restrictionEndsOn: optional(day),
    pledgee: optional(thirdPerson),
    custodian: optional(text()),
    beneficiary: optional(thirdPerson),
    unit: optional(text('计量单位', '份')),
    currency: optional(text('ISO 4217', 'CNY')),
    unitPrice: optional(unitPrice),
    quantity: optional(text('Decimal.')),
    controllableQuantity: optional(text('Decimal.')),
    total: optional(money),
    ...burdens,
  },
  bank_freeze: freeze,
  bank_prior_right: priorRight,
  bank_sub_account: subAccount,
  bank_transaction: {
    sequence: optional(count()),
    accountNumber: text(),
    transactionType: optional(text()),
    direction: coded(transactionDirections),
    amount: money,
    madeAt: instant,
    serialNumber: optional(text()),
    counterparty: optional(thirdPerson),
  },
  bank_customer: {
    certificates: listOf(
      objectOf<IdCertificate>('证件', { type: coded(ID_DOCUMENT_TYPES), number: text('Masked.') }),
    ),
    phones: listOf(text()),
    addresses: listOf(text()),
    employer: optional(text()),
    agent: optional(thirdPerson),
    legalRepresentative: optional(thirdPerson),
    taxNumbers: listOf(text()),
  },
};

type BankKind =
  | 'bank_account'
  | 'financial_asset'
  | 'bank_freeze'
  | 'bank_prior_right'
  | 'bank_sub_account'
  | 'bank_transaction'
  | 'bank_customer';
