import { DiandaError } from '@dianda/inquiry';
import { abortReason, type SearchLimits } from '../registry/search-limits.js';

/** Somebody who waits for an answer. */
export interface Caller {
  /** Aborted when the caller goes away. */
  readonly gone: AbortSignal;
  /** Milliseconds since 1970 at which the answer has to leave. */
  readonly answerBy: number;
}

interface Turn<T> {
  readonly result: Promise<T>;
  readonly stop: AbortController;
  waiting: number;
}

/** After how long a caller may come again when all places are taken. */
const BUSY_RETRY_MS = 1_000;
/** setTimeout fires at once for longer delays (Node's documentation of timers). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Searches that run in this process. Whoever asks the same again joins the search that runs; a search goes on while
 * anybody waits for it, and is stopped when nobody does.
 */
export class SearchTurns<T> {
  private readonly turns = new Map<string, Turn<T>>();
  private readonly stopping = new AbortController();

  /** `places`: how many different searches may run at once. */
  constructor(private readonly places: number) {}

  /**
   * Runs `search`, or joins the one that runs under `key`. Throws ADAPTER_BUSY when all places are taken,
   * REGISTRY_TIMEOUT when the caller's time is over, AGENCY_CANCELLED when the caller is gone, SHUTTING_DOWN after
   * {@link stopAll}, and whatever `search` throws.
   */
  async take(
    key: string,
    caller: Caller,
    search: (limits: SearchLimits) => Promise<T>,
  ): Promise<{ readonly value: T; readonly joined: boolean }> {
    const running = this.turns.get(key);
    // Everybody left it and its statement is still being cancelled: joining it would be told why others left.
    if (running?.stop.signal.aborted === true) throw busy();
    const turn = running ?? this.begin(key, caller, search);
    return { value: await this.wait(turn, caller), joined: running !== undefined };
  }

  /** Stops the search under `key`, if one runs here: all its callers get `reason`. */
  stop(key: string, reason: DiandaError): void {
    this.turns.get(key)?.stop.abort(reason);
  }

  /** Stops every search and begins no other. */
  stopAll(): void {
    const reason = shuttingDown();
    this.stopping.abort(reason);
    for (const turn of this.turns.values()) turn.stop.abort(reason);
  }

  get running(): number {
    return this.turns.size;
  }

  private begin(key: string, caller: Caller, search: (limits: SearchLimits) => Promise<T>): Turn<T> {
    if (this.stopping.signal.aborted) throw shuttingDown();
    if (this.turns.size >= this.places) throw busy();
    const stop = new AbortController();
    const limits = { signal: stop.signal, leftMs: () => caller.answerBy - Date.now() };
    const result = search(limits).finally(() => this.turns.delete(key));
    // Callers may all have left when it fails; the failure is theirs to see, not the process's.
    result.catch(() => undefined);
    const turn: Turn<T> = { result, stop, waiting: 0 };
    this.turns.set(key, turn);
    return turn;
  }

  private async wait(turn: Turn<T>, caller: Caller): Promise<T> {
    turn.waiting += 1;
    const left = new AbortController();
    try {
      return await Promise.race([turn.result, stoppedFor(turn, left.signal), leaves(caller, left.signal)]);
    } catch (error) {
      turn.waiting -= 1;
      if (turn.waiting === 0) turn.stop.abort(error);
      throw error;
    } finally {
      left.abort();
    }
  }
}

/** Rejects when the search is stopped from outside, without waiting for it to wind up. */
function stoppedFor<T>(turn: Turn<T>, over: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stopped = (): void => reject(abortReason(turn.stop.signal));
    if (turn.stop.signal.aborted) stopped();
    turn.stop.signal.addEventListener('abort', stopped, { once: true, signal: over });
  });
}

/** Rejects when the caller goes away or runs out of time. */
function leaves(caller: Caller, over: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const gone = (): void =>
      reject(
        DiandaError.unavailable('AGENCY_CANCELLED', { origin: 'dianda', detail: 'the caller went away' }),
      );
    const late = (): void =>
      reject(
        DiandaError.timeout('REGISTRY_TIMEOUT', {
          origin: 'agency',
          detail: 'no answer within the deadline',
        }),
      );
    if (caller.gone.aborted) gone();
    caller.gone.addEventListener('abort', gone, { once: true, signal: over });
    const timer = setTimeout(late, Math.min(Math.max(0, caller.answerBy - Date.now()), LONGEST_TIMER_MS));
    over.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}

function shuttingDown(): DiandaError {
  return DiandaError.unavailable('SHUTTING_DOWN', { origin: 'adapter' });
}

function busy(): DiandaError {
  return DiandaError.exhausted('ADAPTER_BUSY', { origin: 'adapter', retryAfterMs: BUSY_RETRY_MS });
}
