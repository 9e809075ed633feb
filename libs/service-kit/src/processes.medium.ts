import { execFileSync, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { compileCopy, type CompiledCopy } from '../test/compiled-copy.js';
import { RunningProgram } from '../test/running-program.js';

let copy: CompiledCopy;
const started: RunningProgram[] = [];

function start(
  name: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
  flags: readonly string[] = [],
) {
  const program = new RunningProgram(
    process.execPath,
    [...flags, copy.program(name), ...args],
    'ignore',
    env,
  );
  started.push(program);
  return program;
}

beforeAll(() => {
  copy = compileCopy();
});
afterAll(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await Promise.all(started.map((program) => program.ended()));
  copy.remove();
});

describe('a process with a shutdown', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'closes its parts in reverse order on %s and exits with 0',
    async (signal) => {
      const program = start('stopping-program');
      await program.says('"msg":"up"');
      program.child.kill(signal);
      expect(await program.ended()).toBe(0);
      expect(program.output).toMatch(
        /"reason":"SIG(TERM|INT)".*\n.*workers closed.*\n.*database closed.*\n.*"msg":"stopped"/,
      );
    },
  );

  it('exits with 1 when a closer hangs on nothing at all, and names it', async () => {
    const program = start('stopping-program', ['hung']);
    await program.says('"msg":"up"');
    program.child.kill('SIGTERM');
    expect(await program.ended()).toBe(1);
    expect(program.output).toContain('"closer":"workers","closers":["database"]');
  });

  it('exits at once on a second signal', async () => {
    const program = start('stopping-program', ['slow']);
    await program.says('"msg":"up"');
    program.child.kill('SIGTERM');
    await program.says('"msg":"stopping"');
    // Longer than the echo of one signal may take.
    await sleep(400);
    program.child.kill('SIGTERM');
    expect(await program.ended()).toBe(143);
    expect(program.output).not.toContain('database closed');
  });

  it.each(['crash', 'rejection'])(
    'closes its parts and exits with 1 after a %s, whose words are not printed',
    async (mode) => {
      const program = start('stopping-program', [mode]);
      expect(await program.ended()).toBe(1);
      expect(program.output).toContain('"level":"fatal"');
      expect(program.output).toContain('database closed');
      expect(program.output).not.toMatch(/320898|Zhang|Unexpected|Expected/);
    },
  );

  it.each(['stdin', 'ipc'])('stops when its parent is killed, tied to it by %s', async (link) => {
    const parent = start('parent-program', [copy.program('stopping-program'), link]);
    await parent.says('"msg":"up"');
    parent.child.kill('SIGKILL');
    await parent.ended();
    expect(parent.output).toContain('"reason":"PARENT_GONE"');
    expect(parent.output).toContain('database closed');
    expect(parent.output).toContain('"msg":"stopped"');
  });
});

describe('a process at its start', () => {
  it('prints every fault of its configuration to standard error and exits with 1', async () => {
    const env = { TESTED_PORT: '0', TESTED_KEY: 'hunter2', TESTED_PROT: '1' };
    const program = start('configured-program', [], env);
    expect(await program.ended()).toBe(1);
    expect(program.output.split('\n')).toEqual([
      'The configuration has 3 faults; nothing was started.',
      'TESTED_PORT: "0" is out of bounds. Set it to a whole number from 1 to 65535.',
      'TESTED_KEY: a secret is set in the environment itself. Unset it, write the secret to a file and set TESTED_KEY_FILE to its path.',
      'TESTED_PROT: is not a variable of this program. Remove it, or rename it if TESTED_PORT was meant.',
      '',
    ]);
  });

  it('goes on with a good configuration and does not print its secret', async () => {
    const program = start('configured-program', [], { TESTED_PORT: '3000', TESTED_KEY_FILE: 'package.json' });
    expect(await program.ended()).toBe(0);
    expect(program.output).toBe('port 3000, key [secret]\n');
  });

  it('says what to do when it is told that its Node is too old', async () => {
    const pretend = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })`;
    const program = start('configured-program', [], {}, ['--import', pretend]);
    expect(await program.ended()).toBe(1);
    expect(program.output).toMatch(
      /^This program needs Node.js 24\.9 or newer; it was started with 20\.20\.2\.\n/,
    );
    expect(program.output).not.toContain('configuration');
  });

  // The pretended version above cannot show that the code links on an old Node; this needs a real one.
  const oldNode = findOldNode();
  (oldNode === undefined ? it.skip : it)(
    'says so on a really old Node, where one is on the PATH',
    async () => {
      const program = new RunningProgram(oldNode ?? '', [copy.program('configured-program')]);
      started.push(program);
      expect(await program.ended()).toBe(1);
      expect(program.output).toMatch(/^This program needs Node.js 24\.9 or newer/);
      expect(program.output).not.toContain('configuration');
    },
  );
});

/** A Node from 20 to 23 on the PATH; a fresh machine here has 20. */
function findOldNode(): string | undefined {
  const { stdout } = spawnSync('which', ['-a', 'node'], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((node) => node !== '')
    .find((node) => /^v2[0-3]\./.test(execFileSync(node, ['--version'], { encoding: 'utf8' })));
}
