import type { AdapterDescription } from '@dianda/wire';
import { MisdescribedAgency, SlowAgency } from '../src/fakes/conducts.js';
import { resultOf, SystemRig, until } from './system-rig.js';

/** Servers and apps have to come up, and probes to come round, on whatever machine this is. */
jest.setTimeout(240_000);

const landOnly: AdapterDescription['servedClasses'] = [
  {
    assetClass: 'LAND',
    subjectKinds: ['person'],
    documentTypes: ['RESIDENT_ID'],
    dataCategories: ['ASSETS'],
    regionCodes: ['000000'],
  },
];

/** What each says that its directory row does not, and how operators are told of it. */
const untruths = {
  'other-code': { untruth: { agencyCode: 'somebody-else' }, detail: 'agency_code' },
  'missing-class': { untruth: { servedClasses: landOnly }, detail: 'asset_class:BANK_ACCOUNT' },
  'contract-two': { untruth: { contractVersion: '2.0' }, detail: 'contract_version' },
} satisfies Record<string, { untruth: Partial<AdapterDescription>; detail: string }>;

const slugs = ['other-code', 'missing-class', 'contract-two'] as const;

describe('agencies whose adapter is not what the directory says', () => {
  let rig: SystemRig;
  let inquiryId: string;
  const conducts = new Map(slugs.map((slug) => [slug, new MisdescribedAgency(untruths[slug].untruth)]));

  beforeAll(async () => {
    rig = await SystemRig.start();
    await rig.enlist([
      ...[...conducts].map(([slug, conduct]) => ({ slug, conduct })),
      { slug: 'well', conduct: new SlowAgency(0) },
    ]);
    inquiryId = await rig.order();
    for (const agency of ['well', 'bank-huaihe'])
      await until(async () => (await rig.legOf(inquiryId, agency)).state === 'answered');
    for (const agency of slugs) await until(async () => (await rig.holdOf(agency)) !== undefined);
  });
  afterAll(() => rig.stop());

  it.each(slugs)(
    '%s is held off for all to see, with the cause and the time of the next probe',
    async (slug) => {
      expect(await rig.holdOf(slug)).toEqual({
        cause: 'contract_mismatch',
        since: expect.stringMatching(/Z$/) as string,
        nextProbeAt: expect.stringMatching(/Z$/) as string,
      });
    },
  );

  it('operators see what differs', async () => {
    const holds = await rig.constellation.holds();
    const details = new Map(holds.map(({ agencyCode, detail }) => [agencyCode as string, detail]));
    for (const slug of slugs) expect(details.get(slug)).toBe(untruths[slug].detail);
    expect(holds).toHaveLength(slugs.length);
  });

  it.each(slugs)('the leg of %s waits for the hold to go, unasked and without an attempt', async (slug) => {
    expect(await rig.legOf(inquiryId, slug)).toMatchObject({
      state: 'pending',
      attempts: 0,
      waitingFor: { kind: 'agency_held', cause: 'contract_mismatch' },
    });
    expect(rig.fake(slug).asked).toEqual([]);
  });

  it('the others are answered meanwhile, and the report says what it still waits for', async () => {
    const report = await rig.provisionalReportOf(inquiryId);
    expect(report).toMatchObject({
      standing: 'provisional',
      complete: false,
      counts: { open: slugs.length },
    });
    expect(resultOf(report, 'well')).toMatchObject({ status: 'searched_empty' });
    expect(resultOf(report, 'bank-huaihe')).toMatchObject({ status: 'searched' });
    for (const slug of slugs) {
      expect(resultOf(report, slug)).toMatchObject({
        status: 'open',
        waitingFor: { kind: 'agency_held', cause: 'contract_mismatch' },
      });
    }
  });

  it('once an adapter is what the directory says, the probe lifts its hold and its leg is asked, once', async () => {
    const mended = 'contract-two';
    conducts.get(mended)?.mend();
    await until(async () => (await rig.legOf(inquiryId, mended)).state === 'answered');
    expect(await rig.holdOf(mended)).toBeUndefined();
    expect(rig.fake(mended).asked).toHaveLength(1);
    // Its neighbours are none the better for it.
    expect(await rig.holdOf('other-code')).toMatchObject({ cause: 'contract_mismatch' });
    expect(rig.fake('other-code').asked).toEqual([]);

    for (const conduct of conducts.values()) conduct.mend();
    const report = await rig.reportOf(inquiryId);
    expect(report).toMatchObject({ standing: 'sealed', version: 1, counts: { open: 0, gaps: 0 } });
    for (const slug of slugs) expect(rig.fake(slug).asked).toHaveLength(1);
    expect(await rig.constellation.holds()).toEqual([]);
  });
});
