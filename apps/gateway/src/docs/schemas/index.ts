import { CASE_TYPE_CODES } from '@dianda/identifiers';
import {
  actorRoles,
  agencyCategories,
  assetClasses,
  caseStates,
  clientScopes,
  errorOrigins,
  holdCauses,
  limitCounts,
  partyRoles,
  subjectKinds,
  teamRoles,
  type AgencyService,
  type OfficeHours,
  type TeamMember,
  type TimeLimit,
} from '@dianda/inquiry';
import type { HealthReport } from '@dianda/service-kit';
import type { ClientBody, ClientListBody } from '../../clients/client.body.js';
import type { TokenBody } from '../../access/token.body.js';
import type { SessionBody } from '../../access/session.body.js';
import type { AgencyBody, AgencyListBody, HoldBody } from '../../agencies/agency.body.js';
import type { CaseBody } from '../../cases/case.body.js';
import type { Problem, ProblemViolation } from '../../problem/problem.js';
import {
  constant,
  count,
  day,
  flag,
  instant,
  listOf,
  objectOf,
  optional,
  text,
  unionOf,
  uuid,
  words,
  type Schema,
} from '../schema.js';
import { batchSchemas } from './batch.js';
import { acceptedInquiry, inquiry, inquiryList, waitingFor } from './inquiry.js';
import { inquiryEvent } from './inquiry-event.js';
import { caseNumber, contact, court, localText, officeHoursMembers } from './leaves.js';
import { reference, type SchemaName } from './names.js';
import { legAttemptList, operatedLeg, operatedLegList } from './leg-operations.js';
import { operatedAgency, operatedAgencyList } from './operations.js';
import {
  accountList,
  courtList,
  givenPassword,
  listedAccount,
  officerList,
  registeredCourt,
  registeredOfficer,
} from './staff-operations.js';
import { storedNotice } from './notice.js';
import { recordSchemas } from './records.js';
import { legResult, report } from './report.js';
import { webhook, webhookDeliveryList, webhookList, webhookSecret } from './webhooks.js';

const session = objectOf<SessionBody>('A short-lived access.', {
  accessToken: text('Send it as `Authorization: Bearer …`.', 'eyJhbGciOiJFZERTQSJ9.e30.c2ln'),
  tokenType: constant('Bearer'),
  expiresAt: instant,
  role: words(actorRoles),
  displayName: text('Name to greet the user by.', '陈执行'),
});

const token = objectOf<TokenBody>('A machine client’s short-lived access, as RFC 6749 spells it.', {
  access_token: text('Send it as `Authorization: Bearer …`.', 'eyJhbGciOiJFZERTQSJ9.e30.c2ln'),
  token_type: constant('Bearer'),
  expires_in: count('Seconds.'),
  scope: text('What was granted, parted by blanks.', 'cases:write inquiries:order'),
});

const client = objectOf<ClientBody>('接入客户端: a program of a court’s case system.', {
  id: { ...uuid, description: '`iss` and `sub` of its assertions.' },
  name: text(undefined, 'court-system.su0812'),
  court: text('The court’s letters.', '苏0812'),
  scopes: listOf(words(clientScopes)),
  requestsPerMinute: count(),
  disabled: flag,
  keys: listOf(
    objectOf<ClientBody['keys'][number]>('A public key.', {
      kid: text(undefined, '2026-11'),
      kty: text(undefined, 'OKP'),
      addedAt: instant,
    }),
  ),
});

const violation = objectOf<ProblemViolation>('One wrong member.', {
  in: words(['body', 'query', 'path', 'header']),
  pointer: {
    type: 'string',
    format: 'json-pointer',
    description: 'RFC 6901.',
    example: '/subjects/0/documentNumber',
  },
  code: text('Stable code.', 'CITIZEN_ID_CHECK'),
  detail: text('In the language asked for.', '公民身份号码校验位不符，请核对是否抄错（第18位）'),
});

const problem = objectOf<Problem>('RFC 9457 problem details; texts by Accept-Language (zh-CN, en).', {
  type: { type: 'string', format: 'uri', example: 'urn:dianda:problem:request-invalid' },
  title: text(undefined, '请求有误'),
  status: { type: 'integer', minimum: 400, maximum: 599 },
  detail: text(),
  reason: text('Stable reason code.', 'REQUEST_INVALID'),
  origin: words(errorOrigins, 'Who has to act on it.'),
  correlationId: text('The request id.', '0b9e5a9e-3a51-4a0c-8a44-6f9d3f6f2b11'),
  violations: listOf(violation),
});

