import { isRetryable, type DiandaError } from '../errors.js';
import { isSettling, type AgencyReply } from '../model/answer.js';
import { msBetween, plusMs, type Instant } from '../model/time.js';
import type { ClaimedLeg, LegStep } from '../ports/leg-store.js';

/** How long to wait before a leg is asked again; Dianda's own design, no provision behind it. */
export interface RetryPolicy {
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}

export const defaultRetryPolicy: RetryPolicy = { firstDelayMs: 2_000, longestDelayMs: 300_000 };

/** A poll comes no sooner than this, whatever the agency says, and no later. */
const pollBoundsMs = { least: 1_000, most: 3_600_000 };

/**
 * Exponential back-off with equal jitter: half of the delay is fixed, half is drawn. `drawn` is uniform in [0, 1);
 * an agency's own hint is never undercut.
 */
export function retryDelayMs(
  attempt: number,
  drawn: number,
  hintMs: number | undefined,
  policy: RetryPolicy = defaultRetryPolicy,
): number {
  const full = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** Math.min(attempt - 1, 30));
  return Math.max(hintMs ?? 0, Math.round(full / 2 + (full / 2) * drawn));
}

/** What a reply makes of a claimed leg. */
export function stepAfterReply(claimed: ClaimedLeg, reply: AgencyReply): LegStep {
  const { answer, evidence } = reply;
  if (isSettling(answer)) return { to: 'settle', answer, evidence };
  switch (answer.rung) {
    case 'clarification':
      return {
        to: 'wait',
        answer,
        evidence,
        dueAfterMs: undefined,
        waitingFor: {
          kind: 'clarification',
          since: claimed.claimedAt,
          question: answer.question,
          contact: `${answer.contact.name} ${answer.contact.phone}`.trim(),
        },
      };
    case 'deferred': {
      const wanted = Math.min(pollBoundsMs.most, Math.max(pollBoundsMs.least, answer.pollAfterMs));
      const dueAfterMs = withinLifeMs(claimed, wanted);
      return {
        to: 'wait',
        answer,
        evidence,
        dueAfterMs,
        waitingFor: {
          kind: 'agency_working',
          since: workingSince(claimed),
          nextPollAt: plusMs(claimed.claimedAt, dueAfterMs),
        },
      };
    }
    default:
      return answer satisfies never;
  }
}

/** What an error makes of a claimed leg: ask again while there is time, or a final `failed`; never an answer. */
export function stepAfterError(
  claimed: ClaimedLeg,
  error: DiandaError,
  drawn: number,
  policy: RetryPolicy = defaultRetryPolicy,
): LegStep {
  const { attempts, polls } = claimed.leg;
  const isOurs = error.origin === 'dianda';
  const nobodyAsked = isOurs && (error.reason === 'BREAKER_OPEN' || error.reason === 'SHUTTING_DOWN');
  const countsAsAttempt = !nobodyAsked && !claimed.poll;
  // A defect of our own says nothing about the agency: the leg is asked again as long as it lives. An adapter's
  // UNEXPECTED is its last word (wire specification).
  const tryAgain = isRetryable(error) || (isOurs && error.reason === 'UNEXPECTED');
  if (tryAgain) {
    // Polls are no attempts, and yet an agency in trouble is polled less and less often.
    const turns = attempts + (claimed.poll ? polls : 0);
    const delay = retryDelayMs(Math.max(1, turns), drawn, error.retryAfterMs, policy);
    return {
      to: 'retry',
      dueAfterMs: withinLifeMs(claimed, delay),
      error: { reason: error.reason, origin: error.origin },
      countsAsAttempt,
    };
  }
  return {
    to: 'settle',
    answer: {
      rung: 'failed',
      answeredAt: claimed.claimedAt,
      reason: error.reason,
      origin: error.origin,
      attempts,
    },
    evidence: [],
  };
}

/** A leg due at its expiry is never asked again: the sweep settles it then. */
function withinLifeMs(claimed: ClaimedLeg, delayMs: number): number {
  return Math.max(0, Math.min(delayMs, msBetween(claimed.claimedAt, claimed.leg.expiresAt)));
}

function workingSince(claimed: ClaimedLeg): Instant {
  const waiting = claimed.leg.waitingFor;
  return waiting?.kind === 'agency_working' ? waiting.since : claimed.claimedAt;
}
