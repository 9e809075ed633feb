import type { ScenarioId } from '../../src/conformance/messages/words.js';
import type { Report } from '../../src/conformance/report/report.js';
import { TestCourt } from '../test-court.js';
import { lies, type Lie } from './lies.js';
import { PocketAgency } from './pocket-agency.js';
import { PocketBackEnd } from './pocket-back-end.js';
import { pocketRows, pocketSubjects } from './pocket-world.js';
import { freePort } from './free-port.js';
import { emptyLog, idsOf, keepReport, quickPaces, runSuiteOn } from './suite-under-test.js';

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
      // Liars are waited for in vain.
      ...(lies.length === 0 ? {} : { paces: { ...quickPaces, healthFlipMs: 8_000 } }),
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

interface LieRow {
  readonly lie: Lie;
  /** Exactly these fail … */
  readonly fails: readonly ScenarioId[];
  /** … of these and themselves. */
  readonly besides?: readonly ScenarioId[];
  /** What one of the findings says, in English. */
  readonly says: string;
}

const RUNS_AT_ONCE = 4;
const noMatter = (): void => undefined;

const answers: readonly ScenarioId[] = ['found', 'nothing-found', 'ambiguous'];

const rows: readonly LieRow[] = [
  {
    lie: 'nothing_on_error',
    fails: [
      'back-end-down',
      'back-end-killed',
      'back-end-hung',
      'back-end-garbage',
      'back-end-fails-on-nobody',
      'same-leg-after-fault',
    ],
    besides: answers,
    says: 'an error with origin=agency: nothing was searched, so nothing can be said',
  },
  {
    lie: 'half_an_answer',
    fails: ['back-end-killed'],
    besides: ['back-end-down', 'found'],
    says: 'what could not be searched is named in missing',
  },
  {
    lie: 'wrong_echo',
    fails: answers,
    besides: ['warrant-absent', 'back-end-killed'],
    says: 'an echo of exactly what was asked, character by character',
  },
  {
    lie: 'no_coverage',
    fails: ['nothing-found', 'repeat-nothing-found'],
    besides: ['found', 'ambiguous'],
    says: 'nothing_found.coverage is missing',
  },
  {
    lie: 'no_warrant_check',
    fails: [
      'warrant-unknown-key',
      'warrant-forged',
      'warrant-altered',
      'warrant-algorithm-none',
      'warrant-expired',
      'warrant-other-audience',
      'warrant-other-leg',
      'warrant-other-subject',
      'warrant-claims-missing',
      'authority-disagrees',
      'refusal-leaves-no-trace',
    ],
    besides: answers,
    says: 'gRPC PERMISSION_DENIED WARRANT_INVALID origin=dianda',
  },
  {
    lie: 'believes_old_warrants',
    fails: ['warrant-expired', 'warrant-not-yet-good'],
    besides: ['warrant-forged', 'found'],
    says: 'gRPC PERMISSION_DENIED WARRANT_EXPIRED origin=dianda',
  },
  { lie: 'no_receipt', fails: answers, besides: ['warrant-absent'], says: 'RECEIPT_MISSING' },
  {
    lie: 'receipt_of_other_bytes',
    fails: answers,
    besides: ['warrant-absent'],
    says: 'RECEIPT_WRONG_ANSWER',
  },
  {
    lie: 'same_receipt_number',
    fails: ['receipt-numbers-unique'],
    besides: answers,
    says: '1 numbers on more than one answer',
  },
  {
    lie: 'searches_again',
    fails: ['repeat-found', 'repeat-nothing-found', 'repeat-pages', 'repeat-without-search'],
    besides: ['found', 'pages-complete'],
    says: 'the same bytes as the first time',
  },
  {
    lie: 'swallows_cancellation',
    fails: ['cancellation-reaches-back-end'],
    besides: ['found'],
    says: 'the search went on as if nothing had happened',
  },
  {
    lie: 'waits_for_ever',
    fails: ['deadline-kept', 'back-end-hung'],
    besides: ['back-end-killed', 'found'],
    says: 'DEADLINE_EXCEEDED without ErrorInfo',
  },
  {
    lie: 'leaks_number_in_metadata',
    fails: ['no-personal-data-in-metadata'],
    besides: ['found', 'no-personal-data-in-log'],
    says: 'personal data of a subject or third person',
  },
  {
    lie: 'leaks_name_in_status',
    fails: ['no-personal-data-in-metadata'],
    besides: ['warrant-absent', 'no-personal-data-in-log'],
    says: 'personal data of a subject or third person',
  },
  {
    lie: 'leaks_name_in_log',
    fails: ['no-personal-data-in-log'],
    besides: ['found', 'no-personal-data-in-metadata'],
    says: 'personal data of a subject or third person',
  },
  {
    lie: 'not_found_status',
    fails: ['nothing-found', 'namesake'],
    besides: ['found'],
    says: 'an answer: a subject who is not known is nothing_found, never gRPC NOT_FOUND',
  },
  {
    lie: 'errors_without_info',
    fails: ['warrant-absent', 'half-an-identity', 'deadline-too-short', 'back-end-down', 'unlisted-peer'],
    besides: answers,
    says: 'INTERNAL without ErrorInfo',
  },
  {
    lie: 'searches_half_an_identity',
    fails: ['half-an-identity'],
    besides: ['found'],
    says: 'gRPC INVALID_ARGUMENT QUESTION_INVALID origin=requester',
  },
  { lie: 'ignores_the_name', fails: ['ambiguous'], besides: ['found', 'namesake'], says: 'answer found' },
  {
    lie: 'loses_a_record',
    fails: ['pages-complete'],
    besides: ['nothing-found', 'pages-from-one-search'],
    says: '32 records',
  },
  {
    lie: 'doubles_a_record',
    fails: ['pages-complete'],
    besides: ['nothing-found'],
    says: 'each record on one page only',
  },
  {
    lie: 'third_person_outside',
    fails: ['third-persons'],
    besides: ['found'],
    says: 'data of a third person outside',
  },
  { lie: 'hides_gaps', fails: ['partial'], besides: ['found'], says: 'missing is empty' },
  {
    lie: 'keeps_errors',
    fails: ['same-leg-after-fault'],
    besides: ['back-end-down', 'found'],
    says: 'UNAVAILABLE REGISTRY_UNAVAILABLE origin=agency',
  },
  {
    lie: 'always_serving',
    fails: ['health-flips'],
    besides: ['health-serving'],
    says: 'health NOT_SERVING',
  },
  {
    lie: 'anybody_may_call',
    fails: ['unlisted-peer'],
    besides: ['client-certificate', 'found'],
    says: 'gRPC PERMISSION_DENIED PEER_NOT_PERMITTED origin=dianda',
  },
  {
    lie: 'forgets_withdrawals',
    fails: ['withdraw-deferred', 'withdraw-running'],
    besides: ['withdraw-unknown', 'withdraw-answered'],
    says: 'gRPC FAILED_PRECONDITION LEG_WITHDRAWN origin=dianda',
  },
];

