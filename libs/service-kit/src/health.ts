import type { Logger } from './logger.js';

/** `live`: this process can still do anything at all (a failure asks for a restart). `ready`: it can do its work now. */
export const HEALTH_KINDS = ['live', 'ready'] as const;
export type HealthKind = (typeof HEALTH_KINDS)[number];

export type HealthStatus = 'up' | 'down';

export interface HealthCheckResult {
  readonly name: string;
  readonly status: HealthStatus;
  /** Why it is down: a code, never an error's text. */
  readonly reason?: string;
}

export interface HealthReport {
  readonly status: HealthStatus;
  readonly checks: readonly HealthCheckResult[];
}

/** Returns when all is well and throws when not. `signal` is aborted when its time is over. */
export type HealthCheck = (signal: AbortSignal) => unknown;

export interface HealthOptions {
  readonly log: Logger;
  /** How long one check may take. Default 2 s, below the probe time-outs people usually set. */
  readonly checkTimeoutMs?: number;
  /** From when this is aborted the process is not ready (`Shutdown.stopping`). */
  readonly stopping?: AbortSignal;
}

export interface Health {
  /** Adds a check. `name` is one word, such as `database`; the same name twice for a kind is an error. */
  readonly add: (kind: HealthKind, name: string, check: HealthCheck) => void;
  /** Runs all checks of a kind at the same time, in no more than the time limit of one. Never throws. */
  readonly report: (kind: HealthKind) => Promise<HealthReport>;
}

interface NamedCheck {
  readonly name: string;
  readonly check: HealthCheck;
  /** The run that has not come back yet; it is joined, not doubled, so that probes cannot pile up work. */
  running: Promise<HealthCheckResult> | undefined;
  /** How many times in a row the running one was too late for who asked. */
  lateCount: number;
  wasUp: boolean;
}

/** A run so often too late is given up and a new one begun: what it hangs on may be gone for good. */
const MOST_LATE = 5;

/** Makes the registry of an app's health checks. A change of a check's state is logged once. */
export function createHealth({ log, checkTimeoutMs = 2_000, stopping }: HealthOptions): Health {
  const registered: Record<HealthKind, NamedCheck[]> = { live: [], ready: [] };

  /** One run until it comes back by itself, however late. */
  async function settle({ name, check, wasUp }: NamedCheck, signal: AbortSignal): Promise<HealthCheckResult> {
    try {
      await check(signal);
      return { name, status: 'up' };
    } catch (error) {
      if (wasUp) log.warn('a health check fails', { check: name, error });
      return { name, status: 'down', reason: reasonOf(error) };
    }
  }

  function begin(entry: NamedCheck, signal: AbortSignal): Promise<HealthCheckResult> {
    const run = settle(entry, signal);
    entry.running = run;
    entry.lateCount = 0;
    void run.then(() => {
      if (entry.running === run) entry.running = undefined;
    });
    return run;
  }

  async function ask(entry: NamedCheck): Promise<HealthCheckResult> {
    const limit = new AbortController();
    const run = entry.running ?? begin(entry, limit.signal);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, checkTimeoutMs, undefined);
    });
    const result = await Promise.race([run, late]);
    clearTimeout(timer);
    if (result !== undefined) {
      if (result.status === 'up' && !entry.wasUp)
        log.info('a health check is well again', { check: entry.name });
      entry.wasUp = result.status === 'up';
      return result;
    }
    limit.abort();
    entry.lateCount += 1;
    if (entry.lateCount >= MOST_LATE && entry.running === run) entry.running = undefined;
    if (entry.wasUp) log.warn('a health check takes too long', { check: entry.name, checkTimeoutMs });
    entry.wasUp = false;
    return { name: entry.name, status: 'down', reason: 'CHECK_TIMED_OUT' };
  }

  return {
    add: (kind, name, check) => {
      if (registered[kind].some((entry) => entry.name === name)) {
        throw new Error(`there is a ${kind} check called ${name} already`);
      }
      registered[kind].push({ name, check, running: undefined, lateCount: 0, wasUp: true });
    },
    report: async (kind) => {
      const checks = await Promise.all(registered[kind].map(ask));
      if (kind === 'ready' && stopping?.aborted === true) {
        checks.unshift({ name: 'process', status: 'down', reason: 'STOPPING' });
      }
      return { status: checks.every(({ status }) => status === 'up') ? 'up' : 'down', checks };
    },
  };
}

/** The error's own `reason` or `code` when it looks like one (`ECONNREFUSED`), else a general word. */
function reasonOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'CHECK_FAILED';
  const own: unknown = Reflect.get(error, 'reason') ?? Reflect.get(error, 'code');
  return typeof own === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(own) ? own : 'CHECK_FAILED';
}
