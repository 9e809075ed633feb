import { SilentAgency, SlowAgency } from '../src/fakes/conducts.js';
import type { AgencyConduct } from '../src/fakes/agency-server.js';
import { resultOf, SystemRig, until } from './system-rig.js';

/** Servers and apps have to come up, and leases to run out, on whatever machine this is. */
jest.setTimeout(240_000);

/** Keeps silent until told otherwise. */
class HeldAgency implements AgencyConduct {
  private held = true;
  private readonly silent = new SilentAgency();
  private readonly prompt = new SlowAgency(0);

  release(): void {
    this.held = false;
  }

  reply(...question: Parameters<AgencyConduct['reply']>): Promise<Uint8Array> {
    return this.held ? this.silent.reply() : this.prompt.reply(...question);
  }
}

describe('parts that are killed while an inquiry runs', () => {
  let rig: SystemRig;
  const held = new HeldAgency();

  function app(name: string) {
    const found = rig.constellation.apps.get(name);
    if (found === undefined) throw new Error(`no app ${name}`);
    return found;
  }

  async function killed(name: string): Promise<void> {
    app(name).signal('SIGKILL');
    await until(() => app(name).pid === undefined);
  }

  beforeAll(async () => {
    rig = await SystemRig.start();
    await rig.enlist([{ slug: 'held', conduct: held }]);
  });
  afterAll(() => rig.stop());

  it('a leg whose dispatcher dies while it asks is asked again under the same id, and answered once', async () => {
    const inquiryId = await rig.order();
    const asked = () => rig.fakes.get('held')?.asked ?? [];
    await until(() => asked().length === 1);
    await killed('dispatcher');
    held.release();
    await app('dispatcher').start();
    const report = await rig.reportOf(inquiryId);

    expect(resultOf(report, 'held')).toMatchObject({ status: 'searched_empty' });
    expect(resultOf(report, 'bank-huaihe')).toMatchObject({ status: 'searched' });
    expect(report).toMatchObject({ standing: 'sealed', version: 1, counts: { open: 0, gaps: 0 } });
    expect(asked().length).toBeGreaterThan(1);
    expect(new Set(asked().map(({ question }) => question.legId)).size).toBe(1);
  });

  it('an accepted inquiry survives the death of the gateway', async () => {
    const inquiryId = await rig.order();
    await killed('gateway');
    await app('gateway').start();
    const report = await rig.reportOf(inquiryId);
    expect(report.counts).toMatchObject({ open: 0, gaps: 0 });
  });

  it('an agency whose adapter dies is asked again when it is back', async () => {
    await killed('adapter-huaihe');
    const inquiryId = await rig.order();
    await until(async () => {
      const { legs } = await rig.progressOf(inquiryId);
      return legs.some((leg) => leg.agencyCode === 'bank-huaihe' && leg.lastError !== undefined);
    });
    await app('adapter-huaihe').start();
    const report = await rig.reportOf(inquiryId);
    expect(resultOf(report, 'bank-huaihe')).toMatchObject({ status: 'searched' });
    expect(report.counts).toMatchObject({ open: 0, gaps: 0 });
  });
});
