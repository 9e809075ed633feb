import type { CourtCode, InquiryId, WebhookDeliveryId, WebhookId } from './ids.js';
import type { InquiryEvent } from './inquiry-event.js';
import type { Instant } from './time.js';

/** What a court's system can be told of. */
export const webhookTypes = [
  'leg.settled',
  'inquiry.completed',
  'report.sealed',
  'clarification.asked',
  'answer.late',
] as const;
export type WebhookType = (typeof webhookTypes)[number];

/** `gone`: its server said 410; nothing is sent until somebody resumes it. */
export const webhookStates = ['active', 'paused', 'gone'] as const;
export type WebhookState = (typeof webhookStates)[number];

/** Where a court's system is told of its inquiries. */
export interface Webhook {
  readonly id: WebhookId;
  readonly courtCode: CourtCode;
  readonly url: string;
  readonly types: readonly WebhookType[];
  readonly state: WebhookState;
  readonly createdAt: Instant;
  /** Deliveries that are under way, and those that were given up. */
  readonly pending: number;
  readonly parked: number;
}

/** Why a call did not deliver, beside the status that its server gave. */
export const sendFailures = [
  'TIMEOUT',
  'CONNECTION_FAILED',
  'HOST_NOT_ALLOWED',
  'ADDRESS_REFUSED',
  'HTTP_STATUS',
  'REDIRECTED',
  'GONE',
  'CASE_MOVED',
  'SECRETS_UNREADABLE',
] as const;
export type SendFailure = (typeof sendFailures)[number];

export const deliveryStates = ['pending', 'delivered', 'parked'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One event on its way to one endpoint. */
export interface WebhookDelivery {
  readonly id: WebhookDeliveryId;
  readonly webhookId: WebhookId;
  readonly type: WebhookType;
  readonly inquiryId: InquiryId;
  readonly eventNumber: number;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** When it is tried next; of a pending one. */
  readonly dueAt: Instant | undefined;
  readonly lastStatus: number | undefined;
  readonly lastFailure: SendFailure | undefined;
  readonly deliveredAt: Instant | undefined;
}

/** A delivery under this process's lease, with what sending needs. */
export interface ClaimedDelivery {
  readonly id: WebhookDeliveryId;
  /** Counts from 1; fences the record of how it ended. */
  readonly attempt: number;
  readonly claimedAt: Instant;
  /** When it is given up. */
  readonly givenUpAt: Instant;
  readonly type: WebhookType;
  readonly url: string;
  /** Whether the endpoint's court still has the case. */
  readonly isOfCourt: boolean;
  /** Newest first; each signs while one replaces another. Undefined when they do not open, such as for want of a key. */
  readonly secrets: readonly string[] | undefined;
  readonly event: InquiryEvent;
  readonly caseNumber: string;
}

/** What a call came to. */
export type SendResult =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'failed'; readonly failure: SendFailure };

/** What becomes of a claimed delivery. */
export type DeliveryStep =
  | { readonly to: 'delivered'; readonly status: number }
  | {
      readonly to: 'retry' | 'parked' | 'gone';
      readonly failure: SendFailure;
      readonly status: number | undefined;
      /** From now on; of a retry. */
      readonly afterMs: number;
    };
