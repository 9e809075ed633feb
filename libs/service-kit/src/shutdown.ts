import type { Logger } from './logger.js';

/** Why a process stops. */
export type StopReason = 'SIGTERM' | 'SIGINT' | 'PARENT_GONE' | 'CRASHED' | 'ASKED';

export interface Shutdown {
  /**
   * Registers what must be closed. Closers run one after another, the last registered first, so register
   * each thing as soon as it is open. `name` is one word for the log, such as `http-server`.
   * What is registered while the process stops is closed too.
   */
  readonly register: (name: string, close: () => unknown) => void;
  /** Begins to stop, as a signal would. Calls after the first change nothing. */
  readonly stop: (reason: StopReason) => void;
  /** Aborted as soon as stopping begins: whoever is asked whether it is ready says no from then on. */
  readonly stopping: AbortSignal;
}

/** What a shutdown needs of the process; a fake in tests. */
export interface ProcessHost {
  readonly onSignal: (listener: (signal: 'SIGTERM' | 'SIGINT') => void) => void;
  readonly onCrash: (listener: (error: unknown) => void) => void;
  readonly exit: (code: number) => void;
  /** Milliseconds on a clock that only goes forward. */
  readonly nowMs: () => number;
}

export interface ShutdownOptions {
  readonly log: Logger;
  /** How long all closers together may take. Default 10 s, a third of what Kubernetes gives before it kills. */
  readonly graceMs?: number;
  readonly host?: ProcessHost;
}

/**
 * npm passes a signal on that its child has already had from the terminal, so Ctrl-C arrives twice within
 * milliseconds. A repeat within this time is the same signal; a later one is a person who wants out.
 */
const SAME_SIGNAL_MS = 300;

/** Exit codes as shells write them: 128 + the number of the signal. */
const KILLED_BY = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Stops the process in good order on SIGTERM, SIGINT, an uncaught error or `stop`.
 *
 * Closers run in reverse order within `graceMs`; then the process exits with 0. It exits with 1, and the log
 * names the closer, when one failed or hung, and when the cause was an uncaught error. A second signal
 * exits at once, with 128 + its number.
 */
export function createShutdown(options: ShutdownOptions): Shutdown {
  const { log, graceMs = 10_000, host = nodeHost } = options;
  const stopping = new AbortController();
  const closers: { readonly name: string; readonly close: () => unknown }[] = [];
  let isFailed = false;
  let closing: string | undefined;
  let firstSignalAtMs: number | undefined;

  async function run(reason: StopReason): Promise<void> {
    const beganAtMs = host.nowMs();
    log.info('stopping', { reason, closerCount: closers.length, graceMs });
    // The timer holds the event loop, so a closer that hangs on nothing is still found out.
    const grace = setTimeout(() => {
      const left = closers.map(({ name }) => name).reverse();
      log.error('stopped in disorder: a closer hangs', { closer: closing, closers: left, graceMs });
      host.exit(1);
    }, graceMs);
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) {
      closing = closer.name;
      try {
        await closer.close();
      } catch (error) {
        isFailed = true;
        log.error('a closer failed', { closer: closer.name, error });
      }
    }
    clearTimeout(grace);
    const exitCode = isFailed ? 1 : 0;
    log.info('stopped', { reason, exitCode, tookMs: Math.round(host.nowMs() - beganAtMs) });
    host.exit(exitCode);
  }

  function stop(reason: StopReason): void {
    if (stopping.signal.aborted) return;
    stopping.abort();
    void run(reason);
  }

  host.onSignal((signal) => {
    const nowMs = host.nowMs();
    firstSignalAtMs ??= nowMs;
    if (!stopping.signal.aborted) stop(signal);
    else if (nowMs - firstSignalAtMs > SAME_SIGNAL_MS) {
      log.warn('a second signal: exiting at once', { signal, closer: closing });
      host.exit(KILLED_BY[signal]);
    }
  });
  host.onCrash((error) => {
    isFailed = true;
    log.fatal('an error nobody caught', { error });
    stop('CRASHED');
  });

  return {
    register: (name, close) => {
      closers.push({ name, close });
    },
    stop,
    stopping: stopping.signal,
  };
}

const nodeHost: ProcessHost = {
  onSignal: (listener) => {
    process.on('SIGTERM', () => listener('SIGTERM'));
    process.on('SIGINT', () => listener('SIGINT'));
  },
  // Rejections nobody handles arrive here too. Without a listener Node itself would print the error's
  // message, which may quote personal data.
  onCrash: (listener) => {
    process.on('uncaughtException', listener);
  },
  exit: (code) => process.exit(code),
  nowMs: () => performance.now(),
};
