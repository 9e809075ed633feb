import type { Agency, Hold } from '@dianda/inquiry';
import type { AgencyBody, AgencyListBody, HoldBody } from './agency.body.js';

export function agencyListBody(agencies: readonly Agency[], holds: readonly Hold[]): AgencyListBody {
  const holdOf = new Map(holds.map((hold) => [hold.agencyCode, hold]));
  return { items: agencies.map((agency) => agencyBody(agency, holdOf.get(agency.code))) };
}

function agencyBody(agency: Agency, hold: Hold | undefined): AgencyBody {
  const { code, category, name, contact, services, calendar, enabled } = agency;
  return {
    code,
    category,
    name,
    contact,
    services,
    ...(calendar === undefined ? {} : { calendar }),
    enabled,
    ...(hold === undefined ? {} : { hold: holdBody(hold) }),
  };
}

/** The hold's detail is for operators; who waits sees why and until when. */
function holdBody({ cause, since, nextProbeAt }: Hold): HoldBody {
  return { cause, since, ...(nextProbeAt === undefined ? {} : { nextProbeAt }) };
}
