import { makeSyntheticCaseNumber, makeSyntheticCitizenId, parseDate } from '@dianda/identifiers';
import {
  DiandaError,
  instantOf,
  mustParse,
  parseAgencyCode,
  parseCourtCode,
  parseInquiryId,
  parseLegId,
  parseOfficerId,
  type AdapterAnswer,
  type LegId,
  type Question,
} from '@dianda/inquiry';
import { createLogger } from '@dianda/service-kit';
import { encodeAnswer, type ReceivedQuestion } from '@dianda/wire';
import type { AnsweredPage, OwedAnswer, QuestionKey } from '../journal/journal-entry.js';
import type { AnswerStory } from '../question/answer-question.js';
import { DeferredAnswers } from './deferred-answers.js';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const answeredAt = instantOf(Date.UTC(2026, 10, 1));

const born = parseDate('1980-05-06');
if (!born.ok) throw new TypeError('a date that exists');
const officer = {
  id: mustParse(parseOfficerId, '9a0c0000-0000-4000-8000-000000000001'),
  name: '样例执行员',
  workId: 'W-1',
  dutyId: 'D-1',
  phone: '0517-00000000',
};
const legId = mustParse(parseLegId, '6f1c2f0e-5c1d-8a44-9b7e-0d6a3f2b1c00');
const question: Question = {
  legId,
  round: 1,
  agencyCode: mustParse(parseAgencyCode, 'bank'),
  agencyCategory: 'bank',
  assetClass: 'BANK_ACCOUNT',
  subject: {
    kind: 'person',
    name: '孟样例',
    document: {
      type: 'RESIDENT_ID',
      number: makeSyntheticCitizenId({ birthDate: born.value, sequence: 11 }),
    },
  },
  authority: {
    inquiryId: mustParse(parseInquiryId, '9a0c0000-0000-4000-8000-000000000002'),
    court: { code: mustParse(parseCourtCode, '苏0812'), name: '样例法院' },
    caseNumber: makeSyntheticCaseNumber({
      year: 2026,
      courtLetters: '苏0812',
      type: '执',
      sequence: 990_001,
    }),
    caseType: '执',
    requestedBy: officer,
    responsibleOfficer: officer,
    notice: { number: '协查1号', name: '协助查询通知书', sha256: 'a'.repeat(64) },
    purpose: '查明财产',
    dataCategories: ['ASSETS'],
    transactions: undefined,
  },
  clarificationReply: undefined,
  expiresAt: answeredAt,
};
const received: ReceivedQuestion = {
  question,
  warrant: { jws: Buffer.from('x'), id: 'x', issuedAt: answeredAt, expiresAt: answeredAt },
  pageToken: '',
};

function story(answer: AdapterAnswer, nextPageToken = ''): AnswerStory {
  const page: AnsweredPage = {
    pageToken: '',
    answer: encodeAnswer(question, { answer, nextPageToken, totalRecords: undefined }),
    receipt: Buffer.from('receipt'),
    receiptNumber: 'R-1',
  };
  return { how: 'searched', rung: answer.rung, page };
}
const common = { echo: question.subject, answeredAt };
const putOff = story({ ...common, rung: 'deferred', pollAfterMs: minuteMs, note: '' });
const empty = story({
  ...common,
  rung: 'nothing_found',
  asOf: answeredAt,
  coverage: { regions: ['000000'], assetClasses: ['BANK_ACCOUNT'], since: '2000-01-01' },
});
const contact = { name: '登记科', phone: '0517-00000002' };
const asksBack = story({ ...common, rung: 'clarification', question: '曾用名？', contact });

const inboxDown = DiandaError.fromReason('AGENCY_UNAVAILABLE', { origin: 'agency' });
const settled = DiandaError.fromReason('LEG_SETTLED', { origin: 'agency' });
const warrantExpired = DiandaError.fromReason('WARRANT_EXPIRED', { origin: 'dianda' });

/** A journal of one question, kept in memory. */
class JournalUnderTest {
  readonly debts = new Map<LegId, OwedAnswer>();
  page: (AnsweredPage & { rung: string }) | undefined;
  isDown = false;

