import { createHealth } from './health.js';
import { createLogger } from './logger.js';

describe('health', () => {
  const written: string[] = [];
  const log = createLogger({ service: 'tested', destination: { write: (line) => void written.push(line) } });
  const never = () => new Promise<void>(() => undefined);

  beforeEach(() => {
    written.length = 0;
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  it('is up when no check says otherwise, each kind by its own checks', async () => {
    const health = createHealth({ log });
    health.add('live', 'loop', () => undefined);
    health.add('ready', 'database', () => Promise.reject(new Error('no')));
    expect(await health.report('live')).toEqual({ status: 'up', checks: [{ name: 'loop', status: 'up' }] });
    expect(await health.report('ready')).toEqual({
      status: 'down',
      checks: [{ name: 'database', status: 'down', reason: 'CHECK_FAILED' }],
    });
  });

  it('tells the code of an error and never its text', async () => {
    const health = createHealth({ log });
    const reasons = [
      Object.assign(new Error('to 10.0.0.1'), { code: 'ECONNREFUSED' }),
      Object.assign(new Error('x'), { reason: 'HELD', code: 'OTHER' }),
      Object.assign(new Error('x'), { code: 'for 320898199001010011' }),
    ];
    reasons.forEach((error, index) => {
      health.add('ready', `c${index}`, () => {
        throw error;
      });
    });
    const { checks } = await health.report('ready');
    expect(checks.map(({ reason }) => reason)).toEqual(['ECONNREFUSED', 'HELD', 'CHECK_FAILED']);
  });

  it('gives a check its time and no more, tells it so, and still answers for the others', async () => {
    const health = createHealth({ log, checkTimeoutMs: 500 });
    let signal: AbortSignal | undefined;
    health.add('ready', 'hung', (given) => {
      signal = given;
      return never();
    });
    health.add('ready', 'well', () => undefined);
    const report = health.report('ready');
    await jest.advanceTimersByTimeAsync(499);
    expect(signal?.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(signal?.aborted).toBe(true);
    expect(await report).toEqual({
      status: 'down',
      checks: [
        { name: 'hung', status: 'down', reason: 'CHECK_TIMED_OUT' },
        { name: 'well', status: 'up' },
      ],
    });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not begin a check anew while it runs, but gives it up after five times too late', async () => {
    const health = createHealth({ log, checkTimeoutMs: 500 });
    let begun = 0;
    health.add('ready', 'hung', () => {
      begun += 1;
      return begun === 1 ? never() : undefined;
    });
    for (let probe = 1; probe <= 5; probe += 1) {
      const report = health.report('ready');
      await jest.advanceTimersByTimeAsync(500);
      expect((await report).status).toBe('down');
      expect(begun).toBe(1);
    }
    expect((await health.report('ready')).status).toBe('up');
    expect(begun).toBe(2);
  });

  it('asks a check again for each report once the last run is over, also when it throws at once', async () => {
    const health = createHealth({ log });
    let isWell = false;
    health.add('ready', 'database', () => {
      if (!isWell) throw new Error('not yet');
    });
    expect((await health.report('ready')).status).toBe('down');
    isWell = true;
    expect((await health.report('ready')).status).toBe('up');
  });

  it('logs a change of state once', async () => {
    const health = createHealth({ log });
    let isWell = false;
    health.add('ready', 'database', () => {
      if (!isWell) throw new Error('about 320898199001010011');
    });
    await health.report('ready');
    await health.report('ready');
    isWell = true;
    await health.report('ready');
    await health.report('ready');
    expect(written.map((line): unknown => JSON.parse(line))).toMatchObject([
      { level: 'warn', check: 'database', error: { name: 'Error' } },
      { level: 'info', check: 'database', msg: 'a health check is well again' },
    ]);
  });

  it('is live but not ready while the process stops', async () => {
    const stopping = new AbortController();
    const health = createHealth({ log, stopping: stopping.signal });
    health.add('ready', 'database', () => undefined);
    expect((await health.report('ready')).status).toBe('up');
    stopping.abort();
    expect((await health.report('live')).status).toBe('up');
    expect(await health.report('ready')).toEqual({
      status: 'down',
      checks: [
        { name: 'process', status: 'down', reason: 'STOPPING' },
        { name: 'database', status: 'up' },
      ],
    });
  });

  it('refuses two checks of one name', () => {
    const health = createHealth({ log });
    health.add('ready', 'database', () => undefined);
    health.add('live', 'database', () => undefined);
    expect(() => health.add('ready', 'database', () => undefined)).toThrow('database');
  });
});
