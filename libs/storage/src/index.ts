/** The core's ports on PostgreSQL: schema, encryption, leases, audit. TypeORM and SQL live here and nowhere else. */
export { BackupError } from './backup/backup-error.js';
export type { BackupManifest } from './backup/manifest.js';
export { restoreBackup, verifyBackup } from './backup/restore-backup.js';
export { writeBackup, type BackupToWrite } from './backup/write-backup.js';
export {
  createStorage,
  openAdministration,
  type Administration,
  type Storage,
  type StorageConfig,
} from './create-storage.js';
export { inspectSchema, migrate, RolesMissingError, type MigrationResult } from './schema/migrate.js';
export { provisionDatabase, type DatabaseToProvision, type ProvisionedDatabase } from './schema/provision.js';
export { queueSchemaName, roles as databaseRoles } from './schema/roles.js';
export { SchemaMismatchError, type SchemaState } from './schema/schema-state.js';
export type { StaffRegister } from './staff/staff-register.js';
export type { AgencyMeasure, OpenLegs, StorageMeasures } from './measures.js';
export type { StorageLog } from './storage-log.js';
export type { LegFact, StorageMeter } from './storage-meter.js';
export { OwnerRoleError } from './schema/app-role.js';
