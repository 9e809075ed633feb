import type { Brand } from './brand.js';

/**
 * A region: the shortest GB/T 2260 prefix that names it, of 2 (province), 4 (city) or 6 digits (county), or `000000`,
 * the whole country.
 */
export type Region = Brand<string, 'Region'>;

const regionShape = /^\d{2}(?:\d{2}){0,2}$/;
const wholeCountry = '000000';

/**
 * Reads a code or a prefix of 2, 4 or 6 digits; undefined for anything else. The zeros with which the standard fills up
 * the code of a city or a province name nothing, so 320800 and 3208 are one region. Which codes are in use changes
 * every year and is not asked.
 */
export function parseRegion(text: string): Region | undefined {
  const isRegion = (value: string): value is Region => regionShape.test(value);
  if (!isRegion(text)) return undefined;
  const shortest = text.replace(/(?:00)+$/, '') || wholeCountry;
  return isRegion(shortest) ? shortest : undefined;
}

/** Whether one of them lies in the other, or both are the same. */
export function regionsMeet(one: Region, other: Region): boolean {
  const [first, second] = [prefixOf(one), prefixOf(other)];
  return first.startsWith(second) || second.startsWith(first);
}

function prefixOf(region: Region): string {
  return region === wholeCountry ? '' : region;
}
