import fc from 'fast-check';
import { DateTime } from 'luxon';
import { day } from '../../test/casework.js';
import { range } from '../../test/calendars.js';
import {
  addWorkingTime,
  endOfLimit,
  instantOf,
  isWorking,
  makeUpHours,
  millisecondsOf,
  minutesOf,
  nextOpening,
  plusMs,
  weekdays,
  workingTimeBetween,
  type HoursRange,
  type Instant,
  type OfficeHours,
  type WorkingCalendar,
} from '../index.js';

const minuteMs = 60_000;
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Up to three windows a day, on quarters of an hour, some of them touching each other or midnight. */
const someHours: fc.Arbitrary<readonly HoursRange[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 })
  .map((marks) => {
    const sorted = marks.toSorted((one, other) => one - other);
    return sorted.flatMap((from, index) => {
      const until = sorted[index + 1];
      return until === undefined || index % 2 === 1
        ? []
        : [range(`${clock(from * 15)}-${clock(until * 15)}`)];
    });
  });
// Half an hour of summer time at Lord Howe, none in China.
const someZone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');
const someOffice: fc.Arbitrary<OfficeHours> = fc
  .record({
    zone: someZone,
    hours: fc.record(Object.fromEntries(weekdays.map((weekday) => [weekday, someHours]))),
    publicHolidays: fc.boolean(),
  })
  .filter(({ hours }) => Object.values(hours).some((each) => each.length > 0));

const firstMs = Date.UTC(2026, 0, 2);
const days = 500;
const someMs = fc.integer({ min: 0, max: days * 24 * 60 }).map((minutes) => firstMs + minutes * minuteMs);
/** Around the nights in which the clocks of Berlin are put forward and back. */
const changeMs = fc
  .tuple(
    fc.constantFrom(Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)),
    fc.integer({ min: -300, max: 300 }),
  )
  .map(([middle, minutes]) => middle + minutes * minuteMs);
const someInstant = fc.oneof(someMs, changeMs).map((ms) => instantOf(ms));

const someSpecialDays = fc.dictionary(
  fc.integer({ min: 0, max: 364 }).map((n) => new Date(firstMs + n * 86_400_000).toISOString().slice(0, 10)),
  fc.constantFrom('holiday' as const, 'workday' as const),
  { maxKeys: 40 },
);
/** 2026 is known, 2027 is not. */
const someCalendar: fc.Arbitrary<WorkingCalendar> = fc.record({
  office: fc.option(someOffice, { nil: undefined, freq: 9 }),
  holidays: someSpecialDays.map(
    (special) =>
      new Map([
        [
          2026,
          {
            year: 2026,
            source: 'drawn',
            days: new Map(Object.entries(special).map(([text, kind]) => [day(text), kind])),
          },
        ],
      ]),
  ),
  closures: fc.array(
    fc
      .tuple(someMs, fc.integer({ min: 1, max: 3_000 }))
      .map(([from, minutes]) => ({ from: instantOf(from), until: instantOf(from + minutes * minuteMs) })),
    { maxLength: 3 },
  ),
});
const earlierFirst = (one: Instant, other: Instant) => (one < other ? -1 : 1);

const someTime = fc.integer({ min: 0, max: 1_500 }).map((minutes) => minutes * minuteMs);

