import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { startRedisServer } from '../src/redis-server.js';
import { makeEphemeralFolder } from '../src/servers/server-folder.js';

const installed = existsSync('/usr/bin/redis-server') || existsSync('/usr/local/bin/redis-server');

describe('a Redis of our own', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await makeEphemeralFolder('dianda-redis-test-');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  (installed ? it : it.skip)(
    'answers with the password only, never evicts, and is gone after the stop',
    async () => {
      const server = await startRedisServer(join(folder, 'redis'));
      if (server === undefined) throw new Error('redis-server is installed and did not start');
      const client = new Redis(server.url);
      expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
      expect(await client.config('GET', 'appendonly')).toEqual(['appendonly', 'no']);
      client.disconnect();
      const stranger = new Redis({
        host: '127.0.0.1',
        port: Number(new URL(server.url).port),
        lazyConnect: true,
      });
      stranger.on('error', () => undefined);
      await expect(stranger.ping()).rejects.toThrow('NOAUTH');
      stranger.disconnect();
      await server.stop();
      expect(server.process.running()).toBe(false);
    },
  );
});
