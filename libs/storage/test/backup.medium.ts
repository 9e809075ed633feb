import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LegId, LegStep } from '@dianda/inquiry';
import pg from 'pg';
import { migrate, restoreBackup, writeBackup, type BackupManifest } from '../src/index.js';
import { accepted, agency, casePush, found, qingjiangpu, settle } from './sample-world.js';
import { createDataKey } from '@dianda/trust';
import {
  makeEmptyDatabase,
  makeKeys,
  makeTestStorage,
  type EmptyDatabase,
  type TestStorage,
} from './test-database.js';

const settleFound = { to: 'settle', ...found } satisfies LegStep;
const hour = 3_600_000;

/** One line a row of every table, as PostgreSQL writes it, in an order that does not depend on how it got there. */
async function contents(url: string): Promise<ReadonlyMap<string, readonly string[]>> {
  return asked(url, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'dianda'::regnamespace AND relkind = 'r' AND relname <> 'migration'`,
    );
    const all = new Map<string, readonly string[]>();
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT t::text AS row FROM dianda.${name} t ORDER BY t::text COLLATE "C"`,
      );
      all.set(
        name,
        rows.map(({ row }) => row),
      );
    }
    return all;
  });
}

async function asked<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const rowsOf = (url: string, statement: string) =>
  asked(url, async (client) => (await client.query<Record<string, unknown>>(statement)).rows);

/** Entries whose hash does not follow from them and the one before. */
const brokenEntries = `SELECT chain, number FROM (
    SELECT entry.chain, entry.number, entry.hash, dianda.audit_hash(
      lag(entry.hash) OVER (PARTITION BY entry.chain ORDER BY entry.number), entry) AS expected
    FROM dianda.audit_entry entry) checked WHERE hash <> expected`;

/** Databases are made and filled several times, on whatever machine this is. */
jest.setTimeout(60_000);

