import { instantOf, mustParse, parseAgencyCode, type Agency, type Hold } from '@dianda/inquiry';
import { AgencyEntity, AgencyHoldEntity } from '../entities/index.js';
import { RowShape } from '../database/row-shape.js';
import { optionalInstant } from '../database/times.js';

export const agencyShape = new RowShape({ agency: AgencyEntity });
export const holdShape = new RowShape({ hold: AgencyHoldEntity });

export function agencyFromRow(row: AgencyEntity): Agency {
  return {
    code: mustParse(parseAgencyCode, row.code),
    category: row.category,
    name: { zh: row.nameZh, en: row.nameEn },
    contact: { name: row.contactName, phone: row.contactPhone },
    endpoint: row.endpoint,
    tlsName: row.tlsName,
    contractVersion: row.contractVersion,
    services: row.services,
    ...(row.calendar === null ? {} : { calendar: row.calendar }),
    concurrency: row.concurrency,
    attemptTimeoutMs: row.attemptTimeoutMs,
    receiptKeys: row.receiptKeys,
    enabled: row.enabled,
  };
}

export function holdFromRow(row: AgencyHoldEntity): Hold {
  return {
    agencyCode: mustParse(parseAgencyCode, row.agencyCode),
    cause: row.cause,
    detail: row.detail,
    since: instantOf(row.since),
    nextProbeAt: optionalInstant(row.nextProbeAt),
    probes: row.probes,
  };
}
