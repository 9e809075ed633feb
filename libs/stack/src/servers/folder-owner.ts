import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemErrorCode } from './system-error.js';

/** Whether there is a process of that pid, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
}

/** Tells two processes with the same pid apart; empty where there is no /proc. */
async function startTicksOf(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // Field 22; the name in field 2 may hold spaces, so counting starts behind its bracket.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Marks the folder as ours. Throws when a living process holds it; a dead one's mark is replaced. */
export async function ownFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'owner');
  const previous = await readFile(path, 'utf8').catch(() => '');
  const [pid = '', ticks = ''] = previous.trim().split(' ');
  if (/^\d+$/.test(pid) && isAlive(Number(pid)) && (await startTicksOf(Number(pid))) === ticks) {
    throw new Error(`the folder ${folder} is in use by process ${pid}`);
  }
  await writeFile(path, `${process.pid} ${await startTicksOf(process.pid)}\n`, { mode: 0o600 });
  return () => rm(path, { force: true });
}
