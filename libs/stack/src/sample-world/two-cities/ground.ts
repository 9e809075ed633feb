import type { IsoDate } from '@dianda/identifiers';
import { dayOf, type Day } from './days.js';
import { Numbers } from './numbers.js';
import { RandomStreams } from './random.js';

/** What makes a world the world it is. The same options make the same world, byte for byte. */
export interface WorldOptions {
  readonly seed: string;
  /** The day on which it is looked at; every year and day in it is relative to this one. */
  readonly today: IsoDate;
  readonly people: number;
  readonly organisations: number;
}

/** What every maker of rows stands on. */
export interface Ground {
  readonly options: WorldOptions;
  readonly today: Day;
  readonly streams: RandomStreams;
  readonly numbers: Numbers;
}

/** Throws RangeError for counts that are no whole numbers, or more than there are numbers for (about 1.4 million people). */
export function layGround(options: WorldOptions): Ground {
  const today = dayOf(options.today);
  const streams = new RandomStreams(`${options.seed} ${options.today}`);
  const numbers = new Numbers(streams, today);
  requireCount('people', options.people, numbers.mostPeople);
  requireCount('organisations', options.organisations, numbers.mostOrganisations);
  return { options, today, streams, numbers };
}

function requireCount(what: string, count: number, most: number): void {
  if (Number.isSafeInteger(count) && count >= 0 && count <= most) return;
  throw new RangeError(`${what}: choose a whole number from 0 to ${most}`);
}
