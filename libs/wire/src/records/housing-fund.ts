import type { HousingFundAccount } from '@dianda/inquiry';
import { coded, codeTable, optionalCoded } from '../codec/codes.js';
import { message, optional, required } from '../codec/messages.js';
import { optionalDate, optionalDecimal, optionalText, optionalTextOf, text } from '../codec/scalars.js';
import * as wire from '../generated/dianda/adapter/v1/housing_fund.js';
import { registeredSubject } from './holder.js';
import { money } from './quantities.js';

export const housingFundAccount = message<HousingFundAccount, wire.HousingFundAccount>(
  wire.HousingFundAccount,
  {
    personalAccountNumber: text,
    holder: required(registeredSubject),
    unitAccountNumber: optionalText,
    employer: optionalText,
    wageBase: optional(money),
    monthlyDeposit: optional(money),
    personalMonthlyDeposit: optional(money),
    unitMonthlyDeposit: optional(money),
    personalRatePercent: optionalDecimal,
    unitRatePercent: optionalDecimal,
    balance: optional(money),
    status: coded(codeTable('HOUSING_FUND_STATUS', wire.HousingFundStatus)),
    freezeFlag: optionalCoded(codeTable('HOUSING_FUND_FREEZE', wire.HousingFundFreeze)),
    frozenAmount: optional(money),
    frozenOn: optionalDate,
    paidToMonth: optionalTextOf(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month YYYY-MM'),
    openedOn: optionalDate,
    closedOn: optionalDate,
    closeReason: optionalText,
    linkedBankAccount: optionalText,
  },
);
