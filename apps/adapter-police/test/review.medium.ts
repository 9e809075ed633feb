import type { Identity, Question } from '@dianda/inquiry';
import { runOrder, parseOrder } from '../src/review-command.js';
import { citizenNumber } from './rows.js';
import { contact, PoliceRig } from './police-rig.js';

const HOUR_MS = 3_600_000;
const byHand = { reviewMs: 2 * HOUR_MS, releasesItself: false };
const bySample = { reviewMs: 2 * HOUR_MS, releasesItself: true };

let rig: PoliceRig;

beforeAll(async () => {
  rig = await PoliceRig.open();
  await rig.start(byHand);
  await rig.insert('lgxx', { lgbm: '3208980001', lgmc: '样例旅馆' });
});

afterAll(() => rig.close());

let sequence = 400;

function newPerson(): Identity {
  sequence += 1;
  return {
    kind: 'person',
    name: '孟样例',
    document: { type: 'RESIDENT_ID', number: citizenNumber(sequence) },
  };
}

/** A question about somebody who stayed in a hotel. */
async function aboutAGuest(): Promise<Question> {
  const subject = newPerson();
  await rig.insert('lgzs', {
    zsbh: `S${sequence}`,
    lgbm: '3208980001',
    zjlx: '111',
    zjhm: subject.document.number,
    xm: subject.name,
    rzsj: '20261101213000',
  });
  return rig.question(subject, 'LODGING');
}

function release(question: Question): Promise<void> {
  return rig.desk.decide(question, { verdict: 'released' }, 'reviewer-7');
}

async function tasksOf({ legId }: Question): Promise<readonly Record<string, unknown>[]> {
  return rig.journal.run('select * from review.task where leg_id = $1 order by round', [legId]);
}

async function pollAfterMs(question: Question): Promise<number> {
  const answer = await rig.ask(question);
  if (answer.rung !== 'deferred') throw new Error(`the answer is ${answer.rung}`);
  return answer.pollAfterMs;
}

describe('a question about movements', () => {
  test.each(['LODGING', 'EXIT_ENTRY'] as const)(
    '(%s) waits for a person and says until when',
    async (assetClass) => {
      const question = rig.question(newPerson(), assetClass);
      const answer = await rig.ask(question);
      expect(answer).toMatchObject({ rung: 'deferred', note: '人工审核', echo: question.subject });
      expect(answer.rung === 'deferred' && answer.pollAfterMs).toBeGreaterThan(HOUR_MS);
      expect(answer.rung === 'deferred' && answer.pollAfterMs).toBeLessThanOrEqual(2 * HOUR_MS);
      expect(await tasksOf(question)).toMatchObject([{ round: 1, verdict: null }]);
    },
  );

  test.each(['IDENTITY', 'RESIDENCE'] as const)(
    'is told from one about %s, which nobody reviews',
    async (assetClass) => {
      const question = rig.question(newPerson(), assetClass);
      expect((await rig.ask(question)).rung).toBe('nothing_found');
      expect(await tasksOf(question)).toEqual([]);
    },
  );

  test('that waits costs the registers nothing', async () => {
    const question = await aboutAGuest();
    await rig.withClosed('lgzs', async () => {
      expect((await rig.ask(question)).rung).toBe('deferred');
      expect((await rig.ask(question)).rung).toBe('deferred');
    });
    expect(await tasksOf(question)).toHaveLength(1);
  });

  test('is answered once it is released, and the answer then stands for good', async () => {
    const question = await aboutAGuest();
    expect((await rig.ask(question)).rung).toBe('deferred');
    await release(question);
    const first = await rig.court.ask(rig.client, question);
    expect(first.answer).toMatchObject({ rung: 'found', records: [{ hotelName: '样例旅馆' }] });
    expect(await rig.court.verifyReceipt(first, question)).toMatch(/-\d{6}$/);
    await rig.registry.run('update ga.lgzs set rzsj = null where zjhm = $1', [
      question.subject.document.number,
    ]);
    const again = await rig.court.ask(rig.client, question);
    expect(Buffer.compare(again.answerBytes, first.answerBytes)).toBe(0);
    expect(again.receipt).toBe(first.receipt);
  });

  test('that was released while the register is down stays released', async () => {
    const question = await aboutAGuest();
    await rig.ask(question);
    await release(question);
    await rig.withClosed('lgzs', async () => {
      await expect(rig.ask(question)).rejects.toMatchObject({ reason: 'REGISTRY_UNAVAILABLE' });
    });
    expect((await rig.ask(question)).rung).toBe('found');
  });

  test('comes back refused when it is returned, with the reason, the words and whom to call', async () => {
    const question = await aboutAGuest();
    await rig.ask(question);
    const decision = { verdict: 'returned', reason: 'RETURNED', words: '法律文书未加盖院印' } as const;
    await rig.desk.decide(question, decision, 'reviewer-7');
    expect(await rig.ask(question)).toMatchObject({
      rung: 'refused',
      reason: 'RETURNED',
      detail: '法律文书未加盖院印',
      contact,
    });
  });

  test('comes back as a question, and the officer’s reply is reviewed anew under the next round', async () => {
    const question = await aboutAGuest();
    await rig.ask(question);
    const decision = { verdict: 'clarification', words: '请说明查询住宿信息的必要性' } as const;
    await rig.desk.decide(question, decision, 'reviewer-7');
    expect(await rig.ask(question)).toMatchObject({
      rung: 'clarification',
      question: '请说明查询住宿信息的必要性',
      contact,
    });
    const reply = { ...question, round: 2, clarificationReply: '被执行人下落不明，需查找' };
    expect((await rig.ask(reply)).rung).toBe('deferred');
    const task = (await rig.desk.pending()).find(
      ({ legId, round }) => legId === question.legId && round === 2,
    );
    expect(task?.asked).toMatchObject({ clarificationReply: '被执行人下落不明，需查找' });
    await release(reply);
    expect((await rig.ask(reply)).rung).toBe('found');
  });

  test('that is overdue is not released by itself; it says so and is asked about again soon', async () => {
    const question = await aboutAGuest();
    await rig.ask(question);
    await rig.setReviewDue(question, -60);
    const answer = await rig.ask(question);
    expect(answer).toMatchObject({ rung: 'deferred', pollAfterMs: 600_000 });
    expect(answer.rung === 'deferred' && answer.note).toContain('超过预计时间');
  });

  test('is asked about again no sooner than the contract allows', async () => {
    const question = await aboutAGuest();
    await rig.ask(question);
    await rig.setReviewDue(question, 0.4);
    expect(await pollAfterMs(question)).toBeGreaterThanOrEqual(1_000);
  });
});

