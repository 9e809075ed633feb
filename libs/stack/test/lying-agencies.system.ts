import type { Reason, Report } from '@dianda/inquiry';
import { createHash } from 'node:crypto';
import { lies, LyingAgency, SilentAgency, SlowAgency, type Lie } from '../src/fakes/conducts.js';
import { personSubject } from '../src/sample-world/identities.js';
import { resultOf, SystemRig } from './system-rig.js';

/** Servers and apps have to come up on whatever machine this is. */
jest.setTimeout(240_000);

/** What each lie comes to: always the agency's fault, always final. */
const reasonOfLie: Record<Lie, Reason> = {
  garbage_message: 'AGENCY_REPLY_MALFORMED',
  garbage_answer: 'AGENCY_REPLY_MALFORMED',
  huge_reply: 'AGENCY_REPLY_TOO_LARGE',
  other_leg: 'AGENCY_ECHO_MISMATCH',
  other_leg_in_answer: 'AGENCY_ECHO_MISMATCH',
  other_subject: 'AGENCY_ECHO_MISMATCH',
  nothing_found_without_coverage: 'AGENCY_REPLY_MALFORMED',
  nothing_found_without_as_of: 'AGENCY_REPLY_MALFORMED',
  receipt_of_another_answer: 'AGENCY_RECEIPT_INVALID',
};

const silentMinutes = 0.1;
const slowMs = 3_000;

describe('agencies that lie, keep silent or take their time', () => {
  let rig: SystemRig;
  let report: Report;

  beforeAll(async () => {
    rig = await SystemRig.start();
    await rig.enlist([
      ...lies.map((lie) => ({ slug: slugOf(lie), conduct: new LyingAgency(lie) })),
      { slug: 'silent', conduct: new SilentAgency(), minutes: silentMinutes },
      { slug: 'slow', conduct: new SlowAgency(slowMs) },
    ]);
    report = await rig.reportOf(await rig.order());
  });
  afterAll(() => rig.stop());

  function settledAtOf(agency: string): string {
    const result = resultOf(report, agency);
    if (result.status === 'open' || result.status === 'cancelled')
      throw new Error(`${agency} is not settled`);
    return result.settledAt;
  }

  it.each(lies.map((lie) => [lie, reasonOfLie[lie]]))(
    'the lie %s settles the leg as failed by the agency, %s, after one question',
    (lie, reason) => {
      expect(resultOf(report, slugOf(lie))).toMatchObject({
        status: 'gap',
        rung: 'failed',
        origin: 'agency',
        reason,
      });
      expect(rig.fakes.get(slugOf(lie))?.asked).toHaveLength(1);
    },
  );

  it('are told the hash of exactly the bytes of the notice that the inquiry names', async () => {
    const bytes = await rig.noticeBytes();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    for (const [slug, fake] of rig.fakes) {
      for (const { question } of fake.asked)
        expect({ slug, sha256: question.authority.notice.sha256 }).toEqual({ slug, sha256 });
    }
    expect(report.notice.sha256).toBe(sha256);
  });

  it('are in the report also as a PDF and as a workbook', async () => {
    const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const start = async (type: string): Promise<string> =>
      (await rig.reportAs(report.inquiryId, type)).subarray(0, 4).toString('latin1');
    expect(await start('application/pdf')).toBe('%PDF');
    expect(await start(xlsx)).toBe('PK\u0003\u0004');
  });

  it('F13: nothing of a lie reaches the report: each liar is a named gap, and none counts as searched', () => {
    expect(report.counts).toMatchObject({ legs: lies.length + 3, searched: 1, searchedEmpty: 1, open: 0 });
    for (const lie of lies) {
      const named = report.gaps.filter((gap) => gap.agency?.code === slugOf(lie));
      expect(named.map((gap) => gap.reason)).toEqual([reasonOfLie[lie]]);
    }
    expect(JSON.stringify(report)).not.toContain(`${personSubject.name}二`);
  });

  it('the silent agency is a gap without response once its time has run out', () => {
    expect(resultOf(report, 'silent')).toMatchObject({ status: 'gap', rung: 'no_response' });
    expect(rig.fakes.get('silent')?.asked.length).toBeGreaterThan(0);
  });

  it('the slow agency is waited for, and counts', () => {
    expect(resultOf(report, 'slow')).toMatchObject({ status: 'searched_empty' });
  });

  it('neither of them costs the honest bank anything: it has answered before they have', () => {
    expect(resultOf(report, 'bank-huaihe')).toMatchObject({ status: 'searched' });
    expect(settledAtOf('bank-huaihe') < settledAtOf('slow')).toBe(true);
    expect(settledAtOf('bank-huaihe') < settledAtOf('silent')).toBe(true);
  });
});

function slugOf(lie: Lie): string {
  return `liar-${lie.replaceAll('_', '-')}`;
}
