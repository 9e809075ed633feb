import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { readSampleWorldOptions, usage, type SampleWorldOptions } from './options.js';
import { group, mebibytes, ProgressLine } from './progress-line.js';
import { loadRegistries } from './two-cities/targets/load-registries.js';
import { makeReaders, makeRegistries } from './two-cities/targets/make-registries.js';
import { writeFiles } from './two-cities/targets/write-files.js';
import { generateWorld, type World } from './two-cities/world.js';

// A row lives for a moment. Left alone, V8 answers so many of them with a nursery of a hundred megabytes, which makes
// nothing faster and takes half of what this program may use.
setFlagsFromString('--semi-space-growth-factor=1');

/** dist/libs/stack/src/sample-world → the repository. */
const repository = join(import.meta.dirname, '..', '..', '..', '..', '..');
const interruptedBy = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

let options: SampleWorldOptions;
let world: World;
try {
  options = readSampleWorldOptions(process.argv.slice(2), new Date());
  world = generateWorld(options.world);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  process.exit(2);
}

const ending = new AbortController();
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    process.exitCode = interruptedBy[signal];
    ending.abort(new Error(`ended by ${signal}; what was not complete was left undone`));
  });
}

/** Runs one target with its progress on standard error, and says what came of it on standard output. */
async function report(
  what: string,
  run: (line: ProgressLine) => Promise<{ readonly rows: number; readonly bytes: number }>,
): Promise<void> {
  const started = performance.now();
  const line = new ProgressLine(process.stderr, world.filingCount, () => performance.now());
  try {
    const { rows, bytes } = await run(line);
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    line.end();
    const peak = mebibytes(process.resourceUsage().maxRSS * 1024);
    process.stdout.write(
      `${what}: ${group(rows)} rows, ${mebibytes(bytes)} in ${seconds} s, peak memory ${peak}\n`,
    );
  } finally {
    line.end();
  }
}

try {
  const { seed, today, people, organisations } = options.world;
  process.stdout.write(
    `sample world “${seed}” of ${today}: ${group(people)} people, ${group(organisations)} organisations\n`,
  );
  const { out, format, postgresUrl, readersFile } = options;
  if (out !== undefined) {
    await report(out, (line) =>
      writeFiles(world, out, format, { signal: ending.signal, onProgress: (each) => line.show(each) }),
    );
  }
  if (postgresUrl !== undefined) {
    const connections = await makeRegistries(postgresUrl, world.agencies, repository);
    await report('registries', async (line) => {
      const loaded = await loadRegistries(world, connections, {
        signal: ending.signal,
        onProgress: (each) => line.show(each),
      });
      const bytes = [...loaded.bytes.values()].reduce((sum, each) => sum + each, 0);
      return { rows: loaded.rows, bytes };
    });
    if (readersFile === undefined) {
      await makeReaders(connections);
      process.stdout.write('readers: <slug>_reader, without a password until you set one\n');
    } else {
      const readers = await makeReaders(connections, () => randomBytes(24).toString('base64url'));
      await writeFile(readersFile, `${JSON.stringify(Object.fromEntries(readers), undefined, 2)}\n`, {
        mode: 0o600,
      });
      process.stdout.write(`readers: ${readersFile}\n`);
    }
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode ??= 1;
}
