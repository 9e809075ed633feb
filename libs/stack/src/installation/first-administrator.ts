import { openAdministration } from '@dianda/storage';
import { writeFile } from 'node:fs/promises';

/** What the first administrator signs in with, as the file has it. */
export interface FirstAdministrator {
  readonly note: string;
  readonly username: string;
  readonly oneTimePassword: string;
}

const username = 'admin';

/**
 * Makes the first administrator where there has never been one, and writes the one-time password to a file that only
 * its owner may read. Answers whether it did. Should the file be lost before anybody signs in:
 * `npm run dianda -- accounts reset-password`.
 */
export async function makeFirstAdministrator(
  databaseUrl: string,
  path: string,
  note: string,
): Promise<boolean> {
  const administration = await openAdministration({ url: databaseUrl, applicationName: 'dianda-start' });
  try {
    const given = await administration.operations.accounts.makeFirstAdministrator(username);
    if (given === undefined) return false;
    const written: FirstAdministrator = { note, username, oneTimePassword: given.oneTimePassword };
    await writeFile(path, `${JSON.stringify(written, undefined, 2)}\n`, { mode: 0o600 });
    return true;
  } finally {
    await administration.close();
  }
}
