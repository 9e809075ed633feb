import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import {
  deliveryStepOf,
  type ClaimedDelivery,
  type InquiryEvents,
  type Randomness,
  type WebhookStore,
} from '@dianda/inquiry';
import { startRepeating, type Logger } from '@dianda/service-kit';
import { CALL_TIMEOUT_MS, type WebhookSender } from './webhook-sender.js';

/** Calls under way at once in this process; each is little more than a socket. */
const atOnce = 64;
/** Calls under way at once to one endpoint, of all processes: so many places of all are lost to one that hangs. */
const atOncePerWebhook = 2;
/** Longer than a call may take, so that nobody else begins it meanwhile. */
const leaseMs = 4 * CALL_TIMEOUT_MS;
const lookEveryMs = 5_000;

/** Takes what is due out of the database and delivers it; as many processes as there are share the work. */
export class WebhookDeliverer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly toStop: (() => Promise<void>)[] = [];
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly webhooks: WebhookStore,
    private readonly events: InquiryEvents,
    private readonly sender: WebhookSender,
    private readonly randomness: Randomness,
    private readonly log: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { log } = this;
    const turns = startRepeating({
      name: 'webhooks',
      everyMs: lookEveryMs,
      // A place that becomes free is filled at once; no call waits for another to end.
      run: async () => {
        await this.begin(turns.nudge);
      },
      log,
    });
    this.toStop.push(turns.stop, await this.events.onChange(turns.nudge));
  }

  async onModuleDestroy(): Promise<void> {
    for (const stop of this.toStop.splice(0)) await stop();
    await Promise.all(this.underWay);
  }

  /**
   * Begins calls of what is due, as far as there are free places, and does not wait for them; `ended` is told of each.
   * Answers how many it began.
   */
  async begin(ended: () => void): Promise<number> {
    await this.webhooks.derive();
    const limit = atOnce - this.underWay.size;
    if (limit === 0) return 0;
    const claimed = await this.webhooks.claim({ limit, limitPerWebhook: atOncePerWebhook, leaseMs });
    for (const each of claimed) {
      const call = this.deliver(each).finally(() => {
        this.underWay.delete(call);
        ended();
      });
      this.underWay.add(call);
    }
    return claimed.length;
  }

  private async deliver(delivery: ClaimedDelivery): Promise<void> {
    const eventId = delivery.id;
    try {
      const result = await this.sender.send(delivery);
      const step = deliveryStepOf(delivery, result, this.randomness.unit());
      const isRecorded = await this.webhooks.finish(delivery.id, delivery.attempt, step);
      if (step.to === 'delivered' && isRecorded) return;
      this.log.warn('a webhook call did not deliver', {
        eventId,
        attempt: delivery.attempt,
        outcome: step.to,
        ...(step.status === undefined ? {} : { statusCode: step.status }),
        ...(step.to === 'delivered' ? {} : { reason: step.failure }),
      });
    } catch (error) {
      // Its lease runs out, and it is sent again.
      this.log.error('how a webhook call ended is not recorded', { eventId, error });
    }
  }
}
