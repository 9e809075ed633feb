import { withLogContext } from './log-context.js';
import { createLogger, type LogLevel } from './logger.js';
import { nestLogger } from './nest-logger.js';

function recorder(level: LogLevel = 'trace') {
  const written: string[] = [];
  const log = createLogger({
    service: 'tested',
    level,
    destination: { write: (line) => void written.push(line) },
  });
  const lines = () => written.map((line): unknown => JSON.parse(line));
  return { log, lines, output: () => written.join('') };
}

/** Personal data of one synthetic person and company, none of which may ever show. */
const CITIZEN = '32089819900101002X';
const COMPANY = '91320898MA1AAAAA5K';
const CARD = '6200000000000000000';
const NAME = '欧阳某某';
const LATIN_NAME = 'Ouyang Moumou';
const PLANTED = [CITIZEN, COMPANY, CARD, NAME, LATIN_NAME, '某某', 'Moumou'];

function expectNothingPlanted(output: string): void {
  expect(output).not.toBe('');
  for (const secret of PLANTED) expect(output).not.toContain(secret);
}

class QuotingError extends Error {
  override readonly name = 'QuotingError';
  readonly reason = 'SUBJECT_UNKNOWN';
  readonly kind = 'not-found';
  readonly origin = 'agency';
  readonly detail = `no row for ${NAME}`;
  readonly parameters = [CITIZEN, NAME];
}

describe('a log line', () => {
  it('is JSON with level, time with zone, service, process, context, fields and message', () => {
    const { log, lines } = recorder();
    withLogContext({ requestId: 'r-1', agencyCode: 'bank-a' }, () => {
      withLogContext({ legId: 'l-1' }, () =>
        log.info('leg asked', { attempt: 2, tookMs: 12.5, dueAt: new Date(0) }),
      );
    });
    log.warn('no context here');
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown,
        service: 'tested',
        pid: process.pid,
        requestId: 'r-1',
        agencyCode: 'bank-a',
        legId: 'l-1',
        attempt: 2,
        tookMs: 12.5,
        dueAt: '1970-01-01T00:00:00.000Z',
        msg: 'leg asked',
      },
      {
        level: 'warn',
        time: expect.any(String) as unknown,
        service: 'tested',
        pid: process.pid,
        msg: 'no context here',
      },
    ]);
  });

  it('keeps the context of its own work across awaits', async () => {
    const { log, lines } = recorder();
    const work = (legId: string, turns: number) =>
      withLogContext({ legId }, async () => {
        for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
        log.info('done');
      });
    await Promise.all([work('slow', 5), work('fast', 1)]);
    expect(lines()).toMatchObject([{ legId: 'fast' }, { legId: 'slow' }]);
  });

  it('is not written below the level', () => {
    const { log, output } = recorder('warn');
    log.info('quiet');
    expect(output()).toBe('');
  });

  it('carries the fields of a child logger', () => {
    const { log, lines } = recorder();
    log.child({ component: 'feed' }).child({ queue: 'bank-a' }).info('rung', { attempt: 1 });
    expect(lines()).toMatchObject([{ component: 'feed', queue: 'bank-a', attempt: 1 }]);
  });

  it('lets allowed names pass at any depth and counts what it drops', () => {
    const { log, lines } = recorder();
    const loose: object = {
      checks: [{ check: 'database', name: NAME }, 'x'],
      state: { reason: 'CLOSED', who: { legId: 'l-1' } },
      name: NAME,
      secondName: { legId: 'l-2' },
      [`${NAME}Count`]: 3,
      ageCount: 'Moumou',
      bornAt: '1990-01-01',
    };
    log.info('nested', loose);
    expect(lines()).toMatchObject([
      {
        checks: [{ check: 'database', droppedFieldCount: 1 }, 'x'],
        state: { reason: 'CLOSED', droppedFieldCount: 1 },
        droppedFieldCount: 5,
      },
    ]);
  });

  it('survives cycles, throwing getters, big numbers, bytes and functions', () => {
    const { log, lines } = recorder();
    const cycle: { state?: unknown } = {};
    cycle.state = cycle;
    const strange: object = {
      state: cycle,
      code: 10n ** 20n,
      legId: 320898199001010011n,
      attempt: 320898199001010,
      round: Number.NaN,
      table: Buffer.from('abc'),
      checks: [() => 1, 'kept'],
      get reason(): string {
        throw new Error(NAME);
      },
    };
    log.info('strange', strange);
    expect(lines()).toMatchObject([
      {
        state: { state: { state: { state: { state: '[deep]' } } } },
        code: '[masked]',
        legId: '[masked]',
        attempt: '[masked]',
        round: 'NaN',
        table: '[bytes]',
        checks: ['kept'],
        droppedFieldCount: 1,
      },
    ]);
  });

  it('does not compile with a message made at run time or a field that is not allowed', () => {
    const { log, output } = recorder();
    const who: string = NAME;
    // @ts-expect-error a message made at run time
    log.info(who);
    // @ts-expect-error a message with something filled in
    log.info(`asked for ${who}`);
    // @ts-expect-error a field that is not on the allow-list
    log.info('asked', { name: who });
    // @ts-expect-error a measure that is no number
    log.info('asked', { tookMs: who });
    expectNothingPlanted(output());
  });
});

