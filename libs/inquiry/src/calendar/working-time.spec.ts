import { calendarOf, holidayYear, officeHours, range } from '../../test/calendars.js';
import {
  addWorkingTime,
  endOfLimit,
  instantOf,
  isWorking,
  nextOpening,
  noHolidaysKnown,
  workingTimeBetween,
  type Instant,
  type LimitCount,
  type OfficeHours,
} from '../index.js';

const at = (text: string): Instant => instantOf(Date.parse(`${text}:00+08:00`));
const shown = (instant: Instant) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16);
const calendar = calendarOf();
const hourMs = 3_600_000;
const limit = (minutes: number, counted?: LimitCount) => ({
  minutes,
  source: 'test',
  validFrom: '2026-01-01',
  ...(counted === undefined ? {} : { counted }),
});

describe('the next opening of an agency that works 8 to 17', () => {
  it.each([
    ['of a Friday at 18:00 is Monday at 08:00', '2026-11-20T18:00', '2026-11-23T08:00'],
    ['of the moment it closes is the next morning', '2026-11-18T17:00', '2026-11-19T08:00'],
    ['of a moment in its hours is that moment', '2026-11-18T16:59', '2026-11-18T16:59'],
    ['of early morning is that morning', '2026-11-18T05:00', '2026-11-18T08:00'],
    ['of the eve of a holiday week is after the week', '2026-09-30T17:30', '2026-10-08T08:00'],
    ['of the Friday before a make-up Saturday is the Saturday', '2026-10-09T18:00', '2026-10-10T08:00'],
    ['of that Saturday evening is Monday', '2026-10-10T18:00', '2026-10-12T08:00'],
    ['of the Saturday before a make-up Sunday is the Sunday', '2026-09-19T09:00', '2026-09-20T08:00'],
  ])('%s', (_what, from, opens) => {
    expect(shown(nextOpening(calendar, at(from)).value)).toBe(opens);
  });

  it('passes over planned maintenance, also where it begins in the middle of the hours', () => {
    const closures = [
      { from: at('2026-11-23T07:00'), until: at('2026-11-23T09:30') },
      { from: at('2026-11-23T09:00'), until: at('2026-11-23T10:15') },
    ];
    const planned = calendarOf({ closures });
    expect(shown(nextOpening(planned, at('2026-11-20T18:00')).value)).toBe('2026-11-23T10:15');
    expect(isWorking(planned, at('2026-11-23T09:45')).value).toBe(false);
  });

  it('is now where it has no hours at all, but for planned maintenance', () => {
    const closures = [{ from: at('2026-11-22T00:00'), until: at('2026-11-22T03:00') }];
    const always = calendarOf({ office: undefined, closures });
    expect(nextOpening(always, at('2026-11-21T23:00')).value).toBe(at('2026-11-21T23:00'));
    expect(nextOpening(always, at('2026-11-22T01:00')).value).toBe(at('2026-11-22T03:00'));
  });

  it('never comes for one that does not open any more', () => {
    const office: OfficeHours = { zone: 'Asia/Shanghai', hours: {}, publicHolidays: false };
    expect(() => nextOpening(calendarOf({ office }), at('2026-11-20T18:00'))).toThrow(RangeError);
  });
});

describe('working time', () => {
  it('stands still at night, over lunch, on weekends and on holidays', () => {
    const lunch = {
      ...officeHours,
      hours: { ...officeHours.hours, monday: [range('08:00-12:00'), range('13:00-17:00')] },
    };
    const withLunch = calendarOf({ office: lunch });
    expect(shown(addWorkingTime(withLunch, at('2026-11-20T16:00'), 6 * hourMs).value)).toBe(
      '2026-11-23T14:00',
    );
    expect(shown(addWorkingTime(calendar, at('2026-09-30T16:00'), 2 * hourMs).value)).toBe(
      '2026-10-08T09:00',
    );
    expect(workingTimeBetween(calendar, at('2026-09-30T00:00'), at('2026-10-13T00:00')).value).toBe(
      // 30 September, 8, 9, 10 (made up) and 12 October.
      5 * 9 * hourMs,
    );
  });

  it('may end with the very end of the hours', () => {
    expect(shown(addWorkingTime(calendar, at('2026-11-18T08:00'), 9 * hourMs).value)).toBe(
      '2026-11-18T17:00',
    );
  });

  it('is none where the order is the other way round', () => {
    expect(workingTimeBetween(calendar, at('2026-11-20T16:00'), at('2026-11-18T16:00')).value).toBe(0);
  });

  it('runs on all weekdays at an agency that keeps no public holidays', () => {
    const office = { ...officeHours, publicHolidays: false };
    const found = nextOpening(calendarOf({ office, holidays: noHolidaysKnown }), at('2026-09-30T18:00'));
    expect(shown(found.value)).toBe('2026-10-01T08:00');
    expect(found.unknownYears).toEqual([]);
  });

  it('has on a make-up day the hours of the first weekday that has any, not those of the weekday it falls on', () => {
    const hours = { wednesday: [range('10:00-15:00')], saturday: [range('09:00-09:30')] };
    const made = calendarOf({ office: { ...officeHours, hours } });
    expect(workingTimeBetween(made, at('2026-10-10T00:00'), at('2026-10-11T00:00')).value).toBe(5 * hourMs);
  });
});