describe('in sample mode', () => {
  beforeAll(() => rig.start(bySample));
  afterAll(() => rig.start(byHand));

  test('a review releases itself when its time is over, and not before', async () => {
    const question = await aboutAGuest();
    expect(await pollAfterMs(question)).toBeGreaterThan(HOUR_MS);
    expect((await rig.ask(question)).rung).toBe('deferred');
    await rig.setReviewDue(question, -1);
    expect((await rig.ask(question)).rung).toBe('found');
    expect(await tasksOf(question)).toMatchObject([
      { verdict: 'released', decided_by: 'nobody: the review time is over' },
    ]);
  });

  test('what a reviewer decided before stands', async () => {
    const question = await aboutAGuest();
    await rig.ask(question);
    const decision = { verdict: 'returned', reason: 'OBJECTION', words: '书面异议另行送达' } as const;
    await rig.desk.decide(question, decision, 'reviewer-7');
    await rig.setReviewDue(question, -1);
    expect(await rig.ask(question)).toMatchObject({ rung: 'refused', reason: 'OBJECTION' });
  });
});

describe('a withdrawn question', () => {
  test('leaves the desk, and asking it again is refused', async () => {
    const question = await aboutAGuest();
    await rig.ask(question);
    expect(await rig.withdraw(question)).toBe('WITHDRAW_OUTCOME_WITHDRAWN');
    expect(await tasksOf(question)).toEqual([]);
    await expect(rig.ask(question)).rejects.toMatchObject({ origin: 'dianda' });
    expect(await rig.withdraw(question)).toBe('WITHDRAW_OUTCOME_WITHDRAWN');
    await expect(release(question)).rejects.toMatchObject({ reason: 'LEG_UNKNOWN' });
  });

  test('is never put on the desk again, whoever comes late', async () => {
    const question = await aboutAGuest();
    await rig.ask(question);
    await rig.withdraw(question);
    await expect(rig.desk.consult(question, byHand)).rejects.toMatchObject({ reason: 'LEG_WITHDRAWN' });
    expect(await tasksOf(question)).toEqual([]);
  });

  test('that was answered before stays answered', async () => {
    const question = await aboutAGuest();
    await rig.ask(question);
    await release(question);
    const answered = await rig.court.ask(rig.client, question);
    expect(await rig.withdraw(question)).toBe('WITHDRAW_OUTCOME_ALREADY_ANSWERED');
    expect(await tasksOf(question)).toHaveLength(1);
    const again = await rig.court.ask(rig.client, question);
    expect(again.receipt).toBe(answered.receipt);
  });
});

