import { officialYears } from './official-years.js';

describe('the official holidays that come with Dianda', () => {
  const of = (year: number) => officialYears.find((each) => each.year === year)?.days;
  const dates = (year: number, kind: string) =>
    [...(of(year) ?? [])].filter(([, each]) => each === kind).map(([date]) => date.slice(5));

  it('are those of 2026 as announced, make-up days included', () => {
    expect(dates(2026, 'workday')).toEqual(['01-04', '02-14', '02-28', '05-09', '09-20', '10-10']);
    expect(dates(2026, 'holiday')).toHaveLength(33);
    expect(dates(2026, 'holiday')).toEqual(expect.arrayContaining(['02-17', '10-01', '10-07']));
  });

  it('have no gap between their years, and each knows New Year’s Day', () => {
    const years = officialYears.map(({ year }) => year);
    expect(years).toEqual(years.map((_year, index) => 2004 + index));
    expect(
      officialYears.every(({ year, days }) => [...days.keys()].some((date) => date === `${year}-01-01`)),
    ).toBe(true);
  });

  it('do not reach into years that nobody has announced yet', () => {
    expect(of(2090)).toBeUndefined();
  });
});
