import type { IsoDate } from '@dianda/identifiers';
import { isInForce, limitCounts, type TimeLimit, type TimeLimits } from '@dianda/inquiry';
import { allOf, whole, type FieldReader } from './field-reader.js';

/** A year: longer is a slip of the finger. */
const longestMinutes = 366 * 24 * 60;

/** The dated time limits of a service, of which one must be in force today: by it the first questions will end. */
export function readTimeLimits(service: FieldReader, today: IsoDate): TimeLimits | undefined {
  const limits = allOf(service.objects('timeLimits', 1)?.map((limit) => limit && readTimeLimit(limit)));
  const [first, ...others] = limits ?? [];
  if (first === undefined) return undefined;
  const all: TimeLimits = [first, ...others];
  const days = all.map((limit) => limit.validFrom);
  const twice = days.find((each, index) => days.indexOf(each) !== index);
  if (twice !== undefined) service.fault('timeLimits', `has two that begin on ${twice}`);
  if (!all.some((limit) => isInForce(limit, today)))
    service.fault('timeLimits', `has none in force today (${today}): ${whyNone(all, today)}`);
  return all;
}

function whyNone(limits: TimeLimits, today: IsoDate): string {
  const [next] = limits
    .map(({ validFrom }) => validFrom)
    .filter((day) => day > today)
    .toSorted();
  const ends = limits.map(({ validTo = '' }) => validTo).toSorted();
  return next === undefined
    ? `the last one ended on ${ends.at(-1)}`
    : `the next one begins on ${next} only; add the one that holds until then`;
}

function readTimeLimit(limit: FieldReader): TimeLimit | undefined {
  const isEnding = limit.has('validTo');
  const validTo = isEnding ? limit.day('validTo') : undefined;
  const isCounted = limit.has('counted');
  const counted = isCounted ? limit.oneOf('counted', limitCounts) : undefined;
  const read = whole<Omit<TimeLimit, 'validTo' | 'counted'>>({
    minutes: limit.integer('minutes', 1, longestMinutes),
    source: limit.text('source', /./, 'the provision, agreement or practice that sets the limit'),
    validFrom: limit.day('validFrom'),
  });
  limit.refuseOthers();
  if (read === undefined || (isEnding && validTo === undefined) || (isCounted && counted === undefined))
    return undefined;
  if (validTo !== undefined && validTo < read.validFrom) limit.fault('validTo', 'is before validFrom');
  return {
    ...read,
    ...(counted === undefined ? {} : { counted }),
    ...(validTo === undefined ? {} : { validTo }),
  };
}
