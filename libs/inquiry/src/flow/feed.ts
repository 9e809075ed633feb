import { millisecondsOf } from '../model/time.js';
import type { Priority } from '../model/inquiry.js';
import type { LegId } from '../model/ids.js';
import type { LegQueue } from '../ports/leg-queue.js';
import type { FeedableAgency, FeedCandidate, LegStore } from '../ports/leg-store.js';

/** How the feed weighs priority, age and share against each other; Dianda's own design. */
export interface FeedWeights {
  /** How much older than it is a leg of that priority counts. */
  readonly headStartMs: Record<Priority, number>;
  /** How much younger a leg counts for each leg of its own court that goes before it. */
  readonly courtShareMs: number;
  /** The same for its own officer. */
  readonly officerShareMs: number;
}

const hourMs = 3_600_000;

export const defaultFeedWeights: FeedWeights = {
  headStartMs: { urgent: 4 * hourMs, livelihood: 2 * hourMs, routine: 0, batch: -2 * hourMs },
  courtShareMs: 20_000,
  officerShareMs: 10_000,
};

/** Rings unanswered and legs being asked stay within this multiple of the agency's concurrency (design.md section 5). */
const aheadOfConcurrency = 2;

/** A ring behind a full agency waits for one attempt before its own begins. */
const attemptsAhead = 2;

/** How many legs may still be rung for an agency now. What its quota does not take now, the claim would send back. */
export function roomOf({ agency, underWay, quotaLeft = Infinity }: FeedableAgency): number {
  return Math.max(0, Math.min(aheadOfConcurrency * agency.concurrency - underWay, quotaLeft));
}

/**
 * Chooses at most `room` legs, best first, by one score: order time, less the priority's head start, plus what its
 * court's and officer's own legs ahead of it cost. Lower goes first. Clockless: a leg only gains on later orders, so
 * none starves. Order-independent in its input.
 */
export function admit(
  candidates: readonly FeedCandidate[],
  room: number,
  weights: FeedWeights = defaultFeedWeights,
): readonly LegId[] {
  const ahead = new Map<string, number>();
  const scored = candidates
    .map((leg) => ({ leg, base: millisecondsOf(leg.orderedAt) - weights.headStartMs[leg.priority] }))
    .sort((a, b) => a.base - b.base || (a.leg.legId < b.leg.legId ? -1 : 1))
    .map(({ leg, base }) => ({
      legId: leg.legId,
      score:
        base +
        takePlace(ahead, `court ${leg.courtCode}`) * weights.courtShareMs +
        takePlace(ahead, `officer ${leg.officerId}`) * weights.officerShareMs,
    }))
    .sort((a, b) => a.score - b.score || (a.legId < b.legId ? -1 : 1));
  return scored.slice(0, Math.max(0, room)).map((each) => each.legId);
}

function takePlace(ahead: Map<string, number>, line: string): number {
  const place = ahead.get(line) ?? 0;
  ahead.set(line, place + 1);
  return place;
}

/** feed: admission from the database to the queue, bounded by what each agency can take. */
export class Feed {
  constructor(
    private readonly legs: Pick<LegStore, 'feedable' | 'candidates' | 'ring'>,
    private readonly queue: LegQueue,
    /** How long a ring may at least stay unanswered before the leg is rung again. */
    private readonly ringLeaseMs: number,
    private readonly weights: FeedWeights = defaultFeedWeights,
  ) {}

  /**
   * One round over all agencies; answers how many legs were rung. What fails for one agency stops no other and is thrown
   * at the end.
   */
  async run(): Promise<number> {
    let rung = 0;
    const failures: unknown[] = [];
    for (const feedable of await this.legs.feedable()) {
      try {
        rung += await this.feed(feedable);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'some agencies could not be fed');
    return rung;
  }

  private async feed(feedable: FeedableAgency): Promise<number> {
    const room = roomOf(feedable);
    if (room === 0) return 0;
    const candidates = await this.legs.candidates(feedable.agency.code, room);
    const chosen = admit(candidates, room, this.weights);
    if (chosen.length === 0) return 0;
    // The ring is recorded before it sounds: a crash between the two loses a ring, which the lease brings back. A ring
    // may wait for the attempts before it, so it is not taken for lost while they may still run.
    const leaseMs = Math.max(this.ringLeaseMs, attemptsAhead * feedable.agency.attemptTimeoutMs);
    const rings = await this.legs.ring(chosen, leaseMs);
    await this.queue.ring(rings);
    return rings.length;
  }
}
