import { DiandaError } from '@dianda/inquiry';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgencyConduct } from '../src/fakes/agency-server.js';
import { SilentAgency } from '../src/fakes/conducts.js';
import { personSubject } from '../src/sample-world/identities.js';
import { sampleAgencies } from '../src/sample-world/agencies.js';
import { pageOf } from './observed-rig.js';
import { filesUnder, plantedIn, plantedInFiles } from './planted.js';
import { SpanCollector, type CollectedSpan } from './span-collector.js';
import { SystemRig, until } from './system-rig.js';

/** Servers and apps have to come up on whatever machine this is. */
jest.setTimeout(240_000);

const { name, document } = personSubject;

/** Quotes the question in its errors, as a careless agency does. */
class QuotingAgency implements AgencyConduct {
  reply(): Promise<Uint8Array> {
    const detail = `nobody ${name} ${document.number} here`;
    return Promise.reject(DiandaError.unavailable('AGENCY_UNAVAILABLE', { origin: 'agency', detail }));
  }
}

/** A running constellation in which people were asked about, with their data put wherever a caller can put it. */
describe('personal data in a running constellation', () => {
  let rig: SystemRig;
  let logs: string;
  let collector: SpanCollector;
  const agencies = sampleAgencies.filter(({ slug }) => slug !== 'police');

  beforeAll(async () => {
    collector = await SpanCollector.start();
    rig = await SystemRig.start(agencies, {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      // Spans leave every fifth of a second.
      OTEL_BSP_SCHEDULE_DELAY: '200',
    });
    await rig.enlist([
      { slug: 'quoting', conduct: new QuotingAgency() },
      { slug: 'silent', conduct: new SilentAgency() },
    ]);
    await plantOverHttp(rig.constellation.gatewayUrl);
    const inquiryId = await rig.order(['BANK_ACCOUNT', 'LAND', 'VEHICLE', 'HOUSING_FUND']);
    await until(async () => {
      const { legs } = await rig.progressOf(inquiryId);
      const open = legs.filter(({ state }) => state !== 'answered').map(({ agencyCode }) => agencyCode);
      return open.every((code) => code === 'quoting' || code === 'silent');
    });
    await until(async () => (await rig.legOf(inquiryId, 'quoting')).lastError !== undefined);
    // A look at the report, with names and numbers in full for who may see them.
    await rig.provisionalReportOf(inquiryId);
    logs = join(rig.folder, 'constellation', 'logs');
  });
  afterAll(async () => {
    await rig.stop();
    collector.stop();
  });

  /** The spans of the trace that one inquiry's order began. */
  function bankTrace(): readonly CollectedSpan[] {
    const order = collector.spans.find(({ name }) => name === 'POST /api/v1/inquiries');
    return collector.spans.filter(({ traceId }) => traceId === order?.traceId);
  }
  const servicesOf = (spans: readonly CollectedSpan[]) => [
    ...new Set(
      spans.map(({ service }) => service).filter((service) => /gateway|dispatcher|bank/.test(service)),
    ),
  ];

  const linesOf = (app: string): Readonly<Record<string, unknown>>[] =>
    readFileSync(join(logs, `${app}.log`), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

  it('is in no line of any log', () => {
    expect(readdirSync(logs).sort()).toEqual(
      [...rig.constellation.apps.keys()].map((app) => `${app}.log`).sort(),
    );
    expect(plantedInFiles(logs)).toEqual([]);
  });

  it('is on no page of metrics', async () => {
    const found = [];
    for (const app of rig.constellation.apps.keys())
      found.push(...plantedIn(app, (await pageOf(rig, app)).text));
    expect(found).toEqual([]);
  });

  it('is in no span', async () => {
    await until(() => servicesOf(bankTrace()).length === 3);
    expect(collector.bodies.flatMap((body, index) => plantedIn(`body ${index}`, body))).toEqual([]);
  });

  it('is not needed to follow an order: one trace goes from the request through the queue into the adapter’s log', async () => {
    await until(() => servicesOf(bankTrace()).length === 3);
    const trace = bankTrace();
    const named = (service: string, name: string) =>
      trace.filter((span) => span.service === `dianda-${service}` && span.name === name);
    const [request] = named('gateway', 'POST /api/v1/inquiries');
    expect(request?.parentSpanId).toBe('');
    const rings = named('dispatcher', 'answer ring');
    expect(new Set(rings.map((ring) => ring.parentSpanId))).toEqual(new Set([request?.spanId]));
    const [served] = named('adapter-bank', 'Inquire');
    const call = named('dispatcher', 'Inquire').find(({ spanId }) => spanId === served?.parentSpanId);
    expect(rings.map(({ spanId }) => spanId)).toContain(call?.parentSpanId);
    const { traceId } = request ?? {};
    const ordered = linesOf('gateway').find((line) => line['traceId'] === traceId);
    expect(ordered).toMatchObject({ requestId: expect.any(String) as string });
    for (const [app, msg] of [
      ['gateway', 'request'],
      ['dispatcher', 'leg asked'],
      ['adapter-huaihe', 'answered'],
    ] as const)
      expect(linesOf(app).filter((line) => line['msg'] === msg && line['traceId'] === traceId)).not.toEqual(
        [],
      );
  });

  it('lies nowhere in the clear in the court’s database: tables, queue, write-ahead log, server log', () => {
    const cluster = join(rig.folder, 'constellation', 'postgres-court');
    const files = filesUnder(cluster);
    expect(files.some((path) => path.includes('pg_wal'))).toBe(true);
    // The test finds what is there: a leg's queue and an agency's name are in the clear.
    expect(files.some((path) => readFileSync(path).includes('legs-silent'))).toBe(true);
    expect(files.flatMap((path) => plantedIn(path, readFileSync(path)))).toEqual([]);
  });

  it('is found where it does lie in the clear: in the agencies’ own registries', () => {
    expect(plantedInFiles(join(rig.folder, 'constellation', 'postgres-agencies'))).not.toEqual([]);
  });

  it('is not needed to follow a leg: lines say request, leg and agency', () => {
    const ordered = linesOf('gateway').find(
      ({ route, method }) => route === '/api/v1/inquiries' && method === 'POST',
    );
    expect(ordered).toMatchObject({
      statusCode: 202,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
    const asked = linesOf('dispatcher').find(
      ({ msg, agencyCode }) => msg === 'leg asked' && agencyCode === 'bank-huaihe',
    );
    const legId: unknown = asked?.['legId'];
    expect(typeof legId).toBe('string');
    expect(linesOf('adapter-huaihe').find((line) => line['legId'] === legId)).toMatchObject({
      msg: 'answered',
    });
    const land = linesOf('adapter-land').find(
      ({ msg, method }) => msg === 'answered' && method === 'Inquire',
    );
    expect(land?.['receiptId']).toMatch(/^land-registry-320898-\d{8}-\d{6}$/);
  });
});

/** Puts name and number into whatever a caller can fill, in ways that are refused and so told of. */
async function plantOverHttp(url: string): Promise<void> {
  const number = document.number;
  const encoded = encodeURIComponent(name);
  const asciiHeaders = { 'x-request-id': number, 'x-forwarded-for': number, 'user-agent': `agent ${number}` };
  const calls: readonly (readonly [string, Planting])[] = [
    [`/api/v1/sessions`, json({ username: `${name}${number}`, password: number })],
    [`/api/v1/sessions`, json({ [name]: number, username: [name], password: { [number]: name } })],
    [`/api/v1/sessions`, { ...json({}), body: `{"username": "${name} ${number}", ` }],
    [`/api/v1/cases/${encoded}${number}?name=${encoded}&number=${number}`, json({ name, number }, 'PUT')],
    [`/api/v1/inquiries/${number}`, {}],
    [
      `/api/v1/inquiries?caseNumber=${encoded}`,
      { headers: { authorization: `Bearer ${number}.${encoded}.x` } },
    ],
    [`/${encoded}/${number}`, { headers: { 'accept-language': number, accept: `text/${number}` } }],
    [`/api/v1/%ZZ${number}`, {}],
  ];
  for (const [path, init] of calls) {
    const reply = await fetch(`${url}${path}`, { ...init, headers: { ...asciiHeaders, ...init.headers } });
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
    await reply.arrayBuffer();
  }
}

/** What a request is filled with. */
interface Planting {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function json(body: unknown, method = 'POST'): Planting {
  return { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}
