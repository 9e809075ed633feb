import type { TestStorage } from '../../../libs/storage/test/test-database.js';
import { startOnPostgres } from './gateway-on-postgres.js';
import { violationsIn, type Call, type GatewayUnderTest, type Reply } from './gateway-under-test.js';
import { SchemaWorld } from './schema-world.js';
import * as world from './world.js';

const root = '/api/v1/operations/agencies';
const code = 'land-registry-3208';

describe('the operations of an agency over HTTP', () => {
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

  const asOps = (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) =>
    gateway.call({ method, path: `${root}${path}`, as: 'ops', ...(body === undefined ? {} : { body }) });
  const read = async (of = code) => (await asOps('GET', `/${of}`)).json;
  /** A change on the revision that is there now. */
  async function change(
    method: 'POST' | 'PUT',
    action: string,
    body: object = {},
    of = code,
  ): Promise<Reply> {
    const { revision } = await read(of);
    return asOps(method, `/${of}/${action}`, { reason: '演练', revision, ...body });
  }
  const entries = async () =>
    Number((await storage.ask('SELECT count(*)::int AS n FROM dianda.audit_entry'))[0]?.['n']);

  it('tell all agencies, exactly as documented', async () => {
    const list = await asOps('GET', '');
    expect(list.status).toBe(200);
    expect(schemas.faultsOf('OperatedAgencyList', list.json)).toEqual([]);
    expect(list.json['items']).toMatchObject([
      { code: 'bank-a', standing: 'open' },
      { code: 'bank-off', standing: 'disabled' },
      { code, standing: 'open', openLegs: [] },
    ]);
  });

  it('hold and resume it, and an officer sees that it is held but not why', async () => {
    const held = await change('POST', 'hold', { reason: '单位内部原因甲' });
    expect(held.status).toBe(200);
    expect(held.json).toMatchObject({
      standing: 'held',
      hold: { cause: 'operator', detail: '单位内部原因甲' },
    });
    expect(schemas.faultsOf('OperatedAgency', held.json)).toEqual([]);
    const seen = await gateway.call({ path: '/api/v1/agencies', as: 'officer.chen' });
    expect(seen.text).toContain('"cause":"operator"');
    expect(seen.text).not.toContain('原因甲');
    expect(seen.text).not.toContain('heldBy');
    expect(await change('POST', 'hold')).toMatchObject({
      status: 409,
      json: { reason: 'AGENCY_HELD_BY_OPERATOR' },
    });
    const resumed = await change('POST', 'resume');
    expect(resumed).toMatchObject({ status: 202, json: { standing: 'introducing' } });
    await storage.dispatcher.holds.lift(world.agencies[2]!.code, 'introduction');
    expect(await change('POST', 'resume')).toMatchObject({
      status: 409,
      json: { reason: 'AGENCY_NOT_HELD' },
    });
  });

  it('enable it by way of Describe', async () => {
    const asked = await change('POST', 'enable', {}, 'bank-off');
    expect(asked).toMatchObject({ status: 202, json: { enabled: false, standing: 'introducing' } });
    expect(await change('POST', 'enable')).toMatchObject({ status: 409, json: { reason: 'AGENCY_ENABLED' } });
  });

  it('set concurrency, quota and maintenance', async () => {
    expect((await change('PUT', 'concurrency', { concurrency: 9 })).json).toMatchObject({ concurrency: 9 });
    const quota = { perDay: 100, zone: 'Asia/Shanghai' };
    expect((await change('PUT', 'quota', quota)).json).toMatchObject({ quota });
    const dayAt = (days: number) => new Date(Date.now() + days * 24 * 3_600_000).toISOString();
    const window = { from: dayAt(-1), until: dayAt(1), note: '升级' };
    const planned = await asOps('POST', `/${code}/maintenance`, { reason: '来函', ...window });
    expect(planned).toMatchObject({
      status: 201,
      json: { standing: 'maintenance', maintenance: [{ note: '升级' }] },
    });
    expect(schemas.faultsOf('OperatedAgency', planned.json)).toEqual([]);
    const [id] = /"id":"([0-9a-f-]{36})"/.exec(planned.text)?.slice(1) ?? [];
    const ended = await asOps('POST', `/${code}/maintenance/${id}/end`, { reason: '提前完成' });
    expect(ended).toMatchObject({ status: 200, json: { standing: 'open', maintenance: [] } });
  });

  it.each<[string, Partial<Call>, string]>([
    ['POST hold', { path: `/${code}/hold`, body: { revision: 1 } }, 'body /reason REQUIRED'],
    ['POST hold', { path: `/${code}/hold`, body: { reason: ' ', revision: 1 } }, 'body /reason TEXT_EMPTY'],
    ['POST resume', { path: `/${code}/resume`, body: { reason: 'x' } }, 'body /revision REQUIRED'],
    [
      'POST enable',
      { path: `/${code}/enable`, body: { reason: 'x', revision: '1' } },
      'body /revision WHOLE_NUMBER_EXPECTED',
    ],
    [
      'PUT concurrency',
      { path: `/${code}/concurrency`, body: { reason: 'x', revision: 1, concurrency: 0 } },
      'body /concurrency WHOLE_NUMBER_EXPECTED',
    ],
    [
      'PUT quota',
      { path: `/${code}/quota`, body: { reason: 'x', revision: 1, perDay: 1.5, zone: 'Asia/Shanghai' } },
      'body /perDay WHOLE_NUMBER_EXPECTED',
    ],
    [
      'PUT quota',
      { path: `/${code}/quota`, body: { reason: 'x', revision: 1, zone: 'Mars/Olympus' } },
      'body /zone ZONE_UNKNOWN',
    ],
    [
      'POST maintenance',
      {
        path: `/${code}/maintenance`,
        body: { reason: 'x', from: 'soon', until: '2099-01-01T00:00:00Z', note: 'x' },
      },
      'body /from TEXT_SHAPE',
    ],
    [
      'POST maintenance',
      {
        path: `/${code}/maintenance`,
        body: { reason: 'x', from: '2098-01-01T00:00:00Z', until: '2097-01-01T00:00:00Z', note: 'x' },
      },
      'body /until WINDOW_OVER',
    ],
    [
      'POST hold',
      { path: `/${code}/hold`, body: { reason: 'x', revision: 1, force: true } },
      'body /force MEMBER_UNKNOWN',
    ],
  ])('%s refuses %j and leaves nothing behind', async (what, { path = '', body }, violation) => {
    const [before, revision] = [await entries(), (await read())['revision']];
    const refused = await asOps(what.startsWith('PUT') ? 'PUT' : 'POST', path, body);
    expect(refused.status).toBe(400);
    expect(violationsIn(refused)).toContain(violation);
    expect([await entries(), (await read())['revision']]).toEqual([before, revision]);
  });

  it('say 404 of an agency and a window that are not there, 409 of an old revision', async () => {
    const how = { reason: 'x', revision: 1 };
    for (const unknown of ['nobody', 'No%20Code', '..%2f']) {
      expect(await asOps('GET', `/${unknown}`)).toMatchObject({
        status: 404,
        json: { reason: 'AGENCY_NOT_FOUND' },
      });
      expect(await asOps('POST', `/${unknown}/hold`, how)).toMatchObject({
        status: 404,
        json: { reason: 'AGENCY_NOT_FOUND' },
      });
    }
    for (const window of ['x', '00000000-0000-4000-8000-000000000000']) {
      expect(await asOps('POST', `/${code}/maintenance/${window}/end`, { reason: 'x' })).toMatchObject({
        status: 404,
        json: { reason: 'MAINTENANCE_NOT_FOUND' },
      });
    }
    expect(await asOps('POST', `/${code}/hold`, how)).toMatchObject({
      status: 409,
      json: { reason: 'REVISION_STALE' },
    });
  });

  it('write who did it into the audit log, once each', async () => {
    const before = await entries();
    await change('PUT', 'concurrency', { concurrency: 5, reason: '试运行' });
    expect(await entries()).toBe(before + 1);
    const [newest] = await storage.ask(
      'SELECT action, actor_role, actor_account_id, facts, written_by FROM dianda.audit_entry ORDER BY at DESC LIMIT 1',
    );
    expect(newest).toEqual({
      action: 'agency_concurrency_set',
      actor_role: 'ops',
      actor_account_id: world.accounts('').ops.actor.accountId,
      facts: { from: 9, to: 5, why: '试运行' },
      written_by: 'dianda_gateway',
    });
  });
});