describe('a backup', () => {
  let test: TestStorage;
  let folder: string;
  let backup: string;
  let manifest: BackupManifest;
  let before: ReadonlyMap<string, readonly string[]>;
  let answered: LegId;
  let asking: LegId;
  let pending: LegId;
  const targets: EmptyDatabase[] = [];

  async function emptyDatabase(): Promise<EmptyDatabase> {
    const made = await makeEmptyDatabase();
    targets.push(made);
    return made;
  }
  const restored = async (from = backup): Promise<EmptyDatabase> => {
    const target = await emptyDatabase();
    await restoreBackup(target.ownerUrl, from);
    return target;
  };
  /** A copy of the backup with its manifest changed. */
  function withManifest(name: string, change: (manifest: BackupManifest) => object): string {
    const copy = join(folder, name);
    cpSync(backup, copy, { recursive: true });
    const path = join(copy, 'manifest.json');
    rmSync(path);
    writeFileSync(path, JSON.stringify(change(manifest)));
    return copy;
  }

  beforeAll(async () => {
    test = await makeTestStorage();
    folder = mkdtempSync(join(tmpdir(), 'dianda-backup-test-'));
    backup = join(folder, 'backup');
    await settle(test.admin);
    const row = agency('land-one', 'LAND');
    await test.admin.directory.load([row]);
    // What a text format is likely to stumble over.
    const trouble = 'a\tb\r\nc\\N "d" \'e\' \u2028\u2029 ,{}[] 𠮷';
    await test.admin.staff.putCourt({ ...qingjiangpu, name: `法院 ${trouble}` });
    const order = await accepted(test.gateway, casePush(1), {
      directory: [row],
      inquiry: { assetClasses: ['LAND'] },
    });
    const second = await accepted(test.gateway, casePush(2), {
      directory: [row],
      inquiry: { assetClasses: ['LAND'] },
    });
    const ids = [...order.legs, ...second.legs].map((leg) => leg.id);
    const [one, two, three] = ids;
    if (one === undefined || two === undefined || three === undefined) throw new Error('three legs');
    [answered, asking, pending] = [one, two, three];
    const first = await test.dispatcher.legs.claim(answered, 'dispatcher-1', hour);
    if (first === undefined) throw new Error('the leg could not be claimed');
    await test.dispatcher.legs.finish(first.attemptId, settleFound);
    await test.dispatcher.legs.claim(asking, 'dispatcher-1', hour);
    await test.ask(
      `UPDATE dianda.leg SET ring_number = 3, ring_lease_until = now() + interval '1 hour' WHERE id = $1`,
      [pending],
    );
    const keyFile = join(folder, 'a-key');
    writeFileSync(keyFile, 'the key');
    manifest = await writeBackup({
      ownerUrl: test.urls.ownerUrl,
      folder: backup,
      attachments: new Map([['keys/a-key', keyFile]]),
    });
    before = await contents(test.urls.superuserUrl);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    for (const target of targets) await target.drop();
    await test.close();
  });

  it('brings every row of every table back as it was, but for leases, rings and the entry that says so', async () => {
    const target = await restored();
    const after = await contents(target.superuserUrl);
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    for (const [table, rows] of after) {
      if (table === 'leg') continue;
      const added = table === 'audit_entry' ? 1 : 0;
      expect({ table, rows: rows.filter((row) => before.get(table)?.includes(row) === true) }).toEqual({
        table,
        rows: before.get(table),
      });
      expect(rows.length).toBe((before.get(table)?.length ?? 0) + added);
    }
  });

  it('keeps the audit log’s order and hashes, goes on from there, and has both ends on record', async () => {
    const target = await restored();
    expect(await rowsOf(target.superuserUrl, brokenEntries)).toEqual([]);
    const actions = `SELECT action, facts->>'madeAt' AS made_at, written_by FROM dianda.audit_entry
      WHERE action LIKE 'database%' ORDER BY at`;
    expect(await rowsOf(target.superuserUrl, actions)).toEqual([
      { action: 'database_backed_up', made_at: null, written_by: 'dianda_owner' },
      { action: 'database_restored', made_at: manifest.madeAt, written_by: 'dianda_owner' },
    ]);
    await expect(rowsOf(target.superuserUrl, 'DELETE FROM dianda.audit_entry')).rejects.toThrow(
      'the audit log only grows',
    );
  });

  it('ends leases, gives rings new numbers, and leaves answered legs alone', async () => {
    const target = await restored();
    const rows = await rowsOf(
      target.superuserUrl,
      `SELECT id, state, lease_until <= now() AS lease_is_over, ring_lease_until, ring_number, attempts FROM dianda.leg`,
    );
    const legs = new Map(rows.map((each) => [each['id'], each]));
    expect(legs.get(answered)).toMatchObject({ state: 'answered', ring_number: 0, attempts: 1 });
    expect(legs.get(asking)).toMatchObject({ state: 'asking', lease_is_over: true, attempts: 1 });
    expect(legs.get(pending)).toMatchObject({
      state: 'pending',
      ring_lease_until: null,
      ring_number: 1_000_003,
    });
  });

  it('is for its owner’s eyes, and holds what was attached', () => {
    expect(statSync(backup).mode & 0o777).toBe(0o700);
    const files = readdirSync(backup, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    expect(files.length).toBe(manifest.tables.length + 2);
    for (const { parentPath, name } of files)
      expect({ name, mode: statSync(join(parentPath, name)).mode & 0o777 }).toEqual({ name, mode: 0o600 });
    expect(readFileSync(join(backup, 'keys/a-key'), 'utf8')).toBe('the key');
  });

  it('says nothing about the queue', () => {
    expect(manifest.tables.map(({ path }) => path).filter((path) => path.includes('bullmq'))).toEqual([]);
  });

  it('names every key that anything in it is encrypted under, in a schema without the newer tables as well', async () => {
    const keyIds = (name: string) =>
      writeBackup({ ownerUrl: test.urls.ownerUrl, folder: join(folder, name), attachments: new Map() }).then(
        (made) => made.keyIds,
      );
    const others = [makeKeys(), makeKeys()];
    const [ofWebhook, ofBatch] = others.map(({ keyRing }) => keyRing.wrap(createDataKey(), 'some place'));
    for (const { remove } of others) remove();
    const { activeId } = test.keys.keyRing;
    const { webhook } = await test.gateway.webhooks.create(
      qingjiangpu.code,
      'https://court.example/',
      ['report.sealed'],
      undefined,
    );
    await test.ask('UPDATE dianda.webhook SET key_wrapped = $1', [ofWebhook]);
    await test.ask(
      `INSERT INTO dianda.batch (id, account_id, actor, key, body_index, wrapped, state)
       SELECT gen_random_uuid(), id, '{}', 'one', decode(repeat('00', 32), 'hex'), $1, 'processing'
       FROM dianda.account LIMIT 1`,
      [ofBatch],
    );
    const all = [activeId, ...others.map(({ keyRing }) => keyRing.activeId)].sort();
    expect(await keyIds('of-several-keys')).toEqual(all);
    await test.ask(`DELETE FROM dianda.batch WHERE key = 'one'`);
    await test.gateway.webhooks.delete(webhook.id, undefined);

    const older = await restored();
    await rowsOf(
      older.superuserUrl,
      'DROP TABLE dianda.webhook_delivery, dianda.webhook, dianda.batch_row, dianda.batch',
    );
    const { keyIds: ofOlder } = await writeBackup({
      ownerUrl: older.ownerUrl,
      folder: join(folder, 'of-an-older-schema'),
      attachments: new Map(),
    });
    expect(ofOlder).toEqual([activeId]);
  });

  it('takes a folder of its own', async () => {
    await expect(
      writeBackup({ ownerUrl: test.urls.ownerUrl, folder: backup, attachments: new Map() }),
    ).rejects.toThrow('is not empty; a backup takes a folder of its own.');
  });

  it('is not made of a database without a schema', async () => {
    const { ownerUrl } = await emptyDatabase();
    await expect(
      writeBackup({ ownerUrl, folder: join(folder, 'nothing'), attachments: new Map() }),
    ).rejects.toThrow('it has no schema yet.');
  });

  it('is restored into an empty database only, one that was migrated included', async () => {
    await expect(restoreBackup(test.urls.ownerUrl, backup)).rejects.toThrow(
      'The database is not empty (court has rows); nothing was restored.',
    );
    const migrated = await emptyDatabase();
    await migrate(migrated.ownerUrl);
    await restoreBackup(migrated.ownerUrl, backup);
    expect((await contents(migrated.superuserUrl)).get('court')).toEqual(before.get('court'));
  });

  it('is not restored when a file was changed, cut or lost', async () => {
    const { ownerUrl } = await emptyDatabase();
    const damages: Readonly<Record<string, (path: string) => void>> = {
      changed: (path) => {
        appendFileSync(path, 'x');
      },
      cut: (path) => {
        writeFileSync(path, readFileSync(path).subarray(0, 10));
      },
      lost: (path) => {
        rmSync(path);
      },
    };
    for (const [name, damage] of Object.entries(damages)) {
      const copy = withManifest(name, (same) => same);
      damage(join(copy, 'dianda', 'answer.jsonl.gz'));
      await expect(restoreBackup(ownerUrl, copy)).rejects.toThrow(
        /^The backup's file dianda\/answer.jsonl.gz (is not the one that was written|cannot be read); nothing was restored\.$/,
      );
    }
    rmSync(
      join(
        withManifest('unfinished', (same) => same),
        'manifest.json',
      ),
    );
    await expect(restoreBackup(ownerUrl, join(folder, 'unfinished'))).rejects.toThrow(
      'holds no whole backup',
    );
  });

  it('is not restored by another version, and says which way to go', async () => {
    const { ownerUrl, superuserUrl } = await emptyDatabase();
    const newer = withManifest('newer', (same) => ({
      ...same,
      migrations: [...same.migrations, 'To come 1'],
    }));
    await expect(restoreBackup(ownerUrl, newer)).rejects.toThrow(
      'The backup was made by a newer version: its schema has 1 migrations that this program does not know and lacks 0 that it needs. Restore it with the version that made it.',
    );
    const older = withManifest('older', (same) => ({ ...same, migrations: same.migrations.slice(0, -1) }));
    await expect(restoreBackup(ownerUrl, older)).rejects.toThrow('The backup was made by an older version');
    const other = withManifest('other', (same) => ({ ...same, format: 2 }));
    await expect(restoreBackup(ownerUrl, other)).rejects.toThrow(
      'is of format 2; this program reads format 1.',
    );
    expect(await rowsOf(superuserUrl, `SELECT to_regclass('dianda.leg') AS leg`)).toEqual([{ leg: null }]);
  });

  it('leaves the database empty when it fails on the way', async () => {
    const target = await emptyDatabase();
    const short = withManifest('short', (same) => ({
      ...same,
      tables: same.tables.map((table) => (table.name === 'leg' ? { ...table, rows: table.rows + 1 } : table)),
    }));
    await expect(restoreBackup(target.ownerUrl, short)).rejects.toThrow(/table leg has \d+ rows, not \d+/);
    expect((await contents(target.superuserUrl)).get('court')).toEqual([]);
    await restoreBackup(target.ownerUrl, backup);
  });
});
