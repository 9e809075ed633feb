import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { TrustError } from '../src/trust-error.js';
import type { TrustReason } from '../src/trust-error.js';

/** A folder of its own for each test of a file; gone when the file is done. */
export function folderPerTest(): () => string {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'dianda-trust-'));
    folders.push(folder);
    return folder;
  };
}

/** The TrustError an action throws; fails when it throws nothing or something else. */
export async function refusalOf(action: () => unknown): Promise<TrustError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof TrustError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

export async function reasonOf(action: () => unknown): Promise<TrustReason> {
  return (await refusalOf(action)).reason;
}
