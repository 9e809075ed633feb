import { agencyStandingOf, type OperatedAgency } from '@dianda/inquiry';
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
  const { agency, hold, maintenance, openLegs, revision } = operated;
  return [
    `agency       ${agency.code} (${agency.name.zh})`,
    `standing     ${agencyStandingOf(operated)}`,
    `revision     ${revision}`,
    `at once      ${agency.concurrency}`,
    `quota        ${quotaText(operated)}`,
    ...(hold === undefined ? [] : [`hold         ${holdText(hold)}`]),
    ...maintenance.map(({ id, from, until, note }) => `maintenance  ${from} to ${until}: ${note} (${id})`),
    ...openLegs.map(
      ({ state, waitingFor, reason, legs }) =>
        `open legs    ${legs} ${state}, for ${waitingFor}${reason === undefined ? '' : ` (${reason})`}`,
    ),
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
