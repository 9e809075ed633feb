import { setTimeout as delay } from 'node:timers/promises';
import { startBoundProcess, type BoundProcess, type ProcessExit } from './bound-process.js';
import { logTail } from './log-tail.js';

export interface AppProgram {
  readonly name: string;
  /** The Node program to run it with. */
  readonly node: string;
  readonly nodeFlags: readonly string[];
  /** Path of the built main.js. */
  readonly main: string;
  /** Its whole configuration. */
  readonly env: Readonly<Record<string, string>>;
  /** Answers 200 when the app can do its work. */
  readonly readyUrl: string;
  /** Where its page of metrics is; undefined where it has none. */
  readonly metricsUrl?: string;
  readonly logPath: string;
}

const readyWithinMs = 60_000;
const probeTimeoutMs = 2_000;
/** Longer than the grace that service-kit gives its closers, so that an app ends by itself. */
const stopWithinMs = 15_000;

/** One of our apps as a child process: it can be started again after it was stopped, killed or crashed. */
export class AppProcess {
  private current: BoundProcess | undefined;
  private expectedEnd = false;

  /** `onUnexpectedEnd` hears of an end that nobody asked for by `stop`. */
  constructor(
    private readonly program: AppProgram,
    private readonly onUnexpectedEnd: (exit: ProcessExit) => void,
  ) {}

  get name(): string {
    return this.program.name;
  }

  get logPath(): string {
    return this.program.logPath;
  }

  get metricsUrl(): string | undefined {
    return this.program.metricsUrl;
  }

  get pid(): number | undefined {
    return this.current?.running() === true ? this.current.pid : undefined;
  }

  /** Starts it and waits until it is ready. Throws, with the end of its log, when it ends or never gets ready. */
  async start(): Promise<void> {
    if (this.pid !== undefined) throw new Error(`${this.name} runs already`);
    const { node, nodeFlags, main, env } = this.program;
    this.expectedEnd = false;
    const started = await startBoundProcess({
      name: this.name,
      program: node,
      args: [...nodeFlags, main],
      env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', TZ: 'UTC', ...env },
      logPath: this.logPath,
      endSignal: 'SIGTERM',
      // The app reads the end of this pipe as our death.
      input: 'held',
    });
    this.current = started;
    if (this.wasStopped()) {
      await started.end(stopWithinMs);
      throw new Error(`${this.name} is to end`);
    }
    let ready = false;
    void started.exited.then((exit) => {
      if (ready && !this.expectedEnd) this.onUnexpectedEnd(exit);
    });
    await this.untilReady(started);
    ready = true;
    // Whoever ends in this very moment would be missed by the listener above.
    if (!started.running()) throw await this.failure('ended as soon as it was ready');
  }

  /** Ends it in order (SIGTERM, then SIGKILL when it hangs). Nothing happens when it does not run. */
  async stop(): Promise<void> {
    this.expectedEnd = true;
    await this.current?.end(stopWithinMs);
  }

  /** Sends a signal, e.g. SIGKILL, SIGSTOP or SIGCONT; answers false when it does not run. */
  signal(signal: NodeJS.Signals): boolean {
    return this.current?.signal(signal) ?? false;
  }

  /** Asked anew after a wait, during which it may have changed. */
  private wasStopped(): boolean {
    return this.expectedEnd;
  }

  private async untilReady(started: BoundProcess): Promise<void> {
    const deadline = Date.now() + readyWithinMs;
    while (Date.now() < deadline) {
      if (!started.running()) throw await this.failure('ended before it was ready');
      if (await this.answersReady()) return;
      await Promise.race([delay(40), started.exited]);
    }
    await this.stop();
    throw await this.failure(`is not ready after ${readyWithinMs / 1000} s`);
  }

  private async answersReady(): Promise<boolean> {
    try {
      const response = await fetch(this.program.readyUrl, { signal: AbortSignal.timeout(probeTimeoutMs) });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }

  private async failure(what: string): Promise<Error> {
    return new Error(`${this.name} ${what}; its log ends:\n${await logTail(this.logPath, 12)}`);
  }
}
