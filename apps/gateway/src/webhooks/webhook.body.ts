import type { ClaimedDelivery, Instant, Webhook, WebhookDelivery, WebhookType } from '@dianda/inquiry';
import { linksOf } from '../inquiries/inquiry.mapper.js';

/** What a court's system receives: ids and codes. It fetches the report; no name, number or asset travels here. */
export interface WebhookMessage {
  readonly type: WebhookType;
  /** When it happened. */
  readonly timestamp: Instant;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The same text at every attempt, as the id is the same. */
export function webhookBody({ type, event, caseNumber }: ClaimedDelivery): WebhookMessage {
  const { inquiryId, number, at } = event;
  const leg =
    event.kind === 'leg_changed'
      ? {
          legId: event.legId,
          agencyCode: event.agencyCode,
          assetClass: event.assetClass,
          state: event.state,
          rung: event.rung,
        }
      : {};
  const report = event.kind === 'report_sealed' ? { reportVersion: event.version } : {};
  return {
    type,
    timestamp: at,
    data: { inquiryId, caseNumber, number, ...leg, ...report, links: linksOf(inquiryId) },
  };
}

export type WebhookBody = Webhook;
export interface WebhookListBody {
  readonly items: readonly WebhookBody[];
}
/** `secret` is told here and never again. */
export interface WebhookSecretBody {
  readonly webhook: WebhookBody;
  readonly secret: string;
}
export type DeliveryBody = WebhookDelivery;
export interface DeliveryListBody {
  readonly items: readonly DeliveryBody[];
}
