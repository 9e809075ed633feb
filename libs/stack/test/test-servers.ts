import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startPostgresCluster } from '../src/postgres-cluster.js';
import { startRedisServer } from '../src/redis-server.js';
import { makeEphemeralFolder } from '../src/servers/server-folder.js';

declare global {
  // The teardown is loaded apart from the setup and meets it only here.
  var diandaStopTestServers: (() => Promise<void>) | undefined;
}

/** Starts the servers of a test run and names them in the environment that the test workers inherit. */
export async function startTestServers(): Promise<void> {
  const folder = await makeEphemeralFolder('dianda-test-');
  const removeOnExit = (): void => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  process.once('exit', removeOnExit);
  const [postgres, redis] = await Promise.all([
    startPostgresCluster({ folder: join(folder, 'postgres'), ephemeral: true, maxConnections: 300 }),
    startRedisServer({ folder: join(folder, 'redis') }),
  ]);
  process.env['DIANDA_TEST_POSTGRES_URL'] = postgres.superuserUrl();
  if (redis === undefined) {
    delete process.env['DIANDA_TEST_REDIS_URL'];
    process.stderr.write('Redis half skipped: redis-server is not installed\n');
  } else {
    process.env['DIANDA_TEST_REDIS_URL'] = redis.url;
  }
  globalThis.diandaStopTestServers = async () => {
    await Promise.allSettled([postgres.stop(), redis?.stop()]);
    await rm(folder, { recursive: true, force: true });
    process.removeListener('exit', removeOnExit);
  };
}
