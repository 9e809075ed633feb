import { startRepeating, type RepeatingTask } from './interval.js';
import { currentLogContext } from './log-context.js';
import { createLogger } from './logger.js';

/** A turn that ends when the test says so. */
class HeldTurn {
  begun = 0;
  running = 0;
  mostAtOnce = 0;
  signal: AbortSignal | undefined;
  #end: (() => void) | undefined;

  readonly run = async (signal: AbortSignal): Promise<void> => {
    this.signal = signal;
    this.begun += 1;
    this.running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running);
    await new Promise<void>((resolve) => {
      this.#end = resolve;
    });
    this.running -= 1;
  };

  async end(): Promise<void> {
    if (this.#end === undefined) throw new Error('no turn is running');
    this.#end();
    this.#end = undefined;
    await jest.advanceTimersByTimeAsync(0);
  }
}

describe('a repeating task', () => {
  const written: string[] = [];
  const log = createLogger({ service: 'tested', destination: { write: (line) => void written.push(line) } });
  let task: RepeatingTask | undefined;

  beforeEach(() => {
    written.length = 0;
    jest.useFakeTimers();
  });
  afterEach(() => {
    void task?.stop();
    jest.useRealTimers();
  });

  it('takes its first turn at once and each next one a pause after the last has ended', async () => {
    const turn = new HeldTurn();
    task = startRepeating({ name: 'sweep', everyMs: 1_000, jitter: 0, run: turn.run, log });
    expect(turn.begun).toBe(1);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(turn.begun).toBe(1);
    await turn.end();
    await jest.advanceTimersByTimeAsync(999);
    expect(turn.begun).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(turn.begun).toBe(2);
  });

  it('takes exactly one more turn for all nudges that come during one', async () => {
    const turn = new HeldTurn();
    task = startRepeating({ name: 'feed', everyMs: 1_000, jitter: 0, run: turn.run, log });
    task.nudge();
    task.nudge();
    task.nudge();
    expect(turn.begun).toBe(1);
    await turn.end();
    expect(turn.begun).toBe(2);
    await turn.end();
    expect(turn.begun).toBe(2);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(turn.begun).toBe(3);
    expect(turn.mostAtOnce).toBe(1);
  });

  it('is woken from its pause by a nudge, and pauses a whole time again afterwards', async () => {
    const turn = new HeldTurn();
    task = startRepeating({ name: 'feed', everyMs: 1_000, jitter: 0, run: turn.run, log });
    await turn.end();
    await jest.advanceTimersByTimeAsync(900);
    task.nudge();
    task.nudge();
    await jest.advanceTimersByTimeAsync(0);
    expect(turn.begun).toBe(2);
    await turn.end();
    await jest.advanceTimersByTimeAsync(999);
    expect(turn.begun).toBe(2);
    await jest.advanceTimersByTimeAsync(1);
    expect(turn.begun).toBe(3);
  });

  it.each([
    [0, 800],
    [0.5, 1_000],
    [1, 1_200],
  ])('varies its pause by the jitter: random %d gives %d ms', async (random, pauseMs) => {
    const turn = new HeldTurn();
    task = startRepeating({
      name: 'feed',
      everyMs: 1_000,
      jitter: 0.2,
      run: turn.run,
      log,
      random: () => random,
    });
    await turn.end();
    await jest.advanceTimersByTimeAsync(pauseMs - 1);
    expect(turn.begun).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(turn.begun).toBe(2);
  });

  it('logs what a turn throws, without its message, and goes on', async () => {
    let turns = 0;
    const run = (): Promise<void> => {
      turns += 1;
      if (turns === 1) throw new Error('at once, about 320898199001010011');
      return turns === 2 ? Promise.reject(new Error('later')) : Promise.resolve();
    };
    task = startRepeating({ name: 'feed', everyMs: 100, jitter: 0, run, log });
    await jest.advanceTimersByTimeAsync(350);
    expect(turns).toBe(4);
    expect(written.map((line): unknown => JSON.parse(line))).toMatchObject([
      { level: 'error', task: 'feed', failureCount: 1, error: { name: 'Error' } },
      { level: 'error', task: 'feed', failureCount: 2 },
      { level: 'info', msg: 'the task works again', failureCount: 2 },
    ]);
    expect(written.join('')).not.toContain('about');
  });

  it('names itself in the log context of each turn', async () => {
    const contexts: unknown[] = [];
    const run = (): Promise<void> => Promise.resolve(void contexts.push(currentLogContext()));
    task = startRepeating({ name: 'feed', everyMs: 100, jitter: 0, run, log });
    await jest.advanceTimersByTimeAsync(100);
    expect(contexts).toEqual([{ task: 'feed' }, { task: 'feed' }]);
  });

  it('waits for the running turn when it is stopped, tells it, and takes no other', async () => {
    const turn = new HeldTurn();
    task = startRepeating({ name: 'feed', everyMs: 100, jitter: 0, run: turn.run, log });
    task.nudge();
    let isStopped = false;
    const stopped = task.stop().then(() => {
      isStopped = true;
    });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(isStopped).toBe(false);
    expect(turn.signal?.aborted).toBe(true);
    await turn.end();
    await stopped;
    task.nudge();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(turn.begun).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('stops at once in its pause', async () => {
    const turn = new HeldTurn();
    task = startRepeating({ name: 'feed', everyMs: 100, jitter: 0, run: turn.run, log });
    await turn.end();
    await task.stop();
    expect(turn.begun).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});
