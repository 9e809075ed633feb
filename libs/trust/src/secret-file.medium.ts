import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { transformFileSync } from '@swc/core';

import { folderPerTest } from '../test/trust-testing.js';

const newFolder = folderPerTest();
const run = promisify(execFile);

/** Compiles the few files a real process needs into the folder and returns a script that makes a secret. */
function secretMaker(folder: string): string {
  for (const name of ['trust-error', 'atomic-file', 'secret-file']) {
    const { code } = transformFileSync(join(__dirname, `${name}.ts`), {
      jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    });
    writeFileSync(join(folder, `${name}.js`), code);
  }
  const script = join(folder, 'make-secret.js');
  writeFileSync(
    script,
    `const { openOrCreateSecretFile } = require('./secret-file.js');
     const { randomBytes } = require('node:crypto');
     const make = () => randomBytes(32).toString('hex');
     process.stdout.write(openOrCreateSecretFile(process.argv[2], make));`,
  );
  return script;
}

describe('openOrCreateSecretFile in several processes', () => {
  it('gives all that start at once the same secret', async () => {
    const folder = newFolder();
    const script = secretMaker(folder);
    const start = (): Promise<{ stdout: string }> => run(process.execPath, [script, join(folder, 'secret')]);
    const outputs = await Promise.all(Array.from({ length: 6 }, start));
    const secrets = new Set(outputs.map(({ stdout }) => stdout));
    expect(secrets.size).toBe(1);
    expect([...secrets][0]).toMatch(/^[0-9a-f]{64}$/);
  });
});
