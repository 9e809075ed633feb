import { METRICS, PROCESS_METRICS } from '@dianda/service-kit';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { sampleAgencies } from '../src/sample-world/agencies.js';
import { SilentAgency } from '../src/fakes/conducts.js';
import type { MetricsPage } from './metrics-page.js';
import { pageOf } from './observed-rig.js';
import { SystemRig, until } from './system-rig.js';

/** Servers and apps have to come up on whatever machine this is. */
jest.setTimeout(240_000);

const catalogued: ReadonlySet<string> = new Set([...Object.keys(METRICS), ...PROCESS_METRICS]);
const agencies = sampleAgencies.filter(({ slug }) => slug === 'huaihe' || slug === 'land');
const apps = ['gateway', 'dispatcher', ...agencies.map(({ slug }) => `adapter-${slug}`)];

const promtool = '/usr/bin/promtool';
// It comes with Debian's package prometheus; .ci/run installs it.
const hasPromtool = existsSync(promtool);
if (!hasPromtool)
  process.stderr.write('skipped: promtool’s check of the pages, because promtool is not here\n');
const judged = hasPromtool ? it.each(apps) : it.skip.each(apps);

describe('the pages of metrics of a running constellation', () => {
  let rig: SystemRig;
  const pages = new Map<string, MetricsPage>();
  const page = (app: string): MetricsPage => {
    const found = pages.get(app);
    if (found === undefined) throw new Error(`no page of ${app}`);
    return found;
  };

  beforeAll(async () => {
    rig = await SystemRig.start(agencies);
    const inquiryId = await rig.order(['BANK_ACCOUNT', 'LAND', 'VEHICLE']);
    await rig.reportOf(inquiryId);
    for (const app of apps) pages.set(app, await pageOf(rig, app));
  });
  afterAll(() => rig.stop());

  it.each(apps)('%s has nothing that is not in the catalogue', (app) => {
    expect(page(app).names.filter((name) => !catalogued.has(name))).toEqual([]);
  });

  judged('%s passes promtool’s check', (app) => {
    const { status, stderr, stdout } = spawnSync(promtool, ['check', 'metrics'], {
      input: page(app).text,
      encoding: 'utf8',
    });
    expect({ status, says: `${stderr}${stdout}` }).toEqual({ status: 0, says: '' });
  });

  it('tell one inquiry from order to answer, by agency and class', () => {
    const bank = { agency: 'bank-huaihe', asset_class: 'BANK_ACCOUNT' };
    expect(page('gateway').sum('dianda_legs_ordered_total', bank)).toBe(1);
    const nobody = { agency: 'none', asset_class: 'VEHICLE' };
    expect(page('gateway').sum('dianda_answers_total', { ...nobody, rung: 'not_covered' })).toBe(1);

    const dispatcher = page('dispatcher');
    expect(dispatcher.sum('dianda_leg_first_attempt_delay_seconds_count', bank)).toBe(1);
    expect(dispatcher.sum('dianda_leg_answer_delay_seconds_count', { ...bank, rung: 'found' })).toBe(1);
    expect(dispatcher.sum('dianda_answers_total', { ...bank, rung: 'found', late: 'false' })).toBe(1);
    expect(dispatcher.sum('dianda_agency_call_duration_seconds_count', { ...bank, outcome: 'ok' })).toBe(1);
    expect(dispatcher.sum('dianda_settle_batch_legs_sum')).toBe(2);
    expect(dispatcher.sum('dianda_feed_batch_legs_sum')).toBe(2);
    expect(dispatcher.sum('dianda_agency_checks_total', { outcome: 'agrees' })).toBeGreaterThanOrEqual(2);
    const waited = dispatcher.sum('dianda_leg_first_attempt_delay_seconds_sum', bank);
    const answered = dispatcher.sum('dianda_leg_answer_delay_seconds_sum', bank);
    expect(waited).toBeGreaterThan(0);
    expect(answered).toBeGreaterThan(waited);

    const adapter = page('adapter-huaihe');
    expect(adapter.sum('dianda_adapter_questions_total', { ...bank, how: 'searched', rung: 'found' })).toBe(
      1,
    );
    expect(adapter.sum('dianda_adapter_call_duration_seconds_count', { method: 'Inquire' })).toBe(1);
  });

  it('tell the state of every agency, and how each process stands', () => {
    const dispatcher = page('dispatcher');
    expect(dispatcher.sum('dianda_agency_enabled')).toBe(agencies.length);
    expect(dispatcher.sum('dianda_agency_held')).toBe(0);
    expect(dispatcher.sum('dianda_agency_concurrency_limit')).toBeGreaterThan(0);
    expect(dispatcher.series.filter(({ name }) => name === 'dianda_agency_breaker_open')).toHaveLength(
      agencies.length,
    );
    for (const task of ['lines', 'feed', 'sweep', 'probe']) {
      const last = dispatcher.sum('dianda_task_last_success_timestamp_seconds', { task });
      expect(Math.abs(Date.now() / 1_000 - last)).toBeLessThan(300);
    }
    expect([...dispatcher.valuesOf('pool')].sort()).toEqual(['queue', 'storage']);
    expect([...page('adapter-huaihe').valuesOf('pool')].sort()).toEqual(['journal', 'registry']);
    for (const app of ['dispatcher', 'adapter-huaihe']) {
      const expiry = page(app).sum('dianda_certificate_expiry_timestamp_seconds', { certificate: 'tls' });
      expect(expiry).toBeGreaterThan(Date.now() / 1_000);
    }
    for (const app of apps) {
      expect(page(app).sum('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
      expect(page(app).sum('dianda_metrics_read_failures_total')).toBe(0);
    }
  });

  it('tell what an open leg waits for', async () => {
    await rig.enlist([{ slug: 'silent', conduct: new SilentAgency() }]);
    await rig.order();
    const silent = { agency: 'silent', asset_class: 'BANK_ACCOUNT' };
    await until(async () => {
      const now = await pageOf(rig, 'dispatcher');
      return now.sum('dianda_legs_open', { ...silent, state: 'asking', waiting_for: 'answer' }) === 1;
    });
    const now = await pageOf(rig, 'dispatcher');
    expect(now.sum('dianda_agency_calls_in_flight', { agency: 'silent' })).toBe(1);
    expect(now.sum('dianda_leg_oldest_open_age_seconds', { agency: 'silent' })).toBeGreaterThan(0);
  });

  it('stay as small as they are under garbage paths, methods and agencies nobody knows', async () => {
    const { gatewayUrl } = rig.constellation;
    const before = await pageOf(rig, 'gateway');
    for (let n = 0; n < 100; n += 1)
      await fetch(`${gatewayUrl}/${n}/32089819900101${1_000 + n}?name=${n}`, {
        method: n % 2 ? 'GET' : 'POST',
      });
    await raw(gatewayUrl, 'PROPFIND /x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    await raw(gatewayUrl, 'NONSENSE /x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    await expect(rig.order(['BANK_ACCOUNT'], ['no-such-agency'])).rejects.toThrow();
    const after = await pageOf(rig, 'gateway');
    const added = [...after.valuesOf('route')].filter((route) => !before.valuesOf('route').has(route));
    expect(added).toEqual(['none']);
    expect([...after.valuesOf('agency')].sort()).toEqual(
      ['bank-huaihe', 'land-registry-320898', 'none', 'silent'].sort(),
    );
    expect(after.text).not.toMatch(/32089819900101|no-such-agency|NONSENSE/);
  });

  it('are on no port that people use', async () => {
    expect((await fetch(`${rig.constellation.gatewayUrl}/metrics`)).status).toBe(404);
  });
});

/** Sends bytes that are barely HTTP, and waits for the end. */
function raw(url: string, text: string): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('data', () => undefined).on('error', reject);
    socket.on('close', () => resolve());
  });
}
