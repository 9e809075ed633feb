import {
  mustParse,
  parseLegId,
  type AssetRecord,
  type Coverage,
  type LegResult,
  type MissingPart,
} from '@dianda/inquiry';
import { exportTypes } from '../src/documents/report-exports.js';
import { GatewayUnderTest } from './gateway-under-test.js';
import { namesIn, SchemaWorld } from './schema-world.js';
import * as world from './world.js';

interface Operation {
  readonly path: string;
  readonly method: string;
  readonly operation: Readonly<Record<string, unknown>>;
}

/** What is answered in other formats than JSON. */
const documentsOf: Readonly<Record<string, readonly string[]>> = {
  '/api/v1/inquiries/{id}/report': ['application/json', ...exportTypes],
  '/api/v1/notices/{id}/content': ['application/pdf', 'application/ofd'],
};

describe('the OpenAPI document', () => {
  let gateway: GatewayUnderTest;
  let document: Readonly<Record<string, unknown>>;
  let schemas: SchemaWorld;

  beforeAll(async () => {
    gateway = await GatewayUnderTest.start();
    await gateway.putCase();
    document = (await gateway.call({ path: '/api/openapi.json' })).json;
    schemas = new SchemaWorld(document);
  });
  afterAll(() => gateway.stop());

  function operations(): readonly Operation[] {
    return entriesOf(document['paths']).flatMap(([path, item]) =>
      entriesOf(item).map(([method, operation]) => ({ path, method, operation: objectOf(operation) })),
    );
  }

  it('is OpenAPI 3.1 with a title, a version and the bearer scheme', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { version: '1' },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    });
  });

  it('has every route of the server but the pages about itself', () => {
    const served = gateway.gateway.routes
      .all()
      .filter(({ method, path }) => method !== 'HEAD' && !path.startsWith('/api/docs'))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    const documented = operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(documented.sort()).toEqual(served.sort());
  });

  it('refers to no schema that it lacks, and has none that nothing refers to', () => {
    const has = entriesOf(objectOf(document['components'])['schemas']).map(([name]) => name);
    expect([...namesIn(document)].sort()).toEqual([...has].sort());
  });

  it('says of every operation what it is called, what it takes and what problems it gives', () => {
    const ids = new Set<unknown>();
    for (const { path, method, operation } of operations()) {
      ids.add(operation['operationId']);
      expect(operation).toMatchObject({
        operationId: expect.any(String) as unknown,
        summary: expect.any(String) as unknown,
      });
      const statuses = entriesOf(operation['responses']).map(([status]) => status);
      const wantsToken = Array.isArray(operation['security']);
      if (path.startsWith('/api/v1/'))
        expect(statuses).toEqual(expect.arrayContaining(['406', '500', '503']));
      if (wantsToken) expect(statuses).toEqual(expect.arrayContaining(['401', '403']));
      expect({ path, method, wantsToken }).toEqual({
        path,
        method,
        wantsToken: path.startsWith('/api/v1/') && path !== '/api/v1/sessions' && path !== '/api/v1/token',
      });
      if (operation['requestBody'] !== undefined) {
        expect(statuses).toEqual(expect.arrayContaining(['400', '413', '415']));
        expect(objectOf(operation['requestBody'])['required']).toBe(true);
      }
      for (const [status, response] of entriesOf(operation['responses'])) {
        const media = entriesOf(objectOf(response)['content'] ?? {}).map(([type]) => type);
        expect({ path, status, media }).toEqual({ path, status, media: mediaOf(path, Number(status)) });
      }
      expect(parametersOf(operation).filter((each) => each['in'] === 'path').length).toBe(
        (path.match(/\{/g) ?? []).length,
      );
    }
    expect(ids.size).toBe(operations().length);
  });

  it('gives examples that its own schemas and its own routes accept', async () => {
    const order = schemas.exampleOf('OrderInquiryDto');
    const push = schemas.exampleOf('PutCaseDto');
    expect((await gateway.putCase(1, { ...push, team: world.caseBody().team })).status).toBe(200);
    const accepted = await gateway.order({
      ...order,
      agencies: ['land-registry-3208'],
      assetClasses: ['LAND'],
      notice: { id: world.noticeId() },
      reissues: (await gateway.order(world.orderBody(), 'officer.chen', 'earlier')).json['id'],
    });
    expect({ status: accepted.status, text: accepted.text }).toMatchObject({ status: 202 });
  });

  it('describes the replies exactly: no member more, none less', async () => {
    await gateway.putCase();
    const ordered = await gateway.order();
    const path = `/api/v1/inquiries/${String(ordered.json['id'])}`;
    const replies = {
      Problem: await gateway.call({ path: '/api/v1/inquiries?limit=x', as: 'officer.chen' }),
      Session: await gateway.call({
        method: 'POST',
        path: '/api/v1/sessions',
        body: { username: 'ops', password: world.password },
      }),
      Case: await gateway.putCase(),
      AcceptedInquiry: ordered,
      StoredNotice: await gateway.putNotice({ number: '查9' }),
      InquiryList: await gateway.call({ path: '/api/v1/inquiries?limit=1', as: 'officer.chen' }),
      Inquiry: await gateway.call({ path, as: 'officer.chen' }),
      Report: await gateway.call({ path: `${path}/report`, as: 'officer.chen' }),
      AgencyList: await gateway.call({ path: '/api/v1/agencies', as: 'ops' }),
      ClientList: await gateway.call({ path: '/api/v1/operations/clients', as: 'admin' }),
      HealthReport: await gateway.call({ path: '/health/ready' }),
    };
    for (const [name, reply] of Object.entries(replies)) {
      expect({ name, faults: schemas.faultsOf(name, reply.json) }).toEqual({ name, faults: [] });
    }
    expect(schemas.faultsOf('Inquiry', { ...replies.Inquiry.json, surprise: 1 })).not.toEqual([]);
    expect(schemas.faultsOf('Inquiry', { ...replies.Inquiry.json, legs: undefined })).not.toEqual([]);
  });
});

