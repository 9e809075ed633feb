import { join } from 'node:path';
import { BenchRig, type Rings } from './bench-rig.js';
import { measureMemory } from './memory.js';
import { readBenchOptions, usage, type BenchOptions } from './options.js';
import { resultLines, type BackendResult } from './result-text.js';
import { measureSteady } from './steady.js';
import { measureSubmit } from './submit.js';
import { measureThroughput, type ThroughputResult } from './throughput.js';

/** dist/libs/stack/src/bench → the repository. */
const repository = join(import.meta.dirname, '..', '..', '..', '..', '..');
const submitSeconds = 20;

let options: BenchOptions;
try {
  options = readBenchOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  process.exit(2);
}
const results: BackendResult[] = [];
for (const rings of options.rings) {
  const result = await measure(rings, options);
  results.push(result);
  (options.json ? process.stderr : process.stdout).write(`${resultLines(result).join('\n')}\n`);
}
if (options.json) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);

async function measure(rings: Rings, { only, inFlight, ...asked }: BenchOptions): Promise<BackendResult> {
  say(`starting on ${rings} …`);
  const rig = await BenchRig.start(repository, import.meta.dirname, rings);
  try {
    const throughput: ThroughputResult[] = [];
    for (const each of only.includes('throughput') ? inFlight : []) {
      say(`throughput, ${each} in flight …`);
      throughput.push(await measureThroughput(rig, each, asked));
    }
    if (only.includes('submit')) say('submit …');
    const submit = only.includes('submit') ? await measureSubmit(rig, submitSeconds) : undefined;
    if (only.includes('steady')) say(`steady, ${asked.steadySeconds} s …`);
    const steady = only.includes('steady') ? await measureSteady(rig, asked.steadySeconds) : undefined;
    if (only.includes('memory')) say(`memory, ${asked.inquiries} inquiries …`);
    const memory = only.includes('memory') ? await measureMemory(rig, asked.inquiries) : undefined;
    return { rings, throughput, submit, steady, memory };
  } finally {
    await rig.stop();
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
