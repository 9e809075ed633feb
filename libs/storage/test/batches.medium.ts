import { randomUUID } from 'node:crypto';
import {
  caseIdOf,
  noticeIdOf,
  mustParse,
  parseBatchId,
  type Actor,
  type BatchId,
  type InquiryOrder,
  type NewBatch,
} from '@dianda/inquiry';
import { accepted, actorOf, casePush, courtSystem, inquirer, person, settle } from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

const order: InquiryOrder = {
  caseNumber: casePush(1).caseNumber,
  subjects: [],
  subjectNumbers: [person.document.number],
  assetClasses: ['LAND'],
  agencies: [],
  regions: [],
  noticeId: noticeIdOf(caseIdOf('batch'), 'N-1', 'uploaded'),
  purpose: '核查财产',
  priority: 'batch',
};

describe('the batch store', () => {
  let test: TestStorage;
  beforeEach(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
  });
  afterEach(() => test.close());

  function batchOf(rows: number, changes: Partial<NewBatch> = {}): NewBatch {
    return {
      id: mustParse(parseBatchId, randomUUID()),
      by: courtSystem,
      idempotencyKey: randomUUID(),
      bodyHash: 'b'.repeat(64),
      rows: Array.from({ length: rows }, (_, n) => ({ number: n + 2, order })),
      ...changes,
    };
  }
  const countsOf = async (id: BatchId, by: Actor = courtSystem) =>
    (await test.gateway.batches.view(id, by))?.counts;

  it('takes a batch once however often it is sent at once, and no other under its key', async () => {
    const batch = batchOf(3);
    const ids = await Promise.all(
      Array.from({ length: 4 }, () =>
        test.gateway.batches.create({ ...batch, id: mustParse(parseBatchId, randomUUID()) }),
      ),
    );
    expect(new Set(ids).size).toBe(1);
    await expect(
      test.gateway.batches.create({
        ...batchOf(3),
        idempotencyKey: batch.idempotencyKey,
        bodyHash: 'c'.repeat(64),
      }),
    ).rejects.toMatchObject({ reason: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await test.ask('SELECT count(*)::int AS n FROM dianda.batch_row')).toEqual([{ n: 3 }]);
    expect(await countsOf(ids[0]!, actorOf(inquirer))).toBeUndefined();
  });

  it('keeps 10,000 rows sealed while they wait, and nothing of them afterwards', async () => {
    const id = await test.gateway.batches.create(batchOf(10_000));
    expect(await countsOf(id)).toEqual({ waiting: 10_000, accepted: 0, refused: 0 });
    const dump = async () =>
      JSON.stringify(
        await test.ask('SELECT batch_row::text, batch::text FROM dianda.batch_row, dianda.batch LIMIT 50'),
      );
    expect(await dump()).not.toContain(person.document.number);
    const claimed = await test.gateway.batches.claim(60_000, 10_000);
    expect(claimed?.rows[0]).toEqual({ number: 2, order, failedTries: 0 });
    const outcomes = claimed!.rows.map(({ number }) => ({ number, problems: [{ code: 'CASE_CLOSED' }] }));
    expect(await test.gateway.batches.record(claimed!, outcomes)).toBe(true);
    expect(await test.gateway.batches.view(id, courtSystem)).toMatchObject({
      state: 'completed',
      counts: { waiting: 0, accepted: 0, refused: 10_000 },
    });
    expect(
      await test.ask(`SELECT count(*)::int AS n FROM dianda.batch JOIN dianda.batch_row ON batch_id = id
        WHERE wrapped IS NOT NULL OR order_sealed IS NOT NULL`),
    ).toEqual([{ n: 0 }]);
    expect(
      await test.ask(`SELECT action, facts FROM dianda.audit_entry WHERE subject_kind = 'batch' ORDER BY at`),
    ).toEqual([
      { action: 'batch_taken', facts: { rows: 10_000 } },
      { action: 'batch_completed', facts: { accepted: 0, refused: 10_000 } },
    ]);
  });

  it('is worked on by one process at a time, gone on with after its death, and never by both', async () => {
    const id = await test.gateway.batches.create(batchOf(2));
    const other = await test.another('gateway');
    const dying = await test.gateway.batches.claim(50, 10);
    expect(await other.batches.claim(60_000, 10)).toBeUndefined();
    await test.ask(`UPDATE dianda.batch SET lease_until = clock_timestamp() - interval '1 second'`);
    const following = await other.batches.claim(60_000, 10);
    expect(following?.rows).toEqual(dying?.rows);
    const refused = [{ number: 2, problems: [{ code: 'CASE_CLOSED' }] }];
    expect(await test.gateway.batches.record(dying!, refused)).toBe(false);
    expect(await countsOf(id)).toEqual({ waiting: 2, accepted: 0, refused: 0 });
    const { inquiry } = await accepted(test.gateway, casePush(1));
    expect(await other.batches.record(following!, [{ number: 2, inquiryId: inquiry.id }])).toBe(true);
    expect(await countsOf(id)).toEqual({ waiting: 1, accepted: 1, refused: 0 });
    expect(await other.batches.rows(id, { state: 'accepted', after: 0, limit: 5 })).toEqual([
      { number: 2, state: 'accepted', inquiryId: inquiry.id, problems: [] },
    ]);
    // Given back at once, so that the rest goes on.
    expect((await test.gateway.batches.claim(60_000, 10))?.rows.map(({ number }) => number)).toEqual([3]);
  });

  it('ends at once when no row of it can be ordered, and takes turns between those that can', async () => {
    const none = await test.gateway.batches.create(
      batchOf(0, { rows: [{ number: 2, problems: [{ column: 'caseNumber', code: 'REQUIRED' }] }] }),
    );
    expect((await test.gateway.batches.view(none, courtSystem))?.state).toBe('completed');
    const [one, two] = [
      await test.gateway.batches.create(batchOf(2)),
      await test.gateway.batches.create(batchOf(2)),
    ];
    const served: (BatchId | undefined)[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const claimed = await test.gateway.batches.claim(60_000, 1);
      served.push(claimed?.batchId);
      const outcomes = claimed!.rows.map(({ number }) => ({ number, problems: [{ code: 'CASE_CLOSED' }] }));
      await test.gateway.batches.record(claimed!, outcomes);
    }
    expect(served.filter((id) => id === one)).toHaveLength(2);
    expect(served.slice(0, 2).sort()).toEqual([one, two].sort());
    expect(await test.gateway.batches.claim(60_000, 1)).toBeUndefined();
  });

  it('tries rows again that were put off, each no sooner than it is due, and keeps the others going', async () => {
    const id = await test.gateway.batches.create(batchOf(2));
    const first = await test.gateway.batches.claim(60_000, 10);
    await test.gateway.batches.record(first!, [
      { number: 2, retryAfterMs: 60_000 },
      { number: 3, retryAfterMs: 0 },
    ]);
    expect(await countsOf(id)).toEqual({ waiting: 2, accepted: 0, refused: 0 });
    const second = await test.gateway.batches.claim(60_000, 10);
    expect(second?.rows).toEqual([{ number: 3, order, failedTries: 1 }]);
    await test.gateway.batches.record(second!, [{ number: 3, problems: [{ code: 'UNEXPECTED' }] }]);
    expect(await test.gateway.batches.claim(60_000, 10)).toBeUndefined();
    expect((await test.gateway.batches.view(id, courtSystem))?.state).toBe('processing');
    await test.ask('UPDATE dianda.batch_row SET due_at = now() WHERE number = 2');
    expect((await test.gateway.batches.claim(60_000, 10))?.rows).toEqual([
      { number: 2, order, failedTries: 1 },
    ]);
  });
});
