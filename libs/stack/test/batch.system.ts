import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { CourtClient, type BatchProgress } from '../src/court-client.js';
import { personSubject } from '../src/sample-world/identities.js';
import { sampleCase } from '../src/sample-world/sample-case.js';
import { SystemRig, until } from './system-rig.js';

/** Ten thousand orders and the lease of a process that dies, on whatever machine this is. */
jest.setTimeout(900_000);

const rows = 10_000;

describe('a batch of 10,000 rows', () => {
  let rig: SystemRig;
  beforeAll(async () => {
    rig = await SystemRig.start();
  });
  afterAll(() => rig.stop());

  it('becomes 10,000 inquiries, none twice, over the death of the gateway in the middle', async () => {
    const { gatewayUrl, accounts, apps, databaseUrl } = rig.constellation;
    // What becomes of the legs is not the matter here.
    await apps.get('dispatcher')?.stop();
    const court = await CourtClient.ofClient(gatewayUrl, 'en', accounts.courtSystem);
    const row = [sampleCase.caseNumber, personSubject.document.number, 'BANK_ACCOUNT', rig.notice.id].join();
    const header = 'caseNumber,subjectNumbers,assetClasses,noticeId';
    const id = await court.orderBatch(
      [header, ...Array.from({ length: rows }, () => row)].join('\n'),
      randomUUID(),
    );

    let now: BatchProgress | undefined;
    const reached = (accepted: number) =>
      until(async () => {
        now = await court.batch(id);
        return now.counts.accepted >= accepted;
      });
    await reached(rows / 4);
    const gateway = apps.get('gateway');
    gateway?.signal('SIGKILL');
    await until(() => gateway?.pid === undefined);
    await gateway?.start();
    await reached(rows);
    expect(now).toMatchObject({ state: 'completed', counts: { waiting: 0, accepted: rows, refused: 0 } });

    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const counted = await client.query(
      `SELECT (SELECT count(*)::int FROM dianda.inquiry) AS inquiries,
         (SELECT count(DISTINCT inquiry_id)::int FROM dianda.batch_row) AS of_rows,
         (SELECT count(*)::int FROM dianda.batch_row WHERE order_sealed IS NOT NULL) AS kept`,
    );
    await client.end();
    expect(counted.rows).toEqual([{ inquiries: rows, of_rows: rows, kept: 0 }]);
  });
});
