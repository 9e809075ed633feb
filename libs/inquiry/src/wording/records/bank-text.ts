import type {
  BankAccount,
  BankCustomer,
  BankFreeze,
  BankPriorRight,
  BankSubAccount,
  BankTransaction,
  FinancialAsset,
} from '../../model/index.js';
import { shownTime } from '../shown-time.js';
import type { ReportWords } from '../words/words.js';
import { coded, joined, labelled, money, period } from './phrases.js';

export function accountLines(account: BankAccount, words: ReportWords): readonly string[] {
  return [
    joined([
      account.accountNumber,
      coded(account.accountKind, words.accountKind),
      coded(account.status, words.accountStatus),
      account.branchName,
    ]),
    joined([
      labelled(words.record.balance, money(account.balance)),
      labelled(words.record.available, money(account.availableBalance)),
    ]),
    ...burdenLines(account, words),
    ...account.subAccounts.map((sub) => joined([words.recordKind.bank_sub_account, subAccountLine(sub)])),
  ];
}

export function assetLines(asset: FinancialAsset, words: ReportWords): readonly string[] {
  return [
    joined([
      asset.name,
      asset.assetType,
      asset.quantity === undefined ? undefined : `${asset.quantity} ${asset.unit ?? ''}`.trim(),
      money(asset.total),
    ]),
    ...burdenLines(asset, words),
  ];
}

function burdenLines(
  asset: Pick<BankAccount, 'freezes' | 'priorRights'>,
  words: ReportWords,
): readonly string[] {
  return [
    ...asset.freezes.map((freeze) => freezeLine(freeze, words)),
    ...asset.priorRights.map((right) => joined([words.recordKind.bank_prior_right, priorRightLine(right)])),
  ];
}

export function freezeLine(freeze: BankFreeze, words: ReportWords): string {
  return joined([
    words.record.freeze(freeze.sequence),
    money(freeze.amount),
    freeze.authority,
    freeze.documentNumber,
    period(freeze.fromOn, freeze.expiresOn),
    freeze.remark,
  ]);
}

export function priorRightLine(right: BankPriorRight): string {
  return joined([right.rightType, money(right.amount), right.holder?.name]);
}

export function subAccountLine(sub: BankSubAccount): string {
  return joined([sub.subAccountNumber, sub.subAccountKind, money(sub.balance)]);
}

export function transactionLine(transaction: BankTransaction, words: ReportWords): string {
  return joined([
    transaction.accountNumber,
    shownTime(transaction.madeAt),
    coded(transaction.direction, words.transactionDirection),
    money(transaction.amount),
    transaction.transactionType,
    transaction.counterparty?.name,
  ]);
}

export function customerLines(customer: BankCustomer, words: ReportWords): readonly string[] {
  return [
    joined(
      customer.certificates.map(({ type, number }) => labelled(coded(type, words.documentType), number)),
    ),
    joined([...customer.phones, ...customer.addresses, labelled(words.record.employer, customer.employer)]),
  ];
}
