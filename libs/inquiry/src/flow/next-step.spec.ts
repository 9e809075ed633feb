import fc from 'fast-check';
import { claimedLeg, clarification, deferred, leg, nothingFound, replyOf } from '../../test/legs.js';
import { orderedAt } from '../../test/world.js';
import {
  defaultRetryPolicy,
  DiandaError,
  errorKinds,
  errorOrigins,
  isReason,
  plusMs,
  reasonKinds,
  retryDelayMs,
  stepAfterError,
  stepAfterReply,
  type ClaimedLeg,
  type ErrorOrigin,
  type Reason,
} from '../index.js';

const reasons = Object.keys(reasonKinds).filter(isReason);
const everyReasonAndOrigin = reasons.flatMap((reason) =>
  errorOrigins.map((origin): [Reason, ErrorOrigin] => [reason, origin]),
);

const anyError = fc
  .record({
    reason: fc.constantFrom(...reasons),
    origin: fc.constantFrom(...errorOrigins),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 10_000_000 }), { nil: undefined }),
  })
  .map(({ reason, origin, retryAfterMs }) =>
    DiandaError.fromReason(reason, { origin, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }),
  );

/** Drawn as chance draws: from 0 up to, but not including, 1. */
const anyDraw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const anyClaim = fc
  .record({
    attempts: fc.integer({ min: 1, max: 60 }),
    polls: fc.nat(60),
    lifeMs: fc.nat(10_000_000),
    poll: fc.boolean(),
  })
  .map(({ attempts, polls, lifeMs, poll }): ClaimedLeg =>
    claimedLeg({
      leg: leg(1, { state: 'asking', attempts, polls, expiresAt: plusMs(orderedAt, lifeMs) }),
      poll,
    }),
  );

function after(error: DiandaError, claimed = claimedLeg()) {
  return stepAfterError(claimed, error, 0.5);
}

describe('the step after an error', () => {
  /** Kinds that may pass (design.md section 7), and a defect of our own, which says nothing about the agency. */
  function mayPass(reason: Reason, origin: ErrorOrigin): boolean {
    const kind = reasonKinds[reason];
    return (
      kind === 'unavailable' ||
      kind === 'timeout' ||
      kind === 'exhausted' ||
      (reason === 'UNEXPECTED' && origin === 'dianda')
    );
  }

  it.each(everyReasonAndOrigin)(
    'is another try or a final failure, and never an answer: %s of %s',
    (reason, origin) => {
      const step = after(DiandaError.fromReason(reason, { origin }));
      if (mayPass(reason, origin)) {
        expect(step).toMatchObject({ to: 'retry', error: { reason, origin } });
      } else {
        expect(step).toEqual({
          to: 'settle',
          answer: { rung: 'failed', answeredAt: orderedAt, reason, origin, attempts: 1 },
          evidence: [],
        });
      }
    },
  );

  it('knows each kind of error', () => {
    const kinds = new Set(everyReasonAndOrigin.map(([reason]) => reasonKinds[reason]));
    expect([...kinds].sort()).toEqual([...errorKinds].sort());
  });

  it('takes an adapter’s UNEXPECTED as its last word, and one of ours as nobody’s', () => {
    expect(after(DiandaError.internal('UNEXPECTED', { origin: 'adapter' })).to).toBe('settle');
    expect(after(DiandaError.internal('UNEXPECTED', { origin: 'dianda' })).to).toBe('retry');
  });

  it.each<[Reason, ErrorOrigin, boolean]>([
    ['BREAKER_OPEN', 'dianda', false],
    ['SHUTTING_DOWN', 'dianda', false],
    ['SHUTTING_DOWN', 'adapter', true],
    ['AGENCY_UNAVAILABLE', 'agency', true],
    ['AGENCY_TIMEOUT', 'agency', true],
    ['ADAPTER_BUSY', 'adapter', true],
    ['DEADLINE_TOO_SHORT', 'dianda', true],
    ['UNEXPECTED', 'dianda', true],
  ])('costs an attempt when somebody was asked: %s of %s, %p', (reason, origin, countsAsAttempt) => {
    expect(after(DiandaError.fromReason(reason, { origin }))).toMatchObject({ to: 'retry', countsAsAttempt });
  });

  it('never costs a poll an attempt', () => {
    for (const [reason, origin] of everyReasonAndOrigin) {
      const step = after(DiandaError.fromReason(reason, { origin }), claimedLeg({ poll: true }));
      if (step.to === 'retry') expect(step.countsAsAttempt).toBe(false);
    }
  });

  it('keeps a poll that fails from being repeated faster and faster', () => {
    const busy = DiandaError.exhausted('AGENCY_OVERLOADED', { origin: 'agency' });
    const delays = [0, 2, 4, 30].map((polls) => {
      const claimed = claimedLeg({ poll: true, leg: leg(1, { attempts: 1, polls }) });
      const step = after(busy, claimed);
      return step.to === 'retry' ? step.dueAfterMs : 0;
    });
    expect(delays).toEqual([1_500, 6_000, 24_000, 225_000]);
  });

  it('says how often the agency was asked when it gives up', () => {
    const claimed = claimedLeg({ leg: leg(1, { attempts: 4 }) });
    expect(after(DiandaError.internal('AGENCY_FAILED', { origin: 'agency' }), claimed)).toMatchObject({
      answer: { rung: 'failed', attempts: 4 },
    });
  });

  it('comes within the policy, after the agency’s own hint and within the leg’s life', () => {
    fc.assert(
      fc.property(anyClaim, anyError, anyDraw, (claimed, error, drawn) => {
        const step = stepAfterError(claimed, error, drawn);
        if (step.to !== 'retry') return;
        const lifeMs = Date.parse(claimed.leg.expiresAt) - Date.parse(claimed.claimedAt);
        const least = Math.max(error.retryAfterMs ?? 0, defaultRetryPolicy.firstDelayMs / 2);
        const most = Math.max(error.retryAfterMs ?? 0, defaultRetryPolicy.longestDelayMs);
        expect(step.dueAfterMs).toBeGreaterThanOrEqual(Math.min(lifeMs, least));
        expect(step.dueAfterMs).toBeLessThanOrEqual(Math.min(lifeMs, most));
      }),
    );
  });

  it('is due at once, never in the past, for a leg whose time has run out', () => {
    const claimed = claimedLeg({ leg: leg(1, { attempts: 1, expiresAt: plusMs(orderedAt, -1) }) });
    expect(after(DiandaError.timeout('AGENCY_TIMEOUT', {}), claimed)).toMatchObject({ dueAfterMs: 0 });
  });
});

