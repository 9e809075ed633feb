import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { TrustError } from './trust-error.js';

/** How long an update waits for another process's update (each takes milliseconds) before it gives up. */
const LOCK_WAIT_MILLISECONDS = 1_000;
const LOCK_POLL_MILLISECONDS = 20;

/** The `code` of a Node system error such as `ENOENT`; undefined for anything else. */
export function systemErrorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The file's bytes, or undefined when there is no such file. */
export function readFileIfPresent(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Creates the file with its whole content, or leaves an existing one alone. Whoever links first wins;
 * nobody ever sees a half-written file. Returns whether this call made it. Durable when it returns:
 * a key that vanished in a power cut after data was encrypted under it would take the data with it.
 */
export function createFileOnce(path: string, content: Uint8Array, mode: number): boolean {
  const temporary = writeTemporary(path, content, mode);
  try {
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(temporary);
    syncFolder(dirname(path));
  }
}

/** Puts the content in the file's place in one step: readers see the old bytes or the new, never a mix. */
export function replaceFile(path: string, content: Uint8Array, mode: number): void {
  const temporary = writeTemporary(path, content, mode);
  try {
    renameSync(temporary, path);
  } catch (error) {
    unlinkSync(temporary);
    throw error;
  }
  syncFolder(dirname(path));
}

/**
 * Reads, changes and replaces a file while no other process does the same (a `<path>.lock` beside it).
 * `change` gets undefined when the file is missing.
 * @throws TrustError FILE_LOCKED when the lock stays taken, for instance after a crash in the middle.
 */
export function updateFile(
  path: string,
  mode: number,
  change: (present: Buffer | undefined) => Uint8Array,
): void {
  const lock = `${path}.lock`;
  takeLock(lock);
  try {
    replaceFile(path, change(readFileIfPresent(path)), mode);
  } finally {
    unlinkSync(lock);
  }
}

function takeLock(lock: string): void {
  mkdirSync(dirname(lock), { recursive: true });
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += LOCK_POLL_MILLISECONDS) {
    try {
      closeSync(openSync(lock, 'wx', 0o600));
      return;
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') throw error;
      if (waited >= LOCK_WAIT_MILLISECONDS) {
        throw new TrustError('FILE_LOCKED', `${lock} exists; remove it if no other process is at work`, {
          cause: error,
        });
      }
      Atomics.wait(sleeper, 0, 0, LOCK_POLL_MILLISECONDS);
    }
  }
}

function writeTemporary(path: string, content: Uint8Array, mode: number): string {
  // Missing folders get the usual mode, not 0700: the embedded database's folder may lie beneath one of
  // them and runs as another user. The file's own mode is what keeps a secret.
  mkdirSync(dirname(path), { recursive: true });
  const unique = `${process.pid}.${randomBytes(6).toString('hex')}`;
  const temporary = join(dirname(path), `.${basename(path)}.${unique}.tmp`);
  const descriptor = openSync(temporary, 'wx', mode);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } catch (error) {
    unlinkSync(temporary);
    throw error;
  } finally {
    closeSync(descriptor);
  }
  return temporary;
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
