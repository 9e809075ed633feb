import {
  durationMs,
  filePath,
  integer,
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

const listenAddress = { pattern: /^[^\s:]+:\d{1,5}$/, means: 'host:port' };

/** The dispatcher's configuration; every fault is told at once (`ConfigurationError`). */
export function readDispatcherConfig(environment?: Environment) {
  return readConfig(
    {
      /** Dianda's database as the role `dianda_dispatcher`. */
      databaseUrl: url('DATABASE_URL', { protocols: ['postgres', 'postgresql'] }),
      /** Rings live in Redis when set, in the database otherwise. */
      redisUrl: optional(url('REDIS_URL', { protocols: ['redis', 'rediss'] })),
      /** Key files of our own are made at the first start, by whichever process comes first. */
      keyRingFile: filePath('KEY_RING_FILE', { mustExist: false }),
      blindIndexKeyFile: filePath('BLIND_INDEX_KEY_FILE', { mustExist: false }),
      /** Signs warrants; its public half is what agencies verify with. */
      warrantKeyFile: filePath('WARRANT_KEY_FILE', { mustExist: false }),
      /** The platform's name in warrants, as agreed with the agencies. */
      warrantIssuer: text('WARRANT_ISSUER', { default: 'dianda' }),
      tlsCertificateFile: filePath('TLS_CERT_FILE'),
      tlsKeyFile: filePath('TLS_KEY_FILE'),
      tlsAuthorityFile: filePath('TLS_CA_FILE'),
      /** `host:port` where agencies bring answers by themselves; nobody does where it is not set. */
      inboxListen: optional(text('INBOX_LISTEN', { rule: listenAddress })),
      healthHost: text('HEALTH_HOST', { default: '127.0.0.1' }),
      healthPort: port('HEALTH_PORT', { default: 3001 }),
      databasePoolSize: integer('DATABASE_POOL_SIZE', { default: 12, min: 2, max: 200 }),
      /** Must exceed the number of agencies: each worker keeps a LISTEN connection. */
      queuePoolSize: integer('QUEUE_POOL_SIZE', { default: 40, min: 4, max: 400 }),
      feedEveryMs: durationMs('FEED_EVERY_MS', { default: 500 }),
      sweepEveryMs: durationMs('SWEEP_EVERY_MS', { default: 1_000 }),
      probeEveryMs: durationMs('PROBE_EVERY_MS', { default: 1_000 }),
      describeEveryMs: durationMs('DESCRIBE_EVERY_MS', { default: 3_600_000 }),
      ringLeaseMs: durationMs('RING_LEASE_MS', { default: 10_000 }),
      graceMs: durationMs('SHUTDOWN_GRACE_MS', { default: 20_000 }),
      /** An OpenTelemetry collector (OTLP over HTTP, without /v1/traces); tracing is off without one. */
      tracesUrl: optional(url('OTEL_EXPORTER_OTLP_ENDPOINT', { protocols: ['http', 'https'] })),
      logLevel: oneOf('LOG_LEVEL', LOG_LEVELS, { default: 'info' }),
      /** Set by a parent that wants the process to end with it. */
      parentLink: optional(oneOf('PARENT_LINK', PARENT_LINKS)),
    },
    environment,
  );
}

export type DispatcherConfig = ReturnType<typeof readDispatcherConfig>;
