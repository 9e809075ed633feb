import type { Report } from '@dianda/inquiry';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { organisationSubject, personSubject } from '../src/sample-world/identities.js';
import { huaiheBankCore } from '../src/sample-world/bank-cores.js';
import { landRegister } from '../src/sample-world/land-register.js';

const main = join(process.cwd(), 'dist', 'libs', 'stack', 'src', 'demo', 'main.js');
/** Servers and five apps have to come up on whatever machine this is. */
jest.setTimeout(180_000);

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

/** Processes whose environment, arguments or working directory name the folder. */
function processesOf(folder: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) =>
      [
        () => readFileSync(`/proc/${pid}/environ`, 'utf8'),
        () => readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
        () => readlinkSync(`/proc/${pid}/cwd`),
      ].some((read) => {
        try {
          return read().includes(folder);
        } catch {
          // It ended meanwhile, or belongs to somebody else.
          return false;
        }
      }),
    );
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

describe('the demo', () => {
  let run: Run | undefined;
  const start = (...args: readonly string[]): Run => (run = runDemo(...args));
  afterEach(async () => {
    run?.child.kill('SIGINT');
    await run?.ended;
  });

  it('runs the main job to its report, prints that alone, and leaves nothing behind', async () => {
    const { code, stdout, stderr } = await start('--json').ended;
    if (code !== 0) throw new Error(`the demo ended with ${String(code)}:\n${stderr}`);
    const report = JSON.parse(stdout) as Report;

    expect(report).toMatchObject({
      caseNumber: '(2026)苏0812执990001号',
      court: { code: '苏0812' },
      complete: true,
      standing: 'sealed',
      version: 1,
      counts: { legs: 13, searched: 5, searchedEmpty: 1, unreceipted: 0, gaps: 7, open: 0, cancelled: 0 },
    });
    expect(report.contentHash).toMatch(/^[0-9a-f]{64}$/);

    const person = report.subjects.find((each) => each.name === personSubject.name);
    const organisation = report.subjects.find((each) => each.name === organisationSubject.name);
    const land = person?.classes.find((each) => each.assetClass === 'LAND');
    expect(land?.totals).toEqual([
      { measure: 'floor_area', amount: '118.62', unit: 'SQUARE_METRE', records: 1, leftOut: 1 },
    ]);
    const [home] = land?.legs.flatMap((leg) => (leg.status === 'searched' ? leg.records : [])) ?? [];
    expect(home).toMatchObject({
      kind: 'house_right',
      title: {
        mortgages: [{ rank: 1, securedAmount: { amount: '860000.00', currency: 'CNY' } }],
        seizures: [
          { rank: 1, seizureKind: { code: 'SEIZURE' }, fromOn: '2025-09-18', toOn: '2028-09-17' },
          { rank: 2, seizureKind: { code: 'QUEUED' } },
        ],
      },
    });
    const accounts = organisation?.classes.find((each) => each.assetClass === 'BANK_ACCOUNT');
    expect(accounts?.totals).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ measure: 'available_balance', unit: 'CNY', amount: '208433.17' }),
        expect.objectContaining({ measure: 'available_balance', unit: 'USD', amount: '15200.00' }),
      ]),
    );
    const empty = person?.classes
      .flatMap((each) => each.legs)
      .filter((leg) => leg.status === 'searched_empty');
    expect(empty).toMatchObject([
      {
        agency: { code: 'bank-yunhe' },
        coverage: { regions: ['000000'], assetClasses: ['BANK_ACCOUNT'] },
      },
    ]);

    for (const leg of report.subjects.flatMap((each) => each.classes.flatMap((of) => of.legs))) {
      if (leg.status !== 'searched' && leg.status !== 'searched_empty') continue;
      expect(leg.receiptNumbers.length).toBeGreaterThan(0);
      expect(leg.asOf).toMatch(/Z$/);
    }
    expect(report.gaps.map((gap) => `${gap.assetClass} ${gap.rung}`).sort()).toEqual([
      'EXIT_ENTRY not_covered',
      'HOUSING_FUND not_covered',
      'IDENTITY not_covered',
      'LODGING not_covered',
      'RESIDENCE not_covered',
      'VEHICLE not_covered',
      'VEHICLE not_covered',
    ]);

    const folder = folderIn(stderr);
    expect(existsSync(folder)).toBe(false);
    expect(processesOf(folder)).toEqual([]);
  });

  it('shows nothing of the namesake, and no identity number whole', async () => {
    const { stdout, stderr } = await start('--lang', 'en').ended;
    expect(stdout).toContain('What could not be searched');
    const units = cellsOf(landRegister, 'bdc.fdcq', 'bdcdyh');
    const cards = cellsOf(huaiheBankCore, 'hx.zhxx', 'khzh');
    expect(stdout).toContain(units[0]);
    expect(stdout).not.toContain(units.at(-1));
    expect(stdout).toContain(cards[0]);
    expect(stdout).not.toContain(cards.at(-1));
    for (const number of [
      personSubject.document.number,
      organisationSubject.document.number,
      ...cellsOf(landRegister, 'bdc.qlr', 'zjh'),
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
    await said('postgres-court');
    child.kill('SIGINT');
    // Later than a repeat that npm passes on, which counts as the same signal.
    await delay(400);
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    const folder = folderIn(stderr);
    expect(existsSync(folder)).toBe(false);
    expect(processesOf(folder)).toEqual([]);
  });

  (redisIsInstalled ? it : it.skip)('comes to the same with its rings in Redis', async () => {
    const { code, stdout } = await start('--json', '--rings', 'redis').ended;
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Report;
    expect(report.counts).toMatchObject({ searched: 5, searchedEmpty: 1, gaps: 7, open: 0 });
  });

  it('says what it does not understand, and does nothing', async () => {
    const { code, stdout, stderr } = await start('--lnag', 'en').ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--lnag');
  });
});
