import { withLogContext } from './log-context.js';
import type { Logger } from './logger.js';

export interface RepeatingTaskOptions {
  /** One word for the log, such as `feed`; every line of a turn carries it as `task`. */
  readonly name: string;
  /** From the end of a turn to the begin of the next, before jitter. */
  readonly everyMs: number;
  /** Each pause differs by up to this share of `everyMs`, so that replicas do not march in step. Default 0.1. */
  readonly jitter?: number;
  /** One turn. `signal` is aborted when the task is stopped. What it throws is logged, and the next turn comes. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  readonly log: Logger;
  /** Random numbers from 0 to below 1; for tests. */
  readonly random?: () => number;
}

export interface RepeatingTask {
  /**
   * Asks for a turn now: cuts the pause short; during a turn, one more follows it at once, however often
   * it was asked for. After `stop` it does nothing.
   */
  readonly nudge: () => void;
  /** Lets no further turn begin and waits for the running one. Not to be awaited within a turn. */
  readonly stop: () => Promise<void>;
}

/** Runs the first turn at once and then one after another, never two at a time, until stopped. */
export function startRepeating(options: RepeatingTaskOptions): RepeatingTask {
  const { name, everyMs, jitter = 0.1, run, log, random = Math.random } = options;
  const stopping = new AbortController();
  let isNudged = false;
  let wake: (() => void) | undefined;
  let failureCount = 0;

  async function turn(): Promise<void> {
    try {
      await run(stopping.signal);
      if (failureCount > 0) log.info('the task works again', { failureCount });
      failureCount = 0;
    } catch (error) {
      failureCount += 1;
      log.error('a turn of the task failed', { error, failureCount });
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, everyMs * (1 + jitter * (2 * random() - 1)));
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function mayPause(): boolean {
    return !isNudged && !stopping.signal.aborted;
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      isNudged = false;
      await turn();
      if (mayPause()) await pause();
      wake = undefined;
    }
  }

  const ended = withLogContext({ task: name }, loop);
  return {
    nudge: () => {
      isNudged = true;
      wake?.();
    },
    stop: () => {
      stopping.abort();
      wake?.();
      return ended;
    },
  };
}
