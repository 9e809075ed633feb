import { officeHours, range } from '../../test/calendars.js';
import { isZone, minutesOf, parseHoursRange, weeklyMinutes } from '../index.js';

describe('hours of an agency', () => {
  it.each(['08:00-12:00', '00:00-24:00', '23:59-24:00'])('may be %s', (text) => {
    expect(parseHoursRange(text)).toBe(text);
  });

  it.each([
    '8:00-12:00',
    '08:00-08:00',
    '12:00-08:00',
    '08:00-24:01',
    '08:60-09:00',
    '08:00-09:60',
    '08:00–12:00',
    '08:00-12:00 ',
    '',
  ])('are not “%s”', (text) => {
    expect(parseHoursRange(text)).toBeUndefined();
  });

  it('are minutes of the day on its own clock', () => {
    expect(minutesOf(range('08:30-24:00'))).toEqual({ from: 510, until: 1440 });
    expect(weeklyMinutes(officeHours)).toBe(5 * 9 * 60);
  });

  it('need a zone that exists', () => {
    expect(['Asia/Shanghai', 'Europe/Berlin', 'Asia/Nowhere', ''].map(isZone)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
