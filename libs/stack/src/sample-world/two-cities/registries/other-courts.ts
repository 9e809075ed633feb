import { makeSyntheticCaseNumber } from '@dianda/identifiers';
import { cities, cityKeys } from '../cities.js';
import { yearOf, type Day } from '../days.js';
import type { Random } from '../random.js';

/** A measure that some court took before anybody asked. */
export interface EarlierMeasure {
  readonly authority: string;
  /** 文号: the number of that court’s case. */
  readonly document: string;
}

const courts = cityKeys.flatMap((key) => cities[key].courts);

/** The numbers lie in a range of their own (990,501–999,999), so that none is a case of this world. */
export function earlierMeasure(random: Random, on: Day): EarlierMeasure {
  const court = random.pick(courts);
  const document = makeSyntheticCaseNumber({
    year: yearOf(on),
    courtLetters: court.code,
    type: '执',
    sequence: random.between(990_501, 999_999),
  });
  return { authority: court.name, document };
}
