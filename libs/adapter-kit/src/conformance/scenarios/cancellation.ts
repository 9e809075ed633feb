import type { CancelMark, SearchProxy } from '../back-end/back-end-control.js';
import { verdictOf } from '../judge/finding.js';
import type { SubjectRow } from '../subjects/subject-row.js';
import type { Bench } from './bench.js';
import { about, withProxy, type Scenario } from './scenario.js';
import { until } from './until.js';

/** A search takes several replies (opening, handshake, statements); the cancellation is tried at each of these. */
const MOST_REPLIES = 10;

/** proto/README.md section 2: when the call is cancelled, stop the search in your database, too. */
export const cancellationScenarios: readonly Scenario[] = [
  {
    id: 'cancellation-reaches-back-end',
    section: 2,
    run: about('found', (bench, subject) =>
      withProxy(bench, async (proxy) => {
        for (let reply = 1; reply <= MOST_REPLIES; reply += 1) {
          const seen = await cancelAt(bench, subject, proxy, reply);
          if (seen === 'search_over') break;
          if (seen !== undefined) return verdictOf([], (words) => words.note.cancelMark(seen));
        }
        return verdictOf([
          {
            expected: (words) => words.finding.cancelReaches,
            came: (words) => words.came.searchWentOn,
          },
        ]);
      }),
    ),
  },
];

/**
 * Withholds one reply of a search, hangs up on it, and looks at the back end's side. Undefined when nothing is to be
 * seen there; `search_over` when the search needs fewer replies than that.
 */
async function cancelAt(
  bench: Bench,
  subject: SubjectRow,
  proxy: SearchProxy,
  reply: number,
): Promise<CancelMark | 'search_over' | undefined> {
  const held = proxy.holdSearch(reply);
  const hangUp = new AbortController();
  const call = { isOver: false };
  const asked = bench.court
    .ask(bench.court.question(subject), { signal: hangUp.signal })
    .finally(() => (call.isOver = true));
  try {
    await until(bench.paces.callMs, () => call.isOver || held.isHeld);
    // Answered without the reply that is withheld: it was another connection's, or there are no more of them.
    if (call.isOver) return held.isHeld ? undefined : 'search_over';
    held.watchForCancel();
    hangUp.abort();
    await until(bench.paces.cancelMs, () => held.cancelMark !== undefined);
    return held.cancelMark;
  } finally {
    held.release();
    await asked;
  }
}
