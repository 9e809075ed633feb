import type { AssetClass, AssetRecord, LegResult, Report, Total } from '@dianda/inquiry';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { huaiheBankCore } from '../src/sample-world/bank-cores.js';
import { fundRegister } from '../src/sample-world/fund-register.js';
import { organisationSubject, partner, personSubject, yunheBank } from '../src/sample-world/identities.js';
import { landRegister } from '../src/sample-world/land-register.js';
import { policeRegisters } from '../src/sample-world/police-registers.js';
import { vehicleRegister } from '../src/sample-world/vehicle-register.js';
import { processesOf } from './processes-of.js';

const main = join(process.cwd(), 'dist', 'libs', 'stack', 'src', 'demo', 'main.js');
/** Servers and eight apps have to come up on whatever machine this is. */
jest.setTimeout(180_000);

/** What the one sample inquiry comes to. */
const counts = {
  legs: 13,
  searched: 11,
  searchedEmpty: 2,
  unreceipted: 0,
  gaps: 0,
  missingParts: 1,
  open: 0,
  cancelled: 0,
};
const policeClasses: ReadonlySet<AssetClass> = new Set(['IDENTITY', 'RESIDENCE', 'LODGING', 'EXIT_ENTRY']);

const redisIsInstalled = existsSync('/usr/bin/redis-server') || existsSync('/usr/local/bin/redis-server');

interface Run {
  readonly child: ChildProcess;
  readonly said: (text: string) => Promise<void>;
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

function runDemo(...args: readonly string[]): Run {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (stderr.includes(text)) resolve();
      };
      child.stderr.on('data', look);
      void ended.then(() => {
        reject(new Error(`ended without saying "${text}":\n${stderr}`));
      });
      look();
    });
  return { child, said, ended };
}

function folderIn(stderr: string): string {
  const folder = /\/\S*dianda-demo-\S+/.exec(stderr)?.[0];
  if (folder === undefined) throw new Error(`the demo names no folder:\n${stderr}`);
  return folder;
}

function cellsOf(rows: typeof landRegister, table: string, column: string): readonly string[] {
  const found = rows.find((each) => each.table === table)?.rows ?? [];
  return found.map((row) => String(row[column]));
}

/** What the plain table said of a leg, in order: state, attempts, what it waits for. */
function seenOf(stderr: string, ...cells: readonly string[]): readonly string[] {
  return stderr.split('\n').filter((line) => line.startsWith(`${cells.join(' | ')} | `));
}

/** The attempts that the last line about a leg counts: `… | 已反馈 | 1 | 查到`. */
function attemptsIn(line: string | undefined): number {
  return Number(line?.split(' | ')[4]);
}

type SearchedLeg = Extract<LegResult, { status: 'searched' }>;

function legsOf(report: Report, name: string, assetClass: AssetClass): readonly LegResult[] {
  const subject = report.subjects.find((each) => each.name === name);
  return subject?.classes.find((each) => each.assetClass === assetClass)?.legs ?? [];
}

function recordsOf(report: Report, name: string, assetClass: AssetClass): readonly AssetRecord[] {
  return legsOf(report, name, assetClass)
    .filter((leg): leg is SearchedLeg => leg.status === 'searched')
    .flatMap((leg) => leg.records);
}

function totalsOf(report: Report, name: string, assetClass: AssetClass): readonly Total[] {
  const subject = report.subjects.find((each) => each.name === name);
  return subject?.classes.find((each) => each.assetClass === assetClass)?.totals ?? [];
}

