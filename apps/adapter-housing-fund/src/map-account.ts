import { normalise, parseAccountNumber, readReceivedDate } from '@dianda/identifiers';
import { held, type FieldReader } from '@dianda/adapter-kit';
import type { HousingFundAccount, Money } from '@dianda/inquiry';
import { accountStatuses, freezeFlags } from './fund-codes.js';

/** Centres count in renminbi and hold no currency. */
const CURRENCY = 'CNY';
/** Han, an exception's name, or more than 32 characters: the centre's system wrote why it failed where a number belongs. */
const ERROR_TEXT = /\p{Script=Han}|exception|error|timeout|null|^.{33,}$/iu;

/** 个人账户 around its holder and employer. The balance is the account's and never cash in hand (L22). */
export function readAccount(
  fields: FieldReader,
  parts: Pick<HousingFundAccount, 'holder'> & { readonly employer: string | undefined },
): HousingFundAccount {
  const yuan = (column: string, field: string) => fields.money(column, CURRENCY, field);
  return {
    personalAccountNumber: readNumber(fields),
    holder: parts.holder,
    ...held({
      unitAccountNumber: fields.text('dwzh', 'unit_account_number'),
      employer: parts.employer,
      wageBase: yuan('grjcjs', 'wage_base'),
      monthlyDeposit: yuan('yjce', 'monthly_deposit'),
      personalMonthlyDeposit: yuan('gryjce', 'personal_monthly_deposit'),
      unitMonthlyDeposit: yuan('dwyjce', 'unit_monthly_deposit'),
      personalRatePercent: fields.decimal('grjcbl', 'personal_rate_percent'),
      unitRatePercent: fields.decimal('dwjcbl', 'unit_rate_percent'),
      balance: yuan('grzhye', 'balance'),
    }),
    status: fields.requiredCode(accountStatuses, 'grzhzt', 'status'),
    ...readFreeze(fields, yuan('djje', 'frozen_amount')),
    ...held({
      paidToMonth: readMonth(fields),
      openedOn: fields.date('khrq', 'opened_on'),
      closedOn: fields.date('xhrq', 'closed_on'),
      closeReason: fields.text('xhyy', 'close_reason'),
      linkedBankAccount: readBankAccount(fields),
    }),
  };
}

/** 冻结标志, 冻结金额, 冻结日期. A frozen amount beside the flag 未冻结 is told: one of the two is wrong. */
function readFreeze(
  fields: FieldReader,
  frozenAmount: Money | undefined,
): Pick<HousingFundAccount, 'freezeFlag' | 'frozenAmount' | 'frozenOn'> {
  const freezeFlag = fields.code(freezeFlags, 'djbz', 'freeze_flag');
  if (freezeFlag?.code === 'NONE' && frozenAmount !== undefined && /[1-9]/.test(frozenAmount.amount)) {
    fields.warn('freeze_flag', 'TEXT_CONTRADICTS_CODE', fields.row.text('djbz'));
  }
  return held({ freezeFlag, frozenAmount, frozenOn: fields.date('djrq', 'frozen_on') });
}

/** 缴至年月, YYYYMM or YYYY-MM, as YYYY-MM. A month that does not exist or stands for none is left out and told. */
function readMonth(fields: FieldReader): string | undefined {
  const raw = fields.text('jzny', 'paid_to_month');
  if (raw === undefined) return undefined;
  const [, year = '', month = ''] = /^(\d{4})-?(\d{2})$/.exec(normalise(raw)) ?? [];
  // Registers write 999912 and 190001 where they hold none, as they write such days.
  const isSentinel = year === '9999' || (year === '1900' && month === '01');
  if (!isSentinel && readReceivedDate(`${year}${month}01`).value !== null) return `${year}-${month}`;
  fields.warn('paid_to_month', 'IMPOSSIBLE_DATE', raw);
  return undefined;
}

function readNumber(fields: FieldReader): string {
  const number = fields.required('grzh', 'personal_account_number');
  if (ERROR_TEXT.test(number)) throw fields.row.unreadable('grzh', 'holds an error text');
  return number;
}

/** 个人存款账户: a number whose check fails is told and delivered. */
function readBankAccount(fields: FieldReader): string | undefined {
  const raw = fields.text('grckzhhm', 'linked_bank_account');
  if (raw === undefined) return undefined;
  const checked = parseAccountNumber(raw);
  if (!checked.ok || checked.warnings.length > 0) fields.warn('linked_bank_account', 'CHECK_FAILED', raw);
  return raw;
}