describe('a year without holiday data', () => {
  it('is named by what was reckoned into it, and its days are taken for what their weekdays are', () => {
    const found = nextOpening(calendar, at('2026-12-31T18:00'));
    expect([shown(found.value), found.unknownYears]).toEqual(['2027-01-01T08:00', [2027]]);
  });

  it('is not named by what ends before it', () => {
    expect(addWorkingTime(calendar, at('2026-12-31T08:00'), 9 * hourMs).unknownYears).toEqual([]);
    expect(workingTimeBetween(calendar, at('2026-12-30T08:00'), at('2026-12-31T23:59')).unknownYears).toEqual(
      [],
    );
  });

  it('is named with all others, in order', () => {
    const found = workingTimeBetween(calendar, at('2025-12-31T10:00'), at('2028-01-05T10:00'));
    expect(found.unknownYears).toEqual([2025, 2027, 2028]);
  });

  it('is known once it is loaded', () => {
    const holidays = new Map([...calendar.holidays, ...holidayYear(2027, { '2027-01-01': 'holiday' })]);
    const found = nextOpening(calendarOf({ holidays }), at('2026-12-31T18:00'));
    expect([shown(found.value), found.unknownYears]).toEqual(['2027-01-04T08:00', []]);
  });
});

describe('the end of a time limit', () => {
  const end = (from: string, minutes: number, counted?: LimitCount, changes = {}) =>
    shown(endOfLimit(calendarOf(changes), at(from), limit(minutes, counted)).value);

  it('comes when the agency has worked for so long', () => {
    expect(end('2026-11-20T18:00', 60, 'working')).toBe('2026-11-23T09:00');
    // Three working days of the police before a holiday week.
    expect(end('2026-09-29T10:00', 3 * 9 * 60, 'working')).toBe('2026-10-09T10:00');
  });

  it('comes by the clock where it is counted so, which is meant where nothing is said', () => {
    expect(end('2026-11-18T10:00', 1440, 'natural')).toBe('2026-11-19T10:00');
    expect(end('2026-11-18T10:00', 1440)).toBe('2026-11-19T10:00');
    expect(end('2026-11-18T10:00', 10 * 60)).toBe('2026-11-18T20:00');
  });

  it('runs, counted by the clock, to the end of the next working day when its last day is none', () => {
    expect(end('2026-11-20T10:00', 1440)).toBe('2026-11-23T17:00');
    expect(end('2026-09-30T10:00', 1440)).toBe('2026-10-08T17:00');
  });

  it('never comes before the agency could be asked at all', () => {
    expect(end('2026-11-18T18:00', 60)).toBe('2026-11-19T17:00');
    expect(end('2026-11-18T05:00', 60)).toBe('2026-11-18T17:00');
  });

  it('is a sum of minutes at an agency without hours', () => {
    expect(end('2026-11-20T18:00', 60, 'natural', { office: undefined })).toBe('2026-11-20T19:00');
    expect(end('2026-11-20T18:00', 60, 'working', { office: undefined })).toBe('2026-11-20T19:00');
  });

  it('names the years that it does not know', () => {
    const reckoned = endOfLimit(calendar, at('2026-12-31T10:00'), limit(1440));
    expect([shown(reckoned.value), reckoned.unknownYears]).toEqual(['2027-01-01T10:00', [2027]]);
  });
});
