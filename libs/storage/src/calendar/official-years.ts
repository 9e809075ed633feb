import { parseDate, type IsoDate } from '@dianda/identifiers';
import type { HolidayYear, SpecialDay } from '@dianda/inquiry';
import chineseDays from 'chinese-days';

const dayMs = 24 * 3_600_000;
/** The State Council has announced make-up days since 1999; the library's table begins here. */
const firstYear = 2004;
const source = '国务院办公厅关于部分节假日安排的通知 (chinese-days)';

/**
 * The years of chinese-days' table, up to the first one that it does not have. Beyond its table the library answers with
 * weekdays as if it knew; a day that is in the table carries the holiday it belongs to (`春节`), every other one the name of
 * its weekday alone.
 */
export const officialYears: readonly HolidayYear[] = readTable();

function readTable(): readonly HolidayYear[] {
  const years: HolidayYear[] = [];
  for (let year = firstYear; ; year++) {
    const days = daysIn(year);
    if (days.size === 0) return years;
    years.push({ year, source, days });
  }
}

function daysIn(year: number): ReadonlyMap<IsoDate, SpecialDay> {
  const days = new Map<IsoDate, SpecialDay>();
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += dayMs) {
    const date = parseDate(new Date(at).toISOString().slice(0, 10));
    if (!date.ok) throw new TypeError('a day that is none');
    const { name, work } = chineseDays.getDayDetail(date.value);
    if (name.includes(',')) days.set(date.value, work ? 'workday' : 'holiday');
  }
  return days;
}
