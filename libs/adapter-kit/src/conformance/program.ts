import { TrustError } from '@dianda/trust';
import { writeFileSync } from 'node:fs';
import { codedMessage } from './coded-error.js';
import { CommandLineError, languageOf, readCommandLine, testCourtFolder, wantsHelp } from './command-line.js';
import { wordsOf } from './messages/words.js';
import { closingLines, headLines, scenarioLines } from './report/report-text.js';
import { runSuite } from './run-suite.js';
import { makeTestCourt, testDispatcherName } from './test-court-files.js';

/** Where the program writes; each text ends its line itself. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Exit codes: nothing failed; something failed; the suite could not run. */
export const exitCodes = { passed: 0, failed: 1, unusable: 2 } as const;

/** `npm run conformance`: runs the suite as the command line says and returns the exit code. Rejects only on a defect. */
export async function runConformance(argv: readonly string[], { out, err }: Output): Promise<number> {
  const { usage } = wordsOf(languageOf(argv));
  const say = (lines: readonly string[]): void => out(`${lines.join('\n')}\n`);
  if (wantsHelp(argv)) {
    out(usage.help);
    return exitCodes.passed;
  }
  try {
    const folder = testCourtFolder(argv);
    if (folder !== undefined) {
      out(usage.testCourt(await makeTestCourt(folder), testDispatcherName));
      return exitCodes.passed;
    }
    const { language, reportFile, options } = readCommandLine(argv);
    const report = await runSuite(options, {
      onStart: (head) => say(headLines(head, language)),
      onScenario: (scenario) => say(scenarioLines(scenario, language)),
    });
    say(closingLines(report, language));
    if (reportFile !== undefined) writeFileSync(reportFile, `${JSON.stringify(report, undefined, 2)}\n`);
    return exitCodes[report.verdict];
  } catch (error) {
    if (error instanceof CommandLineError) {
      err(`${[usage.cannotRun, ...error.faults.map((fault) => `  ${fault}`), usage.hint].join('\n')}\n`);
      return exitCodes.unusable;
    }
    // A file that cannot be written, a port that is taken.
    const message = error instanceof TrustError ? `${error.reason}: ${error.detail}` : codedMessage(error);
    if (message === undefined) throw error;
    err(`${usage.cannotRun}\n  ${message}\n`);
    return exitCodes.unusable;
  }
}