describe('an error in a log', () => {
  it('tells its name, reason, kind, origin, code, stack and causes, and not its message', () => {
    const { log, lines, output } = recorder();
    const driver = Object.assign(new Error(`Key (id)=(${CITIZEN}) exists`), {
      code: '23505',
      constraint: 'subject_pk',
      detail: NAME,
      query: `select '${CARD}'`,
    });
    const cause = new Error(`while reading ${LATIN_NAME}`, { cause: driver });
    log.error('leg failed', { error: new QuotingError(`no ${NAME}, ${CITIZEN}`, { cause }) });
    expect(lines()).toMatchObject([
      {
        error: {
          name: 'QuotingError',
          reason: 'SUBJECT_UNKNOWN',
          kind: 'not-found',
          origin: 'agency',
          stack: expect.stringMatching(/^at .*logger\.spec\.ts:\d+:\d+/) as unknown,
          cause: { name: 'Error', cause: { name: 'Error', code: '23505', constraint: 'subject_pk' } },
        },
      },
    ]);
    expect(output()).not.toContain('detail');
    expectNothingPlanted(output());
  });

  it('tells which file or port a call to the system failed on, and takes nobody else’s word for one', () => {
    const { log, lines } = recorder();
    const missing = Object.assign(new Error('quotes'), {
      code: 'ENOENT',
      syscall: 'open',
      path: '/etc/dianda/key.pem',
    });
    const taken = Object.assign(new Error('quotes'), {
      code: 'EADDRINUSE',
      syscall: 'listen',
      address: '::1',
      port: 3000,
    });
    const other = Object.assign(new Error('quotes'), { code: 'X', path: '/api/v1/cases/1', port: 7 });
    for (const error of [missing, taken, other]) log.error('failed', { error });
    expect(lines()).toMatchObject([
      { error: { code: 'ENOENT', path: '/etc/dianda/key.pem' } },
      { error: { code: 'EADDRINUSE', address: '::1', port: 3000 } },
      { error: { code: 'X' } },
    ]);
    expect(JSON.stringify(lines()[2])).not.toContain('cases');
  });

  it('tells its detail when its class says that it is safe, masked all the same', () => {
    const { log, lines } = recorder();
    class SafeError extends Error {
      readonly detailIsSafe = true;
      readonly detail = `leg is closed (${CITIZEN})`;
    }
    log.error('refused', { error: new SafeError(NAME) });
    expect(lines()).toMatchObject([{ error: { detail: 'leg is closed ([masked])' } }]);
  });

  it('does not take lines of its message for stack frames', () => {
    const { log, output } = recorder();
    log.error('x', { error: new Error(`first\n    at ${LATIN_NAME}\n    at ${NAME} (/a/${CITIZEN}:1:1)`) });
    expectNothingPlanted(output());
    expect(output()).toContain('logger.spec.ts');
  });

  it('describes whatever else was thrown without its words', () => {
    const { log, lines, output } = recorder();
    for (const error of [
      NAME,
      { message: CITIZEN, code: 14 },
      null,
      new AggregateError([new Error(NAME)], NAME),
    ]) {
      log.error('x', { error });
    }
    expect(lines()).toMatchObject([
      { error: { name: 'thrown string' } },
      { error: { name: 'thrown object', code: 14 } },
      { error: { name: 'thrown object' } },
      { error: { name: 'AggregateError', errors: [{ name: 'Error' }] } },
    ]);
    expectNothingPlanted(output());
  });
});

