import { status } from '@grpc/grpc-js';
import type { Exchange } from '../court/ledger.js';
import { verdictOf, type Finding } from '../judge/finding.js';
import { judgeError } from '../judge/judge-error.js';
import { outcomeOf } from '../judge/outcome-note.js';
import { aboutAnybody, withControl, type Scenario } from './scenario.js';

const SECTION = 2;

/** proto/README.md section 2: with less than 500 ms left no search begins. */
const TOO_SHORT_MS = 450;
/** A busy machine may eat the whole of so short a deadline on the way; an adapter that is right answers one of them. */
const MOST_TRIES = 5;

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
      for (let time = 0; time < MOST_TRIES; time += 1) {
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
        let findings: readonly Finding[] = [];
        for (let time = 0; time < MOST_TRIES; time += 1) {
          const exchange = await bench.court.ask(bench.court.question(subject), {
            deadlineMs: bench.paces.hungCallMs,
          });
          if (!endedByUs(exchange)) return verdictOf([]);
          findings = [{ expected: (words) => words.finding.deadlineKept, came: () => outcomeOf(exchange) }];
        }
        return verdictOf(findings);
      }),
    ),
  },
];

/** Whether it was our own deadline that ended the call: then the adapter said nothing in time. */
export function endedByUs({ result }: Exchange): boolean {
  return !result.ok && result.code === status.DEADLINE_EXCEEDED && result.details.info === undefined;
}
