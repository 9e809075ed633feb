import { join } from 'node:path';
import { BenchRig } from './bench-rig.js';
import { readBenchOptions, usage, type BenchOptions } from './options.js';
import { measureThroughput } from './throughput.js';

/** dist/libs/stack/src/bench → the repository. */
const repository = join(import.meta.dirname, '..', '..', '..', '..', '..');

let options: BenchOptions;
try {
  options = readBenchOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  process.exit(2);
}
for (const rings of options.rings) {
  const rig = await BenchRig.start(repository, import.meta.dirname, rings);
  try {
    for (const inFlight of options.inFlight) {
      process.stdout.write(
        `${rings} ${JSON.stringify(await measureThroughput(rig, inFlight, options), undefined, 1)}\n`,
      );
    }
  } finally {
    await rig.stop();
  }
}
