import type { BoundProcess, ProcessExit } from '../processes/bound-process.js';

/** A server whose process may die and be started again in the same place. */
export class LastingServer {
  private stopping = false;
  private server: BoundProcess;
  private readonly onUnexpectedEnd: ((exit: ProcessExit) => void) | undefined;

  // Node runs this file as it stands for the tests' servers, and takes no parameter properties then.
  constructor(server: BoundProcess, onUnexpectedEnd: ((exit: ProcessExit) => void) | undefined) {
    this.server = server;
    this.onUnexpectedEnd = onUnexpectedEnd;
    this.watch();
  }

  /** The process that runs now, or ran last. */
  get current(): BoundProcess {
    return this.server;
  }

  /** `start` answers undefined when somebody else has the port. Throws then, and when the server is to end. */
  async restart(start: () => Promise<BoundProcess | undefined>, stopWithinMs: number): Promise<void> {
    if (this.stopping || this.server.running()) throw new Error(`${this.server.name} is not to be restarted`);
    const server = await start();
    if (server === undefined) throw new Error(`somebody else has the port of ${this.server.name} by now`);
    this.server = server;
    if (this.wasStopped()) {
      await server.end(stopWithinMs);
      throw new Error(`${server.name} is to end`);
    }
    this.watch();
  }

  async stop(withinMs: number): Promise<void> {
    this.stopping = true;
    await this.server.end(withinMs);
  }

  /** Asked anew after a wait, during which it may have changed. */
  private wasStopped(): boolean {
    return this.stopping;
  }

  private watch(): void {
    void this.server.exited.then((exit) => {
      if (!this.stopping) this.onUnexpectedEnd?.(exit);
    });
  }
}
