import { openAdministration, type Administration } from '@dianda/storage';
import type { CliConfig } from './config.js';
import { CommandError } from './command.js';

/** Does the work on Dianda's database as its owner. */
export async function administered<T>(
  readConfig: () => CliConfig,
  work: (admin: Administration) => Promise<T>,
): Promise<T> {
  const admin = await openAdministration({ url: readConfig().databaseUrl, applicationName: 'dianda-cli' });
  try {
    return await work(admin);
  } finally {
    await admin.close();
  }
}

/** The option `--reason` of a change by hand; it stands in the audit log. */
export function reasonIn(values: { readonly reason?: string | undefined }): string {
  const reason = values.reason?.trim() ?? '';
  if (reason === '') throw new CommandError('--reason says why; it is kept in the audit log.');
  return reason;
}

/** A whole number among the options; undefined when it is not there. */
export function wholeNumberIn(
  values: Readonly<Record<string, string | boolean | undefined>>,
  name: string,
): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1) throw new CommandError(`--${name} must be a whole number from 1 on.`);
  return value;
}
