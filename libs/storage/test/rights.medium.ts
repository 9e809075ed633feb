import pg from 'pg';
import { accepted, actorOf, agency, casePush, found, inquirer, settle } from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

const denied = /permission denied/;

describe('the rights of the apps', () => {
  let test: TestStorage;
  let gateway: pg.Client;
  let dispatcher: pg.Client;
  let owner: pg.Client;
  const row = agency('rights', 'LAND');
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
    await test.admin.directory.load([row]);
    const { legs } = await accepted(test.gateway, casePush(1), {
      directory: [row],
      inquiry: { assetClasses: ['LAND'] },
    });
    const claimed = await test.dispatcher.legs.claim(legs[0]!.id, 'dispatcher-1', 60_000);
    await test.dispatcher.legs.finish(claimed!.attemptId, { to: 'settle', ...found });
    [gateway, dispatcher, owner] = [test.urls.gatewayUrl, test.urls.dispatcherUrl, test.urls.ownerUrl].map(
      (url) => new pg.Client({ connectionString: url }),
    ) as [pg.Client, pg.Client, pg.Client];
    for (const client of [gateway, dispatcher, owner]) await client.connect();
  });
  afterAll(async () => {
    for (const client of [gateway, dispatcher, owner]) await client.end();
    await test.close();
  });

  it.each([
    `UPDATE dianda.audit_entry SET facts = '{}'`,
    'DELETE FROM dianda.audit_entry',
    'TRUNCATE dianda.audit_entry',
    `UPDATE dianda.answer SET rung = 'nothing_found'`,
    'DELETE FROM dianda.answer',
    'INSERT INTO dianda.evidence_page SELECT * FROM dianda.evidence_page',
    'INSERT INTO dianda.report_version SELECT * FROM dianda.report_version',
    `UPDATE dianda.leg SET state = 'answered'`,
    `UPDATE dianda.inquiry SET state = 'cancelled'`,
    `INSERT INTO dianda.attempt SELECT * FROM dianda.attempt`,
    `UPDATE dianda.account SET role = 'ops'`,
    `UPDATE dianda.officer SET work_id = 'x'`,
    `UPDATE dianda.officer SET court_code = 'x'`,
    `DELETE FROM dianda.officer`,
    `UPDATE dianda.agency SET receipt_keys = '[]'`,
    `UPDATE dianda.leg_intervention SET outcome = 'done'`,
    `UPDATE dianda.agency SET enabled = false`,
    `DELETE FROM dianda.agency_hold`,
    `UPDATE dianda.case_key SET wrapped = ''`,
    `UPDATE dianda.idempotency SET body_index = ''`,
    `CREATE TABLE dianda.own (id text)`,
  ])('do not let the gateway: %s', async (statement) => {
    await expect(gateway.query(statement)).rejects.toThrow(denied);
  });

  it.each([
    `UPDATE dianda.audit_entry SET facts = '{}'`,
    'DELETE FROM dianda.audit_entry',
    `UPDATE dianda.answer SET rung = 'nothing_found'`,
    'DELETE FROM dianda.answer',
    'DELETE FROM dianda.report_version',
    `UPDATE dianda.enforcement_case SET state = 'closed'`,
    `UPDATE dianda.party SET liable = true`,
    'DELETE FROM dianda.team_member',
    'SELECT FROM dianda.account',
    'SELECT FROM dianda.idempotency',
    `UPDATE dianda.agency SET concurrency = 1000`,
    `UPDATE dianda.inquiry SET requested_by = responsible_officer`,
    `UPDATE dianda.leg SET expires_at = now() + interval '1 year'`,
    `UPDATE dianda.leg SET agency_code = 'another'`,
    'INSERT INTO dianda.leg SELECT * FROM dianda.leg',
    'INSERT INTO dianda.case_key SELECT * FROM dianda.case_key',
    `CREATE TABLE dianda.own (id text)`,
  ])('do not let the dispatcher: %s', async (statement) => {
    await expect(dispatcher.query(statement)).rejects.toThrow(denied);
  });

  it('let the gateway record nothing as an answer but what the plan finds uncovered', async () => {
    const insert = (rung: string, attempt: string) =>
      gateway.query(
        `INSERT INTO dianda.answer (id, leg_id, version, attempt_id, rung, late, recorded_at, answer_sealed, evidence_sha256)
         SELECT gen_random_uuid(), leg_id, 9, ${attempt}, $1, false, now(), answer_sealed, evidence_sha256
         FROM dianda.answer`,
        [rung],
      );
    await expect(insert('found', 'attempt_id')).rejects.toThrow('row-level security');
    await expect(insert('refused', 'NULL')).rejects.toThrow('row-level security');
    // A second version would change the report of a leg that an agency has answered.
    await expect(insert('not_covered', 'NULL')).rejects.toThrow('row-level security');
  });

  it('leave nobody a way to change the audit log, not even the owner of the tables', async () => {
    for (const statement of [
      `UPDATE dianda.audit_entry SET facts = '{}'`,
      'DELETE FROM dianda.audit_entry',
      'TRUNCATE dianda.audit_entry',
    ]) {
      await expect(owner.query(statement)).rejects.toThrow('the audit log only grows');
    }
    // Nor by a statement that would hit no row.
    await expect(owner.query('DELETE FROM dianda.audit_entry WHERE false')).rejects.toThrow(
      'the audit log only grows',
    );
  });

  it('let nobody else into the database', async () => {
    const rights = await test.ask(
      `SELECT has_database_privilege('public', current_database(), 'CONNECT') AS may_connect,
              has_schema_privilege('public', 'dianda', 'USAGE') AS may_use`,
    );
    expect(rights).toEqual([{ may_connect: false, may_use: false }]);
  });
});

