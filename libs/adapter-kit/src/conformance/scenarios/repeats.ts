import { status } from '@grpc/grpc-js';
import { setTimeout as delay } from 'node:timers/promises';
import type { Question } from '@dianda/inquiry';
import type { Exchange } from '../court/ledger.js';
import { at, skipped, verdictOf, type Finding } from '../judge/finding.js';
import { judgeAnswer } from '../judge/judge-answer.js';
import { judgeError } from '../judge/judge-error.js';
import { judgeRepeat } from '../judge/judge-repeat.js';
import { outcomeOf } from '../judge/outcome-note.js';
import { askWhole } from './ask-whole.js';
import type { Bench } from './bench.js';
import { about, aboutAnybody, withControl, type Scenario } from './scenario.js';

const SECTION = 6;

/** How many callers put the same question at the same moment. */
const CALLERS = 4;
/** An adapter that says when to come again is not asked for longer than this. */
const LONGEST_RETRY_MS = 5_000;
/** Many callers take turns at an agency that bears few at once. */
const MOST_RETRIES = 60;

/** proto/README.md section 6: the key is (leg id, round, page token), and a repeat gets the same bytes and receipt. */
export const repeatScenarios: readonly Scenario[] = [
  { id: 'repeat-found', section: SECTION, run: about('found', judgeRepeatOf) },
  { id: 'repeat-nothing-found', section: SECTION, run: about('nothing_found', judgeRepeatOf) },
  {
    id: 'repeat-pages',
    section: SECTION,
    run: about('many_pages', async (bench, subject) => {
      const question = bench.court.question(subject);
      const { exchanges, findings } = await askWhole(bench, question);
      const repeats = [...findings];
      for (const [index, first] of exchanges.entries()) {
        const again = await bench.court.ask(question, { pageToken: first.pageToken });
        repeats.push(...at(`page ${index + 1}`, judgeRepeat(first, again)));
      }
      return verdictOf(repeats);
    }),
  },
  {
    id: 'repeat-without-search',
    section: SECTION,
    run: aboutAnybody((bench, subject) =>
      withControl(bench, async (control) => {
        const question = bench.court.question(subject);
        const first = await bench.court.ask(question);
        const { findings } = await judgeAnswer(first, bench.receipts);
        // With no back end to search, the same bytes can only come from the journal.
        await control.strike('cut');
        return verdictOf([...findings, ...judgeRepeat(first, await bench.court.ask(question))]);
      }),
    ),
  },
  {
    id: 'repeat-at-once',
    section: SECTION,
    run: aboutAnybody(async (bench, subject) => {
      const question = bench.court.question(subject);
      const exchanges = await Promise.all(
        Array.from({ length: CALLERS }, () => askPatiently(bench, question)),
      );
      const answered = exchanges.find(({ result }) => result.ok);
      const [any] = exchanges;
      if (any === undefined) return skipped((words) => words.skip.noSubject('found'));
      if (answered === undefined) {
        return verdictOf([{ expected: (words) => words.finding.anAnswer, came: () => outcomeOf(any) }]);
      }
      return verdictOf(
        exchanges.flatMap((each, index) => at(`caller ${index + 1}`, judgeRepeat(answered, each))),
      );
    }),
  },
];

/** Each call carries a warrant of its own, as a repeat may. */
async function judgeRepeatOf(bench: Bench, subject: Parameters<Bench['court']['question']>[0]) {
  const question = bench.court.question(subject);
  const first = await bench.court.ask(question);
  const { findings } = await judgeAnswer(first, bench.receipts);
  const repeats: Finding[] = [];
  for (const time of [2, 3]) {
    repeats.push(...at(`call ${time}`, judgeRepeat(first, await bench.court.ask(question))));
  }
  return verdictOf([...findings, ...repeats]);
}

/** Asks again while the adapter is busy and says so as it must. */
export async function askPatiently(bench: Bench, question: Question): Promise<Exchange> {
  for (let time = 1; ; time += 1) {
    const exchange = await bench.court.ask(question);
    const { result } = exchange;
    const isBusy = !result.ok && result.code === status.RESOURCE_EXHAUSTED;
    if (!isBusy || time > MOST_RETRIES || judgeBusy(exchange).length > 0) return exchange;
    await delay(Math.min(result.details.retryDelayMs ?? LONGEST_RETRY_MS, LONGEST_RETRY_MS));
  }
}

function judgeBusy({ result }: Exchange): readonly Finding[] {
  return judgeError(result, {
    code: 'RESOURCE_EXHAUSTED',
    reason: 'ADAPTER_BUSY',
    origin: 'adapter',
    retryInfo: true,
  });
}
