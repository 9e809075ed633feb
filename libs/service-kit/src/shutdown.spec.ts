import { createLogger } from './logger.js';
import { createShutdown, type ProcessHost } from './shutdown.js';

/** A process whose signals, crashes and clock the test plays; it only notes that it was told to exit. */
class PlayedProcess implements ProcessHost {
  readonly exits: number[] = [];
  signal: (signal: 'SIGTERM' | 'SIGINT') => void = () => undefined;
  crash: (error: unknown) => void = () => undefined;
  readonly onSignal = (listener: typeof this.signal) => void (this.signal = listener);
  readonly onCrash = (listener: typeof this.crash) => void (this.crash = listener);
  readonly exit = (code: number) => void this.exits.push(code);
  readonly nowMs = () => Date.now();
}

describe('a shutdown', () => {
  const written: string[] = [];
  const log = createLogger({ service: 'tested', destination: { write: (line) => void written.push(line) } });
  const lines = () => written.map((line): unknown => JSON.parse(line));
  const never = () => new Promise<void>(() => undefined);
  let host: PlayedProcess;
  const begin = () => createShutdown({ log, graceMs: 1_000, host });

  beforeEach(() => {
    written.length = 0;
    host = new PlayedProcess();
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  it('runs the closers one after another, the last registered first, and exits with 0', async () => {
    const shutdown = begin();
    const closed: string[] = [];
    shutdown.register('database', () => void closed.push('database'));
    shutdown.register('workers', async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      closed.push('workers');
    });
    host.signal('SIGTERM');
    expect(shutdown.stopping.aborted).toBe(true);
    await jest.advanceTimersByTimeAsync(99);
    expect(closed).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(closed).toEqual(['workers', 'database']);
    expect(host.exits).toEqual([0]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('closes what is registered while it stops', async () => {
    const shutdown = begin();
    const closed: string[] = [];
    shutdown.register('first', () => {
      shutdown.register('late', () => void closed.push('late'));
    });
    shutdown.stop('ASKED');
    await jest.advanceTimersByTimeAsync(0);
    expect(closed).toEqual(['late']);
    expect(host.exits).toEqual([0]);
  });

  it('goes on after a closer that fails, names it and exits with 1', async () => {
    const shutdown = begin();
    let isClosed = false;
    shutdown.register('database', () => void (isClosed = true));
    shutdown.register('workers', () => Promise.reject(new Error('no')));
    shutdown.stop('ASKED');
    await jest.advanceTimersByTimeAsync(0);
    expect(isClosed).toBe(true);
    expect(host.exits).toEqual([1]);
    expect(lines()).toContainEqual(expect.objectContaining({ level: 'error', closer: 'workers' }));
  });

  it('exits with 1 when the grace time is over, naming what hangs and what was not reached', async () => {
    const shutdown = begin();
    shutdown.register('pool', () => undefined);
    shutdown.register('database', () => undefined);
    shutdown.register('workers', never);
    host.signal('SIGTERM');
    await jest.advanceTimersByTimeAsync(999);
    expect(host.exits).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(host.exits).toEqual([1]);
    expect(lines()).toContainEqual(
      expect.objectContaining({ level: 'error', closer: 'workers', closers: ['database', 'pool'] }),
    );
  });

  it('exits at once on a second signal, but not on the echo of the first', async () => {
    const shutdown = begin();
    shutdown.register('workers', never);
    host.signal('SIGINT');
    await jest.advanceTimersByTimeAsync(20);
    host.signal('SIGINT');
    expect(host.exits).toEqual([]);
    await jest.advanceTimersByTimeAsync(400);
    host.signal('SIGINT');
    expect(host.exits).toEqual([130]);
  });

  it('takes the first signal during a stop of another cause for no second one', async () => {
    const shutdown = begin();
    shutdown.register('workers', never);
    shutdown.stop('PARENT_GONE');
    await jest.advanceTimersByTimeAsync(500);
    host.signal('SIGTERM');
    expect(host.exits).toEqual([]);
    await jest.advanceTimersByTimeAsync(400);
    host.signal('SIGTERM');
    expect(host.exits).toEqual([143]);
  });

  it('stops in order after an error nobody caught, logs it without its message and exits with 1', async () => {
    const shutdown = begin();
    let isClosed = false;
    shutdown.register('database', () => void (isClosed = true));
    host.crash(new TypeError('about 320898199001010011'));
    await jest.advanceTimersByTimeAsync(0);
    expect(isClosed).toBe(true);
    expect(host.exits).toEqual([1]);
    expect(lines()).toContainEqual(
      expect.objectContaining({
        level: 'fatal',
        error: expect.objectContaining({ name: 'TypeError' }) as unknown,
      }),
    );
    expect(written.join('')).not.toContain('about');
  });

  it('begins once, however often it is asked', async () => {
    const shutdown = begin();
    let count = 0;
    shutdown.register('database', () => void (count += 1));
    shutdown.stop('ASKED');
    shutdown.stop('PARENT_GONE');
    await jest.advanceTimersByTimeAsync(0);
    expect([count, host.exits]).toEqual([1, [0]]);
  });
});
