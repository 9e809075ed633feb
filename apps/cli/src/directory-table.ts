import type { IsoDate } from '@dianda/identifiers';
import {
  isInForce,
  timeLimitOn,
  type Agency,
  type AgencyService,
  type Hold,
  type TimeLimit,
} from '@dianda/inquiry';
import { aligned } from './aligned.js';

/** How many agencies answer, and one line for each agency and class; `today` decides which time limit is shown. */
export function directoryLines(
  agencies: readonly Agency[],
  holds: readonly Hold[],
  today: IsoDate,
): readonly string[] {
  if (agencies.length === 0) return ['The directory is empty.'];
  const holdOf = new Map(holds.map((hold) => [hold.agencyCode, hold]));
  const rows = agencies.flatMap((agency) =>
    agency.services.map((service) => rowOf(agency, service, holdOf.get(agency.code), today)),
  );
  return aligned([['AGENCY', 'CLASS', 'OF', 'COVERS', 'TIME LIMIT', 'STATE', 'NAME'], ...rows]);
}

function rowOf(
  agency: Agency,
  service: AgencyService,
  hold: Hold | undefined,
  today: IsoDate,
): readonly string[] {
  return [
    agency.code,
    service.assetClass,
    service.subjectKinds.join(','),
    service.regions.length === 0 ? 'whole country' : service.regions.join(','),
    limitText(service, today),
    stateText(agency, hold),
    agency.name.zh,
  ];
}

function limitText({ timeLimits }: AgencyService, today: IsoDate): string {
  const limit = timeLimitOn(timeLimits, today);
  const span = spanText(limit);
  if (isInForce(limit, today)) return limit.validTo === undefined ? span : `${span} until ${limit.validTo}`;
  return limit.validFrom > today ? `${span} (from ${limit.validFrom})` : `${span} (ended ${limit.validTo})`;
}

function spanText({ minutes, counted }: TimeLimit): string {
  // A day of working time is as long as the agency’s hours, which differ.
  if (counted === 'working')
    return minutes % 60 === 0 ? `${minutes / 60} working h` : `${minutes} working min`;
  if (minutes % (24 * 60) === 0) return `${minutes / (24 * 60)} d`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}

function stateText(agency: Agency, hold: Hold | undefined): string {
  if (!agency.enabled) return 'disabled';
  return hold === undefined ? 'enabled' : `held: ${hold.cause} (${hold.detail}) since ${hold.since}`;
}
