import { setTimeout as delay } from 'node:timers/promises';
import type { AdapterAnswer, Question } from '@dianda/inquiry';
import { skipped, verdictOf } from '../judge/finding.js';
import { judgeAnswer, judgeRung, type JudgedAnswer } from '../judge/judge-answer.js';
import { judgeRepeat } from '../judge/judge-repeat.js';
import type { Bench } from './bench.js';
import { about, type Scenario } from './scenario.js';

const SECTION = 6;

/** proto/README.md section 6: the two rungs that keep a leg waiting, and what follows under the same leg id. */
export const waitingScenarios: readonly Scenario[] = [
  {
    id: 'deferred-then-answered',
    section: SECTION,
    run: about('deferred', async (bench, subject) => {
      const question = bench.court.question(subject);
      const first = await askOnce(bench, question);
      if (first.reply === undefined) return verdictOf(first.findings);
      const findings = [...first.findings, ...judgeRung(first.reply, 'deferred')];
      if (findings.length > 0) return verdictOf(findings);
      const last = await pollToTheEnd(bench, question, first);
      if ('waitMs' in last) {
        const seconds = Math.ceil(last.waitMs / 1000);
        return skipped((words) => words.skip.impatient(seconds));
      }
      if (last.reply === undefined) return verdictOf(last.findings);
      const [one, other] = [await bench.court.ask(question), await bench.court.ask(question)];
      return verdictOf([
        ...last.findings,
        ...judgeRung(last.reply, ...finalRungs),
        ...judgeRepeat(one, other),
      ]);
    }),
  },
  {
    id: 'clarification-then-answered',
    section: SECTION,
    run: about('clarification', async (bench, subject) => {
      const question = bench.court.question(subject);
      const asked = await bench.court.ask(question);
      const first = await judgeAnswer(asked, bench.receipts);
      if (first.reply === undefined) return verdictOf(first.findings);
      const findings = [...first.findings, ...judgeRung(first.reply, 'clarification')];
      if (findings.length > 0) return verdictOf(findings);
      const { clarificationReply } = subject;
      const second = await judgeAnswer(
        await bench.court.ask({ ...question, round: 2, clarificationReply }),
        bench.receipts,
      );
      return verdictOf([...second.findings, ...judgeRepeat(asked, await bench.court.ask(question))]);
    }),
  },
];

const finalRungs: readonly AdapterAnswer['rung'][] = [
  'found',
  'nothing_found',
  'ambiguous',
  'not_covered',
  'refused',
  'clarification',
];

async function askOnce(bench: Bench, question: Question): Promise<JudgedAnswer> {
  return judgeAnswer(await bench.court.ask(question), bench.receipts);
}

/** Asks again as often as the agency wants to be asked; how long it wants to wait, when that is beyond patience. */
async function pollToTheEnd(
  bench: Bench,
  question: Question,
  first: JudgedAnswer,
): Promise<JudgedAnswer | { readonly waitMs: number }> {
  const giveUpAt = Date.now() + bench.paces.patienceMs;
  let last = first;
  for (let waitMs = pollAfterOf(last); waitMs !== undefined; waitMs = pollAfterOf(last)) {
    if (Date.now() + waitMs > giveUpAt) return { waitMs };
    await delay(waitMs);
    last = await askOnce(bench, question);
  }
  return last;
}

/** Milliseconds until the agency wants to be asked again; undefined when it has answered. */
function pollAfterOf({ reply }: JudgedAnswer): number | undefined {
  return reply?.answer.rung === 'deferred' ? reply.answer.pollAfterMs : undefined;
}