describe('the schema of a report', () => {
  it('fits every status that a leg can have in one, by exactly one of its shapes', async () => {
    const gateway = await GatewayUnderTest.start();
    const schemas = new SchemaWorld((await gateway.call({ path: '/api/openapi.json' })).json);
    for (const result of legResults) {
      const json: unknown = JSON.parse(JSON.stringify(result));
      expect({ status: result.status, faults: schemas.faultsOf('LegResult', json) }).toEqual({
        status: result.status,
        faults: [],
      });
      const { legId: _none, ...without } = result;
      expect(schemas.faultsOf('LegResult', JSON.parse(JSON.stringify(without)))).not.toEqual([]);
    }
    await gateway.stop();
  });
});

const leg = {
  legId: mustParse(parseLegId, '00000000-0000-4000-8000-000000000001'),
  agency: { code: world.agencies[0]!.code, name: world.agencies[0]!.name },
};
const answered = { ...leg, answeredAt: world.now, settledAt: world.now, late: false };
const receipted = { ...answered, asOf: world.now, receiptNumbers: ['R-1'] };
const coverage: Coverage = { regions: ['3208'], assetClasses: ['LAND'], since: '1999-01-01' };
const frame = { sourceRecordId: 'r1', source: '登记簿', asOf: world.now, disputed: false, warnings: [] };
const found = {
  records: [
    {
      kind: 'bank_account',
      ...frame,
      accountNumber: '6200000000000000015',
      accountKind: { code: 'CLASS_I' },
      status: { code: 'UNKNOWN', raw: '久悬' },
      balance: { amount: '-0.01', currency: 'CNY' },
      freezes: [{ sequence: 1, amount: { amount: '10.00', currency: 'CNY' } }],
      priorRights: [],
      subAccounts: [],
    },
    {
      kind: 'house_right',
      ...frame,
      title: {
        location: '样例路1号',
        owners: [
          { holder: { subject: { name: '样例人2' } } },
          { holder: { thirdPerson: { kind: 'UNKNOWN', name: '样**' } }, share: '50%' },
        ],
        mortgages: [],
        seizures: [{ rank: 1, seizureKind: { code: 'QUEUED' } }],
        advanceNotices: [],
        objections: [],
      },
      floorArea: { value: '89.73', unit: { code: 'SQUARE_METRE' } },
    },
  ] satisfies readonly AssetRecord[],
  missing: [{ part: 'LAND_SEIZURES', reason: 'UNAVAILABLE', detail: '' }] satisfies readonly MissingPart[],
};
const legResults: readonly LegResult[] = [
  { status: 'searched', ...receipted, ...found },
  { status: 'searched_empty', ...receipted, coverage },
  { status: 'unreceipted', rung: 'found', ...receipted, receiptNumbers: [], ...found },
  { status: 'unreceipted', rung: 'nothing_found', ...receipted, receiptNumbers: [], coverage },
  {
    status: 'gap',
    rung: 'ambiguous',
    ...answered,
    agency: undefined,
    region: undefined,
    reason: 'AMBIGUOUS',
    detail: '',
    origin: 'agency',
    attempts: 1,
    expiredAt: world.now,
    contact: { name: '窗口', phone: '0517-00000000' },
    candidates: [{ matchedFields: ['NAME'], strength: 60 }],
  },
  { status: 'cancelled', ...leg, reason: 'CASE_CLOSED' },
  {
    status: 'open',
    ...leg,
    state: 'waiting',
    waitingFor: { kind: 'agency_held', cause: 'breaker_open', since: world.now, nextProbeAt: undefined },
    expectedAt: world.now,
    expiresAt: world.now,
    attempts: 2,
    lastError: { reason: 'AGENCY_TIMEOUT', origin: 'agency', at: world.now },
  },
];

describe('the page of the documentation', () => {
  it('comes with its own script and style from this server, under a policy that allows nothing else', async () => {
    const gateway = await GatewayUnderTest.start();
    const page = await gateway.call({ path: '/api/docs', headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.text).not.toMatch(/https?:/);
    for (const [, asset = ''] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const reply = await gateway.call({ path: asset, headers: { accept: '*/*' } });
      expect({ asset, status: reply.status }).toEqual({ asset, status: 200 });
    }
    for (const other of ['package.json', '..%2F..%2Fpackage.json', 'index.html', 'constructor']) {
      expect((await gateway.call({ path: `/api/docs/${other}` })).status).toBe(404);
    }
    await gateway.stop();
  });
});

function mediaOf(path: string, status: number): readonly string[] {
  if (status === 204 || (status === 202 && path.endsWith('/redeliver'))) return [];
  // That it is not ready is health's own word; what the edge refuses is a problem there, too.
  const isHealth = path.startsWith('/health/') && status === 503;
  if (status >= 400 && !isHealth) return ['application/problem+json'];
  return documentsOf[path] ?? [path.endsWith('/events') ? 'text/event-stream' : 'application/json'];
}

function parametersOf(
  operation: Readonly<Record<string, unknown>>,
): readonly Readonly<Record<string, unknown>>[] {
  const parameters = operation['parameters'];
  const all: readonly unknown[] = Array.isArray(parameters) ? parameters : [];
  return all.map(objectOf);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new Error('not an object');
  return { ...value };
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return Object.entries(objectOf(value));
}
