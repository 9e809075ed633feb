import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';

/** A program that runs as a real process; gathers what it prints. */
export class RunningProgram {
  readonly child: ChildProcess;
  output = '';
  readonly #waiting: { readonly text: string; readonly found: () => void }[] = [];
  readonly #ended: Promise<number | string>;

  constructor(
    node: string,
    args: readonly string[],
    input: 'pipe' | 'ignore' = 'ignore',
    env: NodeJS.ProcessEnv = {},
  ) {
    const stdio: StdioOptions = [input, 'pipe', 'pipe'];
    this.child = spawn(node, args, { stdio, env });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.#take(text));
    }
    this.#ended = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      // `close` comes when all who share its output are gone, so also its own children.
      this.child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
    });
  }

  /** Resolves when the program has printed `text`; rejects when it ends without it. */
  async says(text: string): Promise<void> {
    if (this.output.includes(text)) return;
    const found = new Promise<void>((resolve) => this.#waiting.push({ text, found: resolve }));
    const ended = this.#ended.then((how) => {
      if (!this.output.includes(text)) throw new Error(`it ended (${how}) without "${text}": ${this.output}`);
    });
    await Promise.race([found, ended]);
  }

  /** The exit code, or the signal that ended it. */
  ended(): Promise<number | string> {
    return this.#ended;
  }

  #take(text: string): void {
    this.output += text;
    for (const { text: wanted, found } of this.#waiting) if (this.output.includes(wanted)) found();
  }
}
