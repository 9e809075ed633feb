import type { IdDocumentType, IsoDate } from '@dianda/identifiers';
import type { Instant } from '../time.js';
import type { Coded } from './coded.js';
import type { ThirdPerson } from './holder.js';
import type { Money, UnitPrice } from './quantities.js';

/** Organisations: 基本, 一般, 专用, 临时; persons: Ⅰ, Ⅱ, Ⅲ类户. */
export const bankAccountKinds = [
  'BASIC',
  'GENERAL',
  'SPECIAL',
  'TEMPORARY',
  'CLASS_I',
  'CLASS_II',
  'CLASS_III',
] as const;
export type BankAccountKind = (typeof bankAccountKinds)[number];

export const bankAccountStatuses = [
  'NORMAL',
  'DORMANT',
  'FROZEN',
  'PARTLY_FROZEN',
  'PAYMENT_STOPPED',
  'REPORTED_LOST',
  'CLOSED',
] as const;
export type BankAccountStatus = (typeof bankAccountStatuses)[number];

/** 直销 or 代销 */
export const saleKinds = ['OWN', 'AGENCY'] as const;
export type SaleKind = (typeof saleKinds)[number];

/** 借 or 贷, seen from the subject's account. */
export const transactionDirections = ['DEBIT', 'CREDIT'] as const;
export type TransactionDirection = (typeof transactionDirections)[number];

/** 司法强制措施: a measure on an account or asset. */
export interface BankFreeze {
  /** 措施序号: its rank among the measures. */
  readonly sequence?: number;
  /** Where the freeze does not lie under its account. */
  readonly accountNumber?: string;
  readonly fromOn?: IsoDate;
  readonly expiresOn?: IsoDate;
  readonly authority?: string;
  readonly documentNumber?: string;
  readonly amount?: Money;
  readonly remark?: string;
}

/** 在先权利 */
export interface BankPriorRight {
  readonly sequence?: number;
  readonly accountNumber?: string;
  readonly rightType?: string;
  readonly holder?: ThirdPerson;
  readonly amount?: Money;
}

/** 关联子账户 */
export interface BankSubAccount {
  readonly sequence?: number;
  readonly mainAccountNumber?: string;
  readonly subAccountKind?: string;
  readonly subAccountNumber: string;
  readonly currency?: string;
  readonly balance?: Money;
  readonly availableBalance?: Money;
}

/** 账户 with what lies on it. */
export interface BankAccount {
  readonly sequence?: number;
  /** At most 32 characters. */
  readonly accountNumber: string;
  readonly accountKind: Coded<BankAccountKind>;
  readonly status: Coded<BankAccountStatus>;
  readonly branchName?: string;
  /** CNAPS, 12 digits. */
  readonly branchCode?: string;
  readonly openedOn?: IsoDate;
  readonly closedOn?: IsoDate;
  readonly currency?: string;
  readonly balance?: Money;
  /** 可用资产数额: what a new measure could reach. */
  readonly availableBalance?: Money;
  readonly linkedFundAccount?: string;
  readonly answeredAt?: Instant;
  readonly address?: string;
  readonly postcode?: string;
  readonly phone?: string;
  readonly remark?: string;
  readonly freezes: readonly BankFreeze[];
  readonly priorRights: readonly BankPriorRight[];
  readonly subAccounts: readonly BankSubAccount[];
}

/** 金融资产 */
export interface FinancialAsset {
  readonly sequence?: number;
  readonly name: string;
  readonly assetType?: string;
  readonly saleKind?: Coded<SaleKind>;
  readonly productNumber?: string;
  readonly wealthAccount?: string;
  readonly returnAccount?: string;
  readonly manager?: string;
  readonly tradableViaBank?: boolean;
  readonly restriction?: string;
  readonly restrictionEndsOn?: IsoDate;
  readonly pledgee?: ThirdPerson;
  readonly custodian?: string;
  readonly beneficiary?: ThirdPerson;
  /** 计量单位 of the quantities, e.g. 份. */
  readonly unit?: string;
  readonly currency?: string;
  readonly unitPrice?: UnitPrice;
  /** Decimal. */
  readonly quantity?: string;
  /** Decimal. */
  readonly controllableQuantity?: string;
  readonly total?: Money;
  readonly freezes: readonly BankFreeze[];
  readonly priorRights: readonly BankPriorRight[];
}

/** 资金往来: only where the authority carries the transactions right. */
export interface BankTransaction {
  readonly sequence?: number;
  readonly accountNumber: string;
  readonly transactionType?: string;
  readonly direction: Coded<TransactionDirection>;
  readonly amount: Money;
  readonly madeAt: Instant;
  readonly serialNumber?: string;
  readonly counterparty?: ThirdPerson;
}

export interface IdCertificate {
  readonly type: Coded<IdDocumentType>;
  readonly number: string;
}

/** 客户资料 */
export interface BankCustomer {
  readonly certificates: readonly IdCertificate[];
  readonly phones: readonly string[];
  readonly addresses: readonly string[];
  readonly employer?: string;
  readonly agent?: ThirdPerson;
  readonly legalRepresentative?: ThirdPerson;
  readonly taxNumbers: readonly string[];
}
