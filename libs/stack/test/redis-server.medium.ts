import { existsSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { startRedisServer } from '../src/redis-server.js';
import { makeEphemeralFolder } from '../src/servers/server-folder.js';

const installed = existsSync('/usr/bin/redis-server') || existsSync('/usr/local/bin/redis-server');

/** Sends commands as plain lines and answers what comes back before Redis closes the connection. */
function say(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    let received = '';
    socket.setEncoding('utf8').on('data', (text: string) => (received += text));
    socket.once('error', reject).once('close', () => {
      resolve(received);
    });
    socket.write([...lines, 'QUIT', ''].join('\r\n'));
  });
}

jest.setTimeout(60_000);

describe('a Redis of our own', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await makeEphemeralFolder('dianda-redis-test-');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  (installed ? it : it.skip)(
    'answers with the password only, never evicts, keeps no file, and is gone after the stop',
    async () => {
      const server = await startRedisServer({ folder: join(folder, 'redis') });
      if (server === undefined) throw new Error('redis-server is installed and did not start');
      const { port, password } = new URL(server.url);
      expect(await say(Number(port), ['PING'])).toContain('NOAUTH');
      const settings = await say(Number(port), [
        `AUTH ${password}`,
        'CONFIG GET maxmemory-policy',
        'CONFIG GET appendonly',
        'CONFIG GET save',
      ]);
      expect(settings).toMatch(/maxmemory-policy\s+\$\d+\s+noeviction/);
      expect(settings).toMatch(/appendonly\s+\$\d+\s+no\b/);
      expect(settings).toMatch(/save\s+\$0/);
      await server.stop();
      expect(server.process.running()).toBe(false);
    },
  );
});
