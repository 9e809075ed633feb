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

/** Calls under way at once in this process. */
const atOnce = 16;
/** Longer than a call may take, so that nobody else begins it meanwhile. */
const leaseMs = 4 * CALL_TIMEOUT_MS;
const lookEveryMs = 5_000;

/** Takes what is due out of the database and delivers it; as many processes as there are share the work. */
export class WebhookDeliverer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly toStop: (() => Promise<void>)[] = [];

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
      run: (signal) => this.deliver(signal),
      log,
    });
    this.toStop.push(turns.stop, await this.events.onChange(turns.nudge));
  }

  async onModuleDestroy(): Promise<void> {
    for (const stop of this.toStop.splice(0)) await stop();
  }

  /** Until nothing is due. */
  async deliver(signal?: AbortSignal): Promise<void> {
    await this.webhooks.derive();
    while (signal?.aborted !== true) {
      const claimed = await this.webhooks.claim(atOnce, leaseMs);
      if (claimed.length === 0) return;
      await Promise.all(claimed.map((each) => this.deliverOne(each)));
    }
  }

  private async deliverOne(delivery: ClaimedDelivery): Promise<void> {
    const result = await this.sender.send(delivery);
    const step = deliveryStepOf(delivery, result, this.randomness.unit());
    const isRecorded = await this.webhooks.finish(delivery.id, delivery.attempt, step);
    if (step.to === 'delivered' && isRecorded) return;
    this.log.warn('a webhook call did not deliver', {
      eventId: delivery.id,
      attempt: delivery.attempt,
      outcome: step.to,
      ...(step.status === undefined ? {} : { statusCode: step.status }),
      ...(step.to === 'delivered' ? {} : { reason: step.failure }),
    });
  }
}
