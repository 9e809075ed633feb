export {
  startPostgresCluster,
  type PostgresCluster,
  type PostgresClusterOptions,
} from './postgres-cluster.js';
export { startRedisServer, type RedisServer } from './redis-server.js';