describe('a restart', () => {
  test('without a goodbye loses no review and begins none anew', async () => {
    const question = await aboutAGuest();
    await rig.ask(question);
    const [before] = await tasksOf(question);
    await rig.start(byHand);
    expect((await rig.ask(question)).rung).toBe('deferred');
    expect(await tasksOf(question)).toEqual([before]);
    await release(question);
    await rig.start(byHand);
    expect((await rig.ask(question)).rung).toBe('found');
  });

  test('does not change when the review is due, although new reviews take another time', async () => {
    const question = await aboutAGuest();
    await rig.ask(question);
    await rig.start({ ...byHand, reviewMs: 20 * HOUR_MS });
    expect(await pollAfterMs(question)).toBeLessThanOrEqual(2 * HOUR_MS);
    expect(await pollAfterMs(await aboutAGuest())).toBeGreaterThan(2 * HOUR_MS);
    await rig.start(byHand);
  });
});

describe('the reviewer', () => {
  const ordered = (words: readonly string[]): Promise<string> => {
    const order = parseOrder(words);
    if (order === undefined) throw new Error('it is no order');
    return runOrder(rig.desk, order, 'reviewer-7');
  };

  test('sees who asks what about whom and why, and releases it by the command', async () => {
    const question = await aboutAGuest();
    await rig.ask(question);
    const lines = (await ordered(['list'])).trim().split('\n');
    const line = lines.find((each) => each.includes(question.legId)) ?? '';
    const task: unknown = JSON.parse(line);
    expect(task).toMatchObject({
      legId: question.legId,
      round: 1,
      asked: {
        assetClass: 'LODGING',
        subject: question.subject,
        authority: { caseNumber: question.authority.caseNumber, purpose: question.authority.purpose },
      },
    });
    expect(await ordered(['release', question.legId, '1'])).toBe(`released ${question.legId} 1\n`);
    expect(await ordered(['list'])).not.toContain(question.legId);
    expect((await rig.ask(question)).rung).toBe('found');
    expect(await tasksOf(question)).toMatchObject([{ verdict: 'released', decided_by: 'reviewer-7' }]);
  });

  test('decides once: a second decision finds nothing that waits', async () => {
    const question = await aboutAGuest();
    await rig.ask(question);
    const decisions = [release(question), release(question)];
    const outcomes = await Promise.allSettled(decisions);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(ordered(['ask', question.legId, '1', '请说明'])).rejects.toMatchObject({
      reason: 'LEG_UNKNOWN',
    });
    expect((await rig.ask(question)).rung).toBe('found');
  });

  test('finds no personal data in the table that anybody could read without the key', async () => {
    const question = await aboutAGuest();
    await rig.ask(question);
    await rig.desk.decide(question, { verdict: 'clarification', words: '请说明必要性' }, 'reviewer-7');
    const [row] = await rig.journal.run<Record<string, unknown>>(
      'select * from review.task where leg_id = $1',
      [question.legId],
    );
    const { asked, words, ...plain } = row ?? {};
    const { name, document } = question.subject;
    for (const held of [asked, words, Buffer.from(JSON.stringify(plain))]) {
      if (!Buffer.isBuffer(held)) throw new TypeError('the column is not sealed');
      for (const secret of [name, document.number, '必要性']) expect(held.includes(secret)).toBe(false);
    }
  });
});

test('two who ask the same at once put one review on the desk', async () => {
  const question = await aboutAGuest();
  const answers = await Promise.all([rig.ask(question), rig.ask(question), rig.ask(question)]);
  expect(answers.map(({ rung }) => rung)).toEqual(['deferred', 'deferred', 'deferred']);
  expect(await tasksOf(question)).toHaveLength(1);
});

test('without its reviews the adapter is not ready', async () => {
  expect(await rig.health.report('ready')).toMatchObject({ status: 'up' });
  await rig.journal.run('alter table review.task rename to task_away');
  try {
    expect(await rig.health.report('ready')).toMatchObject({ status: 'down' });
    await expect(rig.ask(await aboutAGuest())).rejects.toMatchObject({
      reason: 'STORAGE_UNAVAILABLE',
      origin: 'adapter',
    });
  } finally {
    await rig.journal.run('alter table review.task_away rename to task');
  }
});
