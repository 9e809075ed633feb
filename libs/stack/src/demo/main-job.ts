import { summaryLines, type Report } from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Constellation } from '../constellation/constellation.js';
import { CourtClient, type InquiryProgress } from '../court-client.js';
import {
  sampleCase,
  sampleCaseNumber,
  sampleNoticeNumber,
  samplePurpose,
} from '../sample-world/sample-case.js';
import type { DemoPlace } from './demo.js';
import { reviewingAgency } from './demo-agencies.js';
import { legRows } from './leg-rows.js';
import { legTable } from './leg-table.js';
import type { DemoOptions } from './options.js';
import { agencyThatIsDown, Outage } from './outage.js';
import type { ProgressLines } from './progress-lines.js';
import { Reviewer } from './reviewer.js';
import { wordsOf } from './words.js';

const pollEveryMs = 150;
/** Far beyond what the sample agencies take; a leg that is open then waits for something that never comes. */
const completeWithinMs = 120_000;

/**
 * Pushes the case, orders while one agency is down, shows each answer as it lands, and reads the report; then an answer
 * comes for which the time had run out, and the report is read again.
 */
export async function doMainJob(
  constellation: Constellation,
  { language, json }: DemoOptions,
  { stdout, stderr }: DemoPlace,
  progress: ProgressLines,
  ended: AbortSignal,
): Promise<Report> {
  const words = wordsOf(language);
  const { gatewayUrl, accounts } = constellation;
  const [caseSystem, officer] = await Promise.all([
    CourtClient.ofClient(gatewayUrl, language, accounts.courtSystem),
    CourtClient.signIn(gatewayUrl, language, accounts.officer),
  ]);
  await caseSystem.putCase(sampleCase);
  progress.say(words.progress.casePushed(sampleCaseNumber));
  const names = await officer.agencyNames();
  const nameOfDown = names.get(agencyThatIsDown.code) ?? agencyThatIsDown.code;
  const outage = await Outage.begin(constellation.apps, () => progress.seconds());
  progress.say(words.progress.down(nameOfDown));

  const notice = await officer.drawUpNotice(sampleCaseNumber, {
    number: sampleNoticeNumber,
    purpose: samplePurpose,
  });
  progress.say(words.progress.noticeDrawnUp(sampleNoticeNumber, notice.sha256));
  const inquiryId = await officer.order(
    { caseNumber: sampleCaseNumber, notice: { id: notice.id }, purpose: samplePurpose },
    randomUUID(),
  );
  const planned = await officer.progress(inquiryId);
  progress.say(words.progress.ordered(planned.legs.length));

  const table = legTable(json ? stderr : stdout, words.columns);
  const reviewer = Reviewer.at(constellation);
  // Said after the table is done: a line in between would be drawn over.
  let firstAnswer: string | undefined;
  try {
    for await (const now of progressOf(officer, inquiryId, ended)) {
      table.show(legRows(now, names, words));
      if (hasAgencyAnswer(now)) firstAnswer ??= progress.seconds();
      outage.watch(now);
      await reviewer.release(now, 'LODGING');
    }
    await outage.over();
    if (firstAnswer !== undefined) progress.say(words.progress.firstAnswer(firstAnswer));
    if (outage.backAfter !== undefined) progress.say(words.progress.back(nameOfDown, outage.backAfter));
    progress.say(words.progress.completed(progress.seconds()));
    const first = await officer.report(inquiryId);
    (json ? stderr : stdout).write(`\n${summaryLines(first, language).join('\n')}\n\n`);

    await reviewer.release(await officer.progress(inquiryId), 'EXIT_ENTRY');
    progress.say(words.progress.released(names.get(reviewingAgency.code) ?? reviewingAgency.code));
    const report = await reportAfter(first, officer, inquiryId, ended);
    if (report.standing === 'sealed') progress.say(words.progress.late(report.version, progress.seconds()));
    return report;
  } finally {
    await outage.over();
    await reviewer.close();
  }
}

/** The next version of the report: what came after the first was sealed has changed it. */
async function reportAfter(
  first: Report,
  officer: CourtClient,
  inquiryId: string,
  ended: AbortSignal,
): Promise<Report> {
  const stop = AbortSignal.any([ended, AbortSignal.timeout(completeWithinMs)]);
  for (;;) {
    stop.throwIfAborted();
    const now = await officer.report(inquiryId);
    if (now.contentHash !== first.contentHash) return now;
    await delay(pollEveryMs, undefined, { signal: stop });
  }
}

/** The inquiry as it stands, again and again until no leg is open. */
async function* progressOf(
  officer: CourtClient,
  inquiryId: string,
  ended: AbortSignal,
): AsyncGenerator<InquiryProgress> {
  const stop = AbortSignal.any([ended, AbortSignal.timeout(completeWithinMs)]);
  for (;;) {
    stop.throwIfAborted();
    const now = await officer.progress(inquiryId);
    yield now;
    if (now.state !== 'dispatching') return;
    await delay(pollEveryMs, undefined, { signal: stop });
  }
}

function hasAgencyAnswer({ legs }: InquiryProgress): boolean {
  return legs.some(({ state }) => state === 'answered');
}
