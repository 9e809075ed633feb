export { actorRoles, type Actor, type ActorRole, type CourtSystemActor, type PersonActor } from './actor.js';
export { AccountStore, type Account, type AccountStanding } from './account-store.js';
export { AgencyClient, type AgencyDescription } from './agency-client.js';
export { ClientStore, clientScopes, defaultRequestsPerMinute, isClientScope } from './client-store.js';
export type { ClientJwk, ClientScope, MachineClient, NewMachineClient } from './client-store.js';
export { BatchStore, batchRowStates, HIGHEST_BATCH_ROW_NUMBER, MOST_BATCH_ROWS } from './batch-store.js';
export type {
  BatchRow,
  BatchRowState,
  BatchView,
  ClaimedRow,
  ClaimedRows,
  NewBatch,
  ReadRow,
  RowOutcome,
  RowProblem,
} from './batch-store.js';
export { Clock, Randomness } from './clock.js';
export { CaseStore, type CasePush, type PartyPush } from './case-store.js';
export {
  AgencyOperations,
  agencyStandingOf,
  agencyStandings,
  hoursStandingOf,
  longestMaintenanceMs,
  type AgencyStanding,
  type HoursStanding,
  type MaintenanceWindow,
  type OpenLegCount,
  type OperatedAgency,
  type Quota,
} from './agency-operations.js';
export {
  LegOperations,
  legInterventionKinds,
  type LegAttempt,
  type LegInterventionKind,
  type LegListing,
  type LegSearch,
  type OperatedLeg,
} from './leg-operations.js';
export {
  AccountOperations,
  type GivenPassword,
  type ListedAccount,
  type NewAccount,
} from './account-operations.js';
export {
  StaffOperations,
  type OfficerParticulars,
  type RegisteredCourt,
  type RegisteredOfficer,
} from './staff-operations.js';
export type { Operations } from './operations.js';
export type { ByHand, ByHandOn } from './by-hand.js';
export { AgencyDirectory } from './agency-directory.js';
export { InquiryStore } from './inquiry-store.js';
export type {
  AcceptedInquiry,
  InquiryListing,
  InquiryListQuery,
  InquiryView,
  LegOnView,
  ReportInputs,
} from './inquiry-store.js';
export { InquiryEvents } from './inquiry-events.js';
export type { ActorEventPage, InquiryEventPage, PlacedEvent, ToldEvent } from './inquiry-events.js';
export { NoticeStore, type NewNotice } from './notice-store.js';
export { WebhookStore, type DeliveryClaim, type WebhookWithSecret } from './webhook-store.js';
export { LegStore } from './leg-store.js';
export type {
  AskedLeg,
  ClaimedLeg,
  FeedCandidate,
  FeedableAgency,
  LegStep,
  PushedAnswer,
  SweepResult,
} from './leg-store.js';
export { HoldStore } from './hold-store.js';
export { LegQueue, type Ring } from './leg-queue.js';
export { AuditLog, type AuditAction, type AuditEntry } from './audit-log.js';
export { RequestCounter, type RequestCount } from './request-counter.js';
