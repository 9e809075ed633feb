import { defaultCaseTypeRules } from '@dianda/inquiry';
import { createHealth, createLogger, createMetrics, type Logger, type Metrics } from '@dianda/service-kit';
import { hashPassword, type SigningKey } from '@dianda/trust';
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { AccessTokens } from '../src/access/access-tokens.js';
import { createGateway, type Gateway } from '../src/create-gateway.js';
import type { GatewayParts } from '../src/gateway.module.js';
import { MemoryAccounts } from './fakes/memory-accounts.js';
import { MemoryCases } from './fakes/memory-cases.js';
import { MemoryBatches } from './fakes/memory-batches.js';
import { MemoryClients, MemoryRequests } from './fakes/memory-clients.js';
import { MemoryDirectory } from './fakes/memory-directory.js';
import { MemoryEvents } from './fakes/memory-events.js';
import { UntouchedWebhooks } from './fakes/untouched-webhooks.js';
import { MemoryInquiries } from './fakes/memory-inquiries.js';
import { untouchedOperations } from './fakes/untouched-operations.js';
import { InProcessDocuments } from './fakes/in-process-documents.js';
import { MemoryNotices } from './fakes/memory-notices.js';
import { CountingRandomness, RecordingAudit, StoppedClock } from './fakes/small-fakes.js';
import * as world from './world.js';

/** Small enough to be exceeded quickly. */
export const NOTICE_LIMIT_BYTES = 256 * 1024;

export interface Call {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  readonly path: string;
  /** Signs the request as this account. */
  readonly as?: world.Username | world.ClientName;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; `raw` sends bytes as they are. */
  readonly body?: unknown;
  readonly raw?: string | Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The body, parsed; reading it fails the test when it is no JSON object. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** The gateway with every port in memory, asked without a socket. */
export class GatewayUnderTest {
  private constructor(
    readonly gateway: Gateway,
    readonly ports: ReturnType<typeof portsInMemory>,
    readonly tokens: AccessTokens,
    readonly log: Logger,
    readonly metrics: Metrics,
    readonly logLines: readonly string[],
    private readonly allAccounts: ReturnType<typeof world.accounts>,
  ) {}

  static async start(changes: Partial<GatewayParts> = {}): Promise<GatewayUnderTest> {
    const logLines: string[] = [];
    const log = createLogger({ service: 'gateway', level: 'debug', destination: linesInto(logLines) });
    const ports = portsInMemory();
    const allAccounts = world.accounts(await passwordHash());
    for (const account of Object.values(allAccounts)) ports.accounts.add(account);
    const parts: GatewayParts = {
      ...ports,
      caseTypeRules: defaultCaseTypeRules,
      health: createHealth({ log }),
      tokenKey: testKey(),
      tokenLifetimeMs: 15 * 60_000,
      tokenAudience: 'urn:dianda:test',
      signInLimit: { attempts: 5, windowMs: 15 * 60_000 },
      webhookRules: { hosts: [], privateAddresses: false, plainHttp: false },
      streamLimits: { perAccount: 4, perProcess: 6 },
      swaggerUiFolder: dirname(createRequire(join(process.cwd(), 'package.json')).resolve('swagger-ui-dist')),
      ...changes,
    };
    const metrics = createMetrics('gateway', log);
    const gateway = await createGateway(parts, {
      log,
      metrics,
      trustedProxies: [],
      noticeLimitBytes: NOTICE_LIMIT_BYTES,
    });
    for (const client of Object.values(world.clients)) await ports.clients.add(client, undefined);
    const tokens = new AccessTokens(parts.tokenKey, parts.tokenLifetimeMs, ports.clock, ports.randomness);
    return new GatewayUnderTest(gateway, ports, tokens, log, metrics, logLines, allAccounts);
  }

  async call(call: Call): Promise<Reply> {
    const response = await this.ask(call);
    const text = response.body;
    return {
      status: response.statusCode,
      headers: response.headers,
      text,
      get json() {
        return objectIn(text);
      },
    };
  }

  /** The bytes of a good reply. */
  async callBytes(call: Call): Promise<Buffer> {
    const response = await this.ask(call);
    if (response.statusCode !== 200) throw new Error(`answered ${response.statusCode}: ${response.body}`);
    return response.rawPayload;
  }

