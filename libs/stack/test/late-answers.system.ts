import { reportLines, type Report } from '@dianda/inquiry';
import pg from 'pg';
import type { ReceivedQuestion } from '@dianda/wire';
import type { AgencyConduct, FakeAgency } from '../src/fakes/agency-server.js';
import { pushAnswer } from '../src/fakes/push-answer.js';
import {
  answerBytes,
  deferred,
  nothingFound,
  refused,
  sign,
  type AnswerMaker,
  type SignedAnswer,
} from '../src/fakes/replies.js';
import { answer, ScriptedAgency } from '../src/fakes/scripted-agency.js';
import { resultOf, SystemRig, until } from './system-rig.js';

/** Servers and apps have to come up, and two agencies' time to run out, on whatever machine this is. */
jest.setTimeout(240_000);

/** Long enough to be asked in, short enough to be waited for. */
const shortMinutes = 0.1;
const dayMs = 86_400_000;

/** Says that it works on it, keeps the question, and answers when the test wants it to. */
class PushingAgency implements AgencyConduct {
  private readonly working = new ScriptedAgency(answer(deferred(dayMs, '人工审核')));
  private asked: { readonly question: ReceivedQuestion['question']; readonly agency: FakeAgency } | undefined;

  reply(asked: ReceivedQuestion, agency: FakeAgency): Promise<Uint8Array> {
    this.asked = { question: asked.question, agency };
    return this.working.reply(asked, agency);
  }

  get question(): ReceivedQuestion['question'] {
    if (this.asked === undefined) throw new Error('was not asked');
    return this.asked.question;
  }

  /** The answer with its receipt; made anew each time, so that two are never the same bytes. */
  async sign(make: AnswerMaker): Promise<SignedAnswer> {
    if (this.asked === undefined) throw new Error('was not asked');
    const { question, agency } = this.asked;
    const made = make(question, agency);
    return sign(question, agency, made.rung, answerBytes(question, made));
  }
}

const noReceipt = ({ answer: bytes }: SignedAnswer): SignedAnswer => ({
  answer: bytes,
  receipt: Buffer.alloc(0),
});

