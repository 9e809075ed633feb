import { randomUUID } from 'node:crypto';
import { clientScopes, instantOf, mustParse, parseAccountId, parseCourtCode } from '@dianda/inquiry';
import { createStorage, type Storage } from '../src/index.js';
import { client, courtSystem, ops, settle } from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
const newId = () => mustParse(parseAccountId, randomUUID());

describe('the client store', () => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
  });
  afterAll(() => test.close());
  const add = async () => {
    const actor = { ...courtSystem, accountId: newId() };
    await test.gateway.clients.add(client(actor, `client ${actor.accountId}`), ops);
    return actor;
  };

  it('keeps a client with its keys, and every change on record with who made it', async () => {
    const actor = await add();
    const id = actor.accountId;
    expect(await test.gateway.clients.find(id)).toEqual({
      ...client(actor, `client ${id}`),
      disabled: false,
      keys: [],
    });
    await test.gateway.clients.addKey(id, { kid: 'one', jwk }, ops);
    await test.gateway.clients.addKey(id, { kid: 'two', jwk }, ops);
    await test.gateway.clients.removeKey(id, 'one', ops);
    await test.gateway.clients.setDisabled(id, true, undefined);
    const found = await test.gateway.clients.find(id);
    expect(found).toMatchObject({ disabled: true, scopes: clientScopes });
    expect(found?.keys.map(({ kid, jwk: stored }) => [kid, stored])).toEqual([['two', jwk]]);
    const entries = await test.ask(
      `SELECT action, actor_role, facts FROM dianda.audit_entry WHERE subject_id = $1 ORDER BY at`,
      [id],
    );
    expect(entries.map(({ action, actor_role }) => [action, actor_role])).toEqual([
      ['client_added', 'ops'],
      ['client_key_added', 'ops'],
      ['client_key_added', 'ops'],
      ['client_key_removed', 'ops'],
      ['client_disabled', null],
    ]);
  });

  it('refuses a name, a key or a court that does not do, and clients that are not there', async () => {
    const { accountId: id } = await add();
    const { clients } = test.gateway;
    await clients.addKey(id, { kid: 'one', jwk }, ops);
    await expect(clients.addKey(id, { kid: 'one', jwk }, ops)).rejects.toMatchObject({
      reason: 'CLIENT_KEY_KNOWN',
    });
    await expect(clients.removeKey(id, 'three', ops)).rejects.toMatchObject({
      reason: 'CLIENT_KEY_NOT_FOUND',
    });
    await expect(clients.setDisabled(newId(), true, ops)).rejects.toMatchObject({
      reason: 'CLIENT_NOT_FOUND',
    });
    const actor = { ...courtSystem, accountId: newId() };
    await expect(clients.add(client(actor, 'COURT-system-1'), ops)).rejects.toMatchObject({
      reason: 'CLIENT_NAME_TAKEN',
    });
    const nowhere = { ...actor, courtCode: mustParse(parseCourtCode, '京0101') };
    await expect(clients.add(client(nowhere, 'nowhere'), ops)).rejects.toMatchObject({
      violations: [{ pointer: '/court', code: 'COURT_UNKNOWN' }],
    });
    // The table itself refuses what no program of ours would send it.
    await expect(clients.addKey(id, { kid: 'private', jwk: { ...jwk, d: 'x' } }, ops)).rejects.toMatchObject({
      detail: expect.stringContaining('client_key_is_public') as string,
    });
  });

  it('takes an assertion once, whichever gateway is asked and however many at once', async () => {
    const { accountId: id } = await add();
    const other = await test.another('gateway');
    const until = instantOf(Date.now() + 60_000);
    const offer = (storage: Storage, jti: string) => storage.clients.useAssertion(id, jti, until);
    const taken = await Promise.all(
      Array.from({ length: 10 }, (_, n) => offer(n % 2 === 0 ? test.gateway : other, 'j-1')),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await offer(other, 'j-2')).toBe(true);
  });

  it('forgets assertions that nobody can offer any more, and none before', async () => {
    const { accountId: id } = await add();
    const { clients } = test.gateway;
    await clients.useAssertion(id, 'old', instantOf(Date.now() - 3_600_000));
    await clients.useAssertion(id, 'just over', instantOf(Date.now() - 60_000));
    await clients.useAssertion(id, 'new', instantOf(Date.now() + 60_000));
    const kept = await test.ask('SELECT jti FROM dianda.used_assertion WHERE account_id = $1 ORDER BY jti', [
      id,
    ]);
    expect(kept.map(({ jti }) => jti)).toEqual(['just over', 'new']);
  });

  it('is no way for a gateway to let somebody in under a password', async () => {
    await expect(
      test.ask(
        `INSERT INTO dianda.account (id, username, username_key, display_name, role)
         VALUES (gen_random_uuid(), 'x', 'x', 'x', 'ops')`,
      ),
    ).rejects.toThrow('account_of_a_person_has_a_password');
  });
});

const redisUrl = process.env['DIANDA_TEST_REDIS_URL'];
const stores: readonly (readonly [string, string | undefined])[] = [
  ['PostgreSQL', undefined],
  ...(redisUrl === undefined ? [] : [['Redis', redisUrl] as const]),
];

describe.each(stores)('the count of requests in %s', (_name, url) => {
  let test: TestStorage;
  const opened: Storage[] = [];
  beforeAll(async () => {
    test = await makeTestStorage();
  });
  afterAll(async () => {
    for (const storage of opened) await storage.close();
    await test.close();
  });
  const open = async (redis = url) => {
    const { urls, keys } = test;
    const applicationName = 'test-counter';
    const storage = await createStorage({
      url: urls.gatewayUrl,
      ...keys,
      poolSize: 4,
      applicationName,
      redisUrl: redis,
    });
    opened.push(storage);
    return storage;
  };

  it('is one count for all gateways, without a gap or a repeat', async () => {
    const [one, other] = [await open(), await open()];
    const key = randomUUID();
    const counts = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? one : other).requests.take(key, 60_000)),
    );
    expect(counts.map(({ count }) => count).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 1),
    );
    for (const { endsInMs } of counts) {
      expect(endsInMs).toBeGreaterThan(0);
      expect(endsInMs).toBeLessThanOrEqual(60_000);
    }
    await one.requests.forget(key);
    expect((await other.requests.take(key, 60_000)).count).toBe(1);
    expect((await other.requests.take(randomUUID(), 60_000)).count).toBe(1);
  });

  it('begins anew when its window has ended', async () => {
    const { requests } = await open();
    const key = randomUUID();
    await requests.take(key, 1000);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await requests.take(key, 1000)).count).toBe(1);
  });
});

describe('the count of requests', () => {
  it('goes on in PostgreSQL while the Redis it should be in is away', async () => {
    const test = await makeTestStorage();
    const { urls, keys } = test;
    const storage = await createStorage({
      url: urls.gatewayUrl,
      ...keys,
      poolSize: 2,
      applicationName: 'test-counter',
      redisUrl: 'redis://127.0.0.1:9',
    });
    expect((await storage.requests.take('key', 60_000)).count).toBe(1);
    expect((await storage.requests.take('key', 60_000)).count).toBe(2);
    await storage.close();
    await test.close();
  });
});
