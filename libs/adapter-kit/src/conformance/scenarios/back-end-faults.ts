import { setTimeout as delay } from 'node:timers/promises';
import type { BackEndControl, Fault, SearchProxy } from '../back-end/back-end-control.js';
import type { Exchange } from '../court/ledger.js';
import { at, skipped, verdictOf, type Finding, type Verdict } from '../judge/finding.js';
import { judgeAnswer, judgeRung } from '../judge/judge-answer.js';
import { judgeFault, verdictOnPlaces } from '../judge/judge-fault.js';
import { recordsOf } from '../judge/judge-pages.js';
import type { ScenarioId } from '../messages/words.js';
import type { SubjectRow } from '../subjects/subject-row.js';
import { askWhole } from './ask-whole.js';
import type { Bench } from './bench.js';
import { askPressed, endedByUs } from './deadline.js';
import { about, withControl, type Scenario } from './scenario.js';
import { until } from './until.js';

const SECTION = 1;

interface FaultRow {
  readonly id: ScenarioId;
  readonly fault: Fault;
  /** At which replies of a search it strikes, where a proxy can tell; a search that is over sooner ends the list. */
  readonly replies: readonly number[];
}

function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

/** Each hung search takes a whole deadline, so it is tried at fewer places. */
const rows: readonly FaultRow[] = [
  { id: 'back-end-killed', fault: 'cut', replies: upTo(24) },
  { id: 'back-end-hung', fault: 'hung', replies: [1, 3, 5, 8] },
  { id: 'back-end-garbage', fault: 'garbled', replies: upTo(12) },
];

/** proto/README.md section 1: a back end that fails is an error with origin agency, never "nothing found". */
export const backEndScenarios: readonly Scenario[] = [
  {
    id: 'back-end-down',
    section: SECTION,
    run: aboutWell('found', (bench, subject, control) => struckBefore(bench, subject, control, 'cut')),
  },
  ...rows.map(({ id, fault, replies }): Scenario => ({
    id,
    section: SECTION,
    run: aboutWell('found', async (bench, subject, control) => {
      if (control.proxy !== undefined) {
        return struckAmidst(bench, subject, control, { fault, replies, proxy: control.proxy });
      }
      const verdict = await struckBefore(bench, subject, control, fault);
      return verdict.outcome === 'passed' ? { ...verdict, note: (words) => words.note.notAmidst } : verdict;
    }),
  })),
  {
    id: 'back-end-fails-on-nobody',
    section: SECTION,
    run: aboutWell('nothing_found', async (bench, subject, control) => {
      const findings: Finding[] = [];
      for (const { fault } of rows) {
        await control.strike(fault);
        findings.push(...at(fault, await askWhileStruck(bench, subject)));
        findings.push(...at(fault, await recover(bench, subject, control)));
      }
      return verdictOf(findings);
    }),
  },
];

interface WellSubject {
  readonly subject: SubjectRow;
  readonly rung: 'found' | 'nothing_found';
  /** How many records there are when all is well. */
  readonly records: number;
}

/** A scenario that means something only when the subject is answered rightly while all is well. */
function aboutWell(
  rung: WellSubject['rung'],
  run: (bench: Bench, subject: WellSubject, control: BackEndControl) => Promise<Verdict>,
): Scenario['run'] {
  return about(rung, (bench, subject) =>
    withControl(bench, async (control) => {
      const answer = await askWhole(bench, bench.court.question(subject));
      const records = answer.pages.flatMap(recordsOf).length;
      const isWell = answer.findings.length === 0 && answer.rung === rung;
      if (!isWell) return skipped((words) => words.skip.notWell);
      return run(bench, { subject, rung, records }, control);
    }),
  );
}

/** Where nobody can look into a search, the fault stands before it begins. */
async function struckBefore(
  bench: Bench,
  well: WellSubject,
  control: BackEndControl,
  fault: Fault,
): Promise<Verdict> {
  await control.strike(fault);
  const findings = await askWhileStruck(bench, well);
  return verdictOf([...findings, ...(await recover(bench, well, control))]);
}

/** Steps through a search and breaks each one at another of its replies, until the search is over before that. */
async function struckAmidst(
  bench: Bench,
  well: WellSubject,
  control: BackEndControl,
  { fault, replies, proxy }: Pick<FaultRow, 'fault' | 'replies'> & { readonly proxy: SearchProxy },
): Promise<Verdict> {
  const findings: Finding[] = [];
  let places = 0;
  for (const reply of replies) {
    const struck = await strikeAtReply(bench, well, control, { fault, reply, proxy });
    findings.push(...at(`${fault} at reply ${reply}`, struck.findings));
    if (!struck.hasStruck || struck.isOver) break;
    places += 1;
  }
  return verdictOnPlaces(findings, places);
}

async function strikeAtReply(
  bench: Bench,
  well: WellSubject,
  control: BackEndControl,
  { fault, reply, proxy }: { readonly fault: Fault; readonly reply: number; readonly proxy: SearchProxy },
) {
  let after: readonly Finding[] = [];
  let hasStruck = false;
  const exchange = await askPressed(bench, async (deadlineMs) => {
    proxy.strikeAt(fault, reply);
    const asked = await askInTrouble(bench, well, deadlineMs);
    ({ hasStruck } = proxy);
    after = await recover(bench, well, control);
    return asked;
  });
  const findings = [...(await judgeTrouble(bench, well, exchange)), ...after];
  return { findings, hasStruck, isOver: endedByUs(exchange) || after.length > 0 };
}

/** As {@link strikeAtReply} while the fault stands. */
async function askWhileStruck(bench: Bench, well: WellSubject): Promise<readonly Finding[]> {
  const exchange = await askPressed(bench, (deadlineMs) => askInTrouble(bench, well, deadlineMs));
  return judgeTrouble(bench, well, exchange);
}

function askInTrouble(bench: Bench, { subject }: WellSubject, deadlineMs: number): Promise<Exchange> {
  return bench.court.ask(bench.court.question(subject), { deadlineMs });
}

async function judgeTrouble(
  bench: Bench,
  { records }: WellSubject,
  exchange: Exchange,
): Promise<readonly Finding[]> {
  const reply = exchange.result.ok ? (await judgeAnswer(exchange, bench.receipts)).reply : undefined;
  return judgeFault({ exchange, reply, records });
}

/** Makes the back end whole; the adapter has to answer again by itself, and not for the worse. */
async function recover(
  bench: Bench,
  { subject, rung }: WellSubject,
  control: BackEndControl,
): Promise<readonly Finding[]> {
  await control.heal();
  let findings: readonly Finding[] = [];
  const isWell = await until(bench.paces.healthFlipMs, async () => {
    const judged = await judgeAnswer(await bench.court.ask(bench.court.question(subject)), bench.receipts);
    findings = judged.reply === undefined ? judged.findings : judgeRung(judged.reply, rung);
    if (findings.length > 0) await delay(LOOK_AGAIN_MS);
    return findings.length === 0;
  });
  return isWell ? [] : at('heal', findings);
}

const LOOK_AGAIN_MS = 250;
