import { deliveryStates, sendFailures, webhookStates, webhookTypes } from '@dianda/inquiry';
import type {
  DeliveryBody,
  DeliveryListBody,
  WebhookBody,
  WebhookListBody,
  WebhookSecretBody,
} from '../../webhooks/webhook.body.js';
import { count, instant, listOf, objectOf, optional, text, uuid, words } from '../schema.js';
import { reference } from './names.js';

export const webhook = objectOf<WebhookBody>('推送地址', {
  id: uuid,
  courtCode: text(undefined, '苏0812'),
  url: text(undefined, 'https://case-system.example/dianda'),
  types: listOf(words(webhookTypes)),
  state: words(webhookStates, '`gone`: its server said 410.'),
  createdAt: instant,
  pending: count('Deliveries under way.'),
  parked: count('Deliveries that were given up.'),
});

export const webhookList = objectOf<WebhookListBody>('Endpoints.', { items: listOf(reference('Webhook')) });

export const webhookSecret = objectOf<WebhookSecretBody>('An endpoint with its secret.', {
  webhook: reference('Webhook'),
  secret: text('Told once.', 'whsec_…'),
});

export const webhookDeliveryList = objectOf<DeliveryListBody>('Deliveries.', {
  items: listOf(
    objectOf<DeliveryBody>('One event on its way; `webhook-id` is `msg_` and its id.', {
      id: uuid,
      webhookId: uuid,
      type: words(webhookTypes),
      inquiryId: uuid,
      eventNumber: count(),
      state: words(deliveryStates),
      attempts: count(),
      dueAt: optional(instant),
      lastStatus: optional(count('HTTP status of the last call.')),
      lastFailure: optional(words(sendFailures)),
      deliveredAt: optional(instant),
    }),
  ),
});
