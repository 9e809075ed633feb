import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Metrics } from './metrics/metrics.js';
import { HEALTH_KINDS, type Health } from './health.js';

export interface HealthListenerOptions {
  readonly health: Health;
  readonly metrics: Metrics;
  /** 0 takes a free port. */
  readonly port: number;
  /** Default 127.0.0.1. In a container the probes come from outside: 0.0.0.0. */
  readonly host?: string;
}

export interface HealthListener {
  /** The port it listens on. */
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * The inner HTTP edge of a program, for those who run it: `GET /health/live` and `GET /health/ready` answer 200 or
 * 503 with the report as JSON, `GET /metrics` the page of metrics; another method 405, another path 404. It asks nobody
 * who he is: bind it where only probes and Prometheus reach it. Rejects when the port is taken.
 */
export async function startHealthListener(options: HealthListenerOptions): Promise<HealthListener> {
  const { health, metrics, port, host = '127.0.0.1' } = options;
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000, maxHeaderSize: 8_192 });
  server.on('request', (request, response) => {
    // Nothing here reads a body.
    request.resume();
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const kind = HEALTH_KINDS.find((each) => path === `/health/${each}`);
    if (kind === undefined && path !== '/metrics') {
      reply(response, 404, { status: 404, title: 'Not Found' });
    } else if (request.method !== 'GET') {
      response.setHeader('allow', 'GET');
      reply(response, 405, { status: 405, title: 'Method Not Allowed' });
    } else if (kind === undefined) {
      void metrics.page().then(
        (page) => write(response, 200, page.contentType, page.text),
        () => reply(response, 500, { status: 500, title: 'Internal Server Error' }),
      );
    } else {
      void health.report(kind).then((report) => reply(response, report.status === 'up' ? 200 : 503, report));
    }
  });
  await listen(server, port, host);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listener has no port');
  return { port: address.port, close: () => close(server) };
}

function reply(response: ServerResponse, status: number, body: object): void {
  write(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

function write(response: ServerResponse, status: number, contentType: string, text: string): void {
  // Each probe is a connection of its own, so that closing never waits for an idle one.
  response.writeHead(status, {
    'content-type': contentType,
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(text);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
