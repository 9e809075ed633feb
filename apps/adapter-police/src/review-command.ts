import type { ReviewDecision, ReviewDesk, ReviewTask } from '@dianda/adapter-kit';
import { parseLegId, refusalReasons, type LegId } from '@dianda/inquiry';

/** A reviewer's order as he types it. */
export type ReviewOrder =
  | { readonly order: 'list' }
  | {
      readonly order: 'decide';
      readonly legId: LegId;
      readonly round: number;
      readonly decision: ReviewDecision;
    };

export const USAGE = `list                                   every question that waits for a review, as JSON lines
release <leg> <round>                  let it be answered
return  <leg> <round> <reason> <words> send it back; reason: ${refusalReasons.join(' ')}
ask     <leg> <round> <question>       ask the officer to explain

Words and questions go to the officer as they are; name nobody in them.
REVIEWER, JOURNAL_URL and JOURNAL_KEY_FILE come from the environment.
`;

/** The order in the words of a command line; undefined when it is none. */
export function parseOrder(words: readonly string[]): ReviewOrder | undefined {
  const [verb, leg = '', round = '', ...rest] = words;
  if (verb === 'list') return words.length === 1 ? { order: 'list' } : undefined;
  const legId = parseLegId(leg);
  if (legId === undefined || !/^[1-9]\d{0,5}$/.test(round)) return undefined;
  const decision = parseDecision(verb, rest);
  return decision && { order: 'decide', legId, round: Number(round), decision };
}

/** Carries the order out; what it gives is to be printed. */
export async function runOrder(desk: ReviewDesk, order: ReviewOrder, reviewer: string): Promise<string> {
  if (order.order === 'list') return (await desk.pending()).map(lineOf).join('');
  await desk.decide(order, order.decision, reviewer);
  return `${order.decision.verdict} ${order.legId} ${order.round}\n`;
}

function parseDecision(verb: string | undefined, rest: readonly string[]): ReviewDecision | undefined {
  const [first = '', second = ''] = rest.map((word) => word.trim());
  switch (verb) {
    case 'release':
      return rest.length === 0 ? { verdict: 'released' } : undefined;
    case 'return': {
      const reason = refusalReasons.find((each) => each === first);
      if (reason === undefined || second === '' || rest.length !== 2) return undefined;
      return { verdict: 'returned', reason, words: second };
    }
    case 'ask':
      return first === '' || rest.length !== 1 ? undefined : { verdict: 'clarification', words: first };
    default:
      return undefined;
  }
}

function lineOf(task: ReviewTask): string {
  return `${JSON.stringify(task)}\n`;
}
