import type {
  AccountStore,
  AgencyDirectory,
  AuditLog,
  BatchStore,
  CaseStore,
  ClientStore,
  HoldStore,
  InquiryEvents,
  InquiryStore,
  LegStore,
  Operations,
  RequestCounter,
  NoticeStore,
  WebhookStore,
} from '@dianda/inquiry';
import type { BlindIndex, KeyEncryptionKeyRing } from '@dianda/trust';
import { TypeOrmBatchStore } from './batches/typeorm-batch-store.js';
import { CaseVault } from './cases/case-vault.js';
import { HolidayRegister } from './calendar/holiday-register.js';
import { databaseError } from './database/database-errors.js';
import { Database } from './database/database.js';
import { Doorbell } from './database/doorbell.js';
import { SharedRequestCounter } from './limits/shared-request-counter.js';
import { requireAppRole } from './schema/app-role.js';
import { makeDataSource, type DataSourceSettings } from './schema/data-source.js';
import { requireCurrentSchema } from './schema/schema-state.js';
import { StaffRegister } from './staff/staff-register.js';
import { measuresOf, type StorageMeasures } from './measures.js';
import { silentLog, type StorageLog } from './storage-log.js';
import { silentMeter, type StorageMeter } from './storage-meter.js';
import { TypeOrmAccountStore } from './staff/typeorm-account-store.js';
import { TypeOrmAccountOperations } from './operations/typeorm-account-operations.js';
import { TypeOrmStaffOperations } from './operations/typeorm-staff-operations.js';
import { TypeOrmLegOperations } from './operations/typeorm-leg-operations.js';
import { TypeOrmAgencyOperations } from './operations/typeorm-agency-operations.js';
import { TypeOrmClientStore } from './staff/typeorm-client-store.js';
import { TypeOrmAgencyDirectory } from './agencies/typeorm-agency-directory.js';
import { TypeOrmAuditLog } from './audit/typeorm-audit-log.js';
import { TypeOrmCaseStore } from './cases/typeorm-case-store.js';
import { TypeOrmNoticeStore } from './cases/typeorm-notice-store.js';
import { TypeOrmHoldStore } from './agencies/typeorm-hold-store.js';
import { TypeOrmInquiryEvents } from './inquiries/typeorm-inquiry-events.js';
import { TypeOrmWebhookStore } from './webhooks/typeorm-webhook-store.js';
import { WebhookSecrets } from './webhooks/webhook-secrets.js';
import { TypeOrmInquiryStore } from './inquiries/typeorm-inquiry-store.js';
import { TypeOrmLegStore } from './legs/typeorm-leg-store.js';

export interface StorageConfig {
  /** `postgres://…` of the app's own role; a direct connection, since LISTEN needs a session. */
  readonly url: string;
  readonly keyRing: KeyEncryptionKeyRing;
  readonly blindIndexKey: BlindIndex;
  /** Connections for statements; one more is kept for LISTEN once somebody listens. */
  readonly poolSize: number;
  /** As shown in pg_stat_activity. */
  readonly applicationName: string;
  /** `redis://…` that counts requests; without it PostgreSQL does. */
  readonly redisUrl?: string | undefined;
  readonly log?: StorageLog;
  readonly meter?: StorageMeter;
  /** W3C traceparent of the work that is running, where tracing is on; an order remembers it. */
  readonly traceParent?: () => string | undefined;
}

/** The core's ports on one PostgreSQL database. */
export interface Storage {
  readonly cases: CaseStore;
  readonly directory: AgencyDirectory;
  readonly notices: NoticeStore;
  readonly inquiries: InquiryStore;
  readonly events: InquiryEvents;
  readonly webhooks: WebhookStore;
  readonly legs: LegStore;
  readonly holds: HoldStore;
  readonly audit: AuditLog;
  readonly accounts: AccountStore;
  readonly operations: Operations;
  /** What a page of metrics wants to know of the database. */
  readonly measures: StorageMeasures;
  readonly batches: BatchStore;
  readonly clients: ClientStore;
  readonly requests: RequestCounter;
  /** Returns when the database answers; throws STORAGE_UNAVAILABLE when not. */
  check(): Promise<void>;
  /** Sends the wakes that are still owed and closes all connections. */
  close(): Promise<void>;
}

