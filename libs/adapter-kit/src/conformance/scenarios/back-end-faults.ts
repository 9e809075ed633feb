import { setTimeout as delay } from 'node:timers/promises';
import type { BackEndControl, Fault } from '../back-end/back-end-control.js';
import { at, verdictOf, type Finding, type Verdict } from '../judge/finding.js';
import { judgeAnswer, judgeRung } from '../judge/judge-answer.js';
import { judgeFault } from '../judge/judge-fault.js';
import { recordsOf } from '../judge/judge-pages.js';
import type { ScenarioId } from '../messages/words.js';
import type { SubjectRow } from '../subjects/subject-row.js';
import { askWhole } from './ask-whole.js';
import type { Bench } from './bench.js';
import { about, withControl, type Scenario } from './scenario.js';
import { until } from './until.js';

const SECTION = 1;

interface FaultRow {
  readonly id: ScenarioId;
  readonly fault: Fault;
  /** At which replies of a search it strikes, where a proxy can tell; a search that is over sooner ends the list. */
  readonly replies: readonly number[];
}

/** Each hung search takes a whole deadline, so it is tried at fewer places. */
const rows: readonly FaultRow[] = [
  { id: 'back-end-killed', fault: 'cut', replies: [1, 2, 3, 4, 5, 6, 7, 8] },
  { id: 'back-end-hung', fault: 'hung', replies: [1, 3, 5] },
  { id: 'back-end-garbage', fault: 'garbled', replies: [1, 2, 3, 4, 5, 6] },
];

/** proto/README.md section 1: a back end that fails is an error with origin agency, never "nothing found". */
export const backEndScenarios: readonly Scenario[] = [
  {
    id: 'back-end-down',
    section: SECTION,
    run: about('found', (bench, subject) =>
      withControl(bench, async (control) => {
        const records = await recordsWhenWell(bench, subject);
        await control.strike('cut');
        const findings = await askInTrouble(bench, subject, 'cut', records);
        return verdictOf([...findings, ...(await recover(bench, subject, control))]);
      }),
    ),
  },
  ...rows.flatMap(({ id, fault, replies }): Scenario[] => [
    {
      id,
      section: SECTION,
      run: about('found', (bench, subject) =>
        withControl(bench, (control) => {
          return control.proxy === undefined
            ? struckBefore(bench, subject, control, fault)
            : struckAmidst(bench, subject, control, { fault, replies });
        }),
      ),
    },
  ]),
  {
    id: 'back-end-fails-on-nobody',
    section: SECTION,
    run: about('nothing_found', (bench, subject) =>
      withControl(bench, async (control) => {
        const findings: Finding[] = [];
        for (const { fault } of rows) {
          await control.strike(fault);
          findings.push(...at(fault, await askInTrouble(bench, subject, fault, 0)));
          await control.heal();
          await settle(bench, subject);
        }
        return verdictOf(findings);
      }),
    ),
  },
];

/** Where nobody can look into a search, the fault stands before it begins. */
async function struckBefore(
  bench: Bench,
  subject: SubjectRow,
  control: BackEndControl,
  fault: Fault,
): Promise<Verdict> {
  const records = await recordsWhenWell(bench, subject);
  await control.strike(fault);
  const findings = await askInTrouble(bench, subject, fault, records);
  return verdictOf(
    [...findings, ...(await recover(bench, subject, control))],
    (words) => words.note.notAmidst,
  );
}

async function struckAmidst(
  bench: Bench,
  subject: SubjectRow,
  control: BackEndControl,
  { fault, replies }: Pick<FaultRow, 'fault' | 'replies'>,
): Promise<Verdict> {
  const records = await recordsWhenWell(bench, subject);
  const findings: Finding[] = [];
  let places = 0;
  for (const reply of replies) {
    control.proxy?.strikeAt(fault, reply);
    const ofReply = await askInTrouble(bench, subject, fault, records);
    const hasStruck = control.proxy?.hasStruck === true;
    findings.push(
      ...at(`${fault} at reply ${reply}`, [...ofReply, ...(await recover(bench, subject, control))]),
    );
    if (!hasStruck) break;
    places += 1;
  }
  return verdictOf(findings, (words) => words.note.places(places));
}

async function recordsWhenWell(bench: Bench, subject: SubjectRow): Promise<number> {
  const { pages } = await askWhole(bench, bench.court.question(subject));
  return pages.flatMap(recordsOf).length;
}

async function askInTrouble(
  bench: Bench,
  subject: SubjectRow,
  fault: Fault,
  records: number,
): Promise<readonly Finding[]> {
  const exchange = await bench.court.ask(bench.court.question(subject), {
    deadlineMs: bench.paces.hungCallMs,
  });
  const reply = exchange.result.ok ? (await judgeAnswer(exchange, bench.receipts)).reply : undefined;
  return judgeFault({ fault, exchange, reply, records });
}

/** Makes the back end whole; the adapter has to answer again by itself. */
async function recover(
  bench: Bench,
  subject: SubjectRow,
  control: BackEndControl,
): Promise<readonly Finding[]> {
  await control.heal();
  return settle(bench, subject);
}

async function settle(bench: Bench, subject: SubjectRow): Promise<readonly Finding[]> {
  let findings: readonly Finding[] = [];
  const isWell = await until(bench.paces.healthFlipMs, async () => {
    const judged = await judgeAnswer(await bench.court.ask(bench.court.question(subject)), bench.receipts);
    findings = judged.reply === undefined ? judged.findings : judgeRung(judged.reply, ...wellRungs);
    if (findings.length > 0) await delay(LOOK_AGAIN_MS);
    return findings.length === 0;
  });
  return isWell ? [] : at('heal', findings);
}

const wellRungs = ['found', 'nothing_found', 'deferred'];
const LOOK_AGAIN_MS = 250;
