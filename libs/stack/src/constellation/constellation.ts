import type { Agency, Hold } from '@dianda/inquiry';
import {
  inspectSchema,
  migrate,
  openAdministration,
  type Administration,
  type ProvisionedDatabase,
} from '@dianda/storage';
import { openClientKey } from '@dianda/trust';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeAgencyDatabases } from '../agencies/agency-databases.js';
import type { PostgresCluster } from '../postgres-cluster.js';
import type { AppProcess } from '../processes/app-process.js';
import type { SampleAgency } from '../sample-world/agencies.js';
import { courtSystemClient, opsAccount, sampleOfficers } from '../sample-world/court-desk.js';
import { enrolStaff } from '../sample-world/enrol.js';
import { moveAgencies } from '../sample-world/move-agencies.js';
import { freePort } from '../servers/free-port.js';
import {
  adapterEnvironment,
  dispatcherEnvironment,
  gatewayEnvironment,
  journalKeyFile,
} from './app-environments.js';
import { courtCluster, provisionCourtDatabase } from './court-database.js';
import type { PartListener } from './part-event.js';
import { PartStarter } from './part-starter.js';
import { ensureTrustFiles, trustFolderName, type AgencyTrust, type TrustFiles } from './trust-files.js';

export interface ConstellationOptions {
  /** Everything it keeps lies here: clusters, keys, logs. */
  readonly folder: string;
  /** The checked-out repository: agencies' DDL under apps/, the built programs under dist/. */
  readonly repository: string;
  /** The Node program that runs the apps. */
  readonly node: string;
  readonly agencies: readonly SampleAgency[];
  /** The data need not outlive the machine. */
  readonly ephemeral: boolean;
  /** Where rings live; Redis must be installed to be chosen. */
  readonly rings: 'postgres' | 'redis';
  /** Where the gateway listens; any free port unless given. */
  readonly gatewayPort?: number;
  /** Parts that die are started again. */
  readonly supervised?: boolean;
  /** Further variables for every app. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly onEvent: PartListener;
  /** Called before a schema that is there already is brought up to date, which it can prevent by rejecting. */
  readonly beforeUpgrade?: (ownerUrl: string, migrations: number) => Promise<void>;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What a machine client asks for tokens with. */
export interface ClientCredentials {
  readonly clientId: string;
  /** Its private key, PKCS #8 PEM. */
  readonly keyFile: string;
}

/** Agencies are asked over TLS 1.3 only; Node has no other switch for it. */
const tlsFloor = ['--tls-min-v1.3'];

/**
 * V8 lets a heap grow several times over before it collects where it thinks that memory is plenty. With these a process
 * under load stays below 300 MiB, and a reply of 32 MiB still fits. The container image has the same.
 */
const heapBounds = ['--max-old-space-size=768', '--max-semi-space-size=16'];

const localReady = (port: number): string => `http://127.0.0.1:${port}/health/ready`;
const localMetrics = (port: number): string => `http://127.0.0.1:${port}/metrics`;

/**
 * One machine's constellation: the built apps as processes of their own, on two PostgreSQL clusters (the court's, and
 * the agencies'), with keys and certificates made at the first start. Nothing of it outlives this process.
 */
export class Constellation {
  private readonly starter: PartStarter;
  private trust: TrustFiles | undefined;
  private ownerUrl = '';
  private url = '';
  private inboxEndpoint = '';
  private readonly journalUrls = new Map<string, string>();

  private constructor(private readonly options: ConstellationOptions) {
    mkdirSync(options.folder, { recursive: true });
    this.starter = new PartStarter(options);
  }

