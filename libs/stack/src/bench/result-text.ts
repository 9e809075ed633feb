import type { MemoryResult } from './memory.js';
import type { SteadyResult } from './steady.js';
import type { SubmitResult } from './submit.js';
import type { Percentiles, ThroughputResult } from './throughput.js';

/** What was measured on one backend. */
export interface BackendResult {
  readonly rings: 'postgres' | 'redis';
  readonly throughput: readonly ThroughputResult[];
  readonly submit: SubmitResult | undefined;
  readonly steady: SteadyResult | undefined;
  readonly memory: MemoryResult | undefined;
}

/** The bars of the bench, which the issue sets. */
export const bars = {
  ratioToFloor: { redis: 0.25, postgres: 0.07 },
  submitP99Ms: 300,
  readyToAttemptP95Ms: 200,
  landedToVisibleP95Ms: 1_000,
  processPeakMib: 300,
} as const;

/** The result as people read it. */
export function resultLines(result: BackendResult): readonly string[] {
  const lines = [`══ queue on ${result.rings} ══`];
  for (const each of result.throughput) lines.push(...throughputLines(each, bars.ratioToFloor[result.rings]));
  if (result.submit !== undefined) {
    const { perSecond, submitMs } = result.submit;
    lines.push(`submit at ${perSecond}/s: ${percentileText(submitMs)} (bar: p99 ≤ ${bars.submitP99Ms} ms)`);
  }
  if (result.steady !== undefined) lines.push(...steadyLines(result.steady));
  if (result.memory !== undefined) lines.push(...memoryLines(result.memory));
  return lines;
}

function throughputLines(each: ThroughputResult, bar: number): readonly string[] {
  const { spread, latencyMs } = each;
  return [
    `${each.inFlight} in flight: ${number(each.diandaPerSecond)} inquiries/s, floor ${number(each.floorPerSecond)}/s, ` +
      `ratio ${each.ratioToFloor.toFixed(3)} (bar ≥ ${bar})`,
    `  spread of runs: Dianda ${range(spread.dianda)}, floor ${range(spread.floor)}`,
    `  latency: Dianda ${percentileText(latencyMs.dianda)}; floor ${percentileText(latencyMs.floor)}`,
    `  CPU s per 1,000 inquiries: ${byName(each.cpuSecondsPer1000, number)}`,
    `  peak MiB: ${byName(each.peakMib, whole)}`,
  ];
}

function steadyLines(steady: SteadyResult): readonly string[] {
  return [
    `${steady.legsPerSecond} legs/s for ${steady.seconds} s: open inquiries over time ${steady.backlog.join(' ')}`,
    `  ready to attempt: ${percentileText(steady.readyToAttemptMs)} (bar: p95 ≤ ${bars.readyToAttemptP95Ms} ms)`,
    `  landed to visible: ${percentileText(steady.landedToVisibleMs)} (bar: p95 ≤ ${bars.landedToVisibleP95Ms} ms)`,
    `  resident MiB, before → after: ${byName(steady.residentMib, change)}`,
  ];
}

function memoryLines(memory: MemoryResult): readonly string[] {
  return [
    `${memory.inquiries} inquiries in ${number(memory.seconds)} s`,
    `  resident MiB, before → after: ${byName(memory.residentMib, change)}`,
    `  peak MiB: ${byName(memory.peakMib, whole)} (bar: ≤ ${bars.processPeakMib} each)`,
  ];
}

function percentileText({ p50, p95, p99 }: Percentiles): string {
  return `p50 ${number(p50)} · p95 ${number(p95)} · p99 ${number(p99)} ms`;
}

function byName<T>(values: Readonly<Record<string, T>>, show: (value: T) => string): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${show(value)}`)
    .join(', ');
}

function change({ before, after }: { readonly before: number; readonly after: number }): string {
  return `${whole(before)} → ${whole(after)}`;
}

function range({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${low.toFixed(2)}–${high.toFixed(2)} × median`;
}

function number(value: number): string {
  return value.toFixed(1);
}

function whole(value: number): string {
  return value.toFixed(0);
}
