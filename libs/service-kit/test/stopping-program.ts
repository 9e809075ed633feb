/** A service of three parts for the shutdown tests; the first argument says what goes wrong with it. */
import { createServer } from 'node:http';
import { createLogger, createShutdown, watchParent } from '../src/index.js';

const mode = process.argv[2];
const log = createLogger({ service: 'stopping-program' });
const shutdown = createShutdown({ log, graceMs: mode === 'hung' ? 100 : 60_000 });

const server = createServer();
shutdown.register('database', () => log.info('database closed'));
shutdown.register('workers', () => {
  if (mode === 'hung' || mode === 'slow') return new Promise(() => undefined);
  log.info('workers closed');
  return undefined;
});
shutdown.register('http', () => server.close());
if (mode === 'stdin' || mode === 'ipc') watchParent(mode, shutdown);
// A test that fails must not leave this process behind.
setTimeout(() => process.exit(2), 20_000).unref();
server.listen(0, '127.0.0.1', () => log.info('up'));
if (mode === 'crash') setImmediate(() => void JSON.parse('{"id": 320898199001010011'));
if (mode === 'rejection') void Promise.reject(new Error('about Zhang San'));
