import type { ClaimedDelivery, SendResult } from '@dianda/inquiry';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { Webhook } from 'standardwebhooks';
import {
  AddressRefused,
  isAllowedTarget,
  pinnedLookup,
  requireAllowedLiteral,
  type WebhookRules,
} from './webhook-targets.js';
import { webhookBody } from './webhook.body.js';

/** How long one call may take, from the lookup to the status. */
export const CALL_TIMEOUT_MS = 15_000;

/** Makes the calls: signed as Standard Webhooks, one connection each, no redirect followed, no body read. */
export class WebhookSender {
  constructor(
    private readonly rules: WebhookRules,
    private readonly callTimeoutMs = CALL_TIMEOUT_MS,
  ) {}

  async send(delivery: ClaimedDelivery): Promise<SendResult> {
    const { secrets } = delivery;
    if (!delivery.isOfCourt) return { kind: 'failed', failure: 'CASE_MOVED' };
    if (secrets === undefined) return { kind: 'failed', failure: 'SECRETS_UNREADABLE' };
    if (!isAllowedTarget(delivery.url, this.rules)) return { kind: 'failed', failure: 'HOST_NOT_ALLOWED' };
    const signal = AbortSignal.timeout(this.callTimeoutMs);
    try {
      return { kind: 'answered', status: await this.call(delivery, secrets, signal) };
    } catch (error) {
      if (error instanceof AddressRefused) return { kind: 'failed', failure: 'ADDRESS_REFUSED' };
      return { kind: 'failed', failure: signal.aborted ? 'TIMEOUT' : 'CONNECTION_FAILED' };
    }
  }

  private call(delivery: ClaimedDelivery, secrets: readonly string[], signal: AbortSignal): Promise<number> {
    const url = new URL(delivery.url);
    requireAllowedLiteral(url, this.rules);
    const body = JSON.stringify(webhookBody(delivery));
    const options = {
      method: 'POST',
      headers: { ...headersOf(delivery, secrets, body), 'content-length': Buffer.byteLength(body) },
      // A connection of its own: one that is kept could be to an address that was allowed for another name.
      agent: false as const,
      lookup: pinnedLookup(this.rules),
      signal,
    };
    return new Promise((resolve, reject) => {
      const sent = (url.protocol === 'https:' ? tlsRequest : plainRequest)(url, options, (reply) => {
        // The status is all that is wanted; whatever else the server would send is not taken.
        resolve(reply.statusCode ?? 0);
        reply.on('error', () => undefined);
        reply.destroy();
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

function headersOf(delivery: ClaimedDelivery, secrets: readonly string[], body: string) {
  const id = `msg_${delivery.id}`;
  const at = new Date(delivery.claimedAt);
  return {
    'content-type': 'application/json',
    'user-agent': 'Dianda-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    // One signature a secret that is in force, so that a court can take up the new one at any time of the overlap.
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
