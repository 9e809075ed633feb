import {
  instantOf,
  isOpen,
  isReason,
  plusMs,
  type AgencyReply,
  type Answer,
  type Instant,
  type LegError,
  type LegState,
  type LegStep,
  type Reason,
  type SettlingAnswer,
} from '@dianda/inquiry';
import type { CaseSeal } from '../cases/case-vault.js';
import type { LegEntity, StoredWaiting } from '../entities/index.js';
import { clarificationPlace, lastErrorOf, type SealedClarification } from './leg-rows.js';

/** How an attempt ended. `lease_lost`: its process did not speak in time, and may still do so. */
export type AttemptOutcome = 'settled' | 'waiting' | 'retry' | 'parked' | 'cancelled' | 'lease_lost';

/** What a step makes of a leg: the columns that it writes, the answer it adds, how the attempt ended. */
export interface LegChange {
  readonly state: LegState;
  readonly attempts: number;
  /** Unexpected errors of our own since the leg was last taken up. */
  readonly defects: number;
  readonly dueAt: Instant | null;
  readonly waitingKind: StoredWaiting | null;
  readonly waitingSealed: Buffer | null;
  readonly deferredSince: Instant | null;
  /** The leg's last error, as people see it. */
  readonly error: LegError | null;
  /** What this attempt itself ended with, where the leg goes on showing an earlier error. */
  readonly attemptError: LegError | null;
  readonly answer: Answer | null;
  readonly evidence: AgencyReply['evidence'];
  readonly late: boolean;
  /** The version of the agency's answer that this one takes the place of; null for a first answer. */
  readonly corrects: number | null;
  /** How the leg's attempt ended by it; null where it had ended before. */
  readonly outcome: AttemptOutcome | null;
}

/** Rungs that only an agency can say; one of them after `no_response` is a late answer. */
export const agencyRungs: ReadonlySet<Answer['rung']> = new Set([
  'found',
  'nothing_found',
  'ambiguous',
  'not_covered',
  'refused',
]);

/**
 * What the step makes of the leg, as both are under the inquiry's lock; `seal` is needed where the leg will wait. Undefined where this attempt may no longer
 * speak: the leg is settled or was taken back, unless time had run out and this is the answer that came late.
 */
export function changeOfStep(
  leg: LegEntity,
  attemptOutcome: AttemptOutcome | null,
  step: LegStep,
  seal: CaseSeal | undefined,
  now: Instant,
): LegChange | undefined {
  if (leg.state === 'asking') return changeWhileAsking(leg, step, seal, now);
  const mayBeLate =
    leg.state === 'unanswered' && leg.rung === 'no_response' && attemptOutcome === 'lease_lost';
  if (!mayBeLate || step.to !== 'settle' || !agencyRungs.has(step.answer.rung)) return undefined;
  return { ...settledBy(leg, step.answer, now), evidence: step.evidence, late: true };
}

function changeWhileAsking(
  leg: LegEntity,
  step: LegStep,
  seal: CaseSeal | undefined,
  now: Instant,
): LegChange {
  switch (step.to) {
    case 'settle':
      return { ...settledBy(leg, step.answer, now), evidence: step.evidence };
    case 'wait':
      return waitingAfter(leg, step, seal, now);
    case 'retry':
      return {
        ...retriedOrParked(leg, { ...step.error, at: now }, plusMs(now, step.dueAfterMs)),
        ...(step.countsAsAttempt ? {} : { error: errorToShow(leg, { ...step.error, at: now }) }),
        attempts: leg.attempts - (step.countsAsAttempt ? 0 : attemptOf(leg)),
      };
    case 'cancel':
      return {
        ...blankChange(leg),
        state: 'cancelled',
        attempts: leg.attempts - attemptOf(leg),
        error: isReason(step.reason) ? { reason: step.reason, origin: 'dianda', at: now } : null,
        outcome: 'cancelled',
      };
    default:
      return step satisfies never;
  }
}

/** The leg's end by an answer, the agency's or Dianda's own. */
export function settledBy(leg: LegEntity, answer: SettlingAnswer, now: Instant): LegChange {
  const blank = { ...blankChange(leg), answer, outcome: 'settled' } as const;
  switch (answer.rung) {
    case 'no_response':
      return { ...blank, state: 'unanswered', error: lastErrorOf(leg) ?? null };
    case 'failed':
      return {
        ...blank,
        state: 'unanswered',
        error: { reason: answer.reason, origin: answer.origin, at: now },
      };
    case 'found':
    case 'nothing_found':
    case 'ambiguous':
    case 'not_covered':
    case 'refused':
      return { ...blank, state: 'answered' };
    default:
      return answer satisfies never;
  }
}

