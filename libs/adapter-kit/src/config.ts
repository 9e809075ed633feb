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
  type TextRule,
} from '@dianda/service-kit';

const agencyCode: TextRule = {
  pattern: /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
  means: 'an agency code, such as land-registry-320898',
};
const listenAddress: TextRule = { pattern: /^[^\s:]+:\d{1,5}$/, means: 'host:port' };
const regionCode: TextRule = {
  pattern: /^(?:\d{2}|\d{4}|\d{6})$/,
  means: 'a GB/T 2260 code or prefix of 2, 4 or 6 digits (000000 is the whole country)',
};
const day: TextRule = { pattern: /^\d{4}-\d{2}-\d{2}$/, means: 'a day YYYY-MM-DD' };
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
  since: text('ADAPTER_SINCE', { rule: day }),
  /** Who answers for receipts: id of a person or a system. */
  operator: text('ADAPTER_OPERATOR', { default: 'adapter' }),
  workingNote: text('ADAPTER_WORKING_NOTE', { default: '' }),
  maxConcurrent: integer('ADAPTER_MAX_CONCURRENT', { default: 8, min: 1, max: 200 }),
  maxPageRecords: integer('ADAPTER_MAX_PAGE_RECORDS', { default: 500, min: 1, max: 5_000 }),
  longestSearchMs: durationMs('ADAPTER_LONGEST_SEARCH_MS', { default: 60_000, min: 1_000 }),
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
  logLevel: oneOf('LOG_LEVEL', LOG_LEVELS, { default: 'info' }),
  /** Set by a parent that wants the process to end with it. */
  parentLink: optional(oneOf('PARENT_LINK', PARENT_LINKS)),
};

export type AdapterConfig = ConfigurationOf<typeof adapterFields>;

function keyMadeHere(variable: string) {
  return filePath(variable, { mustExist: false });
}
