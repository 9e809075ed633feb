import type {
  BankAccount,
  BankCustomer,
  BankFreeze,
  BankPriorRight,
  BankSubAccount,
  BankTransaction,
  FinancialAsset,
  IdCertificate,
} from '@dianda/inquiry';
import { coded, codeTable, optionalCoded } from '../codec/codes.js';
import { list, message, optional, required } from '../codec/messages.js';
import {
  instant,
  optionalDate,
  optionalDecimal,
  optionalFlag,
  optionalInstant,
  optionalNumber,
  optionalText,
  text,
} from '../codec/scalars.js';
import * as wire from '../generated/dianda/adapter/v1/bank.js';
import { idDocumentTypes } from '../tables.js';
import { thirdPerson } from './holder.js';
import { money, unitPrice } from './quantities.js';

export const bankFreeze = message<BankFreeze, wire.BankFreeze>(wire.BankFreeze, {
  sequence: optionalNumber,
  accountNumber: optionalText,
  fromOn: optionalDate,
  expiresOn: optionalDate,
  authority: optionalText,
  documentNumber: optionalText,
  amount: optional(money),
  remark: optionalText,
});

export const bankPriorRight = message<BankPriorRight, wire.BankPriorRight>(wire.BankPriorRight, {
  sequence: optionalNumber,
  accountNumber: optionalText,
  rightType: optionalText,
  holder: optional(thirdPerson),
  amount: optional(money),
});

export const bankSubAccount = message<BankSubAccount, wire.BankSubAccount>(wire.BankSubAccount, {
  sequence: optionalNumber,
  mainAccountNumber: optionalText,
  subAccountKind: optionalText,
  subAccountNumber: text,
  currency: optionalText,
  balance: optional(money),
  availableBalance: optional(money),
});

export const bankAccount = message<BankAccount, wire.BankAccount>(wire.BankAccount, {
  sequence: optionalNumber,
  accountNumber: text,
  accountKind: coded(codeTable('BANK_ACCOUNT_KIND', wire.BankAccountKind)),
  status: coded(codeTable('BANK_ACCOUNT_STATUS', wire.BankAccountStatus)),
  branchName: optionalText,
  branchCode: optionalText,
  openedOn: optionalDate,
  closedOn: optionalDate,
  currency: optionalText,
  balance: optional(money),
  availableBalance: optional(money),
  linkedFundAccount: optionalText,
  answeredAt: optionalInstant,
  address: optionalText,
  postcode: optionalText,
  phone: optionalText,
  remark: optionalText,
  freezes: list(bankFreeze),
  priorRights: list(bankPriorRight),
  subAccounts: list(bankSubAccount),
});

export const financialAsset = message<FinancialAsset, wire.FinancialAsset>(wire.FinancialAsset, {
  sequence: optionalNumber,
  name: text,
  assetType: optionalText,
  saleKind: optionalCoded(codeTable('SALE_KIND', wire.SaleKind)),
  productNumber: optionalText,
  wealthAccount: optionalText,
  returnAccount: optionalText,
  manager: optionalText,
  tradableViaBank: optionalFlag,
  restriction: optionalText,
  restrictionEndsOn: optionalDate,
  pledgee: optional(thirdPerson),
  custodian: optionalText,
  beneficiary: optional(thirdPerson),
  unit: optionalText,
  currency: optionalText,
  unitPrice: optional(unitPrice),
  quantity: optionalDecimal,
  controllableQuantity: optionalDecimal,
  total: optional(money),
  freezes: list(bankFreeze),
  priorRights: list(bankPriorRight),
});

export const bankTransaction = message<BankTransaction, wire.BankTransaction>(wire.BankTransaction, {
  sequence: optionalNumber,
  accountNumber: text,
  transactionType: optionalText,
  direction: coded(codeTable('TRANSACTION_DIRECTION', wire.TransactionDirection)),
  amount: required(money),
  madeAt: instant,
  serialNumber: optionalText,
  counterparty: optional(thirdPerson),
});

const idCertificate = message<IdCertificate, wire.IdCertificate>(wire.IdCertificate, {
  type: coded(idDocumentTypes),
  number: text,
});

export const bankCustomer = message<BankCustomer, wire.BankCustomer>(wire.BankCustomer, {
  certificates: list(idCertificate),
  phones: list(text),
  addresses: list(text),
  employer: optionalText,
  agent: optional(thirdPerson),
  legalRepresentative: optional(thirdPerson),
  taxNumbers: list(text),
});
