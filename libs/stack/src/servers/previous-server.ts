import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './folder-owner.js';

const stopWithinMs = 30_000;

/** A server works in its data folder, so its working directory tells whose it is. */
async function worksIn(pid: number, dataFolder: string): Promise<boolean> {
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(dataFolder));
  } catch {
    return false;
  }
}

/** The pid and readiness that a server writes into its data folder; undefined when there is none. */
export async function readServerMark(
  dataFolder: string,
): Promise<{ pid: number; ready: boolean } | undefined> {
  const text = await readFile(join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  // A stand-alone backend writes its pid negative.
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10));
  return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined;
}

/**
 * Ends the server that a crashed parent left running on this very data folder (fast shutdown), and clears the
 * mark of a dead one whose pid belongs to somebody else by now. No other process is ever signalled.
 */
export async function endPreviousServer(dataFolder: string): Promise<void> {
  const mark = await readServerMark(dataFolder);
  if (mark === undefined || !isAlive(mark.pid)) return;
  if (!(await worksIn(mark.pid, dataFolder))) {
    await rm(join(dataFolder, 'postmaster.pid'), { force: true });
    return;
  }
  process.kill(mark.pid, 'SIGINT');
  const deadline = Date.now() + stopWithinMs;
  while (isAlive(mark.pid)) {
    if (Date.now() > deadline) throw new Error(`the previous server, process ${mark.pid}, does not stop`);
    await delay(20);
  }
}