describe('whatever the calendar', () => {
  it('working time that is added is measured again, and not one moment earlier', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, someTime, (calendar, at, added) => {
        const end = addWorkingTime(calendar, at, added).value;
        expect(workingTimeBetween(calendar, at, end).value).toBe(added);
        if (added > 0) expect(workingTimeBetween(calendar, at, plusMs(end, -1)).value).toBe(added - 1);
      }),
    );
  });

  it('adding twice is adding the sum', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, someTime, someTime, (calendar, at, one, other) => {
        const inTwo = addWorkingTime(calendar, addWorkingTime(calendar, at, one).value, other).value;
        const together = addWorkingTime(calendar, at, one + other).value;
        // Adding nothing to the end of hours goes on to the next opening.
        expect(other === 0 ? nextOpening(calendar, together).value : together).toBe(inTwo);
      }),
    );
  });

  it('measures of spans that meet make the measure of both', () => {
    fc.assert(
      fc.property(someCalendar, fc.tuple(someInstant, someInstant, someInstant), (calendar, three) => {
        const [one = three[0], two = one, last = two] = three.toSorted(earlierFirst);
        const between = (from: Instant, to: Instant) => workingTimeBetween(calendar, from, to).value;
        expect(between(one, two) + between(two, last)).toBe(between(one, last));
      }),
    );
  });

  it('later beginnings and longer times end no earlier', () => {
    fc.assert(
      fc.property(
        someCalendar,
        fc.tuple(someInstant, someInstant),
        fc.tuple(someTime, someTime),
        (calendar, ats, times) => {
          const [early = ats[0], late = early] = ats.toSorted(earlierFirst);
          const [short, long] = [Math.min(...times), Math.max(...times)];
          const end = addWorkingTime(calendar, early, short).value;
          expect(addWorkingTime(calendar, late, short).value >= end).toBe(true);
          expect(addWorkingTime(calendar, early, long).value >= end).toBe(true);
        },
      ),
    );
  });

  it('the next opening lies in working time, and nothing before it does', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, someTime, (calendar, at, added) => {
        const opening = nextOpening(calendar, at).value;
        expect(isWorking(calendar, opening).value).toBe(true);
        expect(workingTimeBetween(calendar, at, opening).value).toBe(0);
        expect(opening === at).toBe(isWorking(calendar, at).value);
        const end = addWorkingTime(calendar, at, added + 1).value;
        // Hours end with the moment after their last.
        expect(isWorking(calendar, plusMs(end, -1)).value).toBe(true);
      }),
    );
  });

  it('works when its own clock shows its hours, on its own days', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, (calendar, at) => {
        const { office, holidays, closures } = calendar;
        const local = DateTime.fromMillis(millisecondsOf(at), { zone: office?.zone ?? 'UTC' });
        // What an hour that the clock shows twice means is not for a clock to say.
        fc.pre(office === undefined || local.getPossibleOffsets().length === 1);
        const closed = closures.some(({ from, until }) => from <= at && at < until);
        expect(isWorking(calendar, at).value).toBe(!closed && (office === undefined || shows(office, local)));

        function shows(
          of: OfficeHours,
          { year, month, day: date, weekday, hour, minute }: DateTime,
        ): boolean {
          const iso = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
          const special = of.publicHolidays ? holidays.get(year)?.days.get(day(iso)) : undefined;
          const usual = of.hours[weekdays[weekday - 1] ?? 'monday'] ?? [];
          const hours = special === 'workday' ? makeUpHours(of) : special === 'holiday' ? [] : usual;
          const now = hour * 60 + minute;
          return hours.map(minutesOf).some(({ from, until }) => from <= now && now < until);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('names a year without data whenever a day of it was looked at, and no other', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, someTime, (calendar, at, added) => {
        const { value, unknownYears } = addWorkingTime(calendar, at, added);
        const zone = calendar.office?.zone ?? 'UTC';
        const years = [at, value].map((each) => DateTime.fromMillis(millisecondsOf(each), { zone }).year);
        const matters = calendar.office?.publicHolidays === true;
        // A window that ends at midnight ends with the next day's beginning, which nobody looked at.
        const last = DateTime.fromMillis(millisecondsOf(value) - 1, { zone }).year;
        if (!matters || Math.max(...years) < 2027) expect(unknownYears).toEqual([]);
        else if (last >= 2027) expect(unknownYears).toContain(2027);
        expect(unknownYears).not.toContain(2026);
      }),
    );
  });

  it('a limit ends after the agency could be asked, and later the longer it is', () => {
    const someLimit = fc.record({
      minutes: fc.integer({ min: 1, max: 5_000 }),
      counted: fc.constantFrom('natural' as const, 'working' as const),
      source: fc.constant('drawn'),
      validFrom: fc.constant('2026-01-01'),
    });
    fc.assert(
      fc.property(
        someCalendar,
        someInstant,
        someLimit,
        fc.integer({ min: 0, max: 5_000 }),
        (calendar, at, limit, more) => {
          const end = endOfLimit(calendar, at, limit).value;
          expect(end > at).toBe(true);
          if (calendar.office !== undefined || limit.counted === 'working')
            expect(end > nextOpening(calendar, at).value).toBe(true);
          const longer = endOfLimit(calendar, at, { ...limit, minutes: limit.minutes + more }).value;
          if (limit.counted === 'working') expect(longer >= end).toBe(true);
        },
      ),
    );
  });
});
