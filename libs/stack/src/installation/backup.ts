import { BackupError, restoreBackup, verifyBackup, writeBackup, type BackupManifest } from '@dianda/storage';
import { KeyEncryptionKeyRing } from '@dianda/trust';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { keyRingPath, trustFolderName } from '../constellation/trust-files.js';
import { FolderInUseError } from '../servers/folder-owner.js';
import { withDatabaseAlone, withOwnerAccess } from './owner-access.js';

export interface InstallationBackup {
  /** The installation's folder. */
  readonly home: string;
  /** The backup's folder. */
  readonly folder: string;
  /** Keys, certificates and passwords lie in the backup, too. */
  readonly withKeys: boolean;
}

/** Where the keys lie in a backup. */
const keysFolder = 'keys';

/** Backs an installation up, running or not. Throws BackupError, StartRefusal and what `writeBackup` throws. */
export async function backUpInstallation(wanted: InstallationBackup): Promise<BackupManifest> {
  const { home, folder, withKeys } = wanted;
  const attachments = withKeys ? await keyFiles(join(home, trustFolderName)) : new Map<string, string>();
  return withOwnerAccess(home, (ownerUrl) => writeBackup({ ownerUrl, folder, attachments }));
}

/**
 * Restores an installation that does not run and whose database is empty or gone. With keys, its own must be gone, too.
 * Throws BackupError, StartRefusal and what `restoreBackup` throws.
 */
export async function restoreInstallation(wanted: InstallationBackup): Promise<BackupManifest> {
  const { home, folder, withKeys } = wanted;
  const manifest = await verifyBackup(folder);
  if (withKeys) await restoreKeys(wanted, manifest);
  requireKeysOf(manifest, home);
  try {
    return await withDatabaseAlone(home, (ownerUrl) => restoreBackup(ownerUrl, folder));
  } catch (error) {
    if (!(error instanceof FolderInUseError)) throw error;
    throw new BackupError(
      `The installation in ${home} runs, as process ${error.pid}. End it, then restore.`,
      {
        cause: error,
      },
    );
  }
}

/** Path in the backup and where it lies, of every file under the folder. */
async function keyFiles(trust: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(trust, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      // Temporary files of somebody who writes just now begin with a dot, and locks are of no use to anybody.
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith('.lock'))
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [join(keysFolder, relative(trust, path)), path] as const),
  );
}

/** All of them or none: they are copied beside their place and moved there. */
async function restoreKeys(
  { home, folder }: InstallationBackup,
  { attachments }: BackupManifest,
): Promise<void> {
  const trust = join(home, trustFolderName);
  const keys = attachments.filter(({ path }) => path.startsWith(`${keysFolder}/`));
  if (keys.length === 0) throw new BackupError('The backup was made without keys; leave out --with-keys.');
  if (existsSync(trust)) {
    throw new BackupError(`${trust} holds keys already; move it away, or leave out --with-keys.`);
  }
  const beside = `${trust}.new`;
  await rm(beside, { recursive: true, force: true });
  for (const { path } of keys) {
    const target = join(beside, relative(keysFolder, path));
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(join(folder, path), target);
    await chmod(target, 0o600);
  }
  await rename(beside, trust);
}

/** Throws BackupError when what the backup holds could never be read with the keys that are here. */
function requireKeysOf({ keyIds }: BackupManifest, home: string): void {
  const path = join(home, trustFolderName, keyRingPath);
  if (!existsSync(path)) {
    throw new BackupError(
      `${path} is not there, and without it nothing in the backup can be read. Put the keys back first, ` +
        'or restore --with-keys from a backup that was made with them.',
    );
  }
  const here = KeyEncryptionKeyRing.open(path).ids;
  const missing = keyIds.filter((id) => !here.includes(id));
  if (missing.length > 0) {
    throw new BackupError(
      `${path} lacks ${missing.length} of the ${keyIds.length} keys that the backup was encrypted under; nothing was restored.`,
    );
  }
}
