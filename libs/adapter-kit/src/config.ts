import { parseDate } from '@dianda/identifiers';
import {
  durationMs,
  filePath,
  integer,
  list,
  LOG_LEVELS,
  oneOf,
  optional,
  PARENT_LINKS,
  port,
  text,
  url,
  type ConfigurationOf,
  type Field,
  type TextRule,
} from '@dianda/service-kit';

const agencyCode: TextRule = {
  pattern: /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
  means: 'an agency code, such as land-registry-320898',
};
const listenAddress: TextRule = {
  pattern: /^[^\s:]+:(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5]|0)$/,
  means: 'host:port',
};
const regionCode: TextRule = {
  pattern: /^(?:\d{2}|\d{4}|\d{6})$/,
  means: 'a GB/T 2260 code or prefix of 2, 4 or 6 digits (000000 is the whole country)',
};
const postgres = { protocols: ['postgres', 'postgresql'] } as const;

/**
 * The variables that every adapter reads; an app spreads them into its own schema. Files of keys that are made at the
 * first start need not exist.
 */
export const adapterFields = {
  agencyCode: text('ADAPTER_AGENCY_CODE', { rule: agencyCode }),
  /** 协助单位名称, as it signs letters. */
  agencyName: text('ADAPTER_AGENCY_NAME'),
  listen: text('ADAPTER_LISTEN', { rule: listenAddress }),
  /** DNS names or SHA-256 fingerprints of the certificates that may call. */
  allowedPeers: list('ADAPTER_ALLOWED_PEERS'),
  /** Where the register's assets lie. */
  regions: list('ADAPTER_REGIONS', { rule: regionCode }),
  /** From when the register is complete; "nothing found" says so. */
  since: existingDay('ADAPTER_SINCE'),
  /** Who answers for receipts: id of a person or a system. */
  operator: text('ADAPTER_OPERATOR', { default: 'adapter' }),
  workingNote: text('ADAPTER_WORKING_NOTE', { default: '' }),
  maxConcurrent: integer('ADAPTER_MAX_CONCURRENT', { default: 8, min: 1, max: 200 }),
  maxPageRecords: integer('ADAPTER_MAX_PAGE_RECORDS', { default: 500, min: 1, max: 5_000 }),
  longestSearchMs: durationMs('ADAPTER_LONGEST_SEARCH_MS', { default: 60_000, min: 1_000 }),
  /** Where answers are brought that were put off; where it is not set the court has to ask for them. */
  inboxAddress: optional(text('INBOX_ADDRESS', { rule: listenAddress })),
  /** DNS name on the inbox's certificate, where it is not the address's host. */
  inboxTlsName: optional(text('INBOX_TLS_NAME')),
  drainMs: durationMs('ADAPTER_DRAIN_MS', { default: 5_000 }),
  connectTimeoutMs: durationMs('ADAPTER_CONNECT_TIMEOUT_MS', { default: 3_000, min: 100 }),
  reflectionImageFile: optional(filePath('ADAPTER_REFLECTION_IMAGE_FILE')),
  /** The agency's registry, as a role that may SELECT and nothing else. */
  registryUrl: url('REGISTRY_URL', postgres),
  /** The adapter's own journal, as the role that owns that database. */
  journalUrl: url('JOURNAL_URL', postgres),
  journalKeyFile: keyMadeHere('JOURNAL_KEY_FILE'),
  receiptKeyFile: keyMadeHere('RECEIPT_KEY_FILE'),
  warrantKeysFile: filePath('WARRANT_KEYS_FILE'),
  tlsCertificateFile: filePath('TLS_CERT_FILE'),
  tlsKeyFile: filePath('TLS_KEY_FILE'),
  tlsAuthorityFile: filePath('TLS_CA_FILE'),
  healthHost: text('HEALTH_HOST', { default: '127.0.0.1' }),
  healthPort: port('HEALTH_PORT'),
  graceMs: durationMs('SHUTDOWN_GRACE_MS', { default: 10_000 }),
  /** An OpenTelemetry collector (OTLP over HTTP, without /v1/traces); tracing is off without one. */
  tracesUrl: optional(url('OTEL_EXPORTER_OTLP_ENDPOINT', { protocols: ['http', 'https'] })),
  logLevel: oneOf('LOG_LEVEL', LOG_LEVELS, { default: 'info' }),
  /** Set by a parent that wants the process to end with it. */
  parentLink: optional(oneOf('PARENT_LINK', PARENT_LINKS)),
};

export type AdapterConfig = ConfigurationOf<typeof adapterFields>;

function keyMadeHere(variable: string) {
  return filePath(variable, { mustExist: false });
}

/** A day that exists: one that does not would make every "nothing found" malformed. */
function existingDay(variable: string): Field<string> {
  const day = /^\d{4}-\d{2}-\d{2}$/;
  return {
    ...text(variable),
    parse: (raw) =>
      day.test(raw) && parseDate(raw).ok
        ? { ok: true, value: raw }
        : { ok: false, problem: 'is no day of the calendar', remedy: 'Set it to a day YYYY-MM-DD' },
  };
}
