import fc from 'fast-check';
import { countDrawer, drawAmount, drawLogNormal, drawWeighted, sigmaOf, yuan } from './draws.js';
import { Random, RandomStreams } from './random.js';

const seeds = fc.tuple(fc.integer(), fc.integer());
const many = 20_000;

function draw<T>(one: (random: Random) => T, count = many): T[] {
  const random = new RandomStreams('draws').of('test', 0);
  return Array.from({ length: count }, () => one(random));
}

function shareOf<T>(drawn: readonly T[], fits: (each: T) => boolean): number {
  return drawn.filter(fits).length / drawn.length;
}

describe('a stream of random numbers', () => {
  it('is the same for the same seed, label and index, and another for each other one', () => {
    const first = (seed: string, what: string, index: number) =>
      draw8(new RandomStreams(seed).of(what, index));
    expect(first('s', 'a', 1)).toEqual(first('s', 'a', 1));
    const all = [first('s', 'a', 1), first('s', 'a', 2), first('s', 'b', 1), first('t', 'a', 1)];
    expect(new Set(all.map(String)).size).toBe(all.length);
  });

  it('draws these numbers on every machine', () => {
    const random = new Random(1, 2);
    expect(Array.from({ length: 4 }, () => random.between(0, 999_999))).toEqual([
      977_566, 765_834, 113_719, 67_816,
    ]);
  });

  it('stays in its bounds and reaches both ends', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: -50, max: 50 }), fc.nat(20), ([one, two], from, length) => {
        const random = new Random(one, two);
        const drawn = Array.from({ length: 400 }, () => random.between(from, from + length));
        expect(Math.min(...drawn)).toBe(from);
        expect(Math.max(...drawn)).toBe(from + length);
      }),
    );
  });

  it('spreads evenly', () => {
    const drawn = draw((random) => random.between(0, 9));
    for (let digit = 0; digit < 10; digit += 1) {
      expect(shareOf(drawn, (each) => each === digit)).toBeCloseTo(0.1, 2);
    }
  });

  it('refuses to pick from nothing', () => {
    expect(() => new Random(1, 2).pick([])).toThrow(RangeError);
  });
});

describe('draws', () => {
  it('follow the weights of a table, whatever they add up to', () => {
    const drawn = draw((random) =>
      drawWeighted(random, [
        ['a', 30],
        ['b', 10],
        ['never', 0],
      ]),
    );
    expect(shareOf(drawn, (each) => each === 'a')).toBeCloseTo(0.75, 2);
    expect(drawn).not.toContain('never');
    expect(() => drawWeighted(new Random(1, 2), [['never', 0]])).toThrow(RangeError);
  });

  it('have the mean of a count and never leave its bounds', () => {
    const drawn = draw(countDrawer({ least: 1, most: 60, mean: 3.5, dispersion: 0.4 }));
    expect(drawn.reduce((sum, each) => sum + each, 0) / drawn.length).toBeGreaterThan(3.2);
    expect(drawn.reduce((sum, each) => sum + each, 0) / drawn.length).toBeLessThan(3.8);
    expect(Math.min(...drawn)).toBe(1);
    expect(Math.max(...drawn)).toBeGreaterThan(30);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(60);
  });

  it('have the median and the mean of a log-normal', () => {
    const sigma = sigmaOf(18_000, 58_000);
    const drawn = draw((random) => drawLogNormal(random, 18_000, sigma) / 100).sort((a, b) => a - b);
    expect((drawn[many / 2] ?? 0) / 18_000).toBeCloseTo(1, 1);
    const mean = drawn.reduce((sum, each) => sum + each, 0) / many;
    expect(mean).toBeGreaterThan(50_000);
    expect(mean).toBeLessThan(66_000);
  });

  it('put amounts into their bands by weight', () => {
    const bands = [
      [{ from: 0, to: 10 }, 55],
      [{ from: 10, to: 1_000 }, 45],
    ] as const;
    const drawn = draw((random) => drawAmount(random, bands) / 100);
    expect(shareOf(drawn, (each) => each < 10)).toBeCloseTo(0.55, 2);
    expect(Math.max(...drawn)).toBeLessThan(1_000);
  });

  it('write fen as yuan with two places', () => {
    expect([0, 5, 10, 123_456, -7].map(yuan)).toEqual(['0.00', '0.05', '0.10', '1234.56', '-0.07']);
  });
});

function draw8(random: Random): number[] {
  return Array.from({ length: 8 }, () => random.fraction());
}
