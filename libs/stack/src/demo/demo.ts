import type { Report } from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Constellation } from '../constellation/constellation.js';
import { CourtClient, type InquiryProgress } from '../court-client.js';
import { sampleAgencies } from '../sample-world/agencies.js';
import { sampleCase, sampleCaseNumber, sampleNotice, samplePurpose } from '../sample-world/sample-case.js';
import { makeEphemeralFolder } from '../servers/server-folder.js';
import { legRows } from './leg-rows.js';
import { legTable, type TableOutput } from './leg-table.js';
import type { DemoOptions } from './options.js';
import { ProgressLines } from './progress-lines.js';
import { reportLines } from './report-text.js';
import { wordsOf } from './words/words.js';

export interface DemoPlace {
  readonly repository: string;
  readonly node: string;
  readonly stdout: TableOutput;
  readonly stderr: TableOutput;
}

const pollEveryMs = 150;
/** Far beyond what the sample agencies take; a leg that is open then waits for something that never comes. */
const completeWithinMs = 120_000;

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
        agencies: sampleAgencies,
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
    const report = await inquire(constellation, options, place, progress, ended);
    if (options.json) place.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
    else place.stdout.write(`\n${reportLines(report, options.language).join('\n')}\n`);
  } finally {
    if (interrupted.aborted) progress.say(words.progress.interrupted);
    await constellation?.stop();
    if (!options.keep) await rm(folder, { recursive: true, force: true });
    process.removeListener('exit', removeFolder);
  }
  progress.say(words.progress.stopped);
}

/** Pushes the case, orders, shows each answer as it lands, and reads the report. */
async function inquire(
  constellation: Constellation,
  { language, json }: DemoOptions,
  { stdout, stderr }: DemoPlace,
  progress: ProgressLines,
  ended: AbortSignal,
): Promise<Report> {
  const words = wordsOf(language);
  const { gatewayUrl, accounts } = constellation;
  const [caseSystem, officer] = await Promise.all([
    CourtClient.signIn(gatewayUrl, language, accounts.courtSystem),
    CourtClient.signIn(gatewayUrl, language, accounts.officer),
  ]);
  await caseSystem.putCase(sampleCase);
  progress.say(words.progress.casePushed(sampleCaseNumber));
  const names = await officer.agencyNames();
  const inquiryId = await officer.order(
    { caseNumber: sampleCaseNumber, notice: sampleNotice, purpose: samplePurpose },
    randomUUID(),
  );
  const table = legTable(json ? stderr : stdout, words.columns);
  const deadline = AbortSignal.timeout(completeWithinMs);
  let ordered = false;
  // Said after the table is done: a line in between would be drawn over.
  let firstAnswer: string | undefined;
  for (;;) {
    ended.throwIfAborted();
    deadline.throwIfAborted();
    const now = await officer.progress(inquiryId);
    if (!ordered) progress.say(words.progress.ordered(now.legs.length));
    ordered = true;
    if (hasAgencyAnswer(now)) firstAnswer ??= progress.seconds();
    table.show(legRows(now, names, words));
    if (now.state !== 'dispatching') break;
    await delay(pollEveryMs, undefined, { signal: AbortSignal.any([ended, deadline]) });
  }
  if (firstAnswer !== undefined) progress.say(words.progress.firstAnswer(firstAnswer));
  progress.say(words.progress.completed(progress.seconds()));
  return officer.report(inquiryId);
}

/** Legs that no agency covers are answered from the start; they are not meant. */
function hasAgencyAnswer({ legs }: InquiryProgress): boolean {
  return legs.some((leg) => leg.agencyCode !== undefined && leg.rung !== undefined);
}
