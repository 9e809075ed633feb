import { millisecondsOf, type DateOnly, type Instant } from './time.js';

/** China has had one zone without summer time since 1992; days are cut here (standards.md 1.6). */
export const courtZone = 'Asia/Shanghai';

const days = new Intl.DateTimeFormat('en-CA', {
  timeZone: courtZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The calendar day of an instant in the courts' zone. */
export function dayOf(instant: Instant): DateOnly {
  return days.format(millisecondsOf(instant)) as DateOnly;
}