  owe({ legId: id, round }: QuestionKey): Promise<void> {
    this.debts.set(id, { legId: id, round, isReady: false });
    return Promise.resolve();
  }
  paid(key: QuestionKey): Promise<void> {
    this.debts.delete(key.legId);
    return Promise.resolve();
  }
  owed(): Promise<readonly OwedAnswer[]> {
    if (this.isDown)
      return Promise.reject(DiandaError.fromReason('STORAGE_UNAVAILABLE', { origin: 'adapter' }));
    return Promise.resolve(
      [...this.debts.values()].map((each) => ({ ...each, isReady: this.page !== undefined })),
    );
  }
  findPage(): Promise<(AnsweredPage & { rung: string }) | undefined> {
    return Promise.resolve(this.page);
  }
}

describe('answers that were put off', () => {
  let journal: JournalUnderTest;
  let resume: jest.Mock<Promise<AnswerStory>, []>;
  let push: jest.Mock<Promise<'accepted' | 'duplicate'>, [QuestionKey, AnsweredPage]>;
  let deferred: DeferredAnswers;
  /** What the agency answers when it is looked at again; kept in the journal if it is final. */
  const answersNow = (next: AnswerStory) => {
    resume.mockImplementation(() => {
      if (next.rung !== 'deferred') journal.page = { ...next.page, rung: next.rung };
      return Promise.resolve(next);
    });
  };
  const open = () =>
    new DeferredAnswers(
      { resume },
      journal,
      { push, close: () => undefined },
      20_000,
      createLogger({ service: 'test', level: 'silent' }),
    );
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  beforeEach(() => {
    jest.useFakeTimers();
    journal = new JournalUnderTest();
    resume = jest.fn(() => Promise.reject(new Error('not scripted')));
    push = jest.fn<Promise<'accepted' | 'duplicate'>, [QuestionKey, AnsweredPage]>();
    push.mockResolvedValue('accepted');
    deferred = open();
  });
  afterEach(() => {
    deferred.close();
    jest.useRealTimers();
  });

  it('are looked at when the agency said, again and again, and brought once they are final', async () => {
    await deferred.note(received, putOff);
    answersNow(putOff);
    await pass(minuteMs - 1);
    expect(resume).toHaveBeenCalledTimes(0);
    await pass(1);
    expect(resume).toHaveBeenCalledTimes(1);
    answersNow(empty);
    await pass(minuteMs);
    expect(push).toHaveBeenCalledTimes(1);
    expect(push.mock.calls[0]?.[1].answer).toEqual(empty.page.answer);
    expect(journal.debts.size).toBe(0);
    await pass(dayMs);
    expect(push).toHaveBeenCalledTimes(1);
    expect(resume).toHaveBeenCalledTimes(2);
  });

  it('are brought more and more seldom while the inbox is down, without a second search', async () => {
    await deferred.note(received, putOff);
    answersNow(empty);
    const at: number[] = [];
    push.mockImplementation(() => {
      at.push(Date.now());
      return Promise.reject(inboxDown);
    });
    await pass(dayMs);
    const waits = at.slice(1).map((each, index) => (each - (at[index] ?? 0)) / secondMs);
    expect(waits.slice(0, 8)).toEqual([30, 60, 120, 240, 480, 960, 1_920, 3_600]);
    expect(new Set(waits.slice(8))).toEqual(new Set([3_600]));
    expect(resume).toHaveBeenCalledTimes(1);
    push.mockResolvedValue('accepted');
    await pass(hourMs);
    expect(journal.debts.size).toBe(0);
  });

  it('are brought though the warrant has ended since they were found', async () => {
    await deferred.note(received, putOff);
    answersNow(empty);
    push.mockRejectedValueOnce(inboxDown);
    await pass(minuteMs);
    resume.mockRejectedValue(warrantExpired);
    await pass(minuteMs);
    expect(push).toHaveBeenCalledTimes(2);
    await expect(push.mock.results[1]?.value).resolves.toBe('accepted');
  });

  it('wait as long as an inbox asks that is too busy', async () => {
    await deferred.note(received, putOff);
    answersNow(empty);
    const busy = DiandaError.exhausted('ADAPTER_BUSY', { origin: 'adapter', retryAfterMs: 10 * minuteMs });
    push.mockRejectedValueOnce(busy);
    await pass(minuteMs + 9 * minuteMs);
    expect(push).toHaveBeenCalledTimes(1);
    await pass(minuteMs);
    expect(push).toHaveBeenCalledTimes(2);
  });

  it('are not brought again when the court refuses them', async () => {
    await deferred.note(received, putOff);
    answersNow(empty);
    push.mockRejectedValue(settled);
    await pass(40 * dayMs);
    expect(push).toHaveBeenCalledTimes(1);
    expect(journal.debts.size).toBe(0);
  });

  it('are given up after a month in which nobody could be reached', async () => {
    await deferred.note(received, putOff);
    answersNow(empty);
    push.mockRejectedValue(inboxDown);
    await pass(31 * dayMs);
    const tries = push.mock.calls.length;
    await pass(dayMs);
    expect(push).toHaveBeenCalledTimes(tries);
    expect(journal.debts.size).toBe(0);
  });

  it('are not searched under a warrant that has ended', async () => {
    await deferred.note(received, putOff);
    resume.mockRejectedValue(warrantExpired);
    await pass(dayMs);
    expect(resume).toHaveBeenCalledTimes(1);
    expect(push).not.toHaveBeenCalled();
  });

  it('are looked at again when the register was away', async () => {
    await deferred.note(received, putOff);
    resume.mockRejectedValueOnce(
      DiandaError.unavailable('REGISTRY_UNAVAILABLE', { origin: 'agency', retryAfterMs: 2 * minuteMs }),
    );
    await pass(minuteMs);
    answersNow(empty);
    await pass(2 * minuteMs - 1);
    expect(push).not.toHaveBeenCalled();
    await pass(1);
    expect(push).toHaveBeenCalledTimes(1);
  });

  it('are not brought when the court polled them, nor when they ask back or have several pages', async () => {
    await deferred.note(received, putOff);
    await deferred.note(received, empty);
    expect(journal.debts.size).toBe(0);
    for (const told of [asksBack, story(found, 'page-2')]) {
      await deferred.note(received, putOff);
      answersNow(told);
      await pass(dayMs);
    }
    expect(push).not.toHaveBeenCalled();
  });

  it('that an earlier process found are brought by the next one', async () => {
    await deferred.note(received, putOff);
    answersNow(empty);
    push.mockRejectedValue(inboxDown);
    await pass(minuteMs);
    deferred.close();
    await pass(dayMs);
    expect(push).toHaveBeenCalledTimes(1);

    push.mockResolvedValue('duplicate');
    deferred = open();
    await deferred.start();
    await pass(minuteMs);
    expect(push).toHaveBeenCalledTimes(2);
    expect(journal.debts.size).toBe(0);
    expect(resume).toHaveBeenCalledTimes(1);
  });

  it('that an earlier process had not found wait for the court to poll', async () => {
    await journal.owe(question);
    await deferred.start();
    await pass(dayMs);
    expect(push).not.toHaveBeenCalled();
    await deferred.note(received, empty);
    expect(journal.debts.size).toBe(0);
  });

  it('are read from the journal as soon as it can be reached', async () => {
    await journal.owe(question);
    journal.page = { ...empty.page, rung: empty.rung };
    journal.isDown = true;
    await deferred.start();
    expect(push).not.toHaveBeenCalled();
    journal.isDown = false;
    await pass(minuteMs);
    expect(push).toHaveBeenCalledTimes(1);
  });
});

const found: AdapterAnswer = {
  ...common,
  rung: 'found',
  asOf: answeredAt,
  missing: [],
  records: [
    {
      kind: 'bank_account',
      sourceRecordId: 'ZHXX-1',
      source: '核心业务系统',
      asOf: answeredAt,
      disputed: false,
      warnings: [],
      accountNumber: 'SYN00000001',
      accountKind: { code: 'BASIC' },
      status: { code: 'NORMAL' },
      freezes: [],
      priorRights: [],
      subAccounts: [],
    },
  ],
};
