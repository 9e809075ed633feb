import { median, percentile, spread } from './statistics.js';

describe('a percentile', () => {
  it('is a measured value, by nearest rank, whatever the order', () => {
    const values = [50, 10, 40, 20, 30];
    expect([0, 0.5, 0.8, 0.81, 1].map((share) => percentile(values, share))).toEqual([10, 30, 40, 50, 50]);
  });

  it('of nothing is no number', () => {
    expect(percentile([], 0.5)).toBeNaN();
  });
});

it('the median of an even number of runs is the lower of the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2);
});

it('the spread is told as shares of the median', () => {
  expect(spread([90, 100, 120])).toEqual({ low: 0.9, high: 1.2 });
});
