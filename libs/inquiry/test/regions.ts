import fc, { type Arbitrary } from 'fast-check';
import { mustParse, parseRegion, type Region } from '../src/index.js';

/** A region as text, with the counties of a small country that lie in it: found by drawing, not by reading the text. */
export interface DrawnRegion {
  readonly text: string;
  readonly counties: ReadonlySet<string>;
}

const provinces = ['32', '37'];
const ends = ['02', '08'];
const cities = provinces.flatMap((province) => ends.map((end) => province + end));
const counties = cities.flatMap((city) => ends.map((end) => city + end));

const within = (parent: string) => new Set(counties.filter((county) => county.startsWith(parent)));

/** Every region of that country, in each way in which it is written. */
export const drawnRegions: readonly DrawnRegion[] = [
  ...['00', '0000', '000000'].map((text) => ({ text, counties: new Set(counties) })),
  ...provinces.flatMap((each) =>
    [each, `${each}00`, `${each}0000`].map((text) => ({ text, counties: within(each) })),
  ),
  ...cities.flatMap((each) => [each, `${each}00`].map((text) => ({ text, counties: within(each) }))),
  ...counties.map((each) => ({ text: each, counties: new Set([each]) })),
];

export const anyDrawnRegion: Arbitrary<DrawnRegion> = fc.constantFrom(...drawnRegions);

export const anyRegion: Arbitrary<Region> = anyDrawnRegion.map(({ text }) => regionOf(text));

export function regionOf(text: string): Region {
  return mustParse(parseRegion, text);
}

/** Whether some county lies in both. */
export function overlap(one: DrawnRegion, other: DrawnRegion): boolean {
  return [...one.counties].some((county) => other.counties.has(county));
}
