import type { Answer, SettlingAnswer } from '../model/answer.js';
import { isSettling } from '../model/answer.js';
import { isOpen, type Leg } from '../model/leg.js';
import type { LegResult, ReplacedAnswer } from '../model/report.js';
import type { Instant } from '../model/time.js';
import type { ReportInputs } from '../ports/inquiry-store.js';

interface Settled {
  readonly answer: Answer;
  readonly receiptNumbers: readonly (string | undefined)[];
  readonly settledAt: Instant;
  readonly late: boolean;
  readonly replaces?: ReplacedAnswer;
}

/** One leg as the report shows it. Throws TypeError for a settled leg without an answer, which storage forbids. */
export function legResult(leg: Leg, inputs: ReportInputs): LegResult {
  const agency = agencyOf(leg, inputs);
  if (isOpen(leg.state)) {
    return {
      status: 'open',
      legId: leg.id,
      agency,
      state: leg.state,
      waitingFor: leg.waitingFor ?? { kind: leg.state === 'asking' ? 'answer' : 'turn' },
      expectedAt: leg.expectedAt,
      expiresAt: leg.expiresAt,
      attempts: leg.attempts,
      lastError: leg.lastError,
    };
  }
  if (leg.state === 'cancelled') {
    return { status: 'cancelled', legId: leg.id, agency, reason: leg.lastError?.reason ?? 'CANCELLED' };
  }
  const settled = inputs.answers.get(leg.id);
  if (settled === undefined) throw new TypeError('a settled leg has no answer');
  if (!isSettling(settled.answer)) throw new TypeError('a settled leg has an answer that settles nothing');
  return settledResult(leg, agency, settled, settled.answer);
}

/** Undefined only for a leg that nobody covers: an agency without a directory row is still named, by its code. */
function agencyOf({ agencyCode: code }: Leg, { agencies }: ReportInputs): LegResult['agency'] {
  if (code === undefined) return undefined;
  return { code, name: agencies.find((each) => each.code === code)?.name ?? { zh: code, en: code } };
}

function settledResult(
  leg: Leg,
  agency: LegResult['agency'],
  { receiptNumbers: perPage, settledAt, late, replaces }: Settled,
  answer: SettlingAnswer,
): LegResult {
  const base = {
    legId: leg.id,
    agency,
    answeredAt: answer.answeredAt,
    settledAt,
    late,
    ...(replaces && { replaces }),
  };
  const receiptNumbers = perPage.filter((each) => each !== undefined);
  // A search counts only once each page of its answer has its receipt (法释〔2013〕20号 art. 5; standards.md F10).
  const receipted = perPage.length > 0 && receiptNumbers.length === perPage.length;
  const gap = {
    ...base,
    status: 'gap',
    region: leg.region,
    attempts: leg.attempts,
    expiredAt: undefined,
    contact: undefined,
    candidates: [],
    detail: '',
    origin: 'agency',
  } as const;
  switch (answer.rung) {
    case 'found': {
      const found = {
        ...base,
        asOf: answer.asOf,
        receiptNumbers,
        records: answer.records,
        missing: answer.missing,
      };
      return receipted
        ? { ...found, status: 'searched' }
        : { ...found, status: 'unreceipted', rung: 'found' };
    }
    case 'nothing_found': {
      const empty = { ...base, asOf: answer.asOf, receiptNumbers, coverage: answer.coverage };
      return receipted
        ? { ...empty, status: 'searched_empty' }
        : { ...empty, status: 'unreceipted', rung: 'nothing_found' };
    }
    case 'ambiguous':
      return { ...gap, rung: answer.rung, reason: 'AMBIGUOUS', candidates: answer.candidates };
    case 'not_covered':
      // Where nobody could be asked, no agency said so: the plan did.
      return {
        ...gap,
        rung: answer.rung,
        reason: answer.reason,
        detail: answer.detail,
        origin: leg.agencyCode === undefined ? 'dianda' : 'agency',
      };
    case 'refused':
      return {
        ...gap,
        rung: answer.rung,
        reason: answer.reason,
        detail: answer.detail,
        contact: answer.contact,
      };
    case 'no_response': {
      const cause = causeOf(answer);
      return {
        ...gap,
        rung: answer.rung,
        reason: cause?.reason ?? 'TIME_RAN_OUT',
        origin: cause?.origin ?? (answer.attempts === 0 ? 'dianda' : 'agency'),
        attempts: answer.attempts,
        expiredAt: answer.expiredAt,
      };
    }
    case 'failed':
      return {
        ...gap,
        rung: answer.rung,
        reason: answer.reason,
        origin: answer.origin,
        attempts: answer.attempts,
      };
    default:
      return answer satisfies never;
  }
}

/** What kept the answer from coming. A last turn that came too late to ask in is the time running out, no cause of it. */
function causeOf({ lastError }: Extract<SettlingAnswer, { rung: 'no_response' }>) {
  const tooLate = lastError?.origin === 'dianda' && lastError.reason === 'DEADLINE_TOO_SHORT';
  return tooLate ? undefined : lastError;
}
