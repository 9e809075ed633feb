import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { ServerAccount } from '../processes/bound-process.js';
import { isReachable, serverAccount } from './server-account.js';

/** Passable by the server account, listed by nobody else. */
const passable = 0o711;

/**
 * A fresh folder for data that nobody keeps. It lies where servers can reach it although `mktemp` folders and
 * homes are closed to other accounts.
 */
export async function makeEphemeralFolder(prefix: string): Promise<string> {
  const account = await serverAccount();
  for (const parent of [tmpdir(), '/tmp', '/var/tmp']) {
    if (!(await isReachable(parent, account).catch(() => false))) continue;
    const folder = await mkdtemp(join(parent, prefix));
    await chmod(folder, passable);
    return folder;
  }
  throw new Error('no folder for temporary files can be reached by the database server');
}

/**
 * Makes `folder`, or where the server account cannot reach it (root's home is closed to others) a folder under
 * /var/lib/dianda that belongs to it by name. Answers the folder to use.
 */
export async function makeServerFolder(folder: string, account: ServerAccount | undefined): Promise<string> {
  const wanted = resolve(folder);
  await mkdir(dirname(wanted), { recursive: true });
  if (await isReachable(dirname(wanted), account)) {
    await mkdir(wanted, { recursive: true });
    if (account !== undefined) await chmod(wanted, passable);
    return wanted;
  }
  const digest = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const spare = join('/var/lib/dianda', `${basename(wanted)}-${digest}`);
  await mkdir(dirname(spare), { recursive: true, mode: 0o755 });
  await mkdir(spare, { recursive: true });
  await chmod(spare, passable);
  return spare;
}
