import type { IsoDate } from '@dianda/identifiers';
import type { Coded } from './coded.js';
import type { RegisteredSubject } from './holder.js';
import type { Money } from './quantities.js';

/** 账户状态 01 to 06, 99. */
export const housingFundStatuses = [
  'NORMAL',
  'SUSPENDED',
  'CLOSED_MERGED',
  'CLOSED_TRANSFERRED',
  'CLOSED_WITHDRAWN',
  'FROZEN',
  'OTHER',
] as const;
export type HousingFundStatus = (typeof housingFundStatuses)[number];

/** 冻结标志 0 to 3: 无, 只收不付, 不收不付, 部分冻结. */
export const housingFundFreezes = ['NONE', 'DEPOSIT_ONLY', 'BLOCKED', 'PARTIAL'] as const;
export type HousingFundFreeze = (typeof housingFundFreezes)[number];

/** 住房公积金个人账户. Withdrawable only on statutory grounds: a balance is never shown as plain cash (L22). */
export interface HousingFundAccount {
  readonly personalAccountNumber: string;
  readonly holder: RegisteredSubject;
  readonly unitAccountNumber?: string;
  readonly employer?: string;
  readonly wageBase?: Money;
  /** Of person and unit together. */
  readonly monthlyDeposit?: Money;
  readonly personalMonthlyDeposit?: Money;
  readonly unitMonthlyDeposit?: Money;
  /** Decimal per cent, e.g. `12` or `5.5`. */
  readonly personalRatePercent?: string;
  /** Decimal per cent. */
  readonly unitRatePercent?: string;
  readonly balance?: Money;
  readonly status: Coded<HousingFundStatus>;
  readonly freezeFlag?: Coded<HousingFundFreeze>;
  readonly frozenAmount?: Money;
  readonly frozenOn?: IsoDate;
  /** `YYYY-MM` */
  readonly paidToMonth?: string;
  readonly openedOn?: IsoDate;
  readonly closedOn?: IsoDate;
  readonly closeReason?: string;
  readonly linkedBankAccount?: string;
}
