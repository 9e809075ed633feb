import fc from 'fast-check';
import { Agent, request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { TestStorage } from '../../../../libs/storage/test/test-database.js';
import { startOnPostgres } from '../gateway-on-postgres.js';
import type { GatewayUnderTest } from '../gateway-under-test.js';
import * as world from '../world.js';
import { anyRequestOf, type AnyRequest } from './any-request.js';
import { apiOperations, objectOf, type ApiOperation } from './api-operations.js';

jest.setTimeout(240_000);

const requestCount = 5_200;
const inFlight = 16;
/** Far beyond what any route takes: a request that has no answer by then hangs. */
const hangsAfterMs = 30_000;
/** What may stay behind of thousands of requests: caches fill up, and no more. */
const mostGrowthBytes = 48 * 1024 * 1024;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** What is wrong with an answer, for the list of faults. */
interface Fault {
  readonly operation: string;
  readonly what: string;
  readonly path: string;
  readonly body: string;
}

describe('requests made from the OpenAPI document', () => {
  let storage: TestStorage;
  let gateway: GatewayUnderTest;
  let origin: URL;
  let operations: readonly ApiOperation[];
  let schemas: Readonly<Record<string, unknown>>;
  let tokens: readonly (string | undefined)[];
  let known: readonly string[];
  const permitted = new Map<string, number>();
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });

  beforeAll(async () => {
    ({ storage, gateway } = await startOnPostgres());
    await gateway.gateway.app.listen({ host: '127.0.0.1', port: 0 });
    origin = new URL(await gateway.gateway.app.getUrl());
    await gateway.putCase();
    const document = (await gateway.call({ path: '/api/openapi.json' })).json;
    operations = apiOperations(document);
    schemas = objectOf(objectOf(document['components'])['schemas']);
    const callers = [
      'court.system',
      'other.court',
      'officer.chen',
      'officer.outsider',
      'ops',
      'admin',
    ] as const;
    tokens = [
      undefined,
      'forged.token.here',
      ...(await Promise.all(callers.map((each) => gateway.tokenOf(each)))),
    ];
    known = ['（2026）苏0812执990001号', ...world.agencies.map(({ code }) => String(code))];
    await findPermitted();
  });
  afterAll(async () => {
    agent.destroy();
    await gateway.stop();
    await storage.close();
  });

  function send({ operation, path, headers, body, caller }: AnyRequest): Promise<Answer> {
    const token = tokens[caller ?? permitted.get(operation.id) ?? 0];
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          agent,
          host: origin.hostname,
          port: origin.port,
          method: operation.method,
          path,
          headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
          timeout: hangsAfterMs,
        },
        (response) => {
          const type = response.headers['content-type'] ?? '';
          const status = response.statusCode ?? 0;
          // A stream goes on for as long as its reader wants.
          if (type.startsWith('text/event-stream')) {
            resolve({ status, type, text: '' });
            response.destroy();
            return;
          }
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => resolve({ status, type, text: Buffer.concat(chunks).toString() }));
          response.on('error', reject);
        },
      );
      sent.on('timeout', () => sent.destroy(new Error(`no answer: ${operation.id}`)));
      sent.on('error', reject);
      sent.end(body);
    });
  }

  function faultsOf(asked: AnyRequest, { status, type, text }: Answer): readonly string[] {
    if (status >= 500) return [`${status} ${text.slice(0, 300)}`];
    if (!asked.operation.statuses.includes(status)) return [`undocumented ${status} ${text.slice(0, 200)}`];
    if (status < 400) return [];
    if (!type.startsWith('application/problem+json')) return [`${status} as ${type}`];
    const problem = objectOf(JSON.parse(text));
    const isWhole = problem['status'] === status && typeof problem['reason'] === 'string';
    return isWhole ? [] : [`a problem without reason or status: ${text.slice(0, 200)}`];
  }

  /** Who gets further than the door, by operation: the last caller who is neither unknown nor of the wrong role. */
  async function findPermitted(): Promise<void> {
    for (const operation of operations) {
      const [plain] = fc.sample(anyRequestOf(operation, schemas, tokens.length, known), {
        numRuns: 1,
        seed: 1,
      });
      for (const caller of tokens.keys()) {
        if (plain === undefined) continue;
        const { status } = await send({ ...plain, headers: {}, caller });
        if (status !== 401 && status !== 403) permitted.set(operation.id, caller);
      }
    }
  }

  it('are answered as it says, each of thousands: no 5xx, no hang, and memory stays flat', async () => {
    const perOperation = Math.ceil(requestCount / operations.length);
    const requests = operations.flatMap((operation, place) =>
      fc.sample(anyRequestOf(operation, schemas, tokens.length, known), {
        numRuns: perOperation,
        seed: place + 1,
      }),
    );
    // One operation after the other would show each its own kind only.
    const shuffled = fc.sample(fc.shuffledSubarray(requests, { minLength: requests.length }), {
      numRuns: 1,
      seed: 7,
    })[0];
    const waiting = [...(shuffled ?? [])];
    const faults: Fault[] = [];
    const statuses = new Map<number, number>();
    let heapAtFirst = 0;
    const turn = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const answer = await send(next);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        for (const what of faultsOf(next, answer))
          faults.push({
            operation: next.operation.id,
            what,
            path: next.path,
            body: String(next.body).slice(0, 300),
          });
        if (heapAtFirst === 0 && waiting.length < requests.length * 0.8) heapAtFirst = heapInUse();
      }
    };
    await Promise.all(Array.from({ length: inFlight }, turn));
    const count = [...statuses.values()].reduce((sum, each) => sum + each, 0);
    process.stdout.write(
      `fuzzed ${count} requests over ${operations.length} operations: ${JSON.stringify(Object.fromEntries(statuses))}\n`,
    );
    expect(count).toBeGreaterThanOrEqual(5_000);
    expect(faults).toEqual([]);
    expect(heapInUse() - heapAtFirst).toBeLessThan(mostGrowthBytes);
    expect(await gateway.call({ path: '/health/ready' })).toMatchObject({ status: 200 });
  });
});

function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
