import { createHash, randomBytes } from 'node:crypto';
import { caseKey } from '@dianda/identifiers';
import { caseIdOf, DiandaError, noticeIdOf, type CasePush, type NewNotice } from '@dianda/inquiry';
import {
  accepted,
  actorOf,
  casePush,
  colleague,
  courtSystem,
  inquirer,
  ops,
  otherCourtSystem,
  settle,
} from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

describe('notices', () => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
  });
  afterAll(() => test.close());

  const notices = () => test.gateway.notices;
  const by = actorOf(inquirer);
  const allowed = (): void => undefined;

  function noticeIn(
    push: CasePush,
    number = '协查001',
    content: Buffer = Buffer.from('%PDF-1.4 样例正文'),
  ): NewNotice {
    const caseId = caseIdOf(caseKey(push.caseNumber));
    return {
      id: noticeIdOf(caseId, number, 'uploaded'),
      caseId,
      courtCode: push.court.code,
      number,
      name: '协助查询通知书',
      mediaType: 'application/pdf',
      sizeBytes: content.byteLength,
      sha256: createHash('sha256').update(content).digest('hex'),
      origin: 'uploaded',
      content,
    };
  }

  async function stored(n: number, content?: Buffer) {
    const push = casePush(n);
    await test.gateway.cases.put(push, courtSystem);
    const notice = noticeIn(push, undefined, content);
    await notices().put({ notice, by, recheck: allowed });
    return { notice };
  }

  it('come back byte for byte to the team and the court, with an entry for each look at their bytes', async () => {
    const content = randomBytes(3_000_000);
    const { notice } = await stored(1, content);
    const found = await notices().find(notice.id, by);
    expect(found).toMatchObject({ sha256: notice.sha256, sizeBytes: 3_000_000, number: '协查001' });
    const read = await notices().read(notice.id, courtSystem);
    expect(read?.notice).toEqual(found);
    expect(content.equals(read?.content ?? Buffer.alloc(0))).toBe(true);
    for (const stranger of [actorOf(colleague), otherCourtSystem, ops]) {
      expect(await notices().find(notice.id, stranger)).toBeUndefined();
      expect(await notices().read(notice.id, stranger)).toBeUndefined();
    }
    const entries = await test.ask('SELECT action, facts FROM dianda.audit_entry WHERE subject_id = $1', [
      notice.id,
    ]);
    expect(entries.map(({ action }) => action)).toEqual(['notice_stored', 'notice_viewed']);
    expect(entries[0]?.['facts']).toMatchObject({ sha256: notice.sha256, bytes: 3_000_000 });
  });

  it('are stored once, however many bring the same one at once, and never changed', async () => {
    const push = casePush(2);
    await test.gateway.cases.put(push, courtSystem);
    const notice = noticeIn(push);
    const results = await Promise.all(
      Array.from({ length: 6 }, () => notices().put({ notice, by, recheck: allowed })),
    );
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    const other = noticeIn(push, ' 协 查001', Buffer.from('%PDF-1.4 other'));
    await expect(notices().put({ notice: other, by, recheck: allowed })).rejects.toMatchObject({
      reason: 'NOTICE_NUMBER_TAKEN',
    });
  });

  it('lie encrypted, so that the database alone tells nothing of what they say', async () => {
    const { notice } = await stored(3, Buffer.from('%PDF-1.4 孟样例 320898198304122174'));
    const rows = await test.ask('SELECT content_sealed FROM dianda.notice WHERE id = $1', [notice.id]);
    const sealed = rows[0]?.['content_sealed'];
    if (!Buffer.isBuffer(sealed)) throw new Error('the bytes are not there');
    for (const said of ['%PDF', '孟样例', '320898']) expect(sealed.includes(said)).toBe(false);
  });

  it('are not handed out when they differ from the hash that agencies were told', async () => {
    const { notice } = await stored(4);
    await test.ask('UPDATE dianda.notice SET sha256 = $2 WHERE id = $1', [notice.id, '0'.repeat(64)]);
    await expect(notices().read(notice.id, by)).rejects.toMatchObject({ reason: 'UNEXPECTED' });
  });

  it('are not stored when the case has changed meanwhile', async () => {
    const push = casePush(5);
    await test.gateway.cases.put(push, courtSystem);
    const notice = noticeIn(push);
    const recheck = (): never => {
      throw DiandaError.precondition('CASE_CLOSED');
    };
    await expect(notices().put({ notice, by, recheck })).rejects.toMatchObject({ reason: 'CASE_CLOSED' });
    expect(await notices().find(notice.id, by)).toBeUndefined();
  });

  it('stay with the inquiries that name them', async () => {
    const { notice } = await stored(6);
    const order = await accepted(test.gateway, casePush(6), { inquiry: { noticeId: notice.id } });
    const view = await test.gateway.inquiries.view(order.inquiry.id, by);
    expect(view?.inquiry.noticeId).toBe(notice.id);
    await expect(test.ask('DELETE FROM dianda.notice WHERE id = $1', [notice.id])).rejects.toMatchObject({
      constraint: 'inquiry_notice_id_fkey',
    });
  });
});
