import { nameKey } from '@dianda/identifiers';
import { KeyEncryptionKeyRing, wrappedUnder } from '@dianda/trust';
import type { LegStep } from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage } from '../src/index.js';
import {
  accepted,
  actorOf,
  agency,
  applicant,
  casePush,
  clarification,
  company,
  found,
  inquirer,
  judge,
  nothingFound,
  person,
  settle,
} from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

const minute = 60_000;

describe('what storage keeps about a case', () => {
  let test: TestStorage;
  const agencies = Array.from({ length: 3 }, (_, n) => agency(`sealed-${n}`, 'LAND'));
  /** One leg found, one asks back, the others nothing; the report of a second, completed inquiry is sealed. */
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
    await test.admin.directory.load(agencies);
    for (const [n, push] of [casePush(1), casePush(2)].entries()) {
      const { legs } = await accepted(test.gateway, push, {
        directory: agencies,
        inquiry: { assetClasses: ['LAND'] },
      });
      for (const [place, leg] of legs.entries()) {
        const claimed = await test.dispatcher.legs.claim(leg.id, 'dispatcher-1', minute);
        const ask: LegStep = {
          to: 'wait',
          ...clarification,
          dueAfterMs: undefined,
          waitingFor: {
            kind: 'clarification',
            since: claimed!.claimedAt,
            question: clarification.answer.question,
            contact: '登记科',
          },
        };
        const settled: LegStep = { to: 'settle', ...(place === 0 ? found : nothingFound) };
        await test.dispatcher.legs.finish(claimed!.attemptId, n === 0 && place === 1 ? ask : settled);
      }
    }
  });
  afterAll(() => test.close());

  /** Every value of every row of every table, as the database would dump it, bytes in hex. */
  async function everything(): Promise<ReadonlyMap<string, string>> {
    const tables = await test.ask(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'dianda'`);
    const dumps = new Map<string, string>();
    for (const { name } of tables) {
      const rows = await test.ask(`SELECT row.*::text AS text FROM dianda.${String(name)} row`);
      dumps.set(String(name), rows.map((row) => String(row['text'])).join('\n'));
    }
    return dumps;
  }

  it('shows no name, number, question, answer or evidence to whoever reads the tables as bytes', async () => {
    const dumps = await everything();
    // What is looked for must be somewhere: each of these tables has rows.
    for (const table of [
      'party',
      'inquiry',
      'inquiry_subject',
      'leg',
      'answer',
      'evidence_page',
      'report_version',
      'audit_entry',
      'inquiry_event',
    ]) {
      expect([table, dumps.get(table)?.length]).toEqual([table, expect.any(Number)]);
      expect(dumps.get(table)).not.toBe('');
    }
    const secrets = [person, company, applicant].flatMap(({ name, document }) => [
      name,
      nameKey(name),
      document.number,
    ]);
    secrets.push(
      clarification.answer.question,
      '稳盈一号',
      'asset-1',
      '登记库停机',
      'page one about',
      '查找欧阳样例',
      // A part of a number or name is no less readable.
      person.document.number.slice(4),
      '欧阳样例',
    );
    const leaks = [...dumps].flatMap(([table, dump]) =>
      secrets.flatMap((secret) =>
        [
          secret,
          Buffer.from(secret).toString('hex'),
          Buffer.from(secret, 'utf16le').toString('hex'),
          Buffer.from(secret).toString('base64').replace(/=+$/, ''),
        ]
          .filter((form) => dump.includes(form))
          .map((form) => `${table}: ${form}`),
      ),
    );
    expect(leaks).toEqual([]);
    // The search finds what is in plain text, so it would have found the rest.
    expect(dumps.get('officer')).toContain(judge.name);
  });

  it('still reads back in full for those who hold the keys', async () => {
    const stored = await test.dispatcher.cases.find(casePush(1).caseNumber);
    expect(new Set(stored?.parties.map((party) => party.subject.name))).toEqual(
      new Set([person.name, company.name, applicant.name]),
    );
    const [listed] = (
      await test.gateway.inquiries.list(
        { caseNumber: casePush(1).caseNumber, cursor: undefined, limit: 1 },
        actorOf(judge),
      )
    ).items;
    const inputs = await test.gateway.inquiries.readForReport(listed!.id, actorOf(inquirer));
    expect([...inputs!.answers.values()].map((each) => each.answer)).toContainEqual(found.answer);
    expect(inputs?.inquiry.purpose).toContain('欧阳样例·甲');
  });

  it('has a key of its own for each case, wrapped under the key-encryption key that its row names', async () => {
    const keys = await test.ask('SELECT kek_id, wrapped FROM dianda.case_key');
    expect(keys).toHaveLength(2);
    expect(new Set(keys.map((key) => (key['wrapped'] as Buffer).toString('hex'))).size).toBe(2);
    for (const key of keys) {
      expect(key['kek_id']).toBe(test.keys.keyRing.activeId);
      expect(wrappedUnder(key['wrapped'] as Buffer)).toBe(key['kek_id']);
    }
  });

  it('opens nowhere but in its own row and column', async () => {
    const fresh = await test.another('gateway');
    const push = casePush(1);
    expect(await fresh.cases.find(push.caseNumber)).toBeDefined();
    const [one, two] = await test.ask(
      `SELECT subject_id, identity_sealed FROM dianda.party JOIN dianda.enforcement_case c ON c.id = case_id
       WHERE c.case_number = $1 ORDER BY subject_id`,
      [push.caseNumber],
    );
    await test.ask('UPDATE dianda.party SET identity_sealed = $2 WHERE subject_id = $1', [
      one!['subject_id'],
      two!['identity_sealed'],
    ]);
    await expect(fresh.cases.find(push.caseNumber)).rejects.toMatchObject({ reason: 'CIPHERTEXT_REJECTED' });
    await test.ask('UPDATE dianda.party SET identity_sealed = $2 WHERE subject_id = $1', [
      one!['subject_id'],
      one!['identity_sealed'],
    ]);
    expect(await fresh.cases.find(push.caseNumber)).toBeDefined();
  });

  it('cannot be read with another key ring', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dianda-other-keys-'));
    const stranger = await createStorage({
      url: test.urls.gatewayUrl,
      keyRing: KeyEncryptionKeyRing.openOrCreate(join(folder, 'other-ring.json')),
      blindIndexKey: test.keys.blindIndexKey,
      poolSize: 1,
      applicationName: `stranger-${randomUUID().slice(0, 8)}`,
    });
    await expect(stranger.cases.find(casePush(1).caseNumber)).rejects.toMatchObject({
      reason: 'KEY_UNKNOWN',
    });
    await stranger.close();
    rmSync(folder, { recursive: true });
  });
});
