import { mustParse, parseLegId, type LegStep } from '@dianda/inquiry';
import { randomUUID } from 'node:crypto';
import type { TestStorage } from '../../../libs/storage/test/test-database.js';
import { startOnPostgres } from './gateway-on-postgres.js';
import { violationsIn, type GatewayUnderTest } from './gateway-under-test.js';
import { SchemaWorld } from './schema-world.js';
import * as world from './world.js';

const root = '/api/v1/operations/legs';
const stumble: LegStep = {
  to: 'retry',
  dueAfterMs: 0,
  error: { reason: 'UNEXPECTED', origin: 'dianda' },
  countsAsAttempt: true,
};

describe('the operations of a leg over HTTP', () => {
  let storage: TestStorage;
  let gateway: GatewayUnderTest;
  let schemas: SchemaWorld;
  /** One order's two legs; the first is parked. */
  let parked: string;
  let pending: string;
  beforeAll(async () => {
    ({ storage, gateway } = await startOnPostgres());
    schemas = new SchemaWorld((await gateway.call({ path: '/api/openapi.json' })).json);
    expect((await gateway.putCase()).status).toBe(201);
    expect((await gateway.order()).status).toBe(202);
    const rows = await storage.ask('SELECT id FROM dianda.leg ORDER BY id');
    [parked = '', pending = ''] = rows.map(({ id }) => String(id));
    for (let n = 0; n < 3; n++) {
      const claimed = await storage.dispatcher.legs.claim(
        mustParse(parseLegId, parked),
        'dispatcher-1',
        60_000,
      );
      await storage.dispatcher.legs.finish(claimed!.attemptId, stumble);
    }
  });
  afterAll(async () => {
    await gateway.stop();
    await storage.close();
  });

  const get = (path: string) => gateway.call({ path: `${root}${path}`, as: 'ops' });
  const post = (path: string, body: unknown) =>
    gateway.call({ method: 'POST', path: `${root}${path}`, as: 'ops', body });
  const idsIn = (text: string) => [...text.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);

  it('find legs by case, agency and state, exactly as documented and with nobody’s name', async () => {
    const found = await get('');
    expect(schemas.faultsOf('OperatedLegList', found.json)).toEqual([]);
    expect(idsIn(found.text).sort()).toEqual([parked, pending].sort());
    for (const secret of [world.citizenId(2), '样例人2']) expect(found.text).not.toContain(secret);
    expect(idsIn((await get('?state=parked')).text)).toEqual([parked]);
    const caseNumber = encodeURIComponent('（2026）苏0812执990001号');
    expect(idsIn((await get(`?caseNumber=${caseNumber}&state=pending`)).text)).toEqual([pending]);
    expect(idsIn((await get('?agency=bank-off')).text)).toEqual([]);
    const first = await get('?limit=1');
    const rest = await get(`?limit=1&cursor=${String(first.json['nextCursor'])}`);
    expect([...idsIn(first.text), ...idsIn(rest.text)].sort()).toEqual([parked, pending].sort());
    expect(rest.json['nextCursor']).toBeUndefined();
  });

  it('show one with all its attempts', async () => {
    const leg = await get(`/${parked}`);
    expect(schemas.faultsOf('OperatedLeg', leg.json)).toEqual([]);
    expect(leg.json).toMatchObject({ state: 'parked', attempts: 3, defects: 3, waitingFor: 'operator' });
    const attempts = await get(`/${parked}/attempts`);
    expect(schemas.faultsOf('LegAttemptList', attempts.json)).toEqual([]);
    expect(attempts.json['items']).toMatchObject([
      { outcome: 'parked', error: { reason: 'UNEXPECTED', origin: 'dianda' }, dispatcherId: 'dispatcher-1' },
      { outcome: 'retry' },
      { outcome: 'retry' },
    ]);
  });

  it.each([
    ['?state=lost', 'query /state VALUE_UNKNOWN'],
    ['?agency=Bank%20A', 'query /agency TEXT_SHAPE'],
    ['?limit=0', 'query /limit WHOLE_NUMBER_EXPECTED'],
    ['?cursor=xyz', 'query /cursor CURSOR_UNKNOWN'],
    ['?subject=x', 'query /subject MEMBER_UNKNOWN'],
  ])('refuse the search %s', async (query, violation) => {
    const refused = await get(query);
    expect(refused.status).toBe(400);
    expect(violationsIn(refused)).toContain(violation);
  });

  it('say 404 of a leg that is not there, and 409 of one that is not parked', async () => {
    for (const unknown of [randomUUID(), 'x']) {
      for (const reply of [
        await get(`/${unknown}`),
        await get(`/${unknown}/attempts`),
        await post(`/${unknown}/retry`, { reason: 'x' }),
      ]) {
        expect(reply).toMatchObject({ status: 404, json: { reason: 'LEG_UNKNOWN' } });
      }
    }
    expect(await post(`/${pending}/fail`, { reason: 'x' })).toMatchObject({
      status: 409,
      json: { reason: 'LEG_NOT_PARKED' },
    });
  });

  it('want a reason, and take the first of two decisions', async () => {
    const silent = await post(`/${parked}/retry`, {});
    expect(violationsIn(silent)).toEqual(['body /reason REQUIRED']);
    const retried = await post(`/${parked}/retry`, { reason: '已修复' });
    expect(retried).toMatchObject({ status: 202, json: { state: 'parked', intervention: 'retry' } });
    expect(schemas.faultsOf('OperatedLeg', retried.json)).toEqual([]);
    expect(await post(`/${parked}/fail`, { reason: 'x' })).toMatchObject({
      status: 409,
      json: { reason: 'LEG_INTERVENTION_UNDER_WAY' },
    });
    const entries = await storage.ask(
      `SELECT action, facts->>'why' AS why FROM dianda.audit_entry WHERE subject_id = $1`,
      [parked],
    );
    expect(entries).toEqual([{ action: 'leg_retry_asked', why: '已修复' }]);
    await storage.dispatcher.legs.sweep(10);
    expect((await get(`/${parked}`)).json).toMatchObject({ state: 'pending', defects: 0 });
  });
});
