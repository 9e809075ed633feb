import type { CourtCode, WebhookDeliveryId, WebhookId } from '../model/ids.js';
import type {
  ClaimedDelivery,
  DeliveryState,
  DeliveryStep,
  Webhook,
  WebhookDelivery,
  WebhookState,
  WebhookType,
} from '../model/webhook.js';
import type { Actor } from './actor.js';

/** An endpoint and its secret (`whsec_…`), which is told once. */
export interface WebhookWithSecret {
  readonly webhook: Webhook;
  readonly secret: string;
}

/** How much may be leased, and for how long. */
export interface DeliveryClaim {
  readonly limit: number;
  /** Under lease of one endpoint at once, whoever holds the leases: one that hangs takes no more places than these. */
  readonly limitPerWebhook: number;
  readonly leaseMs: number;
}

/**
 * Endpoints of courts' systems and what is on its way to them. `by` undefined is the owner of the database; each change
 * is audited with it. Throws WEBHOOK_NOT_FOUND, DELIVERY_NOT_FOUND.
 */
export abstract class WebhookStore {
  abstract list(): Promise<readonly Webhook[]>;
  /** Of what happens from now on. Throws REQUEST_INVALID for a court that is not registered. */
  abstract create(
    court: CourtCode,
    url: string,
    types: readonly WebhookType[],
    by: Actor | undefined,
  ): Promise<WebhookWithSecret>;
  /** A new secret; the present one signs beside it for so long. */
  abstract rotate(id: WebhookId, overlapMs: number, by: Actor | undefined): Promise<WebhookWithSecret>;
  abstract setState(
    id: WebhookId,
    state: Exclude<WebhookState, 'gone'>,
    by: Actor | undefined,
  ): Promise<Webhook>;
  /** With everything that is on its way to it. */
  abstract delete(id: WebhookId, by: Actor | undefined): Promise<void>;
  /** Newest first. */
  abstract deliveries(
    id: WebhookId,
    state: DeliveryState | undefined,
    limit: number,
  ): Promise<readonly WebhookDelivery[]>;
  /** Sends it again under the same id, for three days anew. */
  abstract redeliver(id: WebhookDeliveryId, by: Actor | undefined): Promise<void>;

  /** Makes deliveries of what has come onto the line of events since the last time, each once. */
  abstract derive(): Promise<void>;
  /**
   * Leases deliveries that are due, counting an attempt: of one endpoint and inquiry only the earliest that is neither
   * delivered nor parked. One whose lease ran out is claimed again. An endpoint whose secrets do not open keeps nobody
   * else's back.
   */
  abstract claim(claim: DeliveryClaim): Promise<readonly ClaimedDelivery[]>;
  /** Answers false, changing nothing, when another attempt was begun since. */
  abstract finish(id: WebhookDeliveryId, attempt: number, step: DeliveryStep): Promise<boolean>;
}
