import { DiandaError } from '@dianda/inquiry';
import { contractVersion, decodeDescription, DescribeRequest, type AdapterDescription } from '@dianda/wire';
import { methods } from '../court/line.js';
import { verdictOf, type Finding } from '../judge/finding.js';
import { endOf } from '../judge/outcome-note.js';
import type { Bench } from './bench.js';
import { withControl, type Scenario } from './scenario.js';

const SECTION = 2;
/** proto/README.md section 2. */
const DESCRIBE_WITHIN_MS = 2_000;

export const describeScenarios: readonly Scenario[] = [
  {
    id: 'describe',
    section: SECTION,
    run: async (bench) => {
      const { description, findings } = await describePatiently(bench);
      if (description === undefined) return verdictOf(findings);
      return verdictOf([...findings, ...judgeDescription(description, bench.court.facts.agencyCode)]);
    },
  },
  {
    id: 'describe-without-back-end',
    section: SECTION,
    run: (bench) =>
      withControl(bench, async (control) => {
        await control.strike('hung');
        return verdictOf((await describePatiently(bench)).findings);
      }),
  },
];

/** A busy machine may take two seconds for anything; one that is right is quick enough at one of these. */
const MOST_TRIES = 3;

async function describePatiently(bench: Bench): ReturnType<typeof describe> {
  for (let time = 1; ; time += 1) {
    const described = await describe(bench);
    if (described.description !== undefined || time === MOST_TRIES) return described;
  }
}

/** Asks the adapter who it is, within the time that the contract gives it. */
export async function describe(bench: Pick<Bench, 'line'>): Promise<{
  readonly description: AdapterDescription | undefined;
  readonly findings: readonly Finding[];
}> {
  const result = await bench.line.call(methods.describe, DescribeRequest.create(), {
    deadlineMs: DESCRIBE_WITHIN_MS,
  });
  if (!result.ok) {
    const finding: Finding = { expected: (words) => words.finding.describe, came: () => endOf(result) };
    return { description: undefined, findings: [finding] };
  }
  try {
    return { description: decodeDescription(result.response), findings: [] };
  } catch (error) {
    if (!(error instanceof DiandaError)) throw error;
    const { detail } = error;
    const finding: Finding = { expected: (words) => words.finding.describe, came: () => detail };
    return { description: undefined, findings: [finding] };
  }
}

/** Whether the directory would keep this agency switched on. Pure. */
export function judgeDescription(description: AdapterDescription, agencyCode: string): readonly Finding[] {
  const findings: Finding[] = [];
  if (description.agencyCode !== agencyCode) {
    findings.push({
      expected: (words) => words.finding.agencyCode(agencyCode),
      came: () => description.agencyCode,
    });
  }
  if (majorOf(description.contractVersion) !== majorOf(contractVersion)) {
    findings.push({
      expected: (words) => words.finding.contractVersion(contractVersion),
      came: () => description.contractVersion,
    });
  }
  return findings;
}

function majorOf(version: string): string {
  return version.split('.')[0] ?? '';
}
