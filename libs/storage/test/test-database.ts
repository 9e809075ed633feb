import { BlindIndex, KeyEncryptionKeyRing } from '@dianda/trust';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  createStorage,
  migrate,
  openAdministration,
  provisionDatabase,
  type Administration,
  type ProvisionedDatabase,
  type Storage,
} from '../src/index.js';

/** The roles are the server's: every test file gives them the same passwords. */
export const testPasswords = {
  ownerPassword: 'owner-of-tests',
  gatewayPassword: 'gateway-of-tests',
  dispatcherPassword: 'dispatcher-of-tests',
};

function serverUrl(): string {
  const url = process.env['DIANDA_TEST_POSTGRES_URL'];
  if (url === undefined)
    throw new Error('medium tests need DIANDA_TEST_POSTGRES_URL (jest’s globalSetup sets it)');
  return url;
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export interface EmptyDatabase extends ProvisionedDatabase {
  /** The database as the server's superuser, whom no right binds. */
  readonly superuserUrl: string;
  readonly drop: () => Promise<void>;
}

/** A database of this test file's own, with the roles and nothing in it. */
export async function makeEmptyDatabase(): Promise<EmptyDatabase> {
  const database = `storage_test_${randomUUID().replaceAll('-', '')}`;
  const provisioned = await provisionDatabase(serverUrl(), { database, ...testPasswords });
  const superuser = new URL(serverUrl());
  superuser.pathname = `/${database}`;
  return {
    ...provisioned,
    superuserUrl: superuser.href,
    drop: () => onServer(`DROP DATABASE ${database} WITH (FORCE)`),
  };
}

export type Rows = readonly Readonly<Record<string, unknown>>[];

/** Key files of one test file's own. */
export interface TestKeys {
  readonly keyRing: KeyEncryptionKeyRing;
  readonly blindIndexKey: BlindIndex;
  readonly remove: () => void;
}

export function makeKeys(): TestKeys {
  const folder = mkdtempSync(join(tmpdir(), 'dianda-storage-keys-'));
  return {
    keyRing: KeyEncryptionKeyRing.openOrCreate(join(folder, 'key-ring.json')),
    blindIndexKey: BlindIndex.openOrCreate(join(folder, 'blind-index.json')),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A migrated database, opened as each app opens it: tests of ports are tests of grants as well. */
export interface TestStorage {
  readonly urls: EmptyDatabase;
  readonly gateway: Storage;
  readonly dispatcher: Storage;
  readonly admin: Administration;
  readonly keys: TestKeys;
  /** One statement as the superuser. */
  readonly ask: (statement: string, parameters?: readonly unknown[]) => Promise<Rows>;
  /** Locks the row, as a transaction that takes long would; ends with the function that is answered. */
  readonly holdRow: (
    table: 'inquiry' | 'enforcement_case' | 'webhook_delivery',
    id: string,
  ) => Promise<() => Promise<void>>;
  /** Returns once so many statements wait for a lock. */
  readonly waitingForLocks: (count: number) => Promise<void>;
  /** Another process of the same app. */
  readonly another: (app: 'gateway' | 'dispatcher', poolSize?: number) => Promise<Storage>;
  readonly close: () => Promise<void>;
}

export async function makeTestStorage(): Promise<TestStorage> {
  const urls = await makeEmptyDatabase();
  await migrate(urls.ownerUrl);
  const keys = makeKeys();
  const opened: Storage[] = [];
  const another = async (app: 'gateway' | 'dispatcher', poolSize = 8): Promise<Storage> => {
    const storage = await createStorage({
      url: app === 'gateway' ? urls.gatewayUrl : urls.dispatcherUrl,
      keyRing: keys.keyRing,
      blindIndexKey: keys.blindIndexKey,
      poolSize,
      applicationName: `test-${app}`,
    });
    opened.push(storage);
    return storage;
  };
  const superuser = new pg.Pool({ connectionString: urls.superuserUrl, max: 2 });
  // A pool that ends forgets its connections before they are closed; the dropped database may end one first.
  superuser.on('error', () => undefined);
  const admin = await openAdministration({ url: urls.ownerUrl, applicationName: 'test-admin' });
  return {
    urls,
    gateway: await another('gateway'),
    dispatcher: await another('dispatcher'),
    admin,
    keys,
    ask: async (statement, parameters = []) =>
      (await superuser.query<Record<string, unknown>>(statement, [...parameters])).rows,
    holdRow: async (table, id) => {
      const holder = await superuser.connect();
      await holder.query('BEGIN');
      await holder.query(`SELECT FROM dianda.${table} WHERE id = $1 FOR UPDATE`, [id]);
      return async () => {
        await holder.query('COMMIT');
        holder.release();
      };
    },
    waitingForLocks: async (count) => {
      const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      for (;;) {
        if ((await superuser.query(waiting)).rowCount === count) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    another,
    close: async () => {
      for (const storage of opened) await storage.close();
      await admin.close();
      await superuser.end();
      await urls.drop();
      keys.remove();
    },
  };
}
