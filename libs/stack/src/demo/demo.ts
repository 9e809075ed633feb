import { reportLines } from '@dianda/inquiry';
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Constellation } from '../constellation/constellation.js';
import { makeEphemeralFolder } from '../servers/server-folder.js';
import { demoAgencies } from './demo-agencies.js';
import type { TableOutput } from './leg-table.js';
import { doMainJob } from './main-job.js';
import type { DemoOptions } from './options.js';
import { ProgressLines } from './progress-lines.js';
import { wordsOf, type Words } from './words.js';

export interface DemoPlace {
  readonly repository: string;
  readonly node: string;
  readonly stdout: TableOutput;
  readonly stderr: TableOutput;
}

/**
 * The main job, from the court's case system to the report, on an ephemeral constellation and over the public API alone.
 * Leaves nothing behind, whether it succeeds, fails or is interrupted.
 */
export async function runDemo(
  options: DemoOptions,
  place: DemoPlace,
  interrupted: AbortSignal,
): Promise<void> {
  const words = wordsOf(options.language);
  const progress = new ProgressLines(place.stderr, words);
  const folder = await makeEphemeralFolder(`dianda-demo-${process.pid}-`);
  const removeFolder = (): void => {
    // Backends of a killed server take a moment to notice, and may write meanwhile.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  if (!options.keep) process.once('exit', removeFolder);
  progress.say(`${words.progress.folder} ${folder}`);
  const died = new AbortController();
  const ended = AbortSignal.any([interrupted, died.signal]);
  let constellation: Constellation | undefined;
  try {
    constellation = await Constellation.start(
      {
        folder: join(folder, 'constellation'),
        repository: place.repository,
        node: place.node,
        agencies: demoAgencies,
        ephemeral: true,
        rings: options.rings,
        onEvent: (event) => {
          progress.onPart(event);
          if (event.what === 'died') died.abort(new Error(`${event.part}: ${event.detail ?? ''}`));
        },
      },
      ended,
    );
    progress.say(words.progress.allReady);
    const report = await doMainJob(constellation, options, place, progress, ended);
    if (options.json) place.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
    else place.stdout.write(`\n${reportLines(report, options.language).join('\n')}\n`);
    if (options.stay) await stay(constellation, progress, words, ended);
  } finally {
    if (interrupted.aborted) progress.say(words.progress.interrupted);
    await constellation?.stop();
    if (options.keep) progress.say(words.progress.kept(folder));
    else await rm(folder, { recursive: true, force: true });
    process.removeListener('exit', removeFolder);
  }
  if (!options.keep) progress.say(words.progress.stopped);
}

/** Says where it is and how to sign in, and waits for the interruption that ends it; a part that dies is a failure. */
async function stay(
  constellation: Constellation,
  progress: ProgressLines,
  words: Words,
  ended: AbortSignal,
): Promise<void> {
  progress.say(words.progress.stays(constellation.gatewayUrl));
  for (const { username, password } of [constellation.accounts.officer, constellation.accounts.ops])
    progress.say(words.progress.account(username, password));
  const forever = new Promise<never>((_, reject) => {
    ended.addEventListener('abort', () => {
      reject(ended.reason instanceof Error ? ended.reason : new Error('ended'));
    });
  });
  ended.throwIfAborted();
  await forever;
}
