import { setTimeout as delay } from 'node:timers/promises';

const REQUEST_TIMEOUT_MS = 30_000;
const MOST_TRIES = 6;
/** Between tries after a connection was cut; doubles. */
const FIRST_PAUSE_MS = 500;
/** The gateway counts by the minute. */
const LONGEST_WAIT_SECONDS = 120;

export interface Bearer {
  readonly get: () => Promise<string>;
  /** The token that `get` gave was refused. */
  readonly forget: () => void;
}

export interface WaitListener {
  readonly limited: (seconds: number) => void;
  readonly cut: (method: string, path: string) => void;
  readonly renewed: () => void;
}

/**
 * `fetch` as a court's system needs it: waits as long as Retry-After says (429, 503), takes a new token once when the
 * one it has is refused (401), and sends again what may be sent twice when the connection was cut before the answer.
 * Throws the last failure.
 */
export function patientFetch(
  bearer: Bearer | undefined,
  listener: WaitListener,
): (request: Request) => Promise<Response> {
  return async (request) => {
    let hasRenewed = false;
    for (let tries = 1; ; tries += 1) {
      const isLast = tries >= MOST_TRIES;
      let response: Response;
      try {
        response = await send(request, bearer);
      } catch (error) {
        if (isLast || !maySendTwice(request)) throw error;
        listener.cut(request.method, new URL(request.url).pathname);
        await delay(FIRST_PAUSE_MS * 2 ** (tries - 1));
        continue;
      }
      const waitSeconds = isLast ? undefined : retryAfterSeconds(response);
      const isRefused = response.status === 401 && bearer !== undefined && !hasRenewed;
      if (waitSeconds === undefined && !isRefused) return response;
      // What is not read holds its connection.
      await response.body?.cancel();
      if (waitSeconds !== undefined) {
        listener.limited(waitSeconds);
        await delay(waitSeconds * 1000);
      } else {
        hasRenewed = true;
        bearer?.forget();
        listener.renewed();
      }
    }
  };
}

async function send(request: Request, bearer: Bearer | undefined): Promise<Response> {
  const copy = request.clone();
  if (bearer !== undefined) copy.headers.set('authorization', `Bearer ${await bearer.get()}`);
  return fetch(copy, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
}

/**
 * Whether the gateway takes it twice as once: reads, whole states (PUT), orders with their Idempotency-Key, notices
 * by their number. A token is not asked for twice with one assertion.
 */
function maySendTwice({ method, headers, url }: Request): boolean {
  if (method === 'GET' || method === 'PUT') return true;
  return headers.has('idempotency-key') || new URL(url).pathname.endsWith('/notices');
}

function retryAfterSeconds({ status, headers }: Response): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isInteger(seconds) && seconds >= 0 ? Math.min(seconds, LONGEST_WAIT_SECONDS) : undefined;
}
