import { holdCauses, type Instant, type WaitingFor } from '../model/index.js';
import type { ReportWords } from './words/words.js';

/** What an open leg waits for, and why, where there is a why. */
export function waitingText(waiting: WaitingFor, words: ReportWords): string {
  const what = words.waitingFor[waiting.kind];
  const why = reasonOf(waiting, words);
  return why === undefined ? what : `${what}${words.report.inBrackets(why)}`;
}

/** When something will happen by itself, where that is known. */
export function nextAt(waiting: WaitingFor): Instant | undefined {
  switch (waiting.kind) {
    case 'retry':
    case 'outside_hours':
    case 'maintenance':
    case 'quota':
      return waiting.until;
    case 'agency_working':
      return waiting.nextPollAt;
    case 'agency_held':
      return waiting.nextProbeAt;
    case 'turn':
    case 'answer':
    case 'clarification':
    case 'operator':
      return undefined;
  }
}

function reasonOf(waiting: WaitingFor, words: ReportWords): string | undefined {
  switch (waiting.kind) {
    case 'retry':
      return words.explain(waiting.reason).replace(/[。.]$/u, '');
    case 'agency_held': {
      const cause = holdCauses.find((each) => each === waiting.cause);
      return cause === undefined ? waiting.cause : words.holdCause[cause];
    }
    case 'turn':
      return waiting.ahead === undefined || waiting.ahead === 0 ? undefined : words.ahead(waiting.ahead);
    case 'clarification':
      return waiting.question;
    case 'answer':
    case 'agency_working':
    case 'operator':
    case 'outside_hours':
    case 'maintenance':
    case 'quota':
      return undefined;
  }
}
