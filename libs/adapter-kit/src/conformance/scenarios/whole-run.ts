import { skipped, verdictOf, type Finding } from '../judge/finding.js';
import { dataIn, leaksOf, personalDataOf } from '../judge/personal-data.js';
import type { SubjectRow } from '../subjects/subject-row.js';
import type { Bench } from './bench.js';
import type { Scenario } from './scenario.js';

/** What can be judged only when everything else has run; these come last. */
export const wholeRunScenarios: readonly Scenario[] = [
  {
    id: 'no-personal-data-in-metadata',
    section: 2,
    run: ({ ledger, subjects }) => {
      const data = Object.values(subjects).flatMap(personalDataOf);
      const found = new Set<string>();
      for (const { result } of ledger.exchanges) {
        for (const { what, where } of leaksOf(result, data)) found.add(`${where}: ${what}`);
      }
      const findings = [...found].map((where): Finding => ({
        expected: (words) => words.finding.noPersonalData,
        came: (words) => words.came.personalData,
        where,
      }));
      return Promise.resolve(verdictOf(findings));
    },
  },
  {
    id: 'no-personal-data-in-log',
    section: 2,
    run: (bench) => Promise.resolve(judgeLogs(bench)),
  },
  {
    id: 'receipt-numbers-unique',
    section: 5,
    run: ({ receipts }) => {
      const doubles = receipts.repeatedNumbers;
      const findings: Finding[] = [
        { expected: (words) => words.finding.receiptNumbers, came: (words) => words.came.doubles(doubles) },
      ];
      if (receipts.count === 0) return Promise.resolve(skipped((words) => words.skip.noReceipts));
      return Promise.resolve(
        verdictOf(doubles === 0 ? [] : findings, (words) => words.note.receipts(receipts.count)),
      );
    },
  },
];

function judgeLogs({ logs, subjects }: Bench) {
  if (logs.length === 0) return skipped((words) => words.skip.noLog);
  const texts = logs.map((log, index) => ({ bytes: log.read(), where: `log ${index + 1}` }));
  if (texts.every(({ bytes }) => bytes.length === 0)) return skipped((words) => words.skip.silentLog);
  const rows: readonly SubjectRow[] = Object.values(subjects);
  const data = rows.flatMap(personalDataOf);
  const findings = texts.flatMap(({ bytes, where }) => {
    const kinds = new Set(dataIn(bytes, data).map(({ what }) => what));
    return [...kinds].map((what): Finding => ({
      expected: (words) => words.finding.noPersonalData,
      came: (words) => words.came.personalData,
      where: `${where}: ${what}`,
    }));
  });
  return verdictOf(findings);
}
