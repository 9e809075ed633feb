import type { TestStorage } from '../../../libs/storage/test/test-database.js';
import { startOnPostgres } from './gateway-on-postgres.js';
import { violationsIn, type GatewayUnderTest, type Reply } from './gateway-under-test.js';
import { SchemaWorld } from './schema-world.js';
import * as world from './world.js';

const root = '/api/v1/operations';
const nobody = '00000000-0000-4000-8000-00000000dead';
const particulars = {
  name: '样例新人',
  dutyId: 'ZX-900',
  phone: '0517-00000900',
  credentialsValidUntil: '2098-01-01T00:00:00.000Z',
};

describe('courts, officers and accounts over HTTP', () => {
  let storage: TestStorage;
  let gateway: GatewayUnderTest;
  let schemas: SchemaWorld;
  beforeAll(async () => {
    ({ storage, gateway } = await startOnPostgres());
    schemas = new SchemaWorld((await gateway.call({ path: '/api/openapi.json' })).json);
  });
  afterAll(async () => {
    await gateway.stop();
    await storage.close();
  });

  const asAdmin = (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) =>
    gateway.call({ method, path: `${root}${path}`, as: 'admin', ...(body === undefined ? {} : { body }) });
  const signIn = (username: string, password: string) =>
    gateway.call({ method: 'POST', path: '/api/v1/sessions', body: { username, password } });
  const bearer = (session: Reply) => ({ authorization: `Bearer ${String(session.json['accessToken'])}` });
  const changePassword = (session: Reply, currentPassword: string, newPassword: string) =>
    gateway.call({
      method: 'POST',
      path: '/api/v1/sessions/password',
      headers: bearer(session),
      body: { currentPassword, newPassword },
    });
  async function make(body: object): Promise<{ id: string; password: string }> {
    const made = await asAdmin('POST', '/accounts', { displayName: '样例', ...body });
    expect({ status: made.status, text: made.text }).toMatchObject({ status: 201 });
    expect(schemas.faultsOf('GivenPassword', made.json)).toEqual([]);
    return {
      id: /"id":"([^"]+)"/.exec(made.text)?.[1] ?? '',
      password: String(made.json['oneTimePassword']),
    };
  }
  const entries = async () =>
    Number((await storage.ask('SELECT count(*)::int AS n FROM dianda.audit_entry'))[0]?.['n']);
  const newestAction = async () =>
    (await storage.ask('SELECT action, actor_role FROM dianda.audit_entry ORDER BY at DESC LIMIT 1'))[0];

  it('make an account whose one-time password lets its owner do nothing but change it', async () => {
    const { password } = await make({ username: 'ops.li', role: 'ops' });
    const session = await signIn('OPS.Li', password);
    expect(session.status).toBe(201);
    const own = 'a sentence of my own 7';
    const barred = await gateway.call({ path: `${root}/agencies`, headers: bearer(session) });
    expect(barred).toMatchObject({ status: 403, json: { reason: 'PASSWORD_CHANGE_DUE' } });
    for (const [current, next, violation] of [
      ['wrong', own, 'body /currentPassword PASSWORD_WRONG'],
      [password, 'short', 'body /newPassword PASSWORD_TOO_SHORT'],
      [password, password, 'body /newPassword PASSWORD_NOT_NEW'],
      [password, `my name is ops.li`, 'body /newPassword PASSWORD_HAS_NAME'],
    ] as const) {
      const refused = await changePassword(session, current, next);
      expect(refused.status).toBe(400);
      expect(violationsIn(refused)).toEqual([violation]);
    }
    const changed = await changePassword(session, password, own);
    expect(changed.status).toBe(200);
    expect(schemas.faultsOf('Session', changed.json)).toEqual([]);
    expect(await newestAction()).toEqual({ action: 'password_changed', actor_role: 'ops' });
    expect((await gateway.call({ path: `${root}/agencies`, headers: bearer(changed) })).status).toBe(200);
    expect((await signIn('ops.li', password)).status).toBe(401);
    expect((await signIn('ops.li', own)).status).toBe(201);
  });

  it('reset a password, which bars who is signed in until he has changed it', async () => {
    const { id, password } = await make({ username: 'ops.wang', role: 'ops' });
    const session = await changePassword(await signIn('ops.wang', password), password, 'another sentence 8');
    const reset = await asAdmin('POST', `/accounts/${id}/reset-password`, { reason: '忘记密码' });
    expect(reset).toMatchObject({ status: 200, json: { account: { passwordOneTime: true } } });
    expect(await gateway.call({ path: `${root}/agencies`, headers: bearer(session) })).toMatchObject({
      status: 403,
      json: { reason: 'PASSWORD_CHANGE_DUE' },
    });
    expect((await signIn('ops.wang', 'another sentence 8')).status).toBe(401);
    expect((await signIn('ops.wang', String(reset.json['oneTimePassword']))).status).toBe(201);
  });

  it('disable an account at once and enable it again, but never the last administrator', async () => {
    const { id, password } = await make({ username: 'ops.zhao', role: 'ops' });
    const session = await changePassword(await signIn('ops.zhao', password), password, 'yet another one 99');
    const before = await entries();
    const disabled = await asAdmin('POST', `/accounts/${id}/disable`, { reason: '离岗' });
    expect(disabled).toMatchObject({ status: 200, json: { disabled: true } });
    expect(schemas.faultsOf('ListedAccount', disabled.json)).toEqual([]);
    expect(await entries()).toBe(before + 1);
    expect((await gateway.call({ path: `${root}/agencies`, headers: bearer(session) })).status).toBe(401);
    expect(await asAdmin('POST', `/accounts/${id}/enable`, { reason: '回岗' })).toMatchObject({
      status: 200,
    });
    expect((await gateway.call({ path: `${root}/agencies`, headers: bearer(session) })).status).toBe(200);
    const own = world.accounts('').admin.actor.accountId;
    expect(await asAdmin('POST', `/accounts/${own}/disable`, { reason: 'x' })).toMatchObject({
      status: 409,
      json: { reason: 'LAST_ADMINISTRATOR' },
    });
    await make({ username: 'second.admin', role: 'admin' });
    expect((await asAdmin('POST', `/accounts/${own}/disable`, { reason: 'x' })).status).toBe(200);
    await storage.ask('UPDATE dianda.account SET disabled = false WHERE id = $1', [own]);
  });

  it('list accounts without anything of their passwords', async () => {
    const list = await asAdmin('GET', '/accounts');
    expect(schemas.faultsOf('AccountList', list.json)).toEqual([]);
    expect(list.text).toContain('"username":"officer.chen"');
    expect(list.text).not.toMatch(/argon2|court\.system|passwordHash/);
  });

  it('enrol an officer, state him anew and disable him, with what it does to his account', async () => {
    const enrolled = await asAdmin('POST', '/officers', {
      court: '苏0812',
      workId: 'SU0812-900',
      ...particulars,
    });
    expect(enrolled).toMatchObject({ status: 201, json: { workId: 'SU0812-900', revision: 1 } });
    expect(schemas.faultsOf('RegisteredOfficer', enrolled.json)).toEqual([]);
    const path = `/officers/${String(enrolled.json['id'])}`;
    const again = await asAdmin('POST', '/officers', {
      court: '苏0812',
      workId: 'SU0812-900',
      ...particulars,
    });
    expect(again).toMatchObject({ status: 409, json: { reason: 'WORK_ID_TAKEN' } });
    const { password } = await make({
      username: 'officer.new',
      role: 'officer',
      court: '苏0812',
      workId: 'SU0812-900',
    });
    const session = await signIn('officer.new', password);
    const update = { ...particulars, phone: '0517-00000901', reason: '更换电话', revision: 1 };
    expect(await asAdmin('PUT', path, update)).toMatchObject({ status: 200, json: { revision: 2 } });
    expect(await asAdmin('PUT', path, update)).toMatchObject({
      status: 409,
      json: { reason: 'REVISION_STALE' },
    });
    const before = await entries();
    const disabled = await asAdmin('POST', `${path}/disable`, { reason: '调离', revision: 2 });
    expect(disabled.status).toBe(200);
    expect(Date.parse(String(disabled.json['credentialsValidUntil']))).toBeLessThanOrEqual(Date.now());
    expect(await entries()).toBe(before + 1);
    expect(await newestAction()).toEqual({ action: 'officer_disabled', actor_role: 'admin' });
    expect((await changePassword(session, password, 'too late for this one')).status).toBe(401);
    const roster = await asAdmin('GET', `/officers?court=${encodeURIComponent('苏0812')}`);
    expect(schemas.faultsOf('OfficerList', roster.json)).toEqual([]);
    expect(roster.text).toContain('SU0812-900');
  });

  it('register a court, and keep everybody of a disabled one out', async () => {
    const path = `/courts/${encodeURIComponent('鲁0202')}`;
    const put = (disabled: boolean) => asAdmin('PUT', path, { name: world.otherCourt.name, disabled });
    await asAdmin('POST', '/officers', { court: '鲁0202', workId: 'LU-1', ...particulars });
    const { password } = await make({
      username: 'lu.officer',
      role: 'officer',
      court: '鲁0202',
      workId: 'LU-1',
    });
    expect(await put(true)).toMatchObject({ status: 200, json: { disabled: true } });
    expect((await signIn('lu.officer', password)).status).toBe(401);
    const push = { method: 'GET', path: '/api/v1/agencies', as: 'other.court' } as const;
    expect((await gateway.call(push)).status).toBe(401);
    expect(await put(false)).toMatchObject({ status: 200 });
    expect((await signIn('lu.officer', password)).status).toBe(201);
    expect((await gateway.call(push)).status).toBe(200);
    const list = await asAdmin('GET', '/courts');
    expect(schemas.faultsOf('CourtList', list.json)).toEqual([]);
    expect(list.text).toContain('鲁0202');
  });

  it.each<['POST' | 'PUT' | 'GET', string, unknown, string]>([
    ['POST', '/accounts', { username: ' ', displayName: 'x', role: 'ops' }, 'body /username TEXT_EMPTY'],
    ['POST', '/accounts', { username: 'a b', displayName: 'x', role: 'ops' }, 'body /username TEXT_SHAPE'],
    ['POST', '/accounts', { username: 'x', displayName: 'x', role: 'king' }, 'body /role VALUE_UNKNOWN'],
    ['POST', '/accounts', { username: 'x', displayName: 'x', role: 'officer' }, 'body /court REQUIRED'],
    [
      'POST',
      '/accounts',
      { username: 'x', displayName: 'x', role: 'ops', court: '苏0812' },
      'body /court MEMBER_UNKNOWN',
    ],
    [
      'POST',
      '/accounts',
      { username: 'x', displayName: 'x', role: 'officer', court: '苏0812', workId: 'none' },
      'body /workId OFFICER_UNKNOWN',
    ],
    ['POST', `/accounts/${nobody}/disable`, {}, 'body /reason REQUIRED'],
    ['POST', '/officers', { court: 'Paris', workId: 'x', ...particulars }, 'body /court TEXT_SHAPE'],
    [
      'POST',
      '/officers',
      { court: '苏0812', workId: 'x', ...particulars, credentialsValidUntil: '2026-02-30T00:00:00Z' },
      'body /credentialsValidUntil TEXT_SHAPE',
    ],
    ['PUT', `/officers/${nobody}`, particulars, 'body /revision REQUIRED'],
    ['PUT', '/courts/%E8%8B%8F0812', { name: '', disabled: false }, 'body /name TEXT_EMPTY'],
    ['GET', '/officers', undefined, 'query /court REQUIRED'],
  ])('refuse %s %s %j and leave nothing behind', async (method, path, body, violation) => {
    const before = await entries();
    const refused = await asAdmin(method, path, body);
    expect(refused.status).toBe(400);
    expect(violationsIn(refused)).toContain(violation);
    expect(await entries()).toBe(before);
  });

  it('say 404 of whom there is none, 409 of a name that is taken', async () => {
    const reason = 'x';
    const replies = [
      [await asAdmin('POST', `/accounts/${nobody}/disable`, { reason }), 'ACCOUNT_NOT_FOUND'],
      [await asAdmin('POST', '/accounts/x/reset-password', { reason }), 'ACCOUNT_NOT_FOUND'],
      [await asAdmin('POST', `/officers/${nobody}/disable`, { reason, revision: 1 }), 'OFFICER_NOT_FOUND'],
      [
        await asAdmin('POST', '/officers', { court: '沪0101', workId: 'x', ...particulars }),
        'COURT_NOT_FOUND',
      ],
      [await asAdmin('PUT', '/courts/Paris', { name: 'x', disabled: false }), 'COURT_NOT_FOUND'],
    ] as const;
    for (const [reply, why] of replies) expect(reply).toMatchObject({ status: 404, json: { reason: why } });
    const taken = { username: 'OFFICER.chen', displayName: 'x', role: 'ops' };
    expect(await asAdmin('POST', '/accounts', taken)).toMatchObject({
      status: 409,
      json: { reason: 'USERNAME_TAKEN' },
    });
  });
});
