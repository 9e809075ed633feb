import type { StreamEnd, EventBody } from './event.body.js';

/** The text of server-sent events (WHATWG HTML, section 9.2). JSON has no line breaks of its own. */
export const eventStream = 'text/event-stream';

/** How long a browser waits before it connects again. */
const RETRY_MS = 3_000;

export function openingText(): string {
  return `retry: ${RETRY_MS}\n: dianda\n\n`;
}

export function eventText(id: number, body: EventBody): string {
  return `id: ${id}\nevent: ${body.kind}\ndata: ${JSON.stringify(body)}\n\n`;
}

/** A stream of all inquiries says from where on it tells, so that a reader can come back before the first event. */
export function openedText(id: number): string {
  return `id: ${id}\nevent: opened\ndata: {}\n\n`;
}

/** A comment; `id`, where there is one, moves the reader's Last-Event-ID on without an event. */
export function heartbeatText(id: number | undefined): string {
  return id === undefined ? ': heartbeat\n\n' : `: heartbeat\nid: ${id}\n\n`;
}

/** Without an id: the reader's Last-Event-ID stays that of the last event. */
export function endText(reason: StreamEnd): string {
  return `event: ended\ndata: ${JSON.stringify({ reason })}\n\n`;
}
