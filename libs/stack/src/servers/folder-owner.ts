import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemErrorCode } from './system-error.js';

/** Replacing a mark takes less. */
const replacedWithinMs = 10;

/** A living process holds the folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
  readonly pid: number;

  // Node runs this file as it stands for the tests' servers, and takes no parameter properties then.
  constructor(folder: string, pid: number) {
    super(`the folder ${folder} is in use by process ${pid}`);
    this.pid = pid;
  }
}

export interface FolderOwnership {
  /** Whether the one before us ended without giving it back: what it had started may still be ending. */
  readonly afterCrash: boolean;
  readonly release: () => Promise<void>;
}

/** Whether there is a process of that pid, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
}

/** Marks the folder as ours. Throws FolderInUseError when a living process holds it; a dead one's mark is replaced. */
export async function ownFolder(folder: string): Promise<FolderOwnership> {
  const path = join(folder, 'owner');
  const own = `${await markOf(process.pid)}\n`;
  const release = (): Promise<void> => rm(path, { force: true });
  for (;;) {
    if (await putMark(path, own)) return { afterCrash: false, release };
    const previous = await readFile(path, 'utf8').catch(() => undefined);
    if (previous === undefined) continue;
    const pid = await livingOwner(previous);
    if (pid !== undefined) throw new FolderInUseError(folder, pid);
    if (await replaceMark(path, previous, own)) return { afterCrash: true, release };
    await delay(replacedWithinMs);
  }
}

/** The pid of the living process that holds the folder, if one does. */
export async function folderOwner(folder: string): Promise<number | undefined> {
  const mark = await readFile(join(folder, 'owner'), 'utf8').catch(() => undefined);
  return mark === undefined ? undefined : livingOwner(mark);
}

async function livingOwner(mark: string): Promise<number | undefined> {
  const [pid = ''] = mark.trim().split(' ');
  if (!/^\d+$/.test(pid) || !isAlive(Number(pid))) return undefined;
  return mark.trim() === (await markOf(Number(pid))) ? Number(pid) : undefined;
}

/** Whole and alone, or not at all: of several at once one succeeds. */
async function putMark(path: string, mark: string): Promise<boolean> {
  const temporary = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  await writeFile(temporary, mark, { mode: 0o600 });
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * Puts our mark in a dead one's place, unless somebody else does. Whoever replaces holds a second mark meanwhile: looked
 * at and replaced without it, the mark of somebody quicker could be taken for the dead one's.
 */
async function replaceMark(path: string, stale: string, own: string): Promise<boolean> {
  const turn = `${path}.turn`;
  if (!(await putMark(turn, own))) {
    const other = await readFile(turn, 'utf8').catch(() => undefined);
    if (other !== undefined && (await livingOwner(other)) === undefined) await rm(turn, { force: true });
    return false;
  }
  try {
    if ((await readFile(path, 'utf8').catch(() => undefined)) !== stale) return false;
    const temporary = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
    await writeFile(temporary, own, { mode: 0o600 });
    await rename(temporary, path);
    return true;
  } finally {
    await rm(turn, { force: true });
  }
}

/** Pid, start time and boot: a pid is given again, and after a reboot at the same time since the start. */
async function markOf(pid: number): Promise<string> {
  return `${pid} ${await startTicksOf(pid)} ${await bootId()}`.trim();
}

/** Empty where there is no /proc. */
async function startTicksOf(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // Field 22; the name in field 2 may hold spaces, so counting starts behind its bracket.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

async function bootId(): Promise<string> {
  const text = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return text.trim();
}
