import { scripted } from '../../test/fakes.js';
import { leg } from '../../test/legs.js';
import { Sweep, type LegStore, type SweepResult } from '../index.js';

const legs = (...numbers: number[]) => numbers.map((n) => leg(n).id);

/** Finds what it was given, one batch a turn, and fails when it is asked for more. */
function sweepOf(batches: readonly SweepResult[], batch: number): { sweep: Sweep; limits: number[] } {
  const left = [...batches];
  const limits: number[] = [];
  const store = scripted<LegStore>('LegStore', {
    sweep: (limit) => {
      limits.push(limit);
      const found = left.shift();
      return found === undefined
        ? Promise.reject(new Error('nothing is left to sweep'))
        : Promise.resolve(found);
    },
  });
  return { sweep: new Sweep(store, batch), limits };
}

describe('the sweep', () => {
  it('adds up what fell through, and ends with a batch that is not full', async () => {
    const { sweep, limits } = sweepOf(
      [
        { expired: legs(1, 2), reclaimed: [], lostRings: 1 },
        { expired: legs(3), reclaimed: legs(4, 5), lostRings: 2 },
        { expired: [], reclaimed: legs(6), lostRings: 0 },
      ],
      2,
    );
    expect(await sweep.run()).toEqual({ expired: legs(1, 2, 3), reclaimed: legs(4, 5, 6), lostRings: 3 });
    expect(limits).toEqual([2, 2, 2]);
  });

  it('looks once when there is nothing', async () => {
    const { sweep, limits } = sweepOf([{ expired: [], reclaimed: [], lostRings: 0 }], 100);
    expect(await sweep.run()).toEqual({ expired: [], reclaimed: [], lostRings: 0 });
    expect(limits).toEqual([100]);
  });

  it('ends its turn in any case, however much there is', async () => {
    const full = { expired: legs(1), reclaimed: legs(2), lostRings: 0 };
    const { sweep, limits } = sweepOf(
      Array.from({ length: 30 }, () => full),
      1,
    );
    expect((await sweep.run(3)).expired).toHaveLength(3);
    expect((await sweep.run()).expired).toHaveLength(20);
    expect(limits).toHaveLength(23);
  });

  it('starts each turn from nothing', async () => {
    const { sweep } = sweepOf(
      [
        { expired: legs(1), reclaimed: [], lostRings: 1 },
        { expired: legs(2), reclaimed: [], lostRings: 1 },
      ],
      5,
    );
    await sweep.run();
    expect(await sweep.run()).toEqual({ expired: legs(2), reclaimed: [], lostRings: 1 });
  });
});
