import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';

import { createFileOnce, systemErrorCode, updateFile } from './atomic-file.js';
import { TrustError } from './trust-error.js';

const OWNER_ONLY = 0o600;
const GROUP_AND_OTHERS = 0o077;

/**
 * The bytes of a private file. The permissions are checked on the opened file itself, so a swap between
 * check and read gains nothing.
 * @throws TrustError SECRET_FILE_MISSING, SECRET_FILE_UNREADABLE, or SECRET_FILE_TOO_OPEN when group or
 *   others may read, write or execute it.
 */
export function readSecretFile(path: string): Buffer {
  const descriptor = openForReading(path);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new TrustError('SECRET_FILE_UNREADABLE', `${path} is not a regular file`);
    if ((stats.mode & GROUP_AND_OTHERS) !== 0) {
      const mode = (stats.mode & 0o777).toString(8).padStart(4, '0');
      throw new TrustError(
        'SECRET_FILE_TOO_OPEN',
        `${path} has mode ${mode}, so others than its owner can reach it; run chmod 600 on it, and replace the secret if it may have been read`,
      );
    }
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The bytes of a private file, made by `make` when there is none yet (mode 0600, whole or not at all).
 * When several processes start at once, one wins and all return the winner's bytes.
 * @throws TrustError as {@link readSecretFile}; a system error when the folder cannot be written.
 */
export function openOrCreateSecretFile(path: string, make: () => string | Uint8Array): Buffer {
  try {
    return readSecretFile(path);
  } catch (error) {
    if (!(error instanceof TrustError) || error.reason !== 'SECRET_FILE_MISSING') throw error;
  }
  createFileOnce(path, Buffer.from(make()), OWNER_ONLY);
  return readSecretFile(path);
}

/**
 * Changes a private file in one step, one process at a time; refuses a missing or too open one.
 * @throws TrustError as {@link readSecretFile}, and FILE_LOCKED when another update never ends.
 */
export function updateSecretFile(path: string, change: (present: Buffer) => string | Uint8Array): void {
  readSecretFile(path);
  // Read again under the lock: what stood there before it was taken may be another process's past.
  updateFile(path, OWNER_ONLY, () => Buffer.from(change(readSecretFile(path))));
}

function openForReading(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') {
      throw new TrustError('SECRET_FILE_MISSING', `${path} does not exist`, { cause: error });
    }
    throw new TrustError('SECRET_FILE_UNREADABLE', `${path} cannot be opened`, { cause: error });
  }
}
