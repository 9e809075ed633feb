import type { BenchRig } from './bench-rig.js';
import { openLoop } from './open-loop.js';
import { percentilesOf, type Percentiles } from './throughput.js';

/** How long orders take to be accepted at a fixed rate, while the inquiries themselves run. */
export interface SubmitResult {
  readonly perSecond: number;
  readonly submitMs: Percentiles;
}

const ordersPerSecond = 50;
const warmUpSeconds = 3;

export async function measureSubmit(rig: BenchRig, seconds: number): Promise<SubmitResult> {
  const order = async (): Promise<void> => {
    const id = await rig.order();
    completions.push(rig.completionOf(id));
  };
  const completions: Promise<void>[] = [];
  await openLoop(ordersPerSecond, warmUpSeconds, order);
  const latencies = await openLoop(ordersPerSecond, seconds, order);
  await Promise.all(completions);
  return { perSecond: ordersPerSecond, submitMs: percentilesOf(latencies) };
}