describe('personal data', () => {
  it('does not come out, wherever it is planted', () => {
    const { log, output } = recorder();
    const planted = [CITIZEN, COMPANY, CARD, NAME, LATIN_NAME];
    for (const secret of planted) {
      const everywhere: object = {
        legId: secret,
        reason: secret,
        subject: secret,
        [secret]: secret,
        state: { reason: secret, inner: { name: secret }, [secret]: 1 },
        checks: [secret, [secret], { code: secret }],
        seenAt: secret,
        tookMs: secret,
        libraryText: { text: secret },
        error: new QuotingError(secret, { cause: new Error(secret, { cause: secret }) }),
      };
      withLogContext(everywhere, () => {
        log.child(everywhere).info('planted', everywhere);
        log.error('planted', {
          error: Object.assign(new Error(secret), everywhere, { name: secret, stack: secret }),
        });
        log.error('planted', { error: { ...everywhere, errors: [secret, new Error(secret)] } });
      });
    }
    expectNothingPlanted(output());
  });

  it('is masked in a message too, should one get past the compiler', () => {
    const { log, output } = recorder();
    for (const message of [`for ${CITIZEN}`, `for ${COMPANY}, ${CARD}`, `for ${NAME}`]) {
      Reflect.apply(log.info, undefined, [message]);
    }
    expect(output()).toContain('for [masked]');
    expectNothingPlanted(output());
  });
});

describe("Nest's own lines", () => {
  it('come with their context, masked', () => {
    const { log, lines } = recorder();
    const nest = nestLogger(log);
    nest.log('Nest application successfully started', 'NestApplication');
    nest.warn(`odd ${CITIZEN} ${NAME}`);
    nest.verbose?.('much', 'X');
    expect(lines()).toMatchObject([
      {
        level: 'info',
        msg: 'Nest',
        component: 'NestApplication',
        libraryText: 'Nest application successfully started',
      },
      { level: 'warn', libraryText: 'odd [masked] [text]' },
      { level: 'trace', component: 'X' },
    ]);
  });

  it('tell an error without its message, in each way Nest hands one over', () => {
    const { log, lines, output } = recorder();
    const nest = nestLogger(log);
    const error = new QuotingError(`about ${LATIN_NAME}`);
    nest.error(error, undefined, 'ExceptionsHandler');
    nest.error(error, error.stack);
    nest.error(error.message, error.stack, 'Somewhere');
    nest.error(String(error), 'Elsewhere');
    nest.fatal?.(error);
    expect(lines()).toMatchObject([
      { level: 'error', component: 'ExceptionsHandler', error: { reason: 'SUBJECT_UNKNOWN' } },
      { error: { reason: 'SUBJECT_UNKNOWN' } },
      { component: 'Somewhere', error: { stack: expect.stringContaining('logger.spec.ts') as unknown } },
      { component: 'Elsewhere' },
      { level: 'fatal', error: { name: 'QuotingError' } },
    ]);
    expectNothingPlanted(output());
  });

  it('tell in words what Nest says of our wiring', () => {
    class RuntimeException extends Error {}
    class UnknownDependenciesException extends RuntimeException {}
    const { log, lines } = recorder();
    nestLogger(log).error(new UnknownDependenciesException("Nest can't resolve dependencies of the X (?)"));
    expect(lines()).toMatchObject([{ libraryText: "Nest can't resolve dependencies of the X (?)" }]);
  });
});
