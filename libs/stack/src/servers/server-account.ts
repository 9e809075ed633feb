import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { ServerAccount } from '../processes/bound-process.js';

const run = promisify(execFile);
const accountName = 'postgres';

async function lookUp(): Promise<ServerAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', accountName]), run('id', ['-g', accountName])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/**
 * PostgreSQL refuses to run as root, so for root this is the account `postgres`, made when it is missing;
 * for everybody else undefined: the server runs as who we are.
 */
export async function serverAccount(): Promise<ServerAccount | undefined> {
  if (userInfo().uid !== 0) return undefined;
  const known = await lookUp();
  if (known !== undefined) return known;
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      accountName,
    ]);
  } catch (cause) {
    throw new Error(
      `PostgreSQL does not run as root and the account "${accountName}" cannot be made: run as another user, or make that account`,
      { cause },
    );
  }
  const made = await lookUp();
  if (made === undefined) throw new Error(`the account "${accountName}" was made and is not there`);
  return made;
}

/** Whether the account may pass through every folder from the root down to `path`, itself included. */
export async function isReachable(path: string, account: ServerAccount | undefined): Promise<boolean> {
  if (account === undefined) return true;
  for (let at = resolve(path); ; at = dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