const storedCase = objectOf<CaseBody>('执行案件 as stored, without names and numbers.', {
  caseNumber,
  caseType: words(Object.keys(CASE_TYPE_CODES)),
  court,
  state: words(caseStates),
  filedOn: day,
  parties: listOf(
    objectOf<CaseBody['parties'][number]>('当事人', {
      reference: text(undefined, 'P-1'),
      role: words(partyRoles),
      liable: flag,
      subjectId: uuid,
      kind: words(subjectKinds),
    }),
  ),
  team: listOf(objectOf<TeamMember>('办案人员', { officerId: uuid, role: words(teamRoles) })),
});

const service = objectOf<AgencyService>('A class that the agency answers.', {
  assetClass: words(assetClasses),
  subjectKinds: listOf(words(subjectKinds)),
  regions: listOf(text('GB/T 2260', '3208'), 'Empty: the whole country.'),
  timeLimits: listOf(
    objectOf<TimeLimit>('How long the agency has.', {
      minutes: count('From the order.'),
      counted: optional(
        words(
          limitCounts,
          '`working`: minutes in which the agency works; unless given, minutes of any clock.',
        ),
      ),
      source: text('The provision, agreement or practice that sets it.'),
      validFrom: { ...day, description: 'First day.' },
      validTo: optional({ ...day, description: 'Last day.' }),
    }),
    'Dated rules: of those in force on the day of the order the newest holds.',
  ),
  usualAnswerSeconds: count(),
});

const agencyList = objectOf<AgencyListBody>('协助单位目录', {
  items: listOf(
    objectOf<AgencyBody>('协助单位', {
      code: text(undefined, 'land-registry-3208'),
      category: words(agencyCategories),
      name: localText,
      contact,
      services: listOf(service),
      calendar: optional(objectOf<OfficeHours>('When it works; absent: at all times.', officeHoursMembers)),
      enabled: flag,
      hold: optional(
        objectOf<HoldBody>('While it is there nobody asks the agency.', {
          cause: words(holdCauses),
          since: instant,
          nextProbeAt: optional(instant),
        }),
      ),
    }),
  ),
});

const healthReport = objectOf<HealthReport>('Health.', {
  status: words(['up', 'down']),
  checks: listOf(
    objectOf<HealthReport['checks'][number]>('One check.', {
      name: text(undefined, 'database'),
      status: words(['up', 'down']),
      reason: optional(text('Why it is down, a code.')),
    }),
  ),
});

/** Every named schema of a reply; those of requests come from their DTO classes. */
export const schemas: Readonly<Record<SchemaName, Schema>> = {
  Session: session,
  Token: token,
  ...batchSchemas,
  Client: client,
  ClientList: objectOf<ClientListBody>('Machine clients.', { items: listOf(reference('Client')) }),
  Problem: problem,
  Case: storedCase,
  StoredNotice: storedNotice,
  AcceptedInquiry: acceptedInquiry,
  InquiryList: inquiryList,
  Inquiry: inquiry,
  WaitingFor: waitingFor,
  InquiryEvent: inquiryEvent,
  Report: report,
  LegResult: legResult,
  AssetRecord: unionOf(
    'One record, told apart by `kind`.',
    recordSchemas.map(({ schema }) => schema),
  ),
  AgencyList: agencyList,
  OperatedAgency: operatedAgency,
  OperatedAgencyList: operatedAgencyList,
  OperatedLeg: operatedLeg,
  OperatedLegList: operatedLegList,
  LegAttemptList: legAttemptList,
  ListedAccount: listedAccount,
  AccountList: accountList,
  GivenPassword: givenPassword,
  RegisteredCourt: registeredCourt,
  CourtList: courtList,
  RegisteredOfficer: registeredOfficer,
  OfficerList: officerList,
  Webhook: webhook,
  WebhookList: webhookList,
  WebhookSecret: webhookSecret,
  WebhookDeliveryList: webhookDeliveryList,
  HealthReport: healthReport,
};
