import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { runConformance } from '../../src/conformance/program.js';
import { TestCourt } from '../test-court.js';
import { PocketAgency } from './pocket-agency.js';
import { PocketBackEnd } from './pocket-back-end.js';
import { pocketRows, pocketSubjects } from './pocket-world.js';

jest.setTimeout(60_000);

let court: TestCourt;

beforeAll(async () => {
  court = await TestCourt.open();
  writeFileSync(join(court.folder, 'subjects.json'), JSON.stringify(pocketSubjects));
});

afterAll(() => court.close());

async function run(argv: readonly string[]) {
  let [out, err] = ['', ''];
  const code = await runConformance(argv, {
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { code, out, err };
}

function whole(changes: Readonly<Record<string, string>> = {}): readonly string[] {
  const { authorityFile, certificateFile, keyFile } = court.filesOf('dispatcher');
  const options = {
    target: '127.0.0.1:1',
    'tls-name': 'adapter.test',
    ca: authorityFile,
    cert: certificateFile,
    key: keyFile,
    'warrant-key': join(court.folder, 'warrant.key.pem'),
    agency: 'agency-under-test',
    subjects: join(court.folder, 'subjects.json'),
    lang: 'en',
    ...changes,
  };
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
}

describe('the command line', () => {
  test('explains itself in Chinese, and in English when asked', async () => {
    const chinese = await run(['--help']);
    expect(chinese).toMatchObject({ code: 0, out: expect.stringContaining('被查询人文件') as string });
    const english = await run(['--help', '--lang', 'en']);
    expect(english.out).toContain('the subjects file');
  });

  test('with faults tells all of them at once, repeats no value, and exits 2', async () => {
    const { code, out, err } = await run([
      ...['--lang', 'en', '--target', 'nowhere', '--agency', 'Not A Code', '--only', 'found,nonsense'],
      ...['--control', 'udp:1', '--patience', 'long', '--subjects', join(court.folder, 'absent.json')],
    ]);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err.split('\n')).toEqual([
      'the conformance suite cannot run:',
      '  --target is malformed',
      '  --ca is missing',
      '  --cert is missing',
      '  --key is missing',
      '  --agency is malformed',
      '  --warrant-key is missing',
      expect.stringContaining('--subjects: ENOENT') as string,
      '  --control is malformed',
      '  --only is malformed',
      '  --patience is malformed',
      'see --help',
      '',
    ]);
  });

  test('with an option that nobody knows is refused', async () => {
    expect(await run(['--lang', 'en', '--targt', 'x'])).toMatchObject({
      code: 2,
      err: expect.stringContaining("Unknown option '--targt'") as string,
    });
  });

  test('whose proxy port is taken cannot run', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', () => resolve()));
    const address = taken.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { code, err } = await run(whole({ control: `tcp:127.0.0.1:${port ?? 0}=>127.0.0.1:1` }));
    taken.close();
    expect(code).toBe(2);
    expect(err).toContain('EADDRINUSE');
  });

  test('runs the scenarios that it names, prints them, and keeps the report', async () => {
    const backEnd = await PocketBackEnd.start(pocketRows);
    const agency = await PocketAgency.start({ court, backEndPort: () => backEnd.port });
    const report = join(court.folder, 'report.json');
    const told = await run(
      whole({ target: `127.0.0.1:${agency.port}`, only: 'found,nothing-found,back-end-down', report }),
    );
    agency.stop();
    await backEnd.stop();
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toContain('passed   nothing-found');
    expect(told.out).toContain('skipped  back-end-down');
    expect(told.out).toContain('PASSED: 2 passed, 0 failed, 1 skipped');
    expect(existsSync(report)).toBe(true);
  });

  test('makes a court for tests whose files the suite then takes, and tells which is for what', async () => {
    const folder = join(court.folder, 'test-court');
    const made = await run(['--lang', 'en', '--make-test-court', folder]);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toContain(join(folder, 'warrants.jwks.json'));
    const file = (name: string): string => join(folder, name);
    const { code, out, err } = await run(
      whole({
        ca: file('ca.pem'),
        cert: file('dispatcher.pem'),
        key: file('dispatcher.key.pem'),
        'stranger-cert': file('stranger.pem'),
        'stranger-key': file('stranger.key.pem'),
        'warrant-key': file('test-warrant.key.pem'),
        only: 'describe',
      }),
    );
    // All of them were read; nobody is there to be tested.
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('the server does not describe itself');
  });

  test('against a server that is not there fails, and says of each scenario why', async () => {
    const { code, out } = await run(whole({ only: 'tls-1-3,describe,found' }));
    expect(code).toBe(1);
    expect(out).toContain('the server does not describe itself');
    expect(out).toContain('came:     UNAVAILABLE without ErrorInfo');
    expect(out).toContain('FAILED: 0 passed, 3 failed, 0 skipped');
  });
});
