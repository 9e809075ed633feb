import type { LegResult, Report } from '@dianda/inquiry';
import { KeyEncryptionKeyRing } from '@dianda/trust';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../src/servers/free-port.js';
import { makeEphemeralFolder } from '../src/servers/server-folder.js';
import { askAgency, askDatabase, OfficerOfInstallation, StartRun } from './installation-rig.js';
import { childOf } from './processes-of.js';
import { until } from './system-rig.js';

/** Servers and eight apps have to come up, twice, on whatever machine this is. */
jest.setTimeout(300_000);

const cli = join(process.cwd(), 'dist', 'apps', 'cli', 'src', 'main.js');

const auditEntries = `SELECT chain || ' ' || number AS place, at::text, action, subject_id, facts::text, encode(hash, 'hex') AS hash
  FROM dianda.audit_entry ORDER BY chain, number`;
/** Entries whose hash does not follow from them and the one before. */
const brokenEntries = `SELECT chain, number FROM (
    SELECT entry.chain, entry.number, entry.hash, dianda.audit_hash(
      lag(entry.hash) OVER (PARTITION BY entry.chain ORDER BY entry.number), entry) AS expected
    FROM dianda.audit_entry entry) checked WHERE hash <> expected`;

/** How often the agency was asked each leg, and how often it searched. */
const asked = 'SELECT leg_id, times_asked, searches FROM journal.question ORDER BY leg_id';

function legsOf(report: Report): readonly LegResult[] {
  return report.subjects.flatMap((subject) => subject.classes.flatMap(({ legs }) => legs));
}

/** What the agencies said, without when it arrived here. */
function saidIn(report: Report): readonly unknown[] {
  return legsOf(report).map((leg) => ('settledAt' in leg ? { ...leg, settledAt: undefined } : leg));
}

describe('the restore drill', () => {
  let folder: string;
  let home: string;
  let backup: string;
  let port: number;
  let run: StartRun;

  /** Runs `npm run dianda -- …` on the installation. */
  function dianda(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
    const env = { PATH: '/usr/bin:/bin', DIANDA_HOME: home };
    return new Promise((resolve) => {
      execFile(process.execPath, [cli, ...args], { env }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr });
      });
    });
  }

  beforeAll(async () => {
    folder = await makeEphemeralFolder('dianda-drill-test-');
    home = join(folder, 'home');
    backup = join(folder, 'backup');
    port = await freePort();
    run = await StartRun.of(home, port).running();
  });
  afterAll(async () => {
    await run.end('SIGINT');
    await rm(folder, { recursive: true, force: true });
  });

  it('brings back a database lost while legs were open: the log is whole and only those legs are asked again', async () => {
    const officer = await OfficerOfInstallation.signIn(home, port);
    const adapter = childOf(run.child.pid ?? 0, 'apps/adapter-land-registry/');
    process.kill(adapter, 'SIGSTOP');
    const inquiryId = await officer.order();
    const openLegs = async () =>
      (await officer.progressOf(inquiryId)).legs.filter(({ state }) => state !== 'answered');
    await until(async () => (await openLegs()).every(({ assetClass }) => assetClass === 'LAND'));
    expect((await openLegs()).length).toBe(2);

    const made = await dianda('backup', backup, '--with-keys');
    expect(made.said).toContain('The folder holds the keys, too');
    expect(made.code).toBe(0);
    const entriesBefore = await askDatabase(home, auditEntries);
    const answeredBefore = await askDatabase(
      home,
      `SELECT id, attempts, polls, answer_version, settled_at FROM dianda.leg WHERE state = 'answered' ORDER BY id`,
    );
    process.kill(adapter, 'SIGCONT');
    const lost = await officer.sealedReportOf(inquiryId);
    const bankBefore = await askAgency(home, 'huaihe_journal', asked);
    expect((await dianda('restore', backup)).said).toMatch(
      /^The installation in .* runs, as process \d+\. End it/,
    );
    await run.end('SIGINT');

    await rm(join(home, 'postgres-court'), { recursive: true });
    await rm(join(home, 'trust'), { recursive: true });
    const withoutKeys = await dianda('restore', backup);
    expect(withoutKeys.said).toContain(
      'key-ring.json is not there, and without it nothing in the backup can be read',
    );
    expect(withoutKeys.code).toBe(1);
    KeyEncryptionKeyRing.openOrCreate(join(home, 'trust', 'dianda', 'key-ring.json'));
    expect((await dianda('restore', backup)).said).toContain(
      'lacks 1 of the 1 keys that the backup was encrypted',
    );
    expect((await dianda('restore', backup, '--with-keys')).said).toContain(
      'holds keys already; move it away',
    );
    await rm(join(home, 'trust'), { recursive: true });
    expect(await dianda('restore', backup, '--with-keys')).toMatchObject({ code: 0 });
    expect((await dianda('restore', backup)).said).toContain('The database is not empty');

    run = await StartRun.of(home, port).running();
    expect(run.said).not.toContain('first start');
    const restored = await officer.sealedReportOf(inquiryId);

    expect(saidIn(restored)).toEqual(saidIn(lost));
    expect(restored).toMatchObject({ counts: lost.counts, gaps: lost.gaps, version: 1 });
    const receipts = legsOf(restored).flatMap((leg) => ('receiptNumbers' in leg ? leg.receiptNumbers : []));
    expect(receipts.length).toBeGreaterThanOrEqual(13);
    expect(
      await askDatabase(
        home,
        `SELECT id, attempts, polls, answer_version, settled_at FROM dianda.leg
         WHERE id = ANY ('{${answeredBefore.map(({ id }) => String(id)).join()}}') ORDER BY id`,
      ),
    ).toEqual(answeredBefore);
    expect(await askAgency(home, 'huaihe_journal', asked)).toEqual(bankBefore);
    const land = await askAgency(home, 'land_journal', asked);
    expect(land.map(({ searches }) => searches)).toEqual([1, 1]);
    for (const { times_asked } of land) expect(times_asked).toBeGreaterThanOrEqual(2);

    const entriesAfter = new Map(
      (await askDatabase(home, auditEntries)).map((entry) => [entry['place'], entry]),
    );
    const kept = entriesBefore.filter(({ at }) => String(at) <= backedUpAt(entriesBefore));
    expect(kept.length).toBeGreaterThan(13);
    for (const entry of kept) expect(entriesAfter.get(entry['place'])).toEqual(entry);
    expect(await askDatabase(home, brokenEntries)).toEqual([]);
    expect(existsSync(join(home, 'trust', 'dianda', 'key-ring.json'))).toBe(true);
  });
});

/** When the backup put itself on record: what stands there until then is in it. */
function backedUpAt(entries: readonly Record<string, unknown>[]): string {
  return String(entries.find(({ action }) => action === 'database_backed_up')?.['at']);
}
