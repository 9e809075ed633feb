import type { BenchRig } from './bench-rig.js';
import type { LoadResult } from './closed-loop.js';
import type { UsageByName } from './process-usage.js';
import { median, percentile, spread } from './statistics.js';

/** One size of load on one backend, floor and Dianda side by side. */
export interface ThroughputResult {
  readonly inFlight: number;
  /** Inquiries a second: medians over the pairs. */
  readonly floorPerSecond: number;
  readonly diandaPerSecond: number;
  /** Median of the pairs' ratios. */
  readonly ratioToFloor: number;
  /** How far the runs of the same thing lie apart, as shares of their median. */
  readonly spread: { readonly floor: Spread; readonly dianda: Spread };
  readonly latencyMs: { readonly floor: Percentiles; readonly dianda: Percentiles };
  /** CPU seconds for 1,000 inquiries by process, over all of Dianda's runs. */
  readonly cpuSecondsPer1000: Readonly<Record<string, number>>;
  readonly peakMib: Readonly<Record<string, number>>;
}

type Spread = ReturnType<typeof spread>;

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export function percentilesOf(values: readonly number[]): Percentiles {
  return { p50: percentile(values, 0.5), p95: percentile(values, 0.95), p99: percentile(values, 0.99) };
}

const warmUpSeconds = 3;

/** Warms up, then runs floor and Dianda in turn. */
export async function measureThroughput(
  rig: BenchRig,
  inFlight: number,
  { pairs, seconds }: { readonly pairs: number; readonly seconds: number },
): Promise<ThroughputResult> {
  await rig.runFloor({ inFlight, seconds: warmUpSeconds });
  await rig.runDianda(inFlight, warmUpSeconds);
  const floor: LoadResult[] = [];
  const dianda: LoadResult[] = [];
  const cpu = new Map<string, number>();
  for (let pair = 0; pair < pairs; pair += 1) {
    floor.push(await rig.runFloor({ inFlight, seconds }));
    const before = rig.usage();
    dianda.push(await rig.runDianda(inFlight, seconds));
    addCpu(cpu, before, rig.usage());
  }
  const completed = dianda.reduce((sum, each) => sum + each.completed, 0);
  return {
    inFlight,
    floorPerSecond: median(floor.map(perSecond)),
    diandaPerSecond: median(dianda.map(perSecond)),
    ratioToFloor: median(floor.map((each, pair) => ratioOf(dianda[pair], each))),
    spread: { floor: spread(floor.map(perSecond)), dianda: spread(dianda.map(perSecond)) },
    latencyMs: {
      floor: percentilesOf(floor.flatMap((each) => each.latenciesMs)),
      dianda: percentilesOf(dianda.flatMap((each) => each.latenciesMs)),
    },
    cpuSecondsPer1000: Object.fromEntries([...cpu].map(([name, used]) => [name, (used / completed) * 1000])),
    peakMib: Object.fromEntries([...rig.usage()].map(([name, { peakMib }]) => [name, peakMib])),
  };
}

function perSecond({ completed, seconds }: LoadResult): number {
  return completed / seconds;
}

function ratioOf(dianda: LoadResult | undefined, floor: LoadResult): number {
  return dianda === undefined ? Number.NaN : perSecond(dianda) / perSecond(floor);
}

function addCpu(sum: Map<string, number>, before: UsageByName, after: UsageByName): void {
  for (const [name, { cpuSeconds }] of after) {
    const used = cpuSeconds - (before.get(name)?.cpuSeconds ?? 0);
    sum.set(name, (sum.get(name) ?? 0) + used);
  }
}
