import type { ScenarioId } from '../../src/conformance/messages/words.js';
import type { Report } from '../../src/conformance/report/report.js';
import { TestCourt } from '../test-court.js';
import { lies, type Lie } from './lies.js';
import { PocketAgency } from './pocket-agency.js';
import { PocketBackEnd } from './pocket-back-end.js';
import { pocketRows, pocketSubjects } from './pocket-world.js';
import { freePort } from './free-port.js';
import type { Paces } from '../../src/conformance/scenarios/bench.js';
import { emptyLog, idsOf, keepReport, quickPaces, runSuiteOn } from './suite-under-test.js';

jest.setTimeout(180_000);

/** Most of a run is waiting in vain for a liar, so several are waited for at once. */
const RUNS_AT_ONCE = 8;

let court: TestCourt;
let backEnd: PocketBackEnd;
const reports = new Map<string, Promise<Report>>();

beforeAll(async () => {
  court = await TestCourt.open();
  backEnd = await PocketBackEnd.start(pocketRows);
  startRuns();
});

afterAll(async () => {
  await Promise.allSettled(reports.values());
  await backEnd.stop();
  court.close();
});

/** One run of the suite against the pocket agency. */
interface Run {
  readonly name: string;
  readonly lies: readonly Lie[];
  readonly only?: readonly ScenarioId[];
  readonly paces?: Partial<Paces> | undefined;
}

/** The longest first. */
function startRuns(): void {
  const runs: readonly Run[] = [
    { name: 'honest-agency', lies: [] },
    { name: 'lying-agency', lies: liesAtOnce },
    ...[...rows.filter(({ paces }) => paces), ...rows.filter(({ paces }) => !paces)].map(
      ({ lie, fails, besides = [], paces }) => ({
        name: lie,
        lies: [lie],
        only: [...fails, ...besides],
        paces,
      }),
    ),
  ];
  const begun = runs.map((run) => ({ run, ...Promise.withResolvers<Report>() }));
  for (const { run, promise } of begun) {
    // The run's own test tells of it.
    promise.catch(() => undefined);
    reports.set(run.name, promise);
  }
  const waiting = begun.values();
  const takeTurns = async (): Promise<void> => {
    for (const { run, resolve, reject } of waiting) await runOn(run).then(resolve, reject);
  };
  for (let place = 0; place < RUNS_AT_ONCE; place += 1) void takeTurns();
}

async function reportOf(name: string): Promise<Report> {
  const report = await reports.get(name);
  if (report === undefined) throw new TypeError(`no run is called ${name}`);
  return report;
}

async function runOn({ lies, only, paces }: Run): Promise<Report> {
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
      paces: { ...quickPaces, ...paces },
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
  const report = await reportOf('honest-agency');
  keepReport('honest-agency', report);
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
  /** Shorter ones for what this liar is waited for in vain. */
  readonly paces?: Partial<Paces>;
}

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
    paces: { cancelMs: 300 },
  },
  {
    lie: 'waits_for_ever',
    fails: ['deadline-kept', 'back-end-hung'],
    besides: ['back-end-killed', 'found'],
    says: 'DEADLINE_EXCEEDED without ErrorInfo',
    paces: { hungCallMs: 600 },
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
    paces: { healthFlipMs: 3_000 },
  },
  {
    lie: 'always_serving',
    fails: ['health-flips'],
    besides: ['health-serving'],
    says: 'health NOT_SERVING',
    paces: { healthFlipMs: 3_000 },
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
  test.each(rows)('$lie', async ({ lie, fails, says }) => {
    const report = await reportOf(lie);
    expect([...idsOf(report, 'failed')].sort()).toEqual([...fails].sort());
    expect(report.verdict).toBe('failed');
    const findings = report.scenarios.flatMap((each) => each.findings);
    expect(findings.flatMap(({ expected, came }) => [expected.en, came.en])).toContain(says);
    expectNoPersonalData(report);
  });

  test('no lie is left untold', () => {
    expect(rows.map(({ lie }) => lie).sort()).toEqual([...lies].sort());
  });
});

/** Told together, in a run of the whole suite. */
const liesAtOnce: readonly Lie[] = [
  'nothing_on_error',
  'believes_old_warrants',
  'third_person_outside',
  'leaks_number_in_metadata',
];

test('several lies are told apart in one report', async () => {
  const report = await reportOf('lying-agency');
  keepReport('lying-agency', report);
  expect(report.verdict).toBe('failed');
  expectNoPersonalData(report);
  const failed = idsOf(report, 'failed');
  for (const { lie, fails } of rows)
    if (liesAtOnce.includes(lie)) expect(failed).toEqual(expect.arrayContaining([...fails]));
});

/** A report goes from hand to hand; it must not hold what it is about. */
function expectNoPersonalData(report: Report): void {
  const told = JSON.stringify(report);
  for (const secret of JSON.stringify(pocketSubjects).match(/孟[^"]+|欧阳第三|320898\d{11}[\dX]/g) ?? []) {
    expect(told).not.toContain(secret);
  }
}