  /**
   * Starts everything and waits until it is ready. When a part fails, or the signal is aborted, all that has
   * started is ended before it rejects.
   */
  static async start(options: ConstellationOptions, signal?: AbortSignal): Promise<Constellation> {
    signal?.throwIfAborted();
    const constellation = new Constellation(options);
    const abort = (): void => void constellation.stop().catch(() => undefined);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      await constellation.startAll();
      signal?.throwIfAborted();
      return constellation;
    } catch (error) {
      await constellation.stop().catch(() => undefined);
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** `http://127.0.0.1:port` */
  get gatewayUrl(): string {
    return this.url;
  }

  /** Dianda's database as its owner: for `npm run dianda`. */
  get databaseUrl(): string {
    return this.ownerUrl;
  }

  /** The folder of Dianda's own keys and certificates. */
  get trustFolder(): string {
    return join(this.options.folder, trustFolderName);
  }

  /** Where agencies bring answers by themselves, and the name on the certificate there. */
  get inbox(): { readonly endpoint: string; readonly tlsName: string } {
    return { endpoint: this.inboxEndpoint, tlsName: known(this.trust).dispatcherTlsName };
  }

  /** The apps by name: `gateway`, `dispatcher`, `adapter-<slug>`; to be killed, stopped or started again. */
  get apps(): ReadonlyMap<string, AppProcess> {
    return this.starter.apps;
  }

  /** Every process of its own by name: the apps, and the servers with their first process. */
  get pids(): ReadonlyMap<string, number> {
    return this.starter.pids();
  }

  /** Milliseconds since its start began. */
  elapsedMs(): number {
    return this.starter.parts.elapsedMs();
  }

  get accounts(): {
    readonly officer: Credentials;
    readonly courtSystem: ClientCredentials;
    readonly ops: Credentials;
  } {
    const officer = known(sampleOfficers.find((each) => each.role === 'inquirer'));
    return {
      officer: this.credentialsOf(officer.username),
      courtSystem: { clientId: courtSystemClient.accountId, keyFile: known(this.trust).clientKeyFile },
      ops: this.credentialsOf(opsAccount.username),
    };
  }

  /** The password that a sample account got when it was made. */
  readonly passwordOf = (username: string): string => known(this.trust).password(username);

  /** The journal of an agency's adapter, at which its reviewers work too. */
  journalOf(slug: string): { readonly url: string; readonly keyFile: string } {
    const keyFile = journalKeyFile(known(this.trust), slug);
    return { url: known(this.journalUrls.get(slug)), keyFile };
  }

  /** Keys and certificates for one more agency, from the authority that signed for all others. */
  async trustFor(slug: string): Promise<AgencyTrust> {
    const trust = await ensureTrustFiles(this.trustFolder, [slug]);
    return known(trust.agencies.get(slug));
  }

  /** Puts rows into the agency directory, as an administrator would. */
  loadDirectory(rows: readonly Agency[]): Promise<void> {
    return administer(this.ownerUrl, ({ directory }) => directory.load(rows));
  }

  /** The holds in force with what only operators see of them. */
  holds(): Promise<readonly Hold[]> {
    return administer(this.ownerUrl, ({ directory }) => directory.holds());
  }

  /** Ends everything in order; a second call waits for the first. */
  stop(): Promise<void> {
    return this.starter.parts.stop();
  }

  private async startAll(): Promise<void> {
    this.inboxEndpoint = `127.0.0.1:${await freePort()}`;
    const slugs = this.options.agencies.map(({ slug }) => slug);
    const making = this.starter.parts.start('keys', () => ensureTrustFiles(this.trustFolder, slugs));
    const [trust, databases, rows, redisUrl] = await Promise.all([
      making,
      this.startCourtDatabase(making),
      this.startAgencies(making),
      this.options.rings === 'redis' ? this.starter.redis() : undefined,
    ]);
    this.trust = trust;
    this.ownerUrl = databases.ownerUrl;
    await administer(this.ownerUrl, ({ directory }) => moveAgencies(directory, rows));
    await Promise.all([
      this.startGateway(trust, databases.gatewayUrl),
      this.startDispatcher(trust, databases.dispatcherUrl, redisUrl),
    ]);
  }

  /** Dianda's own cluster: database, roles, schema, staff. */
  private async startCourtDatabase(making: Promise<TrustFiles>): Promise<ProvisionedDatabase> {
    const [cluster, trust] = await Promise.all([this.starter.cluster(courtCluster), making]);
    return this.starter.parts.start('schema', async () => {
      const databases = await provisionCourtDatabase(cluster, trust);
      const { missing, isNew } = await inspectSchema(databases.ownerUrl);
      if (!isNew && missing.length > 0) {
        await this.options.beforeUpgrade?.(databases.ownerUrl, missing.length);
      }
      await migrate(databases.ownerUrl);
      await administer(databases.ownerUrl, (administration) =>
        enrolStaff(
          administration,
          (username) => trust.password(username),
          openClientKey(trust.clientKeyFile),
        ),
      );
      return databases;
    });
  }

  /** The agencies' cluster, and on it each agency's databases and adapter. Answers their directory rows. */
  private async startAgencies(making: Promise<TrustFiles>): Promise<readonly Agency[]> {
    const [cluster, trust] = await Promise.all([this.starter.cluster('postgres-agencies'), making]);
    return Promise.all(this.options.agencies.map((agency) => this.startAgency(agency, cluster, trust)));
  }

  private async startAgency(
    agency: SampleAgency,
    cluster: PostgresCluster,
    trust: TrustFiles,
  ): Promise<Agency> {
    const databases = await makeAgencyDatabases(cluster.superuserUrl, {
      slug: agency.slug,
      schemaFile: join(this.options.repository, 'apps', agency.app, 'registry', 'schema.sql'),
      rows: agency.registry,
      closedTables: agency.closedTables,
      readerPassword: trust.secret(`${agency.slug}-reader`),
      journalPassword: trust.secret(`${agency.slug}-journal`),
    });
    this.journalUrls.set(agency.slug, databases.journalUrl);
    const own = known(trust.agencies.get(agency.slug));
    let endpoint = '';
    await this.starter.app({
      name: `adapter-${agency.slug}`,
      app: agency.app,
      tier: 'adapters',
      nodeFlags: [...tlsFloor, ...heapBounds],
      place: async () => {
        const ports = { grpc: await freePort(), health: await freePort() };
        endpoint = `127.0.0.1:${ports.grpc}`;
        return {
          env: adapterEnvironment(agency, trust, own, databases, ports, this.inboxEndpoint),
          readyUrl: localReady(ports.health),
          metricsUrl: localMetrics(ports.health),
        };
      },
    });
    return { ...agency.row, endpoint, tlsName: own.tlsName, receiptKeys: [{ ...own.receiptKey }] };
  }

  private startGateway(trust: TrustFiles, databaseUrl: string): Promise<void> {
    return this.starter.app({
      name: 'gateway',
      app: 'gateway',
      tier: 'gateway',
      nodeFlags: heapBounds,
      place: async () => {
        const ports = { http: this.options.gatewayPort ?? (await freePort()), health: await freePort() };
        this.url = `http://127.0.0.1:${ports.http}`;
        return {
          env: gatewayEnvironment(trust, databaseUrl, ports),
          readyUrl: localReady(ports.http),
          metricsUrl: localMetrics(ports.health),
        };
      },
    });
  }

  private startDispatcher(
    trust: TrustFiles,
    databaseUrl: string,
    redisUrl: string | undefined,
  ): Promise<void> {
    return this.starter.app({
      name: 'dispatcher',
      app: 'dispatcher',
      tier: 'dispatcher',
      nodeFlags: [...tlsFloor, ...heapBounds],
      place: async () => {
        const port = await freePort();
        return {
          env: dispatcherEnvironment(trust, databaseUrl, redisUrl, {
            health: port,
            inbox: this.inboxEndpoint,
          }),
          readyUrl: localReady(port),
          metricsUrl: localMetrics(port),
        };
      },
    });
  }

  private credentialsOf(username: string): Credentials {
    return { username, password: this.passwordOf(username) };
  }
}

async function administer<T>(url: string, work: (administration: Administration) => Promise<T>): Promise<T> {
  const administration = await openAdministration({ url, applicationName: 'dianda-stack' });
  try {
    return await work(administration);
  } finally {
    await administration.close();
  }
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('the constellation has not started');
  return value;
}
