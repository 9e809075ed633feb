import { connect } from 'node:net';
import { createHealth } from './health.js';
import { startHealthListener, type HealthListener } from './health-listener.js';
import { createLogger } from './logger.js';
import { createMetrics } from './metrics/metrics.js';

describe('the health listener', () => {
  const log = createLogger({ service: 'tested', level: 'silent' });
  const metrics = createMetrics('dispatcher', log);
  let isWell = true;
  let listener: HealthListener;
  const url = (path: string) => `http://127.0.0.1:${listener.port}${path}`;

  beforeAll(async () => {
    const health = createHealth({ log });
    health.add('live', 'loop', () => undefined);
    health.add('ready', 'database', () => {
      if (!isWell) throw new Error('no');
    });
    listener = await startHealthListener({ health, metrics, port: 0 });
  });
  afterAll(() => listener.close());

  it('answers 200 with the report when all is well, whatever query a probe adds', async () => {
    for (const path of ['/health/live', '/health/ready', '/health/ready?from=probe']) {
      const response = await fetch(url(path));
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toMatchObject({ status: 'up' });
    }
  });

  it('answers 503 with the check that is down', async () => {
    isWell = false;
    const ready = await fetch(url('/health/ready'));
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({
      status: 'down',
      checks: [{ name: 'database', status: 'down', reason: 'CHECK_FAILED' }],
    });
    expect((await fetch(url('/health/live'))).status).toBe(200);
    isWell = true;
  });

  it('serves the page of metrics, in the format that Prometheus asks for', async () => {
    const response = await fetch(url('/metrics'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await response.text()).toContain('# TYPE process_cpu_seconds_total counter');
  });

  it.each(['/', '/health', '/health/', '/health/live/', '/metrics/', '/health/../health/dead'])(
    'answers 404 to any other path: %s',
    async (path) => {
      expect((await fetch(url(path))).status).toBe(404);
    },
  );

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('answers 405 to %s', async (method) => {
    const response = await fetch(url('/health/live'), { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET');
  });

  it('answers 405 to a large body and reads on', async () => {
    const response = await fetch(url('/health/live'), { method: 'POST', body: 'x'.repeat(1_000_000) });
    expect(response.status).toBe(405);
  });

  it('rejects when its port is taken', async () => {
    const health = createHealth({ log });
    await expect(startHealthListener({ health, metrics, port: listener.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  it('closes although a client holds an idle connection open', async () => {
    const other = await startHealthListener({ health: createHealth({ log }), metrics, port: 0 });
    const socket = connect(other.port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const gone = new Promise((resolve) => socket.once('close', resolve));
    await other.close();
    await gone;
    await expect(fetch(`http://127.0.0.1:${other.port}/health/live`)).rejects.toThrow();
  });
});
