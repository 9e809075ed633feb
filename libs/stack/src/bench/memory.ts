import type { BenchRig } from './bench-rig.js';
import { residentOf, type SteadyResult } from './steady.js';

/** What many inquiries leave behind in each process. */
export interface MemoryResult {
  readonly inquiries: number;
  readonly seconds: number;
  readonly residentMib: SteadyResult['residentMib'];
  readonly peakMib: Readonly<Record<string, number>>;
}

const inFlight = 32;
const warmUpInquiries = 500;

export async function measureMemory(rig: BenchRig, inquiries: number): Promise<MemoryResult> {
  await runMany(rig, Math.min(warmUpInquiries, inquiries));
  const before = rig.usage();
  const beganAt = performance.now();
  await runMany(rig, inquiries);
  const seconds = (performance.now() - beganAt) / 1000;
  const after = rig.usage();
  return {
    inquiries,
    seconds,
    residentMib: residentOf(before, after),
    peakMib: Object.fromEntries([...after].map(([name, { peakMib }]) => [name, peakMib])),
  };
}

async function runMany(rig: BenchRig, count: number): Promise<void> {
  let left = count;
  const turn = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await rig.completionOf(await rig.order());
    }
  };
  await Promise.all(Array.from({ length: inFlight }, turn));
}