/** The leg to be asked again at that time. */
export function retried(leg: LegEntity, error: LegError, dueAt: Instant): LegChange {
  return {
    ...blankChange(leg),
    state: 'pending',
    dueAt: withinLife(leg, dueAt),
    waitingKind: 'retry',
    error,
    attemptError: error,
    outcome: 'retry',
  };
}

/** So many unexpected errors over one leg are no accident: a person has to look. */
const mostDefects = 3;

/**
 * The leg to be asked again, or parked with its evidence where Dianda itself stumbled over it once too often (a poisoned
 * leg): it is rung no more and stands in nobody's way.
 */
function retriedOrParked(leg: LegEntity, error: LegError, dueAt: Instant): LegChange {
  const again = retried(leg, error, dueAt);
  if (error.reason !== 'UNEXPECTED' || error.origin !== 'dianda') return again;
  const defects = leg.defects + 1;
  if (defects < mostDefects) return { ...again, defects };
  return { ...again, defects, state: 'parked', dueAt: null, waitingKind: 'operator', outcome: 'parked' };
}

/** A parked leg that an operator wants asked again: due at once, and as if it had never stumbled. */
export function takenUp(leg: LegEntity, now: Instant): LegChange {
  return {
    ...blankChange(leg),
    state: 'pending',
    defects: 0,
    dueAt: withinLife(leg, now),
    waitingKind: 'turn',
    error: lastErrorOf(leg) ?? null,
    outcome: 'retry',
  };
}

/** Reasons of a turn in which nobody was asked. That it costs no attempt does not tell: a poll never costs one. */
const askedNobody: ReadonlySet<Reason> = new Set(['BREAKER_OPEN', 'SHUTTING_DOWN', 'DEADLINE_TOO_SHORT']);

/** A turn in which nobody was asked hides no error of one in which somebody was. */
function errorToShow(leg: LegEntity, error: LegError): LegError {
  const isUnasked = ({ reason, origin }: LegError) => origin === 'dianda' && askedNobody.has(reason);
  const earlier = lastErrorOf(leg);
  return earlier !== undefined && !isUnasked(earlier) && isUnasked(error) ? earlier : error;
}

function waitingAfter(
  leg: LegEntity,
  { answer, evidence, dueAfterMs, waitingFor }: Extract<LegStep, { to: 'wait' }>,
  seal: CaseSeal | undefined,
  now: Instant,
): LegChange {
  const waiting = { ...blankChange(leg), state: 'waiting', answer, evidence, outcome: 'waiting' } as const;
  if (waitingFor.kind === 'clarification') {
    if (seal === undefined) throw new TypeError('a question to the officer goes unsealed');
    const sealed: SealedClarification = { question: waitingFor.question, contact: waitingFor.contact };
    return {
      ...waiting,
      dueAt: null,
      waitingKind: 'clarification',
      waitingSealed: seal.json(clarificationPlace(leg.id), sealed),
      deferredSince: null,
    };
  }
  return {
    ...waiting,
    dueAt: withinLife(leg, plusMs(now, dueAfterMs ?? 0)),
    waitingKind: 'agency_working',
    deferredSince: leg.deferredSince === null ? now : instantOf(leg.deferredSince),
  };
}

function blankChange(leg: LegEntity) {
  return {
    attempts: leg.attempts,
    defects: leg.defects,
    dueAt: leg.dueAt === null ? null : instantOf(leg.dueAt),
    waitingKind: null,
    waitingSealed: null,
    deferredSince: leg.deferredSince === null ? null : instantOf(leg.deferredSince),
    error: null,
    attemptError: null,
    answer: null,
    evidence: [],
    late: false,
    corrects: null,
  } satisfies Partial<LegChange>;
}

/** Whether the claim counted an attempt (a poll is none). */
function attemptOf(leg: LegEntity): number {
  return leg.deferredSince === null ? 1 : 0;
}

function withinLife(leg: LegEntity, dueAt: Instant): Instant {
  const expiresAt = instantOf(leg.expiresAt);
  return dueAt < expiresAt ? dueAt : expiresAt;
}

/** By how much the inquiry's count of open legs falls. */
export function closedBy(leg: LegEntity, change: LegChange): number {
  return isOpen(leg.state) && !isOpen(change.state) ? 1 : 0;
}
