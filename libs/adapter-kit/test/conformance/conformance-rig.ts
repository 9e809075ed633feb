import { appendFileSync } from 'node:fs';
import { createLogger, createMetrics } from '@dianda/service-kit';
import { RegistryConnection, serveAdapter, type Adapter, type ServedAdapter } from '../../src/index.js';
import type { Report } from '../../src/conformance/report/report.js';
import { agencyCode, TestCourt } from '../test-court.js';
import { makeJournalDatabase, makeRegistry, type TestDatabase } from '../test-databases.js';
import { freePort } from './free-port.js';
import { emptyLog, keepReport, runSuiteOn } from './suite-under-test.js';

export interface RigOptions {
  /** The agency's own DDL. */
  readonly ddl: string;
  readonly maxPageRecords: number;
  readonly adapter: (
    registry: RegistryConnection,
    journal: { readonly url: string; readonly keyFile: string },
  ) => Adapter;
  /** Ends what the adapter opened besides its registry. */
  readonly closeAdapter?: () => Promise<void>;
}

/** An adapter on the kit whose way to its registry leads through the suite's proxy, so that every fault can be tried. */
export class ConformanceRig {
  private constructor(
    private readonly court: TestCourt,
    readonly registry: TestDatabase,
    private readonly journal: TestDatabase,
    private readonly connection: RegistryConnection,
    private readonly served: ServedAdapter,
    private readonly proxyPort: number,
    private readonly log: ReturnType<typeof emptyLog>,
    private readonly closeAdapter: () => Promise<void>,
  ) {}

  static async open(options: RigOptions): Promise<ConformanceRig> {
    const court = await TestCourt.open();
    const [registry, journal] = [await makeRegistry(options.ddl), await makeJournalDatabase()];
    const proxyPort = await freePort();
    const url = new URL(registry.url);
    url.hostname = '127.0.0.1';
    url.port = String(proxyPort);
    const connection = new RegistryConnection({
      url: url.href,
      maxConnections: MAX_CONCURRENT + 1,
      // Longer than 64 legs at once wait for a connection; a call that is given up waits no longer.
      connectTimeoutMs: 20_000,
      statementTimeoutMs: 20_000,
      applicationName: 'conformance',
    });
    const log = emptyLog();
    const logger = createLogger({
      service: 'adapter',
      destination: { write: (line: string) => appendFileSync(log.file, line) },
    });
    const { certificateFile, keyFile, authorityFile } = court.filesOf('adapter');
    const journalOptions = { url: journal.url, keyFile: court.journalKeyFile };
    const served = await serveAdapter({
      adapter: options.adapter(connection, journalOptions),
      agencyCode,
      listen: '127.0.0.1:0',
      tls: { certificateFile, keyFile, authorityFile },
      allowedPeers: ['dispatcher.test'],
      warrantKeysFile: court.warrantKeysFile,
      receiptKeyFile: court.receiptKeyFile,
      operator: 'system',
      journal: journalOptions,
      maxConcurrent: MAX_CONCURRENT,
      maxPageRecords: options.maxPageRecords,
      longestSearchMs: 20_000,
      connectTimeoutMs: 20_000,
      drainMs: 200,
      healthEveryMs: 250,
      reflectionImageFile: undefined,
      metrics: createMetrics('adapter', logger),
      log: logger,
    });
    const closeAdapter = options.closeAdapter ?? (() => Promise.resolve());
    return new ConformanceRig(court, registry, journal, connection, served, proxyPort, log, closeAdapter);
  }

  /** Runs the whole suite; `name` is the report's, `subjects` is what the subjects file would hold. */
  async run(name: string, subjects: object): Promise<Report> {
    const upstream = new URL(this.registry.url);
    const report = await runSuiteOn({
      court: this.court,
      port: this.served.port,
      subjects,
      logFiles: [this.log.file],
      control: {
        kind: 'tcp',
        listen: { host: '127.0.0.1', port: this.proxyPort },
        upstream: { host: upstream.hostname, port: Number(upstream.port) },
      },
    });
    keepReport(name, report);
    return report;
  }

  async close(): Promise<void> {
    await this.served.close();
    await this.closeAdapter();
    await this.connection.close();
    this.log.remove();
    this.court.close();
    await Promise.all([this.registry.drop(), this.journal.drop()]);
  }
}

/** So many that 64 legs at once need few turns. */
const MAX_CONCURRENT = 40;

/** A subject of the subjects file. */
export function subjectRow(
  { kind, name, document }: { readonly kind: string; readonly name: string; readonly document: object },
  more: object = {},
): object {
  return { kind, name, document, ...more };
}
