import type { IdDocumentRow, IdDocumentType } from '@dianda/identifiers';
import { codeTable } from '@dianda/adapter-kit';
import type { BankAccountKind, BankAccountStatus, SaleKind, TransactionDirection } from '@dianda/inquiry';

// The sample bank's code lists: its code, its text, our word. No national list is established (standards.md 3.1), so
// each bank brings its own rows; what is not among them arrives as UNKNOWN with the bank's own text.

/** 账户类别 */
export const accountKinds = codeTable<BankAccountKind>([
  ['11', '基本存款账户', 'BASIC'],
  ['12', '一般存款账户', 'GENERAL'],
  ['13', '专用存款账户', 'SPECIAL'],
  ['14', '临时存款账户', 'TEMPORARY'],
  ['21', 'Ⅰ类户', 'CLASS_I'],
  ['22', 'Ⅱ类户', 'CLASS_II'],
  ['23', 'Ⅲ类户', 'CLASS_III'],
]);

/** 账户状态 */
export const accountStatuses = codeTable<BankAccountStatus>([
  ['0', '正常', 'NORMAL'],
  ['1', '睡眠', 'DORMANT'],
  ['2', '冻结', 'FROZEN'],
  ['3', '部分冻结', 'PARTLY_FROZEN'],
  ['4', '止付', 'PAYMENT_STOPPED'],
  ['5', '挂失', 'REPORTED_LOST'],
  ['9', '销户', 'CLOSED'],
]);

/** 销售类型 */
export const saleKinds = codeTable<SaleKind>([
  ['1', '直销', 'OWN'],
  ['2', '代销', 'AGENCY'],
]);

/** 借贷标志, seen from the account: 借 leaves it. */
export const directions = codeTable<TransactionDirection>([
  ['J', '借', 'DEBIT'],
  ['D', '贷', 'CREDIT'],
]);

const documentCodes: readonly (readonly [IdDocumentType, string])[] = [
  ['RESIDENT_ID', '01'],
  ['RESIDENT_ID_15', '01'],
  ['PASSPORT', '02'],
  ['MILITARY_ID', '03'],
  ['HOUSEHOLD_BOOK', '04'],
  ['HK_MO_TW_PERMIT', '05'],
  ['FOREIGN_PR_CARD', '06'],
  ['ORG_CODE', '11'],
  ['BUSINESS_LICENCE', '12'],
  ['USCC', '13'],
  ['OTHER', '99'],
];

/** 证件类型 */
export const documentRows: readonly IdDocumentRow[] = documentCodes.map(([type, code]) => ({
  type,
  code,
  validFrom: null,
  validTo: null,
  source: 'the sample bank (assumed)',
}));
