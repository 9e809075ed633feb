import type { ClaimedDelivery, DeliveryStep, SendFailure, SendResult } from '../model/webhook.js';
import { millisecondsOf } from '../model/time.js';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * Pauses after the first, second … failed call; the last one again and again. The Standard Webhooks scheme recommends
 * such a schedule; with a fifth of jitter it makes some 16 calls in three days.
 */
export const retryPausesMs = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
] as const;

/** How long a delivery is tried before it is parked. */
export const deliveryLifeMs = 72 * hour;

/** What becomes of a delivery after a call. `unit` is uniform in [0, 1) and spreads retries out. */
export function deliveryStepOf(delivery: ClaimedDelivery, result: SendResult, unit: number): DeliveryStep {
  if (result.kind === 'answered' && result.status >= 200 && result.status < 300)
    return { to: 'delivered', status: result.status };
  const status = result.kind === 'answered' ? result.status : undefined;
  const failure = result.kind === 'failed' ? result.failure : failureOfStatus(result.status);
  if (failure === 'GONE') return { to: 'gone', failure, status, afterMs: 0 };
  const pauseMs = retryPausesMs[Math.min(delivery.attempt, retryPausesMs.length) - 1] ?? 8 * hour;
  const afterMs = Math.round(pauseMs * (0.9 + 0.2 * unit));
  const isOver = millisecondsOf(delivery.claimedAt) + afterMs > millisecondsOf(delivery.givenUpAt);
  if (isOver || failure === 'CASE_MOVED') return { to: 'parked', failure, status, afterMs: 0 };
  return { to: 'retry', failure, status, afterMs };
}

function failureOfStatus(status: number): SendFailure {
  if (status === 410) return 'GONE';
  return status >= 300 && status < 400 ? 'REDIRECTED' : 'HTTP_STATUS';
}
