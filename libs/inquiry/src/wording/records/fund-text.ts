import type { HousingFundAccount } from '../../model/index.js';
import type { ReportWords } from '../words/words.js';
import { coded, joined, labelled, money, optionalCode } from './phrases.js';

export function fundLines(account: HousingFundAccount, words: ReportWords): readonly string[] {
  const { record } = words;
  const balance = money(account.balance);
  return [
    joined([
      account.personalAccountNumber,
      coded(account.status, words.fundStatus),
      labelled(record.employer, account.employer),
    ]),
    // Withdrawn on statutory grounds only (住房公积金条例 art. 24): never shown as plain cash.
    labelled(
      record.balance,
      balance === undefined ? undefined : `${balance} ${words.report.inBrackets(record.notCash)}`,
    ) ?? '',
    joined([
      labelled(record.wageBase, money(account.wageBase)),
      labelled(record.monthlyDeposit, money(account.monthlyDeposit)),
      rates(account, words),
      labelled(record.paidToMonth, account.paidToMonth),
    ]),
    freezeLine(account, words),
    joined([
      labelled(record.openedOn, account.openedOn),
      labelled(record.closedOn, account.closedOn),
      account.closeReason,
      labelled(record.linkedAccount, account.linkedBankAccount),
    ]),
  ];
}

function freezeLine(account: HousingFundAccount, words: ReportWords): string {
  if (account.freezeFlag?.code === 'NONE' && account.frozenAmount === undefined) return '';
  return joined([
    optionalCode(account.freezeFlag, words.fundFreeze),
    labelled(words.record.frozen, money(account.frozenAmount)),
    account.frozenOn === undefined ? undefined : words.record.since(account.frozenOn),
  ]);
}

function rates(
  { personalRatePercent, unitRatePercent }: HousingFundAccount,
  words: ReportWords,
): string | undefined {
  if (personalRatePercent === undefined && unitRatePercent === undefined) return undefined;
  return words.record.rates(personalRatePercent ?? '?', unitRatePercent ?? '?');
}
