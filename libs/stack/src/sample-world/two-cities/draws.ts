import type { CountShape, Span, Weighted } from './parameters.js';
import type { Random } from './random.js';

/*
 * Draws from distributions with + - × ÷ and √ alone, which IEEE 754 fixes to the last bit; Math.exp, log and pow may
 * differ between machines, and the same seed must give the same world.
 */

/** Throws RangeError for a table without weight. */
export function drawWeighted<T>(random: Random, table: Weighted<T>): T {
  const total = table.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random.fraction() * total;
  for (const [value, weight] of table) {
    left -= weight;
    if (left < 0) return value;
  }
  const last = table.findLast(([, weight]) => weight > 0);
  if (last === undefined) throw new RangeError('a table without weight');
  return last[0];
}

export function drawSpan(random: Random, { from, to }: Span): number {
  return random.between(from, to);
}

/** A drawer of counts of that shape; made once, because it tabulates the distribution. */
export function countDrawer({ least, most, mean, dispersion }: CountShape): (random: Random) => number {
  const ratio = (mean - least) / (dispersion + mean - least);
  const weights: (readonly [number, number])[] = [];
  // A truncated distribution is scaled anyway, so the first weight may be 1.
  let weight = 1;
  for (let above = 0; least + above <= most; above += 1) {
    weights.push([least + above, weight]);
    weight *= ((above + dispersion) / (above + 1)) * ratio;
  }
  return (random) => drawWeighted(random, weights);
}

/** An amount in fen, of a band drawn by weight; within it towards the low end. */
export function drawAmount(random: Random, bands: Weighted<Span>): number {
  const { from, to } = drawWeighted(random, bands);
  const place = random.fraction();
  return Math.floor((from + (to - from) * place * place * place) * 100);
}

/** An amount in fen, log-normal about the median. */
export function drawLogNormal(random: Random, medianYuan: number, sigma: number): number {
  return Math.floor(medianYuan * 100 * exponential(sigma * drawNormal(random)));
}

/** Σ of the log-normal with this median and mean: mean = median · e^(σ²/2). */
export function sigmaOf(median: number, mean: number): number {
  let low = 0;
  let high = 4;
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (median * exponential((middle * middle) / 2) < mean) low = middle;
    else high = middle;
  }
  return low;
}

/** Standard normal as the sum of twelve uniforms, less 6: within ±6, which is more than anybody owns. */
function drawNormal(random: Random): number {
  let sum = -6;
  for (let count = 0; count < 12; count += 1) sum += random.fraction();
  return sum;
}

/** e^x by the series at x/1024, squared ten times: relative error below 1e-9 for |x| < 12. */
function exponential(x: number): number {
  const small = x / 1024;
  let power = 1 + small * (1 + (small / 2) * (1 + (small / 3) * (1 + small / 4)));
  for (let square = 0; square < 10; square += 1) power *= power;
  return power;
}

/** Fen as a register writes yuan: `1234.50`. */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(fen) / 100);
  const rest = Math.abs(fen) % 100;
  return `${sign}${whole}.${rest < 10 ? '0' : ''}${rest}`;
}
