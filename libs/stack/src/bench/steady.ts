import type { BenchRig } from './bench-rig.js';
import { openLoop } from './open-loop.js';
import type { UsageByName } from './process-usage.js';
import { percentilesOf, type Percentiles } from './throughput.js';

/** A day's busy load kept up: does the backlog stay flat, and how long do legs and answers wait? */
export interface SteadyResult {
  readonly legsPerSecond: number;
  readonly seconds: number;
  /** From the moment a leg was ready (ordered) to its first attempt, as the database has both. */
  readonly readyToAttemptMs: Percentiles;
  /** From the settle of a leg to its event at an officer's stream. */
  readonly landedToVisibleMs: Percentiles;
  /** Inquiries open, looked at ten times over the run. */
  readonly backlog: readonly number[];
  /** Resident MiB at the beginning and at the end. */
  readonly residentMib: Readonly<Record<string, { readonly before: number; readonly after: number }>>;
}

/** The figure: what a court of a large city sends in a busy hour. */
const legsPerSecond = 84;
const legsPerInquiry = 5;
const looks = 10;
const warmUpSeconds = 5;

export async function measureSteady(rig: BenchRig, seconds: number): Promise<SteadyResult> {
  const completions: Promise<void>[] = [];
  const once = async (): Promise<void> => {
    const id = await rig.order();
    completions.push(rig.completionOf(id));
  };
  await openLoop(legsPerSecond / legsPerInquiry, warmUpSeconds, once);
  const visible = rig.watchSettles();
  const before = rig.usage();
  const since = new Date();
  const backlog: number[] = [];
  const looking = setInterval(() => backlog.push(rig.openInquiries), (seconds * 1000) / looks);
  await openLoop(legsPerSecond / legsPerInquiry, seconds, once);
  clearInterval(looking);
  await Promise.all(completions);
  const landedToVisibleMs = percentilesOf(await visible.stop());
  return {
    legsPerSecond,
    seconds,
    readyToAttemptMs: percentilesOf(await rig.readyToAttemptMs(since)),
    landedToVisibleMs,
    backlog,
    residentMib: residentOf(before, rig.usage()),
  };
}

export function residentOf(before: UsageByName, after: UsageByName): SteadyResult['residentMib'] {
  return Object.fromEntries(
    [...after].map(([name, { residentMib }]) => [
      name,
      { before: before.get(name)?.residentMib ?? 0, after: residentMib },
    ]),
  );
}