describe('answers that agencies bring by themselves', () => {
  let rig: SystemRig;
  let inquiryId: string;
  const slow = new PushingAgency();
  const prompt = new PushingAgency();
  const receiptLater = new PushingAgency();
  const agencies = { slow, prompt, 'receipt-later': receiptLater } as const;
  type Slug = keyof typeof agencies;

  async function push(slug: Slug, signed: SignedAnswer, as: string = slug) {
    const trust = await rig.constellation.trustFor(as);
    return pushAnswer(rig.constellation.inbox, trust, agencies[slug].question, signed);
  }

  /** What was answered without its receipt, which has to come for these very bytes. */
  let withoutReceipt: SignedAnswer | undefined;
  const report = (): Promise<Report> => rig.provisionalReportOf(inquiryId);

  beforeAll(async () => {
    rig = await SystemRig.start();
    await rig.enlist([
      { slug: 'slow', conduct: slow, minutes: shortMinutes },
      { slug: 'prompt', conduct: prompt },
      { slug: 'receipt-later', conduct: receiptLater },
    ]);
    inquiryId = await rig.order();
    for (const slug of ['slow', 'prompt', 'receipt-later'])
      await until(async () => (await rig.legOf(inquiryId, slug)).waitingFor?.kind === 'agency_working');
  });
  afterAll(() => rig.stop());

  it('a leg is unknown to everybody but its own agency', async () => {
    const signed = await prompt.sign(nothingFound);
    await expect(push('prompt', signed, 'slow')).rejects.toMatchObject({ reason: 'LEG_UNKNOWN' });
    expect(await rig.legOf(inquiryId, 'prompt')).toMatchObject({ state: 'waiting' });
  });

  it('F13: an answer about another leg or subject, or under a receipt for other bytes, is refused whole', async () => {
    const good = await prompt.sign(nothingFound);
    const ofOther = await slow.sign(nothingFound);
    await expect(push('prompt', { ...ofOther, receipt: good.receipt })).rejects.toMatchObject({
      reason: 'ANSWER_MALFORMED',
    });
    await expect(push('prompt', { ...good, receipt: ofOther.receipt })).rejects.toMatchObject({
      reason: 'RECEIPT_INVALID',
    });
    await expect(push('prompt', await prompt.sign(deferred(dayMs, '')))).rejects.toMatchObject({
      reason: 'ANSWER_MALFORMED',
    });
    expect(await rig.legOf(inquiryId, 'prompt')).toMatchObject({ state: 'waiting' });
  });

  it('F2: a question that an agency works on is answered as soon as it brings the answer, poll or no poll', async () => {
    const signed = await prompt.sign(nothingFound);
    expect(await push('prompt', signed)).toBe('accepted');
    expect(await push('prompt', signed)).toBe('duplicate');
    expect(resultOf(await report(), 'prompt')).toMatchObject({ status: 'searched_empty', late: false });
    expect(rig.fake('prompt').asked).toHaveLength(1);
  });

  it('F11: the same answer once more is acknowledged and changes nothing', async () => {
    const first = await receiptLater.sign(nothingFound);
    expect(await push('receipt-later', noReceipt(first))).toBe('accepted');
    expect(await push('receipt-later', noReceipt(first))).toBe('duplicate');
    expect(await rig.legOf(inquiryId, 'receipt-later')).toMatchObject({ state: 'answered', attempts: 1 });
    withoutReceipt = first;
  });

  it('F12: an agency whose time ran out is a gap in version 1, and its late answer makes version 2', async () => {
    const before = await rig.reportOf(inquiryId);
    expect(before).toMatchObject({ standing: 'sealed', version: 1, counts: { gaps: 1, unreceipted: 1 } });
    expect(resultOf(before, 'slow')).toMatchObject({
      status: 'gap',
      rung: 'no_response',
      reason: 'TIME_RAN_OUT',
    });

    const signed = await slow.sign(nothingFound);
    expect(await push('slow', signed)).toBe('accepted');
    expect(await push('slow', signed)).toBe('duplicate');
    const after = await report();
    expect(after).toMatchObject({ standing: 'sealed', version: 2, counts: { gaps: 0 } });
    expect(resultOf(after, 'slow')).toMatchObject({ status: 'searched_empty', late: true });
    expect(after.contentHash).not.toBe(before.contentHash);
    expect(reportLines(after, 'zh-CN').find((line) => line.includes('slow — '))).toContain('逾期');
  });

  it('F10: a receipt that comes after its answer makes it count as searched, in a version of its own', async () => {
    const signed = withoutReceipt;
    if (signed === undefined) throw new Error('no answer without receipt');
    const before = await report();
    expect(before).toMatchObject({ version: 2, counts: { unreceipted: 1 } });
    expect(before.gaps).toMatchObject([{ reason: 'RECEIPT_MISSING', agency: { code: 'receipt-later' } }]);

    expect(await push('receipt-later', signed)).toBe('accepted');
    expect(await push('receipt-later', signed)).toBe('duplicate');
    const after = await report();
    expect(after).toMatchObject({ version: 3, gaps: [], counts: { unreceipted: 0, gaps: 0 } });
    expect(resultOf(after, 'receipt-later')).toMatchObject({
      status: 'searched_empty',
      receiptNumbers: [expect.any(String)],
    });
  });

  it('F11: another answer takes the place of the first one, and the report says what it replaces', async () => {
    const returned = await prompt.sign(refused('RETURNED', '材料不全'));
    await expect(push('prompt', noReceipt(returned))).rejects.toMatchObject({ reason: 'RECEIPT_INVALID' });
    expect(resultOf(await report(), 'prompt')).toMatchObject({ status: 'searched_empty' });
    expect(await push('prompt', returned)).toBe('accepted');
    const corrected = await report();
    expect(corrected).toMatchObject({ standing: 'sealed', version: 4, counts: { gaps: 1 } });
    expect(resultOf(corrected, 'prompt')).toMatchObject({
      status: 'gap',
      rung: 'refused',
      late: false,
      replaces: { rung: 'nothing_found' },
    });
    expect(reportLines(corrected, 'zh-CN').find((line) => line.includes('更正反馈'))).toBeDefined();
    expect(await push('prompt', await prompt.sign(nothingFound))).toBe('accepted');
    const again = await report();
    expect(again).toMatchObject({ version: 5, counts: { gaps: 0 } });
    expect(resultOf(again, 'prompt')).toMatchObject({
      status: 'searched_empty',
      replaces: { rung: 'refused' },
    });
  });

  it('what was refused stands in the audit log: who brought it, which leg, why, and nothing of what it said', async () => {
    const client = new pg.Client({ connectionString: rig.constellation.databaseUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ subject_id: string; facts: Record<string, unknown> }>(
        `SELECT subject_id, facts FROM dianda.audit_entry WHERE action = 'answer_push_refused'`,
      );
      const { legId } = prompt.question;
      const certificateSha256 = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
      const entry = { agencyCode: 'prompt', certificateSha256 };
      expect(rows).toHaveLength(5);
      expect(rows.every((row) => row.subject_id === legId)).toBe(true);
      expect(rows.map((row) => row.facts)).toEqual(
        expect.arrayContaining([
          { ...entry, reason: 'LEG_UNKNOWN', foreign: true },
          { ...entry, reason: 'ANSWER_MALFORMED' },
          { ...entry, reason: 'RECEIPT_INVALID' },
        ]),
      );
    } finally {
      await client.end();
    }
  });
});
