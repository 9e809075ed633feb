import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runDemo } from './demo.js';
import { readDemoOptions, usage, type DemoOptions } from './options.js';

/** Exit codes as shells write them: 128 + the number of the signal. */
const interruptedBy = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
/** npm passes on a signal that we have had from the terminal ourselves; a repeat within this time is the same one. */
const sameSignalMs = 300;

/** dist/libs/stack/src/demo → the repository. */
const repository = join(import.meta.dirname, '..', '..', '..', '..', '..');
const nodeOfRepository = join(repository, 'node_modules', '.bin', 'node');

let options: DemoOptions;
try {
  options = readDemoOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  process.exit(2);
}

const ending = new AbortController();
let exitCode: number | undefined;

/** Begins the end, once: what comes later (such as a connection that our own shutdown cut) is part of it. */
function end(code: number, error: unknown): void {
  if (exitCode !== undefined) return;
  exitCode = code;
  if (code === 1) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
  ending.abort(error);
}

let firstSignalAt: number | undefined;
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    const now = performance.now();
    firstSignalAt ??= now;
    // A second Ctrl-C is a person who wants out; the children end with us, by the kernel or by their pipes.
    if (now - firstSignalAt > sameSignalMs) process.exit(interruptedBy[signal]);
    end(interruptedBy[signal], new Error(signal));
  });
}
process.on('uncaughtException', (error) => {
  end(1, error);
});
// Whoever reads our output may leave before its end (`| head`); that is no failure of the demo.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

try {
  const node = existsSync(nodeOfRepository) ? nodeOfRepository : process.execPath;
  await runDemo(options, { repository, node, stdout: process.stdout, stderr: process.stderr }, ending.signal);
} catch (error) {
  end(1, error);
}
process.exitCode = exitCode ?? 0;
