import { ConfigurationError } from '@dianda/service-kit';
import { SchemaMismatchError } from '@dianda/storage';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readInstallationConfig } from './config.js';
import { runInstallation } from './installation.js';
import { readStartOptions, usage, type StartOptions } from './options.js';
import { StartRefusal } from './start-refusal.js';

/** Exit codes as shells write them: 128 + the number of the signal. */
const killedBy = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
/** npm passes on a signal that we have had from the terminal ourselves; a repeat within this time is the same one. */
const sameSignalMs = 300;

/** dist/libs/stack/src/installation → the repository. */
const repository = join(import.meta.dirname, '..', '..', '..', '..', '..');
const nodeOfRepository = join(repository, 'node_modules', '.bin', 'node');

let options: StartOptions;
try {
  options = readStartOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  process.exit(2);
}

const ending = new AbortController();

/** A sentence where there is one; a stack only for what nobody has foreseen. */
function tell(error: unknown): void {
  const isForOperators =
    error instanceof StartRefusal ||
    error instanceof ConfigurationError ||
    error instanceof SchemaMismatchError;
  const text =
    error instanceof Error ? (isForOperators ? error.message : (error.stack ?? error.message)) : error;
  process.stderr.write(`${String(text)}\n`);
}

let firstSignalAt: number | undefined;
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    const now = performance.now();
    firstSignalAt ??= now;
    // A second Ctrl-C is a person who wants out; the children end with us, by the kernel or by their pipes.
    if (now - firstSignalAt > sameSignalMs) process.exit(killedBy[signal]);
    ending.abort(new Error(signal));
  });
}
process.on('uncaughtException', (error) => {
  // A connection that our own end cut is part of it.
  if (ending.signal.aborted) return;
  tell(error);
  process.exitCode = 1;
  ending.abort(error);
});
// Whoever reads our output may leave before its end; the installation goes on.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const beganAt = performance.now();
try {
  await runInstallation(
    {
      ...readInstallationConfig(repository),
      ...options,
      repository,
      node: existsSync(nodeOfRepository) ? nodeOfRepository : process.execPath,
      say: (text) => {
        const seconds = ((performance.now() - beganAt) / 1000).toFixed(1);
        process.stdout.write(`[${seconds.padStart(7)} s] ${text}\n`);
      },
    },
    ending.signal,
  );
} catch (error) {
  tell(error);
  process.exitCode = 1;
}
