import type { ScenarioId } from '../../src/conformance/messages/words.js';
import { TestCourt } from '../test-court.js';
import type { Lie } from './lies.js';
import { PocketAgency } from './pocket-agency.js';
import { PocketBackEnd } from './pocket-back-end.js';
import { pocketRows, pocketSubjects } from './pocket-world.js';
import { freePort } from './free-port.js';
import { emptyLog, idsOf, runSuiteOn } from './suite-under-test.js';

jest.setTimeout(180_000);

let court: TestCourt;
let backEnd: PocketBackEnd;

beforeAll(async () => {
  court = await TestCourt.open();
  backEnd = await PocketBackEnd.start(pocketRows);
});

afterAll(async () => {
  await backEnd.stop();
  court.close();
});

async function runOn(lies: readonly Lie[], only?: readonly ScenarioId[]) {
  const log = emptyLog();
  const proxyPort = await freePort();
  const agency = await PocketAgency.start({
    court,
    lies,
    logFile: log.file,
    backEndPort: () => proxyPort,
  });
  try {
    return await runSuiteOn({
      court,
      port: agency.port,
      subjects: pocketSubjects,
      logFiles: [log.file],
      control: {
        kind: 'tcp',
        listen: { host: '127.0.0.1', port: proxyPort },
        upstream: { host: '127.0.0.1', port: backEnd.port },
      },
      ...(only === undefined ? {} : { only }),
    });
  } finally {
    agency.stop();
    log.remove();
  }
}

test('a server that keeps the contract passes all that there is to test', async () => {
  const report = await runOn([]);
  expect(report.scenarios.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(idsOf(report, 'skipped')).toEqual(['subject-kind-not-served']);
  expect(report.verdict).toBe('passed');
});
