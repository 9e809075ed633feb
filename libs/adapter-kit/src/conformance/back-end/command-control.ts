import { execFile } from 'node:child_process';
import type { BackEndControl, Fault } from './back-end-control.js';

/** A command that does not end in this time is taken for one that failed. */
const COMMAND_MS = 30_000;

/**
 * A back end that is no TCP server is controlled by a program of the agency: it is run with one word, `cut`, `hung`,
 * `garbled` or `heal`, brings that about, and exits 0. No shell is between.
 */
export class CommandControl implements BackEndControl {
  readonly proxy = undefined;
  private isStruck = false;

  constructor(
    private readonly program: string,
    private readonly fixedArguments: readonly string[],
  ) {}

  async strike(fault: Fault): Promise<void> {
    this.isStruck = true;
    await this.run(fault);
  }

  async heal(): Promise<void> {
    await this.run('heal');
    this.isStruck = false;
  }

  /** Leaves nothing broken behind. */
  async close(): Promise<void> {
    if (this.isStruck) await this.heal();
  }

  private run(word: string): Promise<void> {
    return new Promise((resolve, reject) => {
      execFile(this.program, [...this.fixedArguments, word], { timeout: COMMAND_MS }, (error) => {
        if (error === null) resolve();
        else reject(new Error(`the control program failed at "${word}"`, { cause: error }));
      });
    });
  }
}
