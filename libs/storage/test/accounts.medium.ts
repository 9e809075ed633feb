import { randomUUID } from 'node:crypto';
import { mustParse, parseAccountId, type PersonActor } from '@dianda/inquiry';
import { account, actorOf, judge, ops, settle, shinan } from './sample-world.js';
import { makeTestStorage, type TestStorage } from './test-database.js';

describe('the account store', () => {
  let test: TestStorage;
  beforeAll(async () => {
    test = await makeTestStorage();
    await settle(test.admin);
  });
  afterAll(() => test.close());

  it.each([
    ['officer', () => actorOf(judge), '苏0812-W-0001'],
    ['ops', () => ops, 'ＯＰＳ-1'],
  ])(
    'finds the account of an %s, whatever the case and width of the letters typed',
    async (_, actor, typed) => {
      const found = await test.gateway.accounts.findByUsername(typed);
      expect(found).toMatchObject({ actor: actor(), disabled: false });
      expect(found?.passwordHash).toMatch(/^\$argon2id\$/);
    },
  );

  it('finds nobody under a name that nobody has, or a machine client', async () => {
    expect(await test.gateway.accounts.findByUsername('court-system-1')).toBeUndefined();
    expect(await test.gateway.accounts.findByUsername('nobody')).toBeUndefined();
    expect(await test.gateway.accounts.findByUsername("' OR 1=1 --")).toBeUndefined();
  });

  it('tells that an account is in force, and no longer once it is disabled or has another role, court or officer', async () => {
    const accountId = mustParse(parseAccountId, randomUUID());
    const actor = {
      role: 'officer',
      accountId,
      officerId: judge.id,
      courtCode: judge.court.code,
    } as const satisfies PersonActor;
    const stated = account(actor, 'changing');
    const isInForce = async () => (await test.gateway.accounts.standingOf(actor)) === 'in_force';
    expect(await isInForce()).toBe(false);
    await test.admin.staff.putAccount(stated);
    expect(await isInForce()).toBe(true);
    await test.admin.staff.putAccount({ ...stated, disabled: true });
    expect(await isInForce()).toBe(false);
    await test.admin.staff.putAccount({ ...stated, actor: { ...actor, courtCode: shinan.code } });
    expect(await isInForce()).toBe(false);
    await test.admin.staff.putAccount({ ...stated, actor: { role: 'ops', accountId } });
    expect(await isInForce()).toBe(false);
    await test.admin.staff.putAccount(stated);
    expect(await isInForce()).toBe(true);
  });

  it('refuses two accounts whose names differ in case only, and a password that is not hashed', async () => {
    const other = account({ role: 'ops', accountId: mustParse(parseAccountId, randomUUID()) }, 'OPS-1');
    await expect(test.admin.staff.putAccount(other)).rejects.toMatchObject({
      detail: expect.stringContaining('account_username_once') as string,
    });
    await expect(
      test.admin.staff.putAccount({ ...other, username: 'ops-2', passwordHash: 'hunter2' }),
    ).rejects.toMatchObject({ detail: expect.stringContaining('account_password_is_hashed') as string });
  });
});
