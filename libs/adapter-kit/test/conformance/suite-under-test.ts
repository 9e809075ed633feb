import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSigningKey } from '@dianda/trust';
import type { ScenarioId } from '../../src/conformance/messages/words.js';
import type { Report } from '../../src/conformance/report/report.js';
import { closingLines, headLines, scenarioLines } from '../../src/conformance/report/report-text.js';
import { runSuite } from '../../src/conformance/run-suite.js';
import { usualPaces, type Paces } from '../../src/conformance/scenarios/bench.js';
import type { ControlOption } from '../../src/conformance/back-end/open-control.js';
import { parseSubjectsFile } from '../../src/conformance/subjects/subjects-file.js';
import type { TlsIdentity } from '../../src/conformance/court/line.js';
import { agencyCode, type TestCourt } from '../test-court.js';

/** Quick where the server under test is; all of these are upper bounds of waiting. */
export const quickPaces: Paces = {
  ...usualPaces,
  // 64 legs at once on a machine that does something else as well.
  callMs: 60_000,
  hungCallMs: 800,
  patienceMs: 30_000,
};

export interface RunOptions {
  readonly court: TestCourt;
  readonly port: number;
  /** The content of the subjects file. */
  readonly subjects: object;
  readonly control?: ControlOption;
  readonly logFiles?: readonly string[];
  readonly only?: readonly ScenarioId[];
  readonly paces?: Paces;
}

/** Runs the suite in this process against a server that trusts the test court. */
export function runSuiteOn(options: RunOptions): Promise<Report> {
  const { court } = options;
  return runSuite(
    {
      target: { address: `127.0.0.1:${options.port}`, tlsName: 'adapter.test' },
      identity: identityOf(court, 'dispatcher'),
      stranger: identityOf(court, 'stranger'),
      agencyCode,
      issuer: 'dianda',
      warrantKey: openSigningKey(join(court.folder, 'warrant.key.pem')),
      receiptKeys: undefined,
      subjectsFile: parseSubjectsFile(JSON.stringify(options.subjects)),
      control: options.control,
      logFiles: options.logFiles ?? [],
      healthUrl: undefined,
      only: options.only === undefined ? undefined : new Set(options.only),
      paces: options.paces ?? quickPaces,
    },
    { onStart: () => undefined, onScenario: () => undefined },
  );
}

/** Says how the run ended, and keeps the report as text and JSON in the folder that CONFORMANCE_REPORTS names, if any. */
export function keepReport(name: string, report: Report): void {
  const closing = closingLines(report, 'en').filter((line) => line !== '');
  process.stderr.write(closing.map((line) => `conformance of ${name}: ${line}\n`).join(''));
  const folder = process.env['CONFORMANCE_REPORTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const lines = [
    ...headLines(report, 'en'),
    ...report.scenarios.flatMap((scenario) => scenarioLines(scenario, 'en')),
    ...closingLines(report, 'en'),
  ];
  writeFileSync(join(folder, `${name}.txt`), `${lines.join('\n')}\n`);
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(report, undefined, 2)}\n`);
}

export function idsOf(report: Report, outcome: Report['scenarios'][number]['outcome']): readonly string[] {
  return report.scenarios.filter((each) => each.outcome === outcome).map(({ id }) => id);
}

function identityOf(court: TestCourt, name: 'dispatcher' | 'stranger'): TlsIdentity {
  const files = court.filesOf(name);
  return {
    authority: readFileSync(files.authorityFile),
    certificate: readFileSync(files.certificateFile),
    key: readFileSync(files.keyFile),
  };
}

/** An empty file for a server's log, in a folder that goes away with `remove`. */
export function emptyLog(): { readonly file: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-log-'));
  const file = join(folder, 'adapter.log');
  writeFileSync(file, '');
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
