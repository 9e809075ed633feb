import type { Schema } from '../schema.js';

/** Schemas of the document that stand under a name of their own; `index.ts` has each of them. */
export const schemaNames = [
  'Session',
  'Token',
  'Batch',
  'BatchCheck',
  'BatchRow',
  'BatchRowList',
  'Client',
  'ClientList',
  'Problem',
  'Case',
  'StoredNotice',
  'AcceptedInquiry',
  'InquiryList',
  'Inquiry',
  'WaitingFor',
  'InquiryEvent',
  'Report',
  'LegResult',
  'AssetRecord',
  'AgencyList',
  'OperatedAgency',
  'OperatedAgencyList',
  'OperatedLeg',
  'OperatedLegList',
  'LegAttemptList',
  'ListedAccount',
  'AccountList',
  'GivenPassword',
  'RegisteredCourt',
  'CourtList',
  'RegisteredOfficer',
  'OfficerList',
  'Webhook',
  'WebhookList',
  'WebhookSecret',
  'WebhookDeliveryList',
  'HealthReport',
] as const;
export type SchemaName = (typeof schemaNames)[number];

export function reference(name: SchemaName): Schema {
  return { $ref: `#/components/schemas/${name}` };
}
