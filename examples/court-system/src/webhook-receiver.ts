import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { readMessage, type WebhookMessage } from './webhook-message.ts';

const LARGEST_BODY_BYTES = 64 * 1024;

export interface ReceiverListener {
  /** A new message whose signature holds. */
  readonly received: (message: WebhookMessage) => void;
  readonly refused: () => void;
}

/**
 * Takes webhooks: verifies the signature over the bytes as they came, answers 204, and passes each message on once. A
 * message is sent until it is answered 2xx, so a repeat is told by its `webhook-id`.
 */
export class WebhookReceiver {
  readonly #webhook: Webhook;
  readonly #listener: ReceiverListener;
  readonly #server: Server;
  /** A real system keeps these in its database, in the transaction that takes the message up. */
  readonly #seen = new Set<string>();

  constructor(secret: string, listener: ReceiverListener) {
    this.#webhook = new Webhook(secret);
    this.#listener = listener;
    this.#server = createServer((request, reply) => {
      this.#answer(request).then(
        (status) => reply.writeHead(status, { connection: 'close' }).end(),
        () => reply.destroy(),
      );
    });
  }

  listen({ host, port }: { readonly host: string; readonly port: number }): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** The status of the answer. */
  async #answer(request: IncomingMessage): Promise<number> {
    if (request.method !== 'POST') return 405;
    const body = await bytesOf(request);
    if (body === undefined) return 413;
    const id = headerOf(request, 'webhook-id');
    const message = this.#verified(id, request, body);
    if (message === undefined) {
      this.#listener.refused();
      return 401;
    }
    if (!this.#seen.has(id)) {
      this.#seen.add(id);
      this.#listener.received(message);
    }
    return 204;
  }

  /** Undefined for a forged, altered or old message: the library allows five minutes between its time and now. */
  #verified(id: string, request: IncomingMessage, body: Buffer): WebhookMessage | undefined {
    try {
      return readMessage(
        this.#webhook.verify(body, {
          'webhook-id': id,
          'webhook-timestamp': headerOf(request, 'webhook-timestamp'),
          'webhook-signature': headerOf(request, 'webhook-signature'),
        }),
      );
    } catch {
      return undefined;
    }
  }
}

function headerOf({ headers }: IncomingMessage, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

/** Undefined when it is larger than any message. */
async function bytesOf(request: AsyncIterable<Buffer>): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.byteLength;
    if (size > LARGEST_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
