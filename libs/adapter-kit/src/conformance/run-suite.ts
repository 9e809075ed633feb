import { KeySet, TrustError } from '@dianda/trust';
import { contractVersion, type AdapterDescription } from '@dianda/wire';
import { openControl } from './back-end/open-control.js';
import { Court } from './court/court.js';
import { Ledger } from './court/ledger.js';
import { Line } from './court/line.js';
import type { Verdict } from './judge/finding.js';
import { ReceiptBook } from './judge/receipt-book.js';
import {
  reportOf,
  reportScenario,
  type Report,
  type ReportHead,
  type ReportedScenario,
} from './report/report.js';
import { allScenarios } from './scenarios/all-scenarios.js';
import type { Bench } from './scenarios/bench.js';
import { describe } from './scenarios/describe.js';
import { LogTail } from './scenarios/log-tail.js';
import type { Scenario } from './scenarios/scenario.js';
import { until } from './scenarios/until.js';
import type { SuiteOptions } from './suite-options.js';

/** Told of the run as it goes. */
export interface SuiteListener {
  onStart(head: ReportHead): void;
  onScenario(scenario: ReportedScenario): void;
}

/** How long a server is waited for that does not describe itself at once: it may be starting. */
const FIRST_DESCRIBE_MS = 5_000;

/**
 * Runs every scenario against a server of the contract, one after the other, and reports. Rejects only when the suite
 * itself cannot begin: a log file that is not there, a proxy port that is taken.
 */
export async function runSuite(options: SuiteOptions, listener: SuiteListener): Promise<Report> {
  const startedAt = new Date().toISOString();
  const logs = options.logFiles.map((file) => LogTail.open(file));
  const control = options.control === undefined ? undefined : await openControl(options.control);
  const line = new Line(options.target, options.identity);
  try {
    const description = await firstDescription(line);
    const ledger = new Ledger();
    const bench: Bench = {
      ...options,
      line,
      control,
      logs,
      ledger,
      description,
      subjects: options.subjectsFile.subjects,
      receipts: new ReceiptBook(options.agencyCode, options.receiptKeys ?? shownKeys(description)),
      court: new Court(
        {
          agencyCode: options.agencyCode,
          issuer: options.issuer,
          key: options.warrantKey,
          asking: options.subjectsFile.court,
          callMs: options.paces.callMs,
        },
        line,
        ledger,
      ),
    };
    const head: ReportHead = {
      target: options.target.address,
      agencyCode: options.agencyCode,
      agencyName: description?.agencyName ?? '',
      adapter: description === undefined ? '' : `${description.adapterName} ${description.adapterVersion}`,
      contractVersion,
      startedAt,
      isPartial: options.only !== undefined,
    };
    listener.onStart(head);
    const reported: ReportedScenario[] = [];
    for (const scenario of allScenarios.filter(({ id }) => options.only?.has(id) ?? true)) {
      const told = reportScenario(scenario.id, scenario.section, await verdictOn(scenario, bench));
      reported.push(told);
      listener.onScenario(told);
    }
    return reportOf(head, reported, new Date().toISOString());
  } finally {
    line.close();
    await control?.close();
  }
}

/** A scenario that breaks off has proved nothing, and the server did something that nobody thought of. */
async function verdictOn(scenario: Scenario, bench: Bench): Promise<Verdict> {
  try {
    return await scenario.run(bench);
  } catch (error) {
    const name = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
    return {
      outcome: 'failed',
      findings: [{ expected: (words) => words.finding.scenarioEnds, came: () => name }],
    };
  }
}

async function firstDescription(line: Line): Promise<AdapterDescription | undefined> {
  let description: AdapterDescription | undefined;
  await until(FIRST_DESCRIBE_MS, async () => {
    description = (await describe({ line })).description;
    return description !== undefined;
  });
  return description;
}

function shownKeys(description: AdapterDescription | undefined): KeySet | undefined {
  if (description === undefined || description.receiptKeys.length === 0) return undefined;
  try {
    return KeySet.parse(`{"keys":[${description.receiptKeys.join(',')}]}`);
  } catch (error) {
    // Every receipt is then judged as one without keys.
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}
