import {
  agencyStandingOf,
  DiandaError,
  mustParse,
  parseAgencyCode,
  parseInstant,
  parseMaintenanceId,
  type Actor,
  type AgencyCode,
  type ByHandOn,
  type MaintenanceId,
  type MaintenanceWindow,
  type OperatedAgency,
  type Quota,
} from '@dianda/inquiry';
import type { OperatedAgencyBody, OperatedHoldBody } from './agency-operations.body.js';
import type { PlanMaintenanceDto, SetQuotaDto } from './agency-operations.dto.js';
import type { ByHandOnDto } from './by-hand.dto.js';

/** A text that is no code names no agency. */
export function agencyCodeOf(text: string): AgencyCode {
  const code = parseAgencyCode(text);
  if (code === undefined) throw DiandaError.notFound('AGENCY_NOT_FOUND');
  return code;
}

export function maintenanceIdOf(text: string): MaintenanceId {
  const id = parseMaintenanceId(text);
  if (id === undefined) throw DiandaError.notFound('MAINTENANCE_NOT_FOUND');
  return id;
}

export function byHandOn({ reason, revision }: ByHandOnDto, by: Actor): ByHandOn {
  return { by, reason, revision };
}

export function quotaOf({ perSecond, perDay, zone }: SetQuotaDto): Quota {
  return { perSecond, perDay, zone };
}

export function windowOf({ from, until, note }: PlanMaintenanceDto): Omit<MaintenanceWindow, 'id'> {
  return { from: mustParse(parseInstant, from), until: mustParse(parseInstant, until), note };
}

export function operatedAgencyBody(operated: OperatedAgency): OperatedAgencyBody {
  const { agency, revision, hold, hours, maintenance, quota, requestsToday, quotaUntil, openLegs, readAt } =
    operated;
  const { code, category, name, contact, endpoint, contractVersion, enabled } = agency;
  const { perSecond, perDay, zone } = quota;
  return {
    code,
    category,
    name,
    contact,
    endpoint,
    contractVersion,
    standing: agencyStandingOf(operated),
    enabled,
    revision,
    concurrency: agency.concurrency,
    attemptTimeoutMs: agency.attemptTimeoutMs,
    ...(agency.calendar === undefined || hours === undefined
      ? {}
      : { calendar: { ...agency.calendar, ...hours } }),
    ...(hold === undefined ? {} : { hold: holdBody(hold) }),
    maintenance,
    quota: {
      ...(perSecond === undefined ? {} : { perSecond }),
      ...(perDay === undefined ? {} : { perDay }),
      zone,
    },
    requestsToday,
    ...(quotaUntil === undefined ? {} : { quotaUntil }),
    openLegs: openLegs.map(({ reason, ...count }) => ({
      ...count,
      ...(reason === undefined ? {} : { reason }),
    })),
    asOf: readAt,
  };
}

function holdBody(hold: NonNullable<OperatedAgency['hold']>): OperatedHoldBody {
  const { cause, detail, since, nextProbeAt, probes, heldBy } = hold;
  return {
    cause,
    detail,
    since,
    ...(nextProbeAt === undefined ? {} : { nextProbeAt }),
    probes,
    ...(heldBy === undefined ? {} : { heldBy }),
  };
}
