import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { ConfigurationError, readConfig, type ConfigurationFault } from './config.js';
import { durationMs, flag, integer, list, oneOf, optional, port, text, url } from './config-fields.js';
import { filePath, folder, jsonFile, secretFile } from './config-files.js';
import type { Secret } from './secret.js';

function faultsOf(read: () => unknown): readonly ConfigurationFault[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

describe('reading the configuration', () => {
  it('gives each property the type its field reads', () => {
    const config = readConfig(
      {
        court: text('COURT'),
        workers: integer('WORKERS', { min: 1, max: 64 }),
        pauseMs: durationMs('PAUSE_MS'),
        listenOn: port('PORT'),
        database: url('DATABASE_URL', { protocols: ['postgres', 'postgresql'] }),
        reflection: flag('REFLECTION'),
        backend: oneOf('BACKEND', ['redis', 'postgres']),
        peers: list('PEERS'),
        redis: optional(url('REDIS_URL', { protocols: ['redis'] })),
      },
      {
        COURT: ' 320800 ',
        WORKERS: '8',
        PAUSE_MS: '250',
        PORT: '3000',
        DATABASE_URL: 'postgres://app:hidden@localhost/dianda',
        REFLECTION: 'false',
        BACKEND: 'postgres',
        PEERS: 'a, b',
      },
    );
    const backend: 'redis' | 'postgres' = config.backend;
    const redis: string | undefined = config.redis;
    expect({ ...config, backend, redis }).toEqual({
      court: '320800',
      workers: 8,
      pauseMs: 250,
      listenOn: 3000,
      database: 'postgres://app:hidden@localhost/dianda',
      reflection: false,
      backend: 'postgres',
      peers: ['a', 'b'],
      redis: undefined,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes a blank variable for one that is not set', () => {
    expect(readConfig({ workers: integer('WORKERS', { default: 4 }) }, { WORKERS: '  ' })).toEqual({
      workers: 4,
    });
  });

  it('tells all faults at once, each on its own line with its name, what is wrong and what to do', () => {
    const read = () =>
      readConfig(
        {
          workers: integer('WORKERS', { min: 1, max: 64 }),
          listenOn: port('PORT'),
          backend: oneOf('BACKEND', ['redis', 'postgres']),
          reflection: flag('REFLECTION'),
          database: url('DATABASE_URL', { protocols: ['postgres'] }),
          court: text('COURT', { rule: { pattern: /^\d{6}$/, means: 'six digits' } }),
          peers: list('PEERS'),
          missing: text('MISSING'),
        },
        {
          WORKERS: '65',
          PORT: '80a',
          BACKEND: 'mysql',
          REFLECTION: 'yes',
          DATABASE_URL: 'mysql://x',
          COURT: '32',
          PEERS: 'a,,b',
        },
      );
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(
      new ConfigurationError([
        {
          variable: 'WORKERS',
          problem: '"65" is out of bounds',
          remedy: 'Set it to a whole number from 1 to 64',
        },
        {
          variable: 'PORT',
          problem: '"80a" is not a whole number',
          remedy: 'Set it to a whole number from 1 to 65535',
        },
        {
          variable: 'BACKEND',
          problem: '"mysql" is not one of the choices',
          remedy: 'Set it to one of: redis, postgres',
        },
        {
          variable: 'REFLECTION',
          problem: '"yes" is neither true nor false',
          remedy: 'Set it to true or false',
        },
        {
          variable: 'DATABASE_URL',
          problem: 'is a URL of another protocol',
          remedy: 'Set it to a URL that begins with postgres://',
        },
        { variable: 'COURT', problem: 'is not six digits', remedy: 'Set it to six digits' },
        { variable: 'PEERS', problem: 'item 2 is empty', remedy: 'Set it to items separated by commas' },
        { variable: 'MISSING', problem: 'is not set', remedy: 'Set it' },
      ]),
    );
  });

  it('keeps each fault on one line, whatever the value is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        const faults = faultsOf(() =>
          readConfig({ a: flag('A'), b: port('B') }, { A: `!${value}`, B: `!${value}` }),
        );
        expect(faults).toHaveLength(2);
        expect(new ConfigurationError(faults).message.split('\n')).toHaveLength(2);
      }),
    );
  });

  it('never shows the value of a URL, which may hold a password', () => {
    const faults = faultsOf(() =>
      readConfig(
        { a: url('A', { protocols: ['postgres'] }), b: url('B', { protocols: ['postgres'] }) },
        { A: 'hunter2', B: 'mysql://app:hunter2@db/x' },
      ),
    );
    expect(faults).toHaveLength(2);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });

  it.each(['1.5', '1e3', '0x10', '', '9007199254740993', ' 1 2', 'NaN'])(
    'does not take %j for a whole number',
    (value) => {
      expect(faultsOf(() => readConfig({ n: integer('N') }, { N: value }))).toHaveLength(1);
    },
  );

  it('refuses a default outside of its own bounds when the field is made', () => {
    expect(() => integer('N', { min: 5, default: 4 })).toThrow(RangeError);
  });

  it('takes no negative duration', () => {
    expect(faultsOf(() => readConfig({ a: durationMs('A_MS') }, { A_MS: '-1' }))).toHaveLength(1);
    // @ts-expect-error the name of a duration ends in its unit
    durationMs('A');
  });

  it('holds each item of a list to its rule', () => {
    const rule = { pattern: /^[a-z]+$/, means: 'a small word' };
    expect(readConfig({ a: list('A', { rule }) }, { A: 'x, y' })).toEqual({ a: ['x', 'y'] });
    expect(faultsOf(() => readConfig({ a: list('A', { rule }) }, { A: 'x,Y' }))).toEqual([
      {
        variable: 'A',
        problem: 'item 2 is not a small word',
        remedy: 'Set it to items separated by commas, each of them a small word',
      },
    ]);
  });
});

