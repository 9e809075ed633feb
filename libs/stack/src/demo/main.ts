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

const interrupted = new AbortController();
let exitCode: number | undefined;
let firstSignalAt = 0;
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    const now = performance.now();
    // A second Ctrl-C is a person who wants out; the children end with us, by the kernel or by their pipes.
    if (exitCode !== undefined && now - firstSignalAt > sameSignalMs) process.exit(interruptedBy[signal]);
    if (exitCode !== undefined) return;
    firstSignalAt = now;
    exitCode = interruptedBy[signal];
    interrupted.abort(new Error(signal));
  });
}
// Whoever reads our output may leave before its end (`| head`); that is no failure of the demo.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

try {
  const node = existsSync(nodeOfRepository) ? nodeOfRepository : process.execPath;
  await runDemo(
    options,
    { repository, node, stdout: process.stdout, stderr: process.stderr },
    interrupted.signal,
  );
} catch (error) {
  if (exitCode === undefined) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    exitCode = 1;
  }
}
process.exitCode = exitCode ?? 0;
