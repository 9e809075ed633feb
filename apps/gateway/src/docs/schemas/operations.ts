import {
  agencyCategories,
  agencyStandings,
  holdCauses,
  legStates,
  type MaintenanceWindow,
} from '@dianda/inquiry';
import type {
  OpenLegCountBody,
  OperatedAgencyBody,
  OperatedAgencyListBody,
  OperatedHoldBody,
  OperatedHoursBody,
  QuotaBody,
} from '../../operations/agency-operations.body.js';
import { count, flag, instant, listOf, objectOf, optional, text, uuid, words } from '../schema.js';
import { contact, localText, officeHoursMembers } from './leaves.js';
import { reference } from './names.js';

const hold = objectOf<OperatedHoldBody>('Why nobody asks the agency.', {
  cause: words(holdCauses),
  detail: text('The last error’s reason, what differs from the directory, or the operator’s words.'),
  since: instant,
  nextProbeAt: optional({ ...instant, description: 'Absent where only a person ends it.' }),
  probes: count('Probes that found it unwell.'),
  heldBy: optional({ ...uuid, description: 'The operator’s account.' }),
});

export const operatedAgency = objectOf<OperatedAgencyBody>('协助单位 as operators see it.', {
  code: text(undefined, 'land-registry-3208'),
  category: words(agencyCategories),
  name: localText,
  contact,
  endpoint: text('host:port of the adapter.', '127.0.0.1:50051'),
  contractVersion: text(undefined, '1.0'),
  standing: words(agencyStandings, '`introducing` until it has described itself as the directory says.'),
  enabled: flag,
  revision: { type: 'integer', minimum: 1, description: 'Send it with a change.' },
  concurrency: count('Questions under way at once.'),
  attemptTimeoutMs: count(),
  calendar: optional(
    objectOf<OperatedHoursBody>('When the agency works.', {
      ...officeHoursMembers,
      opensAt: { ...instant, description: 'The moment of this reading while it works.' },
      unknownHolidayYears: listOf(
        { type: 'integer' },
        'This year, or the next within 60 days, where nobody has loaded its holidays: weekdays alone are counted.',
      ),
    }),
  ),
  hold: optional(hold),
  maintenance: listOf(
    objectOf<MaintenanceWindow>('A window that has not ended.', {
      id: uuid,
      from: instant,
      until: instant,
      note: text(),
    }),
  ),
  quota: objectOf<QuotaBody>('A bound that is absent is none.', {
    perSecond: optional(count()),
    perDay: optional(count()),
    zone: text('IANA name; where the day begins.', 'Asia/Shanghai'),
  }),
  requestsToday: count('In the agency’s day; counted while it has a quota.'),
  quotaUntil: optional({ ...instant, description: 'While the quota of the day is used up: its end.' }),
  openLegs: listOf(
    objectOf<OpenLegCountBody>('Open legs in one state for one reason.', {
      state: words(legStates),
      waitingFor: text(undefined, 'retry'),
      reason: optional(text('The last error’s.', 'AGENCY_TIMEOUT')),
      legs: count(),
    }),
  ),
  asOf: instant,
});

export const operatedAgencyList = objectOf<OperatedAgencyListBody>('All agencies, by code.', {
  items: listOf(reference('OperatedAgency')),
});