describe('unknown variables', () => {
  const schema = {
    workers: integer('DIANDA_WORKERS', { default: 1 }),
    key: optional(secretFile('DIANDA_KEY')),
  };

  it('are faults under the prefix, with the name that was meant when one is near', () => {
    const environment = { DIANDA_WORKER: '3', DIANDA_COLOUR: 'red', PATH: '/bin' };
    expect(faultsOf(() => readConfig(schema, environment, { prefix: 'DIANDA_' }))).toEqual([
      {
        variable: 'DIANDA_WORKER',
        problem: 'is not a variable of this program',
        remedy: 'Remove it, or rename it if DIANDA_WORKERS was meant',
      },
      { variable: 'DIANDA_COLOUR', problem: 'is not a variable of this program', remedy: 'Remove it' },
    ]);
  });

  it('are let be without a prefix, and when another program reads them', () => {
    const environment = { DIANDA_COLOUR: 'red' };
    expect(faultsOf(() => readConfig(schema, environment))).toEqual([]);
    const readElsewhere = ['DIANDA_COLOUR'];
    expect(faultsOf(() => readConfig(schema, environment, { prefix: 'DIANDA_', readElsewhere }))).toEqual([]);
  });
});

describe('files', () => {
  let home: string;
  const file = (name: string, content: string) => {
    writeFileSync(join(home, name), content);
    return join(home, name);
  };
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'service-kit-'));
  });
  afterAll(() => rmSync(home, { recursive: true }));

  it('give their secret, trimmed, in a wrapper that does not show it', () => {
    const { key } = readConfig({ key: secretFile('KEY') }, { KEY_FILE: file('key', ' hunter2\n') });
    const typed: Secret = key;
    expect(typed.reveal()).toBe('hunter2');
    expect(
      [String(key), JSON.stringify({ key }), inspect({ key }, { showHidden: true })].join(),
    ).not.toContain('hunter2');
  });

  it('refuse a secret in the environment itself without showing it', () => {
    const faults = faultsOf(() => readConfig({ key: secretFile('KEY') }, { KEY: 'hunter2' }));
    expect(faults).toEqual([
      {
        variable: 'KEY',
        problem: 'a secret is set in the environment itself',
        remedy: 'Unset it, write the secret to a file and set KEY_FILE to its path',
      },
    ]);
    const optionalToo = { key: optional(secretFile('KEY')) };
    expect(faultsOf(() => readConfig(optionalToo, { KEY: 'hunter2' }))).toEqual(faults);
  });

  it('are faults when they are empty, missing or folders', () => {
    const schema = { a: secretFile('A'), b: secretFile('B'), c: secretFile('C') };
    const faults = faultsOf(() =>
      readConfig(schema, { A_FILE: file('empty', ' \n'), B_FILE: join(home, 'none'), C_FILE: home }),
    );
    expect(faults.map(({ problem }) => problem.replace(/".*"/, '_'))).toEqual([
      'the file _ is empty',
      'the file _ does not exist',
      'the file _ is a folder',
    ]);
  });

  it('must be of the kind that was asked for, a default path too', () => {
    const plain = file('plain', 'x');
    const schema = {
      a: folder('A'),
      b: filePath('B'),
      c: folder('C', { default: join(home, 'none') }),
      d: folder('D', { mustExist: false }),
      e: folder('E', { writable: true }),
      f: filePath('F'),
    };
    const good = { D: join(home, 'new'), E: home, F: plain };
    const faults = faultsOf(() => readConfig(schema, { ...good, A: plain, B: home }));
    expect(faults.map(({ variable, problem }) => `${variable} ${problem.replace(/".*"/, '_')}`)).toEqual([
      'A _ is not a folder',
      'B _ is not a file',
      'C _ does not exist',
    ]);
    expect(readConfig(schema, { ...good, A: home, B: plain, C: home })).toMatchObject({
      d: join(home, 'new'),
    });
  });

  it('hold JSON that the check of the app turns into a type', () => {
    const check = (json: unknown): number => {
      if (typeof json !== 'number') throw new Error('it is not a number');
      return json;
    };
    const schema = { n: jsonFile('N', check) };
    const { n } = readConfig(schema, { N: file('n.json', '42') });
    expect(n + 1).toBe(43);
    const wrong = faultsOf(() => readConfig(schema, { N: file('s.json', '"hunter2"') }));
    expect(wrong[0]?.problem).toMatch(/^in the file ".*": it is not a number$/);
    const broken = faultsOf(() => readConfig(schema, { N: file('b.json', '{hunter2') }));
    expect(broken[0]?.problem).toMatch(/^the file ".*" is not JSON$/);
    expect(JSON.stringify([wrong, broken])).not.toContain('hunter2');
  });
});
