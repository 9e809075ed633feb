import { isOpen, nextAt, shownClock, waitingText } from '@dianda/inquiry';
import type { InquiryProgress, LegProgress } from '../court-client.js';
import type { TableRow } from './leg-table.js';
import type { Words } from './words.js';

/** One row a leg: subject, class, agency, state, how often it was asked, what it waits for and until when, and its answer. */
export function legRows(
  progress: InquiryProgress,
  agencyNames: ReadonlyMap<string, string>,
  words: Words,
): readonly TableRow[] {
  const subjects = new Map(
    progress.subjects.map(({ subjectId, name }, place) => [subjectId, { name, place }]),
  );
  const placeOf = (leg: LegProgress): string => {
    const subject = subjects.get(leg.subjectId)?.place ?? 0;
    return [subject, leg.agencyCode === undefined ? 1 : 0, leg.assetClass, leg.agencyCode ?? ''].join(' ');
  };
  return progress.legs
    .toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
    .map((leg) => ({
      key: leg.id,
      cells: [
        subjects.get(leg.subjectId)?.name ?? '?',
        words.assetClass[leg.assetClass],
        leg.agencyCode === undefined ? words.noAgency : (agencyNames.get(leg.agencyCode) ?? leg.agencyCode),
        words.legState[leg.state],
        String(leg.attempts),
        isOpen(leg.state) ? waiting(leg, words) : '',
        leg.rung === undefined ? '' : words.rung[leg.rung],
      ],
    }));
}

function waiting({ waitingFor, expectedAt }: LegProgress, words: Words): string {
  const what = waitingFor === undefined ? [] : [waitingText(waitingFor, words)];
  const until = (waitingFor === undefined ? undefined : nextAt(waitingFor)) ?? expectedAt;
  return [...what, ...(until === undefined ? [] : [words.expected(shownClock(until))])].join(' · ');
}
