import { status } from '@grpc/grpc-js';
import type { Exchange } from '../court/ledger.js';
import { skipped, verdictOf, type Finding, type Verdict } from './finding.js';
import { outcomeOf } from './outcome-note.js';
import type { InquireReply } from '@dianda/wire';

/** How a question ended whose back end met a fault while it was searched. */
export interface FaultyAnswer {
  readonly exchange: Exchange;
  /** The answer, where one came that reads. */
  readonly reply: InquireReply | undefined;
  /** How many records the subject has when all is well; 0 for one whom the back end does not hold. */
  readonly records: number;
}

/** Which errors say what became of the back end, by code (proto/README.md sections 1 and 7). */
const registryErrors: readonly { readonly code: status; readonly reason: string }[] = [
  { code: status.UNAVAILABLE, reason: 'REGISTRY_UNAVAILABLE' },
  { code: status.DEADLINE_EXCEEDED, reason: 'REGISTRY_TIMEOUT' },
  { code: status.INTERNAL, reason: 'REGISTRY_ROW_UNREADABLE' },
];

/**
 * What is wrong with an answer that was made while the back end failed: it has to be an error with origin agency, or a
 * find that names what is missing, or a deferral. Never "nothing found", and never fewer records in silence.
 */
export function judgeFault({ exchange, reply, records }: FaultyAnswer): readonly Finding[] {
  const { result } = exchange;
  const came = (): string => outcomeOf(exchange);
  if (!result.ok) {
    const { info } = result.details;
    const isOurs =
      info?.origin === 'agency' &&
      registryErrors.some(({ code, reason }) => code === result.code && reason === info.reason);
    return isOurs ? [] : [{ expected: (words) => words.finding.errorOfAgency, came }];
  }
  // The bytes say it even where the rest of the answer is malformed.
  if (reply === undefined) return [{ expected: (words) => words.finding.errorOfAgency, came }];
  const { answer } = reply;
  if (answer.rung === 'deferred') return [];
  if (answer.rung === 'found') {
    const isWhole = answer.records.length >= records || reply.nextPageToken !== '';
    if (isWhole || answer.missing.length > 0) return [];
    const lost = records - answer.records.length;
    return [
      { expected: (words) => words.finding.missingNamed, came: (words) => words.came.lostRecords(lost) },
    ];
  }
  return [{ expected: (words) => words.finding.neverNothingFound, came }];
}

/** Of searches that were broken at so many places: a fault that never struck has proved nothing. */
export function verdictOnPlaces(findings: readonly Finding[], places: number): Verdict {
  if (places === 0 && findings.length === 0) return skipped((words) => words.skip.notThroughProxy);
  return verdictOf(findings, (words) => words.note.places(places));
}