describe('the demo', () => {
  let run: Run | undefined;
  const start = (...args: readonly string[]): Run => (run = runDemo(...args));
  afterEach(async () => {
    run?.child.kill('SIGINT');
    await run?.ended;
  });

  describe('run to its report', () => {
    let stderr: string;
    let report: Report;
    beforeAll(async () => {
      const ended = await runDemo('--json').ended;
      if (ended.code !== 0) throw new Error(`the demo ended with ${String(ended.code)}:\n${ended.stderr}`);
      stderr = ended.stderr;
      // Nothing but the report is on standard output, or this throws.
      report = JSON.parse(ended.stdout) as Report;
    });

    it('has an answer of an agency to every leg, each with its receipt and as-of', () => {
      expect(report).toMatchObject({
        caseNumber: '(2026)苏0812执990001号',
        court: { code: '苏0812' },
        complete: true,
        standing: 'sealed',
        version: 2,
        counts,
      });
      expect(report.contentHash).toMatch(/^[0-9a-f]{64}$/);
      const legs = report.subjects.flatMap((each) => each.classes.flatMap((of) => of.legs));
      expect(legs).toHaveLength(counts.legs);
      for (const leg of legs) {
        if (leg.status !== 'searched' && leg.status !== 'searched_empty') throw new Error(leg.status);
        expect(leg.receiptNumbers.length).toBeGreaterThan(0);
        expect(leg.asOf).toMatch(/Z$/);
      }
    });

    it('asks all five kinds of agency, each about what it holds of whom', () => {
      const asked = report.subjects.flatMap((subject) =>
        subject.classes.flatMap(({ assetClass, legs }) =>
          legs.map(({ agency, status }) => `${subject.kind} ${assetClass} ${agency?.code ?? ''} ${status}`),
        ),
      );
      expect(asked.sort()).toEqual([
        'organisation BANK_ACCOUNT bank-huaihe searched',
        'organisation BANK_ACCOUNT bank-yunhe searched',
        'organisation LAND land-registry-320898 searched',
        'organisation VEHICLE vehicle-bureau-320898 searched',
        'person BANK_ACCOUNT bank-huaihe searched',
        'person BANK_ACCOUNT bank-yunhe searched_empty',
        'person EXIT_ENTRY police-320898 searched_empty',
        'person HOUSING_FUND housing-fund-320898 searched',
        'person IDENTITY police-320898 searched',
        'person LAND land-registry-320898 searched',
        'person LODGING police-320898 searched',
        'person RESIDENCE police-320898 searched',
        'person VEHICLE vehicle-bureau-320898 searched',
      ]);
    });

    it('shows the home with what lies on it in rank order, and adds up only what is solely owned', () => {
      expect(recordsOf(report, personSubject.name, 'LAND')[0]).toMatchObject({
        kind: 'house_right',
        title: {
          mortgages: [{ rank: 1, securedAmount: { amount: '860000.00', currency: 'CNY' } }],
          seizures: [
            { rank: 1, seizureKind: { code: 'SEIZURE' }, fromOn: '2025-09-18', toOn: '2028-09-17' },
            { rank: 2, seizureKind: { code: 'QUEUED' } },
          ],
        },
      });
      expect(totalsOf(report, personSubject.name, 'LAND')).toEqual([
        { measure: 'floor_area', amount: '118.62', unit: 'SQUARE_METRE', records: 1, leftOut: 1 },
      ]);
    });

    it('keeps currencies apart', () => {
      expect(totalsOf(report, organisationSubject.name, 'BANK_ACCOUNT')).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ measure: 'available_balance', unit: 'CNY', amount: '208433.17' }),
          expect.objectContaining({ measure: 'available_balance', unit: 'USD', amount: '15200.00' }),
        ]),
      );
    });

    it('completes the plate of a mortgaged and seized car, and reads all letters of its status', () => {
      expect(recordsOf(report, personSubject.name, 'VEHICLE')).toMatchObject([
        {
          plateNumber: '苏H8K216',
          plateKind: { code: 'SMALL' },
          statuses: ['OFFENCE_OPEN', 'SEIZED'],
          mortgaged: true,
          mortgagees: [{ kind: 'FINANCIAL_INSTITUTION', name: yunheBank.name }],
          seizures: [{ authority: '样例市第一人民法院' }],
          warnings: [{ field: 'vehicle.plate_number', code: 'COMPLETED' }],
        },
        {
          plateNumber: '苏HD51820',
          coOwnership: { code: 'JOINT' },
          coOwners: [{ thirdPerson: { kind: 'PERSON', name: '陶**' } }],
        },
      ]);
      expect(
        recordsOf(report, organisationSubject.name, 'VEHICLE').map((record) =>
          record.kind === 'vehicle' ? record.plateNumber : record.kind,
        ),
      ).toEqual(['苏H3Q705', '苏H1208挂']);
    });

    it('shows the housing fund with employer and freeze, and its closed account as closed', () => {
      expect(recordsOf(report, personSubject.name, 'HOUSING_FUND')).toMatchObject([
        {
          employer: '淮安样例纺织有限公司',
          balance: { amount: '86412.55', currency: 'CNY' },
          freezeFlag: { code: 'PARTIAL' },
          frozenAmount: { amount: '35000.00', currency: 'CNY' },
        },
        { status: { code: 'CLOSED_MERGED' }, closedOn: '2012-03-31' },
      ]);
      expect(totalsOf(report, personSubject.name, 'HOUSING_FUND')).toMatchObject([
        { measure: 'housing_fund_balance', amount: '86412.55', records: 1 },
      ]);
    });

    it('shows the person and where he lives and stayed, and of his household and his hotel nobody else', () => {
      expect(recordsOf(report, personSubject.name, 'IDENTITY')).toMatchObject([
        { name: personSubject.name, formerName: '孟小样', householdMembers: [] },
      ]);
      expect(
        recordsOf(report, personSubject.name, 'RESIDENCE').map((record) =>
          record.kind === 'person_residence' ? record.residenceKind.code : record.kind,
        ),
      ).toEqual(['REGISTERED', 'TEMPORARY']);
      expect(recordsOf(report, personSubject.name, 'LODGING')).toMatchObject([
        { hotelName: '清河样例旅馆', checkInAt: '2026-11-19T13:15:00.000Z' },
        { hotelName: '样例大酒店', checkOutAt: '2026-11-03T04:05:00.000Z' },
      ]);
      const police = report.subjects.flatMap(({ classes }) =>
        classes.filter(({ assetClass }) => policeClasses.has(assetClass)),
      );
      expect(JSON.stringify(police)).not.toContain(partner.name);
    });

    it('says of what was searched and found empty what the search covered', () => {
      expect(legsOf(report, personSubject.name, 'EXIT_ENTRY')).toMatchObject([
        { coverage: { regions: ['3208'], assetClasses: ['EXIT_ENTRY'], since: '2008-01-01' } },
      ]);
    });

    it('shows in version 1 a gap whose time had run out, and in version 2 the answer that came late', () => {
      expect(stderr).toContain('第 1 版（已固定）');
      expect(stderr).toContain('孟样例 · 出入境 · 淮安样例公安局 · 逾期未反馈');
      expect(stderr).toContain('[TIME_RAN_OUT]');
      expect(legsOf(report, personSubject.name, 'EXIT_ENTRY')).toMatchObject([
        { status: 'searched_empty', late: true, receiptNumbers: [expect.any(String)] },
      ]);
      const late = report.subjects.flatMap(({ classes }) =>
        classes.flatMap(({ legs }) => legs.filter((leg) => 'late' in leg && leg.late)),
      );
      expect(late).toHaveLength(1);
    });

    it('names the one part that could not be searched, and why', () => {
      expect(report.gaps).toMatchObject([
        {
          assetClass: 'LAND',
          agency: { code: 'land-registry-320898' },
          rung: 'found',
          part: 'LAND_FOREST_RIGHTS',
          reason: 'UNAVAILABLE',
        },
      ]);
    });

    it.each([
      ['住宿', '已反馈'],
      ['出入境', '未获反馈'],
    ])(
      'waits for the manual review of %s, counts no poll as an attempt, and sees it %s in the end',
      (what, end) => {
        const seen = seenOf(stderr, personSubject.name, what, '淮安样例公安局');
        expect(seen.some((line) => line.includes('| 等待 | 1 | 单位办理 · 预计 '))).toBe(true);
        expect(seen.at(-1)).toContain(`| ${end} |`);
        expect(attemptsIn(seen.at(-1))).toBe(1);
      },
    );

    it.each([personSubject.name, organisationSubject.name])(
      'asks the bank that was down about %s again, saying meanwhile why it waits',
      (name) => {
        const seen = seenOf(stderr, name, '银行存款', '运河样例银行');
        expect(seen.some((line) => line.includes('重试（协助单位暂时连接不上） · 预计 '))).toBe(true);
        expect(seen.at(-1)).toContain('| 已反馈 |');
        expect(attemptsIn(seen.at(-1))).toBeGreaterThan(1);
      },
    );

    it('leaves nothing behind', () => {
      const folder = folderIn(stderr);
      expect(existsSync(folder)).toBe(false);
      expect(processesOf(folder)).toEqual([]);
    });
  });

  it('shows nothing of the namesake, and no identity number whole', async () => {
    const { stdout, stderr } = await start('--lang', 'en').ended;
    expect(stdout).toContain('What could not be searched');
    // The namesake stands last in each table, the person first.
    for (const [table, column, rows] of [
      ['bdc.fdcq', 'bdcdyh', landRegister],
      ['hx.zhxx', 'khzh', huaiheBankCore],
      ['cgs.jdcxx', 'clsbdh', vehicleRegister],
      ['gjj.grzhxx', 'grzh', fundRegister],
      ['ga.czrk', 'hjdz', policeRegisters],
    ] as const) {
      const cells = cellsOf(rows, table, column);
      expect(stdout).toContain(cells[0]);
      expect(stdout).not.toContain(cells.at(-1));
    }
    for (const number of [
      personSubject.document.number,
      organisationSubject.document.number,
      ...cellsOf(landRegister, 'bdc.qlr', 'zjh'),
      ...cellsOf(vehicleRegister, 'cgs.jdcsyr', 'sfzmhm'),
      ...cellsOf(fundRegister, 'gjj.grjbxx', 'zjhm'),
      ...cellsOf(policeRegisters, 'ga.czrk', 'gmsfhm'),
    ]) {
      expect(stdout + stderr).not.toContain(number);
    }
  });

  it.each([
    ['while the servers start', 'dianda-demo-'],
    ['while the apps start', 'schema'],
    ['when everything runs', 'dispatcher'],
  ])('leaves nothing behind when it is interrupted %s', async (_when, marker) => {
    const { child, said, ended } = start('--json');
    await said(marker);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    const folder = folderIn(stderr);
    expect(existsSync(folder)).toBe(false);
    expect(processesOf(folder)).toEqual([]);
  });

  it('leaves at once, and still nothing behind, when somebody insists', async () => {
    const { child, said, ended } = start('--json');
    // Everything runs, so that the orderly end takes longer than the insisting.
    await said('案件系统已推送');
    child.kill('SIGINT');
    // Later than a repeat that npm passes on, which counts as the same signal.
    await delay(400);
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    const folder = folderIn(stderr);
    expect(existsSync(folder)).toBe(false);
    // Backends of a server that was killed take a moment to notice.
    while (processesOf(folder).length > 0) await delay(50);
  });

  it('with --stay goes on after its report and says how to sign in; with --keep leaves its folder, and says so', async () => {
    const { child, said, ended } = start('--json', '--stay', '--keep');
    await said('Ctrl-C');
    await said('ops');
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ version: 2 });
    expect(stderr).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
    const folder = folderIn(stderr);
    expect(stderr).toContain(`数据和日志留在 ${folder}`);
    expect(stderr).not.toContain('未留下');
    expect(processesOf(folder)).toEqual([]);
    expect(existsSync(folder)).toBe(true);
    await rm(folder, { recursive: true });
  });

  (redisIsInstalled ? it : it.skip)('comes to the same with its rings in Redis', async () => {
    const { code, stdout } = await start('--json', '--rings', 'redis').ended;
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Report;
    expect(report.counts).toEqual(counts);
  });

  it('says what it does not understand, and does nothing', async () => {
    const { code, stdout, stderr } = await start('--lnag', 'en').ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--lnag');
  });
});