/**
 * Connects and checks the schema. Throws SchemaMismatchError, saying what to do, when migrations are missing or newer
 * than this program, OwnerRoleError for a role that may do more than an app, and STORAGE_UNAVAILABLE when there is no database to speak to.
 */
export async function createStorage(config: StorageConfig): Promise<Storage> {
  const log = config.log ?? silentLog;
  const { source, database, doorbell, close } = await connect(config, log, config.meter ?? silentMeter);
  try {
    await requireAppRole(source);
  } catch (error) {
    await close();
    throw databaseError(error);
  }
  const requests =
    config.redisUrl === undefined
      ? SharedRequestCounter.onPostgres(source)
      : await SharedRequestCounter.onRedis(config.redisUrl, source, log);
  const vault = new CaseVault(config.keyRing, config.blindIndexKey);
  return {
    cases: new TypeOrmCaseStore(database, vault),
    directory: new TypeOrmAgencyDirectory(database, doorbell),
    notices: new TypeOrmNoticeStore(database, vault),
    inquiries: new TypeOrmInquiryStore(
      database,
      vault,
      doorbell,
      log,
      config.traceParent ?? (() => undefined),
    ),
    events: new TypeOrmInquiryEvents(database, doorbell),
    webhooks: new TypeOrmWebhookStore(database, doorbell, new WebhookSecrets(config.keyRing)),
    legs: new TypeOrmLegStore(database, vault, doorbell),
    holds: new TypeOrmHoldStore(database, doorbell),
    audit: new TypeOrmAuditLog(database),
    accounts: new TypeOrmAccountStore(database),
    operations: operationsOn(database, doorbell),
    measures: measuresOf(source, database),
    batches: new TypeOrmBatchStore(database, vault, config.keyRing),
    clients: new TypeOrmClientStore(database),
    requests,
    check: async () => {
      await database.rows('SELECT');
    },
    close: async () => {
      requests.close();
      await close();
    },
  };
}

/** What an administrator keeps, under the owner role; needs no keys and reads nothing about a case. */
export interface Administration {
  readonly staff: StaffRegister;
  readonly clients: ClientStore;
  readonly directory: AgencyDirectory;
  readonly holidays: HolidayRegister;
  readonly operations: Operations;
  /** Secrets of endpoints are sealed, so this one needs the gateway's keys. */
  readonly webhooks: (keyRing: KeyEncryptionKeyRing) => WebhookStore;
  close(): Promise<void>;
}

/** As `createStorage`, for `npm run dianda` and the stack. */
export async function openAdministration(
  config: Pick<StorageConfig, 'url' | 'applicationName'>,
): Promise<Administration> {
  const { database, doorbell, close } = await connect({ ...config, poolSize: 2 }, silentLog, silentMeter);
  return {
    staff: new StaffRegister(database),
    clients: new TypeOrmClientStore(database),
    directory: new TypeOrmAgencyDirectory(database, doorbell),
    holidays: new HolidayRegister(database, doorbell),
    operations: operationsOn(database, doorbell),
    webhooks: (keyRing) => new TypeOrmWebhookStore(database, doorbell, new WebhookSecrets(keyRing)),
    close,
  };
}

function operationsOn(database: Database, doorbell: Doorbell): Operations {
  return {
    agencies: new TypeOrmAgencyOperations(database, doorbell),
    legs: new TypeOrmLegOperations(database),
    staff: new TypeOrmStaffOperations(database),
    accounts: new TypeOrmAccountOperations(database),
  };
}

async function connect(settings: DataSourceSettings, log: StorageLog, meter: StorageMeter) {
  const source = makeDataSource(settings, log);
  try {
    await source.initialize();
  } catch (error) {
    throw databaseError(error);
  }
  try {
    await requireCurrentSchema(source);
  } catch (error) {
    await source.destroy();
    throw databaseError(error);
  }
  const database = new Database(source, meter);
  const doorbell = new Doorbell(database, settings.url, settings.applicationName, log);
  return {
    source,
    database,
    doorbell,
    close: async () => {
      await doorbell.close();
      await database.close();
    },
  };
}