describe('the audit log', () => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
  });
  afterAll(() => test.close());
  const append = (n: number, storage = test.gateway) =>
    storage.audit.append({
      action: 'sign_in',
      by: actorOf(inquirer),
      subject: { kind: 'account', id: `account-${n}` },
      facts: { n, ok: true, text: '样例 "quoted" \\ text' },
    });
  /** Entries whose hash is not that of the entry before and themselves, or whose number leaves a gap. */
  const broken = () =>
    test.ask(
      `SELECT chain, number FROM (
         SELECT entry.chain, entry.number,
           entry.hash = dianda.audit_hash(lag(entry.hash) OVER chained, entry) AND entry.number = row_number() OVER chained AS whole
         FROM dianda.audit_entry entry WINDOW chained AS (PARTITION BY entry.chain ORDER BY entry.number)) checked
       WHERE NOT whole`,
    );

  it('keeps what was appended, with the database’s time and the writer’s own role', async () => {
    await append(1);
    const [entry] = await test.ask(`SELECT * FROM dianda.audit_entry WHERE subject_id = 'account-1'`);
    expect(entry).toMatchObject({
      action: 'sign_in',
      actor_role: 'officer',
      actor_account_id: actorOf(inquirer).accountId,
      subject_kind: 'account',
      facts: { n: 1, ok: true, text: '样例 "quoted" \\ text' },
      written_by: 'dianda_gateway',
    });
    await test.dispatcher.audit.append({
      action: 'agency_held',
      by: undefined,
      subject: { kind: 'agency', id: 'x' },
      facts: {},
    });
    expect(
      await test.ask(
        `SELECT actor_role, actor_account_id, written_by FROM dianda.audit_entry WHERE subject_id = 'x'`,
      ),
    ).toEqual([{ actor_role: null, actor_account_id: null, written_by: 'dianda_dispatcher' }]);
  });

  it('chains every entry to the one before it, without gaps, however many write at once', async () => {
    await Promise.all(
      Array.from({ length: 60 }, (_, n) => append(n, n % 2 === 0 ? test.gateway : test.dispatcher)),
    );
    expect(await broken()).toEqual([]);
  });

  it('shows when an entry was altered or taken out by somebody who disabled its guard', async () => {
    await test.ask('ALTER TABLE dianda.audit_entry DISABLE TRIGGER audit_entry_stays');
    const [victim] = await test.ask(
      `SELECT chain, number FROM dianda.audit_entry entry WHERE EXISTS (
         SELECT FROM dianda.audit_entry next WHERE next.chain = entry.chain AND next.number = entry.number + 2) LIMIT 1`,
    );
    await test.ask(`UPDATE dianda.audit_entry SET facts = '{"n": 2}' WHERE chain = $1 AND number = $2`, [
      victim!['chain'],
      victim!['number'],
    ]);
    expect(await broken()).toContainEqual(victim);
    await test.ask('DELETE FROM dianda.audit_entry WHERE chain = $1 AND number = $2', [
      victim!['chain'],
      victim!['number'],
    ]);
    expect(await broken()).toContainEqual({ chain: victim!['chain'], number: Number(victim!['number']) + 1 });
  });

  it('gives number, time and hash itself, whatever a writer says', async () => {
    await test.ask(`ALTER TABLE dianda.audit_entry ENABLE TRIGGER audit_entry_stays`);
    const client = new pg.Client({ connectionString: test.urls.gatewayUrl });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(
      `INSERT INTO dianda.audit_entry (chain, number, at, written_by, action, subject_kind, subject_id, facts, hash)
       VALUES (99, 99, '2000-01-01', 'nobody', 'sign_in', 'account', 'forged', '{}', '') RETURNING chain, at, written_by, length(hash) AS bytes`,
    );
    await client.end();
    expect(rows[0]).toMatchObject({ written_by: 'dianda_gateway', bytes: 32 });
    expect(Number(rows[0]!['chain'])).toBeLessThan(16);
    expect((rows[0]!['at'] as Date).getFullYear()).toBeGreaterThan(2020);
  });
});
