import type { Question } from '@dianda/inquiry';
import { DiandaError } from '@dianda/inquiry';
import { decodeWithdrawReply, type WithdrawOutcome } from '@dianda/wire';
import { at, verdictOf, type Finding } from '../judge/finding.js';
import { judgeError } from '../judge/judge-error.js';
import { judgeRepeat } from '../judge/judge-repeat.js';
import { endOf } from '../judge/outcome-note.js';
import type { Bench } from './bench.js';
import { about, aboutAnybody, withControl, type Scenario } from './scenario.js';
import { until } from './until.js';

const SECTION = 6;
const WITHDRAWN = { code: 'FAILED_PRECONDITION', reason: 'LEG_WITHDRAWN', origin: 'dianda' } as const;
/** For a question to arrive and be entered; until then its leg is unknown. */
const UNDER_WAY_MS = 3_000;

/** proto/README.md section 6: all three outcomes are success, and repeating is harmless. */
export const withdrawScenarios: readonly Scenario[] = [
  {
    id: 'withdraw-unknown',
    section: SECTION,
    run: aboutAnybody(async (bench, subject) =>
      verdictOf(await withdraw(bench, bench.court.question(subject), 'UNKNOWN_LEG')),
    ),
  },
  {
    id: 'withdraw-answered',
    section: SECTION,
    run: aboutAnybody(async (bench, subject) => {
      const question = bench.court.question(subject);
      const first = await bench.court.ask(question);
      const findings = await withdraw(bench, question, 'ALREADY_ANSWERED');
      return verdictOf([...findings, ...judgeRepeat(first, await bench.court.ask(question))]);
    }),
  },
  {
    id: 'withdraw-deferred',
    section: SECTION,
    run: about('deferred', async (bench, subject) => {
      const question = bench.court.question(subject);
      await bench.court.ask(question);
      return verdictOf(await withdrawn(bench, question));
    }),
  },
  {
    id: 'withdraw-running',
    section: SECTION,
    run: aboutAnybody((bench, subject) =>
      withControl(bench, async (control) => {
        const question = bench.court.question(subject);
        await control.strike('hung');
        const running = bench.court.ask(question);
        let findings = await withdraw(bench, question, 'WITHDRAWN');
        await until(UNDER_WAY_MS, async () => {
          if (findings.length === 0) return true;
          findings = await withdraw(bench, question, 'WITHDRAWN');
          return findings.length === 0;
        });
        await running;
        await control.heal();
        return verdictOf([...findings, ...(await withdrawn(bench, question))]);
      }),
    ),
  },
];

/** Takes the leg back, twice, and then finds it closed. */
async function withdrawn(bench: Bench, question: Question): Promise<readonly Finding[]> {
  const once = await withdraw(bench, question, 'WITHDRAWN');
  const twice = await withdraw(bench, question, 'WITHDRAWN');
  const { result } = await bench.court.ask(question);
  return [...once, ...at('repeat', twice), ...at('Inquire', judgeError(result, WITHDRAWN))];
}

async function withdraw(
  bench: Bench,
  question: Question,
  wanted: WithdrawOutcome,
): Promise<readonly Finding[]> {
  const result = await bench.court.withdraw(question);
  const finding = (came: string): Finding => ({
    expected: (words) => words.finding.withdrawn(wanted),
    came: () => came,
  });
  if (!result.ok) return [finding(endOf(result))];
  try {
    const outcome = decodeWithdrawReply(result.response, question.legId);
    return outcome === wanted ? [] : [finding(outcome)];
  } catch (error) {
    if (!(error instanceof DiandaError)) throw error;
    return [finding(error.detail)];
  }
}
