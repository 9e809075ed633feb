import { FailingAgency, SlowAgency } from '../src/fakes/conducts.js';
import { resultOf, SystemRig, until } from './system-rig.js';

/** Servers and apps have to come up, and probes to come round, on whatever machine this is. */
jest.setTimeout(240_000);

/** As many first questions as the breaker counts before it judges. */
const orders = 5;
/** Failed probes that are watched for questions in between. */
const probesWatched = 2;

describe('an agency that fails every question', () => {
  let rig: SystemRig;
  let inquiryIds: readonly string[];
  const failing = new FailingAgency(false);
  const mute = new FailingAgency(true);

  const waitsForHold = async (inquiryId: string): Promise<boolean> =>
    (await rig.legOf(inquiryId, 'failing')).waitingFor?.kind === 'agency_held';
  const attempts = (): Promise<readonly number[]> =>
    Promise.all(inquiryIds.map(async (id) => (await rig.legOf(id, 'failing')).attempts));

  beforeAll(async () => {
    rig = await SystemRig.start();
    await rig.enlist([
      { slug: 'failing', conduct: failing },
      { slug: 'mute', conduct: mute },
      { slug: 'well', conduct: new SlowAgency(0) },
    ]);
    // It has said who it is before it breaks down.
    await until(() => rig.fake('failing').describedCount > 0);
    failing.breakDown();
    inquiryIds = await Promise.all(Array.from({ length: orders }, () => rig.order()));
    await until(async () => (await rig.holdOf('failing')) !== undefined);
    for (const inquiryId of inquiryIds) await until(() => waitsForHold(inquiryId));
  });
  afterAll(() => rig.stop());

  it('F20: is held for all to see, because its breaker opened, and with the time of the next probe', async () => {
    expect(await rig.holdOf('failing')).toEqual({
      cause: 'breaker_open',
      since: expect.stringMatching(/Z$/) as string,
      nextProbeAt: expect.stringMatching(/Z$/) as string,
    });
    expect(await rig.constellation.holds()).toMatchObject([
      { agencyCode: 'failing', detail: 'AGENCY_UNAVAILABLE' },
      { agencyCode: 'mute', detail: 'AGENCY_UNAVAILABLE' },
    ]);
  });

  it('costs the others nothing: they answer every inquiry, and are not held', async () => {
    for (const inquiryId of inquiryIds) {
      for (const agency of ['well', 'bank-huaihe'])
        await until(async () => (await rig.legOf(inquiryId, agency)).state === 'answered');
    }
    expect(await rig.holdOf('well')).toBeUndefined();
    expect(await rig.holdOf('bank-huaihe')).toBeUndefined();
  });

  it('is asked nothing while it is held: probes fail, no question comes and no leg counts an attempt', async () => {
    const orderedMeanwhile = await rig.order();
    const before = { attempts: await attempts(), asked: rig.fake('failing').asked.length };
    expect(before.asked).toBeGreaterThanOrEqual(orders);
    const described = rig.fake('failing').describedCount;
    await until(() => rig.fake('failing').describedCount >= described + probesWatched);

    expect({ attempts: await attempts(), asked: rig.fake('failing').asked.length }).toEqual(before);
    expect(await rig.legOf(orderedMeanwhile, 'failing')).toMatchObject({
      state: 'pending',
      attempts: 0,
      waitingFor: { kind: 'agency_held', cause: 'breaker_open' },
    });
    inquiryIds = [...inquiryIds, orderedMeanwhile];
  });

  it('an agency that has never said who it is has been asked nothing at all', async () => {
    for (const inquiryId of inquiryIds) {
      expect(await rig.legOf(inquiryId, 'mute')).toMatchObject({
        attempts: 0,
        waitingFor: { kind: 'agency_held' },
      });
    }
    expect(rig.fake('mute').asked).toEqual([]);
  });

  it('is asked again when it describes itself again, and every leg that waited is answered', async () => {
    const before = await attempts();
    const asked = rig.fake('failing').asked.length;
    failing.mend();
    mute.mend();
    for (const inquiryId of inquiryIds) {
      const report = await rig.reportOf(inquiryId);
      expect(resultOf(report, 'failing')).toMatchObject({ status: 'searched_empty' });
      expect(resultOf(report, 'mute')).toMatchObject({ status: 'searched_empty' });
      expect(report).toMatchObject({ standing: 'sealed', counts: { open: 0, gaps: 0 } });
    }
    expect(await rig.holdOf('failing')).toBeUndefined();
    expect(await attempts()).toEqual(before.map((each) => each + 1));
    expect(rig.fake('failing').asked).toHaveLength(asked + inquiryIds.length);
  });
});
