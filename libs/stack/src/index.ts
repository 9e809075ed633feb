/** One machine's constellation: servers, built apps, keys and a sample world. */
export { Constellation, type ConstellationOptions, type Credentials } from './constellation/constellation.js';
export { backUpInstallation, restoreInstallation, type InstallationBackup } from './installation/backup.js';
export { placesOf } from './installation/places.js';
export { StartRefusal } from './installation/start-refusal.js';
export type { PartEvent, PartListener } from './constellation/part-event.js';
export {
  startPostgresCluster,
  type PostgresCluster,
  type PostgresClusterOptions,
} from './postgres-cluster.js';
export { startRedisServer, type RedisServer } from './redis-server.js';
export { sampleAgencies, type SampleAgency } from './sample-world/agencies.js';
