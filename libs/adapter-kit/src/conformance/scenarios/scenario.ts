import type { BackEndControl, SearchProxy } from '../back-end/back-end-control.js';
import { skipped, type Verdict } from '../judge/finding.js';
import type { ScenarioId } from '../messages/words.js';
import type { SubjectRole, SubjectRow } from '../subjects/subject-row.js';
import { anySubject } from '../subjects/subject-row.js';
import type { Bench } from './bench.js';

/** One thing that a server of the contract has to do. */
export interface Scenario {
  readonly id: ScenarioId;
  /** The section of proto/README.md that asks for it. */
  readonly section: number;
  readonly run: (bench: Bench) => Promise<Verdict>;
}

/** A scenario about the subject of that role; skipped aloud where the back end has none. */
export function about(
  role: SubjectRole,
  run: (bench: Bench, subject: SubjectRow) => Promise<Verdict>,
): Scenario['run'] {
  return async (bench) => {
    const subject = bench.subjects[role];
    return subject === undefined ? skipped((words) => words.skip.noSubject(role)) : run(bench, subject);
  };
}

/** A scenario for which any subject will do. */
export function aboutAnybody(run: (bench: Bench, subject: SubjectRow) => Promise<Verdict>): Scenario['run'] {
  return async (bench) => {
    const subject = anySubject(bench.subjects);
    return subject === undefined ? skipped((words) => words.skip.noSubject('found')) : run(bench, subject);
  };
}

/** Runs `run` with the suite's hand on the back end, and leaves the back end whole whatever happens. */
export async function withControl(
  bench: Bench,
  run: (control: BackEndControl) => Promise<Verdict>,
): Promise<Verdict> {
  const { control } = bench;
  if (control === undefined) return skipped((words) => words.skip.noControl);
  try {
    return await run(control);
  } finally {
    await control.heal();
  }
}

/** As {@link withControl}, where the suite has to stand on the way. */
export function withProxy(bench: Bench, run: (proxy: SearchProxy) => Promise<Verdict>): Promise<Verdict> {
  return withControl(bench, async ({ proxy }) => {
    return proxy === undefined ? skipped((words) => words.skip.noProxy) : run(proxy);
  });
}