describe('a server that lies is found out:', () => {
  // Most of a run is waiting for a liar in vain, so several are waited for at once.
  const reports = new Map<Lie, Promise<Report>>();
  beforeAll(() => {
    const places = Array.from({ length: RUNS_AT_ONCE }, () => Promise.resolve());
    for (const [index, { lie, fails, besides = [] }] of rows.entries()) {
      const place = index % RUNS_AT_ONCE;
      const before = places[place] ?? Promise.resolve();
      const report = before.then(() => runOn([lie], [...fails, ...besides]));
      places[place] = report.then(noMatter, noMatter);
      reports.set(lie, report);
    }
  });

  test.each(rows)('$lie', async ({ lie, fails, says }) => {
    const report = await reports.get(lie);
    if (report === undefined) throw new TypeError('every row has its run');
    expect([...idsOf(report, 'failed')].sort()).toEqual([...fails].sort());
    expect(report.verdict).toBe('failed');
    const findings = report.scenarios.flatMap((each) => each.findings);
    expect(findings.flatMap(({ expected, came }) => [expected.en, came.en])).toContain(says);
  });

  test('no lie is left untold', () => {
    expect(rows.map(({ lie }) => lie).sort()).toEqual([...lies].sort());
  });
});

test('a report never repeats the personal data that it is about', async () => {
  const report = await runOn(
    ['wrong_echo', 'leaks_number_in_metadata', 'third_person_outside', 'nothing_on_error'],
    ['found', 'nothing-found', 'ambiguous', 'third-persons', 'back-end-down', 'no-personal-data-in-metadata'],
  );
  keepReport('lying', report);
  expect(report.verdict).toBe('failed');
  const told = JSON.stringify(report);
  for (const secret of JSON.stringify(pocketSubjects).match(/孟[^"]+|欧阳第三|320898\d{11}[\dX]/g) ?? []) {
    expect(told).not.toContain(secret);
  }
});
