import { deliveryLifeMs, deliveryStepOf, retryPausesMs } from './delivery-step.js';
import {
  instantOf,
  mustParse,
  parseInquiryId,
  parseWebhookDeliveryId,
  plusMs,
  type ClaimedDelivery,
} from '../model/index.js';

const begun = instantOf(Date.UTC(2026, 10, 20));
const id = '00000000-0000-4000-8000-000000000001';
const claimed = (attempt: number, afterMs = 0): ClaimedDelivery => ({
  id: mustParse(parseWebhookDeliveryId, id),
  attempt,
  claimedAt: plusMs(begun, afterMs),
  givenUpAt: plusMs(begun, deliveryLifeMs),
  type: 'inquiry.completed',
  url: 'https://case-system.example/',
  isOfCourt: true,
  secrets: [],
  event: { kind: 'completed', inquiryId: mustParse(parseInquiryId, id), number: 1, at: begun },
  caseNumber: '',
});
const answered = (status: number) => ({ kind: 'answered', status }) as const;

describe('what becomes of a delivery', () => {
  it.each([200, 202, 204, 299])('is delivered by status %s', (status) => {
    expect(deliveryStepOf(claimed(1), answered(status), 0)).toEqual({ to: 'delivered', status });
  });

  it.each([
    [302, 'REDIRECTED'],
    [400, 'HTTP_STATUS'],
    [500, 'HTTP_STATUS'],
    [101, 'HTTP_STATUS'],
  ] as const)('is another try after status %s', (status, failure) => {
    expect(deliveryStepOf(claimed(1), answered(status), 0.5)).toEqual({
      to: 'retry',
      status,
      failure,
      afterMs: 5_000,
    });
  });

  it('is the end of the endpoint after 410, and of the delivery when the case went to another court', () => {
    expect(deliveryStepOf(claimed(1), answered(410), 0)).toMatchObject({ to: 'gone', failure: 'GONE' });
    const moved = deliveryStepOf(claimed(1), { kind: 'failed', failure: 'CASE_MOVED' }, 0);
    expect(moved).toMatchObject({ to: 'parked', failure: 'CASE_MOVED' });
  });

  it('is parked after three days of ever longer pauses, and not before', () => {
    let afterMs = 0;
    const pauses: number[] = [];
    for (let attempt = 1; ; attempt += 1) {
      const step = deliveryStepOf(claimed(attempt, afterMs), { kind: 'failed', failure: 'TIMEOUT' }, 0.5);
      if (step.to !== 'retry') {
        expect(step).toMatchObject({ to: 'parked', failure: 'TIMEOUT', status: undefined });
        break;
      }
      pauses.push(step.afterMs);
      afterMs += step.afterMs;
    }
    expect(pauses.slice(0, retryPausesMs.length)).toEqual(retryPausesMs);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(afterMs).toBeGreaterThan(deliveryLifeMs - 8 * 3_600_000);
    expect(afterMs).toBeLessThanOrEqual(deliveryLifeMs);
  });
});
