import { join } from 'node:path';
import type { AgencyDatabases } from '../agencies/agency-databases.js';
import type { SampleAgency } from '../sample-world/agencies.js';
import type { AgencyTrust, TrustFiles } from './trust-files.js';

type Environment = Readonly<Record<string, string>>;

/** Below the time after which an app that does not end is killed. */
const graceMs = 10_000;

const common: Environment = {
  PARENT_LINK: 'stdin',
  SHUTDOWN_GRACE_MS: String(graceMs),
  HEALTH_HOST: '127.0.0.1',
};

/** The platform's name in warrants; the adapters are told the same. */
const warrantIssuer = 'dianda-sample';

function tlsOf({ tls }: Pick<AgencyTrust, 'tls'>): Environment {
  return { TLS_CERT_FILE: tls.certificateFile, TLS_KEY_FILE: tls.keyFile, TLS_CA_FILE: tls.authorityFile };
}

/** Where the keys of an adapter's journal lie; it makes them at its first start. */
export function journalKeyFile({ folder }: Pick<TrustFiles, 'folder'>, slug: string): string {
  return join(folder, `journal-${slug}.json`);
}

export function adapterEnvironment(
  agency: Pick<SampleAgency, 'slug' | 'row' | 'regions' | 'since' | 'settings'>,
  trust: Pick<TrustFiles, 'folder' | 'dispatcherTlsName' | 'warrantKeySetFile'>,
  own: Pick<AgencyTrust, 'tls' | 'receiptKeyFile'>,
  databases: AgencyDatabases,
  ports: { readonly grpc: number; readonly health: number },
  /** Where it brings what it answers by itself; left out, nowhere. */
  inbox?: string,
): Environment {
  return {
    ...common,
    ...tlsOf(own),
    ADAPTER_AGENCY_CODE: agency.row.code,
    ADAPTER_AGENCY_NAME: agency.row.name.zh,
    ADAPTER_LISTEN: `127.0.0.1:${ports.grpc}`,
    ADAPTER_ALLOWED_PEERS: trust.dispatcherTlsName,
    ADAPTER_REGIONS: agency.regions,
    ADAPTER_SINCE: agency.since,
    ...(inbox === undefined ? {} : { INBOX_ADDRESS: inbox, INBOX_TLS_NAME: trust.dispatcherTlsName }),
    ...agency.settings,
    REGISTRY_URL: databases.registryUrl,
    JOURNAL_URL: databases.journalUrl,
    JOURNAL_KEY_FILE: journalKeyFile(trust, agency.slug),
    RECEIPT_KEY_FILE: own.receiptKeyFile,
    WARRANT_KEYS_FILE: trust.warrantKeySetFile,
    HEALTH_PORT: String(ports.health),
  };
}

export function dispatcherEnvironment(
  trust: TrustFiles,
  databaseUrl: string,
  redisUrl: string | undefined,
  places: { readonly health: number; readonly inbox: string },
): Environment {
  return {
    ...common,
    ...tlsOf({ tls: trust.dispatcherTls }),
    DATABASE_URL: databaseUrl,
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    KEY_RING_FILE: trust.keyRingFile,
    BLIND_INDEX_KEY_FILE: trust.blindIndexKeyFile,
    WARRANT_KEY_FILE: trust.warrantKeyFile,
    WARRANT_ISSUER: warrantIssuer,
    HEALTH_PORT: String(places.health),
    INBOX_LISTEN: places.inbox,
  };
}

/** All of a constellation lies on one machine, and so does the court's system that it tells. */
const webhooksToThisMachine: Environment = {
  WEBHOOK_HOSTS: '127.0.0.1',
  WEBHOOK_PRIVATE_ADDRESSES: 'true',
  WEBHOOK_PLAIN_HTTP: 'true',
};

export function gatewayEnvironment(
  trust: TrustFiles,
  databaseUrl: string,
  ports: { readonly http: number; readonly health: number },
): Environment {
  return {
    ...common,
    HOST: '127.0.0.1',
    PORT: String(ports.http),
    HEALTH_PORT: String(ports.health),
    DATABASE_URL: databaseUrl,
    KEY_RING_FILE: trust.keyRingFile,
    BLIND_INDEX_KEY_FILE: trust.blindIndexKeyFile,
    TOKEN_KEY_FILE: join(trust.folder, 'token.key.pem'),
    ...webhooksToThisMachine,
  };
}
