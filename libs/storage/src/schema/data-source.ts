import { DataSource } from 'typeorm';
import { databaseError } from '../database/database-errors.js';
import * as entities from '../entities/index.js';
import { SnakeCaseNaming } from '../entities/snake-case-naming.js';
import type { StorageLog } from '../storage-log.js';
import { migrations } from './migrations/index.js';
import { schemaName } from './roles.js';

export interface DataSourceSettings {
  readonly url: string;
  readonly poolSize: number;
  readonly applicationName: string;
}

/** A connection that stays away longer than this is an outage, not a wait. */
const connectTimeoutMs = 5_000;
/** No statement of ours comes near it; it ends what hangs before a person gives up. */
const statementTimeoutMs = 30_000;
/** Locks are held for one transaction of some milliseconds; who waits this long waits for a stuck one. */
const lockTimeoutMs = 10_000;
const idleInTransactionTimeoutMs = 30_000;

/** TypeORM's way to the database, not yet connected. It logs nothing: statements carry personal data's ciphertext. */
export function makeDataSource(settings: DataSourceSettings, log: StorageLog): DataSource {
  return new DataSource({
    type: 'postgres',
    url: settings.url,
    schema: schemaName,
    entities: Object.values(entities),
    migrations: [...migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeCaseNaming(),
    synchronize: false,
    logging: false,
    installExtensions: false,
    poolSize: settings.poolSize,
    applicationName: settings.applicationName,
    connectTimeoutMS: connectTimeoutMs,
    // A connection that dies idle is replaced by the pool; the next statement tells if the server is gone.
    poolErrorHandler: (error: unknown) => {
      log.warn('an idle database connection was lost', { error: databaseError(error) });
    },
    extra: {
      keepAlive: true,
      statement_timeout: statementTimeoutMs,
      lock_timeout: lockTimeoutMs,
      idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
    },
  });
}