  private async ask(call: Call) {
    const authorization =
      call.as === undefined ? {} : { authorization: `Bearer ${await this.tokenOf(call.as)}` };
    const payload = call.raw ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
    return this.gateway.app.inject({
      method: call.method ?? 'GET',
      url: call.path,
      headers: {
        ...authorization,
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...call.headers,
      },
      ...(payload === undefined ? {} : { payload }),
    });
  }

  async tokenOf(name: world.Username | world.ClientName): Promise<string> {
    if (name === 'court.system' || name === 'other.court') {
      const { actor, scopes } = world.clients[name];
      return (await this.tokens.issue(actor, scopes)).accessToken;
    }
    return (await this.tokens.issue(this.allAccounts[name].actor)).accessToken;
  }

  /** Stores the sample case as its court's case system, with the notice behind its inquiries. */
  async putCase(n = 1, body: unknown = world.caseBody()): Promise<Reply> {
    const caseNumber = `（2026）苏0812执${990_000 + n}号`;
    const put = await this.call({ method: 'PUT', path: casePath(caseNumber), as: 'court.system', body });
    if (put.status === 201) await this.putNotice({ caseNumber });
    return put;
  }

  /** Uploads a notice; the sample case's own unless something else is said. */
  async putNotice({
    caseNumber = '（2026）苏0812执990001号',
    number = world.notice.number,
    content = world.noticeContent,
    as = 'court.system',
    type = 'application/pdf',
  }: {
    readonly caseNumber?: string;
    readonly number?: string;
    readonly content?: Buffer;
    readonly as?: world.Username | world.ClientName;
    readonly type?: string;
  } = {}): Promise<Reply> {
    return this.call({
      method: 'POST',
      path: noticePath(caseNumber, number),
      as,
      headers: { 'content-type': type },
      raw: content,
    });
  }

  async order(
    body: unknown = world.orderBody(),
    as: world.Username | world.ClientName = 'officer.chen',
    key: string = randomUUID(),
  ) {
    return this.call({
      method: 'POST',
      path: '/api/v1/inquiries',
      as,
      headers: { 'idempotency-key': key },
      body,
    });
  }

  async stop(): Promise<void> {
    await this.gateway.app.close();
  }
}

export function noticePath(caseNumber: string, number: string): string {
  return `/api/v1/notices?${new URLSearchParams({ caseNumber, number }).toString()}`;
}

export function casePath(caseNumber: string): string {
  return `/api/v1/cases/${encodeURIComponent(caseNumber)}`;
}

/** The codes of a problem's violations with their places. */
export function violationsIn(reply: Reply): readonly string[] {
  const violations = reply.json['violations'];
  if (!Array.isArray(violations)) throw new Error('a reply without violations');
  const all: readonly unknown[] = violations;
  return all.map((each) => {
    const { in: part, pointer, code } = objectIn(JSON.stringify(each));
    return `${String(part)} ${String(pointer)} ${String(code)}`;
  });
}

/** An Ed25519 key as libs/trust opens one, without a file. */
export function testKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  if (x === undefined) throw new Error('an Ed25519 key has a public point');
  const kid = createHash('sha256').update(x).digest('base64url');
  return { kid, privateKey, publicJwk: { kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig' } };
}

function portsInMemory() {
  const clock = new StoppedClock(world.now);
  const audit = new RecordingAudit();
  const cases = new MemoryCases();
  for (const officer of world.officers) cases.enrol(officer);
  return {
    clock,
    cases,
    accounts: new MemoryAccounts(),
    batches: new MemoryBatches(),
    clients: new MemoryClients(),
    requests: new MemoryRequests(),
    notices: new MemoryNotices(cases, audit, () => clock.now()),
    documents: new InProcessDocuments(),
    directory: new MemoryDirectory(world.agencies),
    inquiries: new MemoryInquiries(cases, world.agencies, () => clock.now()),
    events: new MemoryEvents(),
    webhooks: new UntouchedWebhooks(),
    audit,
    operations: untouchedOperations(),
    randomness: new CountingRandomness(),
  };
}

let hashOnce: Promise<string> | undefined;
function passwordHash(): Promise<string> {
  hashOnce ??= hashPassword(world.password);
  return hashOnce;
}

function linesInto(lines: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(
        ...chunk
          .toString('utf8')
          .split('\n')
          .filter((line) => line !== ''),
      );
      done();
    },
  });
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new Error('not a JSON object');
  return { ...parsed };
}
