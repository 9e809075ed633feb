import fc from 'fast-check';
import { agency, agencyCode, anyPriority, court, officerId, orderedAt, uuid } from '../../test/world.js';
import {
  admit,
  Feed,
  LegQueue,
  mustParse,
  parseCourtCode,
  parseLegId,
  plusMs,
  roomOf,
  type FeedCandidate,
  type LegId,
  type LegStore,
  type Ring,
} from '../index.js';

function candidate(n: number, changes: Partial<FeedCandidate> = {}): FeedCandidate {
  return {
    legId: mustParse(parseLegId, uuid(n)),
    agencyCode: agencyCode(1),
    courtCode: court.code,
    officerId: officerId(1),
    priority: 'routine',
    dueAt: orderedAt,
    orderedAt,
    ...changes,
  };
}

const otherCourt = mustParse(parseCourtCode, '鲁0202');

const anyCandidates = fc
  .array(
    fc.record({ priority: anyPriority, court: fc.boolean(), officer: fc.nat(3), age: fc.nat(100_000) }),
    {
      maxLength: 60,
    },
  )
  .map((rows) =>
    rows.map((row, index) =>
      candidate(index, {
        priority: row.priority,
        courtCode: row.court ? court.code : otherCourt,
        officerId: officerId(row.officer),
        orderedAt: plusMs(orderedAt, -row.age * 1000),
      }),
    ),
  );

describe('feed', () => {
  it('never admits more than there is room for, and never a leg twice', () => {
    fc.assert(
      fc.property(anyCandidates, fc.integer({ min: -3, max: 80 }), (candidates, room) => {
        const chosen = admit(candidates, room);
        expect(chosen.length).toBe(Math.min(candidates.length, Math.max(0, room)));
        expect(new Set(chosen).size).toBe(chosen.length);
      }),
    );
  });

  it('does not depend on the order in which candidates are read', () => {
    fc.assert(
      fc.property(anyCandidates, fc.nat(60), (candidates, room) => {
        expect(admit(candidates.toReversed(), room)).toEqual(admit(candidates, room));
      }),
    );
  });

  it('lets an urgent leg of another court pass a batch of any size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), (size) => {
        const batch = Array.from({ length: size }, (_, index) => candidate(index, { priority: 'batch' }));
        const urgent = candidate(999_999, {
          priority: 'urgent',
          courtCode: otherCourt,
          officerId: officerId(9),
        });
        expect(admit([...batch, urgent], 1)).toEqual([urgent.legId]);
      }),
      { numRuns: 20 },
    );
  });

  it('starves nobody: under endless urgent orders of another court each batch leg is served in the end', () => {
    const minuteMs = 60_000;
    let open = Array.from({ length: 30 }, (_, index) => candidate(index, { priority: 'batch' }));
    const batch = new Set(open.map((each) => each.legId));
    let served = 0;
    for (let minute = 0; minute < 24 * 60 && served < batch.size; minute++) {
      const arrivals = [0, 1].map((n) =>
        candidate(1_000 + minute * 2 + n, {
          priority: 'urgent',
          courtCode: otherCourt,
          officerId: officerId(9),
          orderedAt: plusMs(orderedAt, minute * minuteMs),
        }),
      );
      open = [...open, ...arrivals];
      const chosen = new Set(admit(open, 2));
      served += [...chosen].filter((each) => batch.has(each)).length;
      open = open.filter((each) => !chosen.has(each.legId));
    }
    expect(served).toBe(batch.size);
  });

  it('rings only about twice the agency’s concurrency, counting what is under way', () => {
    const row = agency(1, [], { concurrency: 4 });
    expect(roomOf({ agency: row, underWay: 0, quotaLeft: undefined })).toBe(8);
    expect(roomOf({ agency: row, underWay: 7, quotaLeft: undefined })).toBe(1);
    expect(roomOf({ agency: row, underWay: 20, quotaLeft: undefined })).toBe(0);
  });

  it('rings no more than the agency’s quota takes now', () => {
    const row = agency(1, [], { concurrency: 4 });
    expect(roomOf({ agency: row, underWay: 0, quotaLeft: 3 })).toBe(3);
    expect(roomOf({ agency: row, underWay: 7, quotaLeft: 3 })).toBe(1);
    expect(roomOf({ agency: row, underWay: 0, quotaLeft: -2 })).toBe(0);
  });

  it('records a ring before it sounds, so that a dead queue loses time and no leg', async () => {
    const recorded: LegId[] = [];
    class OneAgencyLegs implements Pick<LegStore, 'feedable' | 'candidates' | 'ring'> {
      feedable = () =>
        Promise.resolve([{ agency: agency(1, [], { concurrency: 1 }), underWay: 0, quotaLeft: undefined }]);
      candidates = () => Promise.resolve([candidate(1), candidate(2), candidate(3)]);
      ring = (legs: readonly LegId[]): Promise<readonly Ring[]> => {
        recorded.push(...legs);
        return Promise.resolve(legs.map((legId) => ({ legId, agencyCode: agencyCode(1), number: 1 })));
      };
    }
    class DeadQueue extends LegQueue {
      override ring(): Promise<void> {
        return Promise.reject(new Error('queue is gone'));
      }
    }
    const feed = new Feed(new OneAgencyLegs(), new DeadQueue(), 10_000);
    await expect(feed.run()).rejects.toMatchObject({ errors: [new Error('queue is gone')] });
    expect(recorded).toHaveLength(2);
  });

  it('feeds the others when one agency cannot be fed, and says so at the end', async () => {
    const rows = [1, 2, 3].map((n) => ({
      agency: agency(n, [], { concurrency: 1 }),
      underWay: 0,
      quotaLeft: undefined,
    }));
    const leases: number[] = [];
    const legs = {
      feedable: () => Promise.resolve(rows),
      candidates: (code: string) =>
        code === rows[1]?.agency.code
          ? Promise.reject(new Error('row unreadable'))
          : Promise.resolve([candidate(1)]),
      ring: (chosen: readonly LegId[], leaseMs: number) => {
        leases.push(leaseMs);
        return Promise.resolve(chosen.map((legId) => ({ legId, agencyCode: agencyCode(1), number: 1 })));
      },
    };
    const rung: Ring[] = [];
    class HeardQueue extends LegQueue {
      override ring(rings: readonly Ring[]): Promise<void> {
        rung.push(...rings);
        return Promise.resolve();
      }
    }
    await expect(new Feed(legs, new HeardQueue(), 1_000).run()).rejects.toBeInstanceOf(AggregateError);
    expect(rung).toHaveLength(2);
    // A ring outlives the attempt before it: the sample agencies have 5 s an attempt.
    expect(leases).toEqual([10_000, 10_000]);
  });
});
