import {
  durationMs,
  filePath,
  flag,
  integer,
  list,
  LOG_LEVELS,
  oneOf,
  optional,
  PARENT_LINKS,
  port,
  readConfig,
  text,
  url,
  type Environment,
} from '@dianda/service-kit';

/** An address, or a CIDR block of addresses, of IPv4 or IPv6. */
const address = { pattern: /^[0-9a-f.:]+(?:\/\d{1,3})?$/i, means: 'an IP address or a CIDR block' };

const host = {
  pattern: /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])$/,
  means: 'a host name in lower case, without a port',
};

/** The gateway's configuration; every fault is told at once (`ConfigurationError`). */
export function readGatewayConfig(environment?: Environment) {
  return readConfig(
    {
      /** Where it listens; TLS ends at a proxy in front of it. */
      host: text('HOST', { default: '127.0.0.1' }),
      port: port('PORT', { default: 3000 }),
      /** The inner listener, for probes and Prometheus: `/health/…` and `/metrics`, never for people. */
      healthHost: text('HEALTH_HOST', { default: '127.0.0.1' }),
      healthPort: port('HEALTH_PORT', { default: 3002 }),
      /** Dianda's database as the role `dianda_gateway`. */
      databaseUrl: url('DATABASE_URL', { protocols: ['postgres', 'postgresql'] }),
      databasePoolSize: integer('DATABASE_POOL_SIZE', { default: 12, min: 2, max: 200 }),
      keyRingFile: filePath('KEY_RING_FILE', { mustExist: false }),
      blindIndexKeyFile: filePath('BLIND_INDEX_KEY_FILE', { mustExist: false }),
      /** Signs access tokens and nothing else; made at the first start. */
      tokenKeyFile: filePath('TOKEN_KEY_FILE', { mustExist: false }),
      tokenLifetimeMs: durationMs('TOKEN_LIFETIME_MS', { default: 900_000, min: 60_000, max: 3_600_000 }),
      /** What machine clients' assertions must name as `aud`; one for each installation. */
      tokenAudience: text('TOKEN_AUDIENCE', { default: 'urn:dianda:gateway' }),
      /** Counts requests against their limits; PostgreSQL does without it. */
      redisUrl: optional(url('REDIS_URL', { protocols: ['redis', 'rediss'] })),
      /** Attempts to sign in per user name and address within the window. */
      signInAttempts: integer('SIGN_IN_ATTEMPTS', { default: 5, min: 1, max: 100 }),
      signInWindowMs: durationMs('SIGN_IN_WINDOW_MS', { default: 900_000, min: 1_000, max: 86_400_000 }),
      /** Hosts that webhooks may be sent to, exactly; none by default, and then none are sent. */
      webhookHosts: list('WEBHOOK_HOSTS', { default: [], rule: host }),
      /** Whether these may resolve to private, loopback and link-local addresses. */
      webhookPrivateAddresses: flag('WEBHOOK_PRIVATE_ADDRESSES', { default: false }),
      /** Whether webhooks may go without TLS; for tests. */
      webhookPlainHttp: flag('WEBHOOK_PLAIN_HTTP', { default: false }),
      /** Live streams open at once, of one account and in this process. */
      streamsPerAccount: integer('STREAMS_PER_ACCOUNT', { default: 20, min: 1, max: 10_000 }),
      streamsPerProcess: integer('STREAMS_PER_PROCESS', { default: 2_000, min: 1, max: 50_000 }),
      /** Proxies whose X-Forwarded-For is believed; nobody's by default. */
      trustedProxies: list('TRUSTED_PROXIES', { default: [], rule: address }),
      /** Longest 协助查询通知书 that is taken; a scanned one of some pages is a few MiB. */
      noticeLimitBytes: integer('NOTICE_LIMIT_BYTES', {
        default: 10 * 1024 * 1024,
        min: 64 * 1024,
        max: 64 * 1024 * 1024,
      }),
      /** Documents written at once, each in a process of its own with a heap of this size. */
      documentsAtOnce: integer('DOCUMENTS_AT_ONCE', { default: 1, min: 1, max: 16 }),
      documentHeapMiB: integer('DOCUMENT_HEAP_MIB', { default: 320, min: 128, max: 4_096 }),
      documentTimeoutMs: durationMs('DOCUMENT_TIMEOUT_MS', {
        default: 120_000,
        min: 10_000,
        max: 900_000,
      }),
      graceMs: durationMs('SHUTDOWN_GRACE_MS', { default: 10_000 }),
      /** An OpenTelemetry collector (OTLP over HTTP, without /v1/traces); tracing is off without one. */
      tracesUrl: optional(url('OTEL_EXPORTER_OTLP_ENDPOINT', { protocols: ['http', 'https'] })),
      logLevel: oneOf('LOG_LEVEL', LOG_LEVELS, { default: 'info' }),
      /** Set by a parent that wants the process to end with it. */
      parentLink: optional(oneOf('PARENT_LINK', PARENT_LINKS)),
    },
    environment,
  );
}

export type GatewayConfig = ReturnType<typeof readGatewayConfig>;