describe('the delay before a retry', () => {
  it('doubles from attempt to attempt up to the longest', () => {
    const fixed = [1, 2, 3, 4, 8, 9, 40].map((attempt) => retryDelayMs(attempt, 0, undefined));
    expect(fixed).toEqual([1_000, 2_000, 4_000, 8_000, 128_000, 150_000, 150_000]);
  });

  it('draws one half and keeps the other, so that legs do not come back together', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), anyDraw, (attempt, drawn) => {
        const least = retryDelayMs(attempt, 0, undefined);
        const delay = retryDelayMs(attempt, drawn, undefined);
        expect(delay).toBeGreaterThanOrEqual(least);
        expect(delay).toBeLessThanOrEqual(2 * least);
        expect(Math.abs(delay - least * (1 + drawn))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never undercuts a hint, and takes none as no hint', () => {
    expect(retryDelayMs(1, 0, 30_000)).toBe(30_000);
    expect(retryDelayMs(1, 0.999, 1)).toBe(1_999);
    expect(retryDelayMs(1, 0, 0)).toBe(1_000);
  });

  it('obeys the policy that it is given', () => {
    expect(retryDelayMs(5, 0, undefined, { firstDelayMs: 10, longestDelayMs: 100 })).toBe(50);
  });
});

describe('the step after a reply', () => {
  it('settles the leg with an answer that ends it, with its evidence', () => {
    const reply = replyOf(nothingFound);
    expect(stepAfterReply(claimedLeg(), reply)).toEqual({ to: 'settle', ...reply });
  });

  it('waits for the officer after a clarification: only his reply makes the leg due', () => {
    const reply = replyOf(clarification);
    expect(stepAfterReply(claimedLeg(), reply)).toEqual({
      to: 'wait',
      ...reply,
      dueAfterMs: undefined,
      waitingFor: {
        kind: 'clarification',
        since: orderedAt,
        question: clarification.question,
        contact: '值班员 0517-00000002',
      },
    });
  });

  it('polls a deferred leg when the agency says, and shows when', () => {
    expect(stepAfterReply(claimedLeg(), replyOf(deferred))).toMatchObject({
      to: 'wait',
      dueAfterMs: 30_000,
      waitingFor: { kind: 'agency_working', since: orderedAt, nextPollAt: plusMs(orderedAt, 30_000) },
    });
  });

  it('keeps since when the agency has been working on it', () => {
    const since = plusMs(orderedAt, -90_000);
    const waitingFor = { kind: 'agency_working', since, nextPollAt: orderedAt } as const;
    const step = stepAfterReply(claimedLeg({ poll: true, leg: leg(1, { waitingFor }) }), replyOf(deferred));
    expect(step).toMatchObject({ waitingFor: { since } });
  });

  it('polls no sooner than after a second, no later than after an hour, and never beyond the leg’s life', () => {
    fc.assert(
      fc.property(anyClaim, fc.integer({ min: -1_000, max: 100_000_000 }), (claimed, pollAfterMs) => {
        const step = stepAfterReply(claimed, replyOf({ ...deferred, pollAfterMs }));
        const lifeMs = Date.parse(claimed.leg.expiresAt) - Date.parse(claimed.claimedAt);
        const wanted = Math.min(3_600_000, Math.max(1_000, pollAfterMs));
        expect(step).toMatchObject({ to: 'wait', dueAfterMs: Math.min(lifeMs, wanted) });
      }),
    );
  });
});
