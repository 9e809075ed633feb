import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc, fixed at 100 on Linux. */
const ticksPerSecond = 100;

/** What processes have used; of a PostgreSQL server its backends too, also those that have ended. */
export interface Usage {
  readonly cpuSeconds: number;
  /** The highest resident size of any one of the processes so far, in MiB. */
  readonly peakMib: number;
  /** Resident now, in MiB, of all of them together; memory that backends share counts once for each. */
  readonly residentMib: number;
}

export type UsageByName = ReadonlyMap<string, Usage>;

/** Reads /proc of the named processes; `servers` work in processes of their own, which count with them. */
export function usageOf(pids: ReadonlyMap<string, number>, servers: ReadonlySet<string>): UsageByName {
  const children = childrenByParent();
  return new Map(
    [...pids].map(([name, pid]) => [
      name,
      usageOfTree(pid, servers.has(name) ? (children.get(pid) ?? []) : []),
    ]),
  );
}

function usageOfTree(pid: number, children: readonly number[]): Usage {
  const tree = [pid, ...children];
  const ticks = tree.map((each) => ticksOf(each, each === pid && children.length > 0));
  const sizes = tree.map((each) => sizesOf(each));
  return {
    cpuSeconds: ticks.reduce((sum, each) => sum + each, 0) / ticksPerSecond,
    peakMib: Math.max(...sizes.map(({ peakMib }) => peakMib)),
    residentMib: sizes.reduce((sum, { residentMib }) => sum + residentMib, 0),
  };
}

/** utime, stime and, of the root, those of children that have ended; a process that is gone used nothing more. */
function ticksOf(pid: number, withEnded: boolean): number {
  const fields = statFields(pid);
  // proc(5): fields 14 to 17, and `statFields` begins with the third.
  return fields.slice(11, withEnded ? 15 : 13).reduce((sum, each) => sum + Number(each), 0);
}

function sizesOf(pid: number): { readonly peakMib: number; readonly residentMib: number } {
  const status = readIfThere(`/proc/${pid}/status`);
  const mib = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) / 1024;
  return { peakMib: mib('VmHWM'), residentMib: mib('VmRSS') };
}

function childrenByParent(): Map<number, number[]> {
  const byParent = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(statFields(Number(name))[1] ?? 0);
    byParent.set(parent, [...(byParent.get(parent) ?? []), Number(name)]);
  }
  return byParent;
}

/** The fields after the program's name, which may itself hold spaces. */
function statFields(pid: number): readonly string[] {
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
