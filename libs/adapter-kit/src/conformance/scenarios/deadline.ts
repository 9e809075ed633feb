import { status } from '@grpc/grpc-js';
import type { Exchange } from '../court/ledger.js';
import { verdictOf, type Finding } from '../judge/finding.js';
import { judgeError } from '../judge/judge-error.js';
import { outcomeOf } from '../judge/outcome-note.js';
import type { Bench } from './bench.js';
import { aboutAnybody, withControl, type Scenario } from './scenario.js';

const SECTION = 2;

/** proto/README.md section 2: with less than 500 ms left no search begins. */
const TOO_SHORT_MS = 450;
/** A busy machine may eat the whole of so short a deadline on the way; an adapter that is right answers one of them. */
const MOST_SHORT_TRIES = 5;

export const deadlineScenarios: readonly Scenario[] = [
  {
    id: 'deadline-too-short',
    section: SECTION,
    run: aboutAnybody(async ({ court }, subject) => {
      const expected = {
        code: 'DEADLINE_EXCEEDED',
        reason: 'DEADLINE_TOO_SHORT',
        origin: 'dianda',
      } as const;
      let findings: readonly Finding[] = [];
      for (let time = 0; time < MOST_SHORT_TRIES; time += 1) {
        const exchange = await court.ask(court.question(subject), { deadlineMs: TOO_SHORT_MS });
        findings = judgeError(exchange.result, expected);
        if (!endedByUs(exchange)) break;
      }
      return verdictOf(findings);
    }),
  },
  {
    id: 'deadline-kept',
    section: SECTION,
    run: aboutAnybody((bench, subject) =>
      withControl(bench, async (control) => {
        await control.strike('hung');
        const exchange = await askPressed(bench, (deadlineMs) =>
          bench.court.ask(bench.court.question(subject), { deadlineMs }),
        );
        return verdictOf(
          endedByUs(exchange)
            ? [{ expected: (words) => words.finding.deadlineKept, came: () => outcomeOf(exchange) }]
            : [],
        );
      }),
    ),
  },
];

/** With each the deadline doubles: what a busy machine eats of it is the same for a short and for a long one. */
const MOST_TRIES = 4;

/** Asks while the back end is in trouble, until the adapter speaks before the deadline; answers the last exchange. */
export async function askPressed(
  { paces }: Pick<Bench, 'paces'>,
  ask: (deadlineMs: number) => Promise<Exchange>,
): Promise<Exchange> {
  for (let time = 1, deadlineMs = paces.hungCallMs; ; time += 1, deadlineMs *= 2) {
    const exchange = await ask(deadlineMs);
    const isOver = time === MOST_TRIES || !(endedByUs(exchange) || hadTooLittle(exchange));
    if (isOver) return exchange;
  }
}

/** Whether it was our own deadline that ended the call: then the adapter said nothing in time. */
export function endedByUs({ result }: Exchange): boolean {
  return !result.ok && result.code === status.DEADLINE_EXCEEDED && result.details.info === undefined;
}

/** Whether the deadline was eaten before the question arrived. */
function hadTooLittle({ result }: Exchange): boolean {
  return !result.ok && result.details.info?.reason === 'DEADLINE_TOO_SHORT';
}
