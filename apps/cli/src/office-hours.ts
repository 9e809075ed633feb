import {
  isZone,
  minutesOf,
  parseHoursRange,
  weekdays,
  weeklyMinutes,
  type AgencyService,
  type HoursRange,
  type OfficeHours,
} from '@dianda/inquiry';
import { whole, type FieldReader } from './field-reader.js';

/** A time limit in working time that no agency with these hours ends sooner is a slip of the finger. */
const longestWeeks = 3 * 53;

/** When the agency of a row works. */
export function readOfficeHours(calendar: FieldReader | undefined): OfficeHours | undefined {
  if (calendar === undefined) return undefined;
  const read = whole<OfficeHours>({
    zone: readZone(calendar),
    hours: readHours(calendar.object('hours')),
    publicHolidays: calendar.flag('publicHolidays'),
  });
  calendar.refuseOthers();
  return read;
}

/** Names limits in working time that the agency would take years to work off. */
export function requireWithinHours(
  row: FieldReader,
  office: OfficeHours,
  services: readonly AgencyService[],
): void {
  const most = longestWeeks * weeklyMinutes(office);
  const isTooLong = services.some(({ timeLimits }) =>
    timeLimits.some(({ counted, minutes }) => counted === 'working' && minutes > most),
  );
  if (isTooLong) row.fault('services', 'has a time limit of more than three years of these working hours');
}

function readZone(calendar: FieldReader): string | undefined {
  const zone = calendar.text('zone');
  if (zone === undefined || isZone(zone)) return zone;
  calendar.fault('zone', 'must be an IANA time zone such as Asia/Shanghai');
  return undefined;
}

function readHours(hours: FieldReader | undefined): OfficeHours['hours'] | undefined {
  if (hours === undefined) return undefined;
  const isRange = (item: unknown) => (typeof item === 'string' ? parseHoursRange(item) : undefined);
  const days = weekdays
    .filter((day) => hours.has(day))
    .map((day) => {
      const ranges = hours.list(day, isRange, 'hours such as 08:00-12:00');
      if (ranges !== undefined && !areInOrder(ranges))
        hours.fault(day, 'must have its hours in order and without overlap');
      return [day, ranges] as const;
    });
  hours.refuseOthers();
  const read = days.flatMap(([day, ranges]) => (ranges === undefined ? [] : [[day, ranges] as const]));
  if (read.length < days.length) return undefined;
  if (read.every(([, ranges]) => ranges.length === 0)) hours.refuse('must have hours on some weekday');
  return Object.fromEntries(read);
}

function areInOrder(ranges: readonly HoursRange[]): boolean {
  const minutes = ranges.map(minutesOf);
  return minutes.every(({ from }, index) => index === 0 || (minutes[index - 1]?.until ?? 0) <= from);
}
