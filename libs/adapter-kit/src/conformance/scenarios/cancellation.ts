import { documentKeys } from '../../matching/document-keys.js';
import type { CancelMark, HeldSearch, SearchProxy } from '../back-end/back-end-control.js';
import { verdictOf, type Finding, type Verdict } from '../judge/finding.js';
import type { SubjectRow } from '../subjects/subject-row.js';
import type { Bench } from './bench.js';
import { about, withProxy, type Scenario } from './scenario.js';
import { until } from './until.js';

/** A search takes several replies; the cancellation is tried at each of these. */
const MOST_REPLIES = 10;

/** proto/README.md section 2: when the call is cancelled, stop the search in your database, too. */
export const cancellationScenarios: readonly Scenario[] = [
  {
    id: 'cancellation-reaches-back-end',
    section: 2,
    run: about('found', (bench, subject) =>
      withProxy(bench, async (proxy) => {
        const texts = documentKeys(subject.identity.document).map((key) => Buffer.from(key, 'utf8'));
        const known = await cancelEverywhere(bench, subject, proxy, texts);
        if (known.isSeen) return judge(known, known.silentAt);
        // The number does not pass as a text: any connection may be the search's, and one that shows a mark is it.
        const guessed = await cancelEverywhere(bench, subject, proxy, []);
        return judge(guessed, guessed.marks.length > 0 ? [] : [1]);
      }),
    ),
  },
];

interface Cancellations {
  /** Whether the search's connection could be told from others. */
  readonly isSeen: boolean;
  readonly marks: readonly CancelMark[];
  /** The replies at which a cancelled search showed nothing. */
  readonly silentAt: readonly number[];
}

function judge({ marks }: Cancellations, silentAt: readonly number[]): Verdict {
  const findings = silentAt.map((reply): Finding => ({
    expected: (words) => words.finding.cancelReaches,
    came: (words) => words.came.searchWentOn,
    where: `reply ${reply}`,
  }));
  return verdictOf(findings, (words) => words.note.cancelled(marks.length, [...new Set(marks)]));
}

/** Cancels one search after another, each at another of its replies, until they are over before that. */
async function cancelEverywhere(
  bench: Bench,
  subject: SubjectRow,
  proxy: SearchProxy,
  texts: readonly Buffer[],
): Promise<Cancellations> {
  const marks: CancelMark[] = [];
  const silentAt: number[] = [];
  let isSeen = false;
  for (let reply = 1; reply <= MOST_REPLIES; reply += 1) {
    const held = proxy.holdSearch(reply, texts);
    const outcome = await cancelHeld(bench, subject, held);
    isSeen ||= held.isSeen;
    if (outcome === 'search_over') break;
    if (outcome === undefined) silentAt.push(reply);
    else marks.push(outcome);
  }
  return { isSeen, marks, silentAt };
}

/** Hangs up on a search whose reply is withheld, and looks at the back end's side; undefined when nothing shows there. */
async function cancelHeld(
  bench: Bench,
  subject: SubjectRow,
  held: HeldSearch,
): Promise<CancelMark | 'search_over' | undefined> {
  const hangUp = new AbortController();
  const call = { isOver: false };
  const asked = bench.court
    .ask(bench.court.question(subject), { signal: hangUp.signal })
    .finally(() => (call.isOver = true));
  try {
    await until(bench.paces.callMs, () => call.isOver || held.isHeld);
    if (call.isOver) return 'search_over';
    held.watchForCancel();
    hangUp.abort();
    await until(bench.paces.cancelMs, () => held.cancelMark !== undefined);
    return held.cancelMark;
  } finally {
    held.release();
    await asked;
  }
}
