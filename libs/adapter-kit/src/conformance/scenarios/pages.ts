import { skipped, verdictOf } from '../judge/finding.js';
import { judgeAnswer } from '../judge/judge-answer.js';
import { judgeError } from '../judge/judge-error.js';
import { judgeWhole } from './answers.js';
import { askWhole } from './ask-whole.js';
import { about, withControl, type Scenario } from './scenario.js';

const SECTION = 6;

/** proto/README.md section 6: all pages stem from one search, and none of it is lost or doubled between them. */
export const pageScenarios: readonly Scenario[] = [
  {
    id: 'pages-complete',
    section: SECTION,
    run: about('many_pages', async (bench, subject) => {
      const answer = await askWhole(bench, bench.court.question(subject));
      const findings = judgeWhole(bench, subject, answer, 'found');
      // One page proves nothing about pages.
      if (findings.length === 0 && answer.pages.length < 2) return skipped((words) => words.skip.onePage);
      return verdictOf(findings, (words) => words.note.pages(answer.pages.length));
    }),
  },
  {
    id: 'pages-from-one-search',
    section: SECTION,
    run: about('many_pages', (bench, subject) =>
      withControl(bench, async (control) => {
        const question = bench.court.question(subject);
        const first = await judgeAnswer(await bench.court.ask(question), bench.receipts);
        const pageToken = first.reply?.nextPageToken ?? '';
        if (first.reply !== undefined && pageToken === '') return skipped((words) => words.skip.onePage);
        // The next page names a place in a kept result: it needs no back end.
        await control.strike('cut');
        const next = await judgeAnswer(await bench.court.ask(question, { pageToken }), bench.receipts);
        return verdictOf([...first.findings, ...next.findings]);
      }),
    ),
  },
  {
    id: 'page-token-of-another-leg',
    section: SECTION,
    run: about('many_pages', async (bench, subject) => {
      const first = await judgeAnswer(await bench.court.ask(bench.court.question(subject)), bench.receipts);
      const pageToken = first.reply?.nextPageToken ?? '';
      if (first.reply !== undefined && pageToken === '') return skipped((words) => words.skip.onePage);
      const other = bench.court.question(subject);
      await bench.court.ask(other);
      const { result } = await bench.court.ask(other, { pageToken });
      const refused = { code: 'INVALID_ARGUMENT', reason: 'PAGE_TOKEN_INVALID', origin: 'dianda' } as const;
      return verdictOf([...first.findings, ...judgeError(result, refused)]);
    }),
  },
];
