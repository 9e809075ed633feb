import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runConformance } from '../../src/conformance/program.js';
import type { Report } from '../../src/conformance/report/report.js';
import { agencyCode, TestCourt } from '../test-court.js';
import { missingForPython, startPythonAdapter, type PythonAdapter } from './python-adapter.js';
import { idsOf, keepReport } from './suite-under-test.js';

jest.setTimeout(300_000);

const missing = missingForPython();
if (missing !== undefined) process.stderr.write(`Python adapter skipped: not installed: ${missing}\n`);
const onDebian = missing === undefined ? describe : describe.skip;

onDebian('the example adapter in Python', () => {
  let court: TestCourt;
  let adapter: PythonAdapter;

  beforeAll(async () => {
    court = await TestCourt.open();
    adapter = await startPythonAdapter(court);
  });

  afterAll(async () => {
    await adapter.stop();
    court.close();
  });

  test('passes, by the very command that an agency runs', async () => {
    const dispatcher = court.filesOf('dispatcher');
    const stranger = court.filesOf('stranger');
    const reportFile = join(court.folder, 'report.json');
    const said: string[] = [];
    const say = (text: string): void => {
      said.push(text);
    };
    const code = await runConformance(
      Object.entries({
        target: `127.0.0.1:${adapter.port}`,
        'tls-name': 'adapter.test',
        ca: dispatcher.authorityFile,
        cert: dispatcher.certificateFile,
        key: dispatcher.keyFile,
        'stranger-cert': stranger.certificateFile,
        'stranger-key': stranger.keyFile,
        'warrant-key': join(court.folder, 'warrant.key.pem'),
        agency: agencyCode,
        subjects: adapter.subjectsFile,
        control: `exec:${adapter.controlArguments.join(' ')}`,
        log: adapter.logFile,
        report: reportFile,
        lang: 'en',
      }).flatMap(([name, value]) => [`--${name}`, value]),
      { out: say, err: say },
    );
    const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
    keepReport('adapter-python', report);
    expect(report.scenarios.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(idsOf(report, 'skipped')).toEqual([
      'subject-kind-not-served',
      'partial',
      'refused',
      'clarification-then-answered',
      'cancellation-reaches-back-end',
    ]);
    expect(said.join('')).toContain(`PASSED: ${report.counts.passed} passed, 0 failed, 5 skipped`);
    expect(code).toBe(0);
  });
});
