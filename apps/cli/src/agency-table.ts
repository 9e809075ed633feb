import {
  agencyStandingOf,
  weekdays,
  type Agency,
  type HoursStanding,
  type Instant,
  type OperatedAgency,
} from '@dianda/inquiry';
import { aligned } from './aligned.js';

/** One line an agency. */
export function agencyLines(agencies: readonly OperatedAgency[]): readonly string[] {
  if (agencies.length === 0) return ['The directory is empty.'];
  const rows = agencies.map((operated) => [
    operated.agency.code,
    agencyStandingOf(operated),
    String(operated.agency.concurrency),
    quotaText(operated),
    String(operated.openLegs.reduce((sum, { legs }) => sum + legs, 0)),
    operated.agency.name.zh,
  ]);
  return aligned([['AGENCY', 'STANDING', 'AT ONCE', 'QUOTA', 'OPEN LEGS', 'NAME'], ...rows]);
}

/** Everything operators are told of one agency, a line each. */
export function agencyReport(operated: OperatedAgency): readonly string[] {
  const { agency, hold, hours, maintenance, openLegs, readAt, revision } = operated;
  return [
    `agency       ${agency.code} (${agency.name.zh})`,
    `standing     ${agencyStandingOf(operated)}`,
    `revision     ${revision}`,
    `at once      ${agency.concurrency}`,
    `quota        ${quotaText(operated)}`,
    ...hoursLines(agency, hours, readAt),
    ...(hold === undefined ? [] : [`hold         ${holdText(hold)}`]),
    ...maintenance.map(({ id, from, until, note }) => `maintenance  ${from} to ${until}: ${note} (${id})`),
    ...openLegs.map(
      ({ state, waitingFor, reason, legs }) =>
        `open legs    ${legs} ${state}, for ${waitingFor}${reason === undefined ? '' : ` (${reason})`}`,
    ),
  ];
}

function hoursLines(
  { calendar }: Agency,
  hours: HoursStanding | undefined,
  readAt: Instant,
): readonly string[] {
  if (calendar === undefined || hours === undefined) return ['hours        at all times'];
  const week = weekdays.flatMap((day) => {
    const its = calendar.hours[day] ?? [];
    return its.length === 0 ? [] : [`${day.slice(0, 3)} ${its.join(' ')}`];
  });
  return [
    `hours        ${week.join(', ')} (${calendar.zone}${calendar.publicHolidays ? ', public holidays off' : ''})`,
    ...(hours.opensAt > readAt ? [`closed       until ${hours.opensAt}`] : []),
    ...hours.unknownHolidayYears.map((year) => `calendar     year ${year} has no holiday data`),
  ];
}

function holdText({
  cause,
  detail,
  since,
  nextProbeAt,
  probes,
}: NonNullable<OperatedAgency['hold']>): string {
  const why = detail === '' ? '' : ` (${detail})`;
  const next = nextProbeAt === undefined ? 'ended by a person only' : `next probe ${nextProbeAt}`;
  return `${cause}${why} since ${since}, ${probes} probes in vain, ${next}`;
}

function quotaText({ quota, requestsToday, quotaUntil }: OperatedAgency): string {
  const bounds = [
    ...(quota.perSecond === undefined ? [] : [`${quota.perSecond}/s`]),
    ...(quota.perDay === undefined ? [] : [`${requestsToday} of ${quota.perDay} today (${quota.zone})`]),
    ...(quotaUntil === undefined ? [] : [`used up until ${quotaUntil}`]),
  ];
  return bounds.length === 0 ? 'none' : bounds.join(', ');
}
