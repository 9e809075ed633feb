import { WebhookStore } from '@dianda/inquiry';

/** Webhooks that no test without a database may reach; what they do is shown on one. */
export class UntouchedWebhooks extends WebhookStore {
  override list = untouched;
  override create = untouched;
  override rotate = untouched;
  override setState = untouched;
  override delete = untouched;
  override deliveries = untouched;
  override redeliver = untouched;
  override derive = untouched;
  override claim = untouched;
  override finish = untouched;
}

function untouched(): never {
  throw new Error('unscripted use of webhooks');
}
