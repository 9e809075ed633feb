import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * The id of a request: the caller's X-Request-Id when it is a UUID or 32 hex digits (what proxies and trace ids
 * use), else a fresh UUID. Nothing looser is taken, because the id stands on every log line and free text
 * could be anything, a person's number included.
 */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const offered = request.headers['x-request-id'];
  return typeof offered === 'string' && wellFormed.test(offered) ? offered.toLowerCase() : randomUUID();
}

/** At least one letter: 32 decimal digits could be a card and an account number in a row. */
const wellFormed =
  /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?=\d*[a-f])[0-9a-f]{32})$/i;
