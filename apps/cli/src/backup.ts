import { backUpInstallation, restoreInstallation } from '@dianda/stack';
import { restoreBackup, writeBackup, type BackupManifest } from '@dianda/storage';
import { resolve } from 'node:path';
import { parseCommandArgs } from './command-args.js';
import { CommandError, type Command } from './command.js';
import { readBackupConfig } from './config.js';

const options = { 'with-keys': { type: 'boolean' } } as const;

export const backUp: Command = {
  usage: 'backup <folder> [--with-keys]',
  summary:
    'writes the database as it stands now into a new folder; keys lie apart unless --with-keys is given',
  run: async (args, _readConfig, terminal, environment) => {
    const { folder, withKeys } = wantedOf(args, backUp.usage);
    const { databaseUrl, home } = readBackupConfig(environment);
    if (databaseUrl !== undefined) refuseKeys(withKeys);
    const manifest = await (databaseUrl === undefined
      ? backUpInstallation({ home, folder, withKeys })
      : writeBackup({ ownerUrl: databaseUrl, folder, attachments: new Map() }));
    terminal.print(`backed up  ${summaryOf(manifest)}`);
    terminal.print(`folder     ${folder}`);
    if (withKeys) {
      terminal.print(
        'The folder holds the keys, too: whoever has it can read everything. Keep it as you keep keys.',
      );
      return;
    }
    const keys =
      databaseUrl === undefined ? `${home}/trust` : 'the files named by KEY_RING_FILE, BLIND_INDEX_KEY_FILE';
    terminal.print(
      `The keys are not in it: ${keys} and the other key files. Keep them in another place; without them nothing of the cases can be read.`,
    );
  },
};

export const restore: Command = {
  usage: 'restore <folder> [--with-keys]',
  summary: 'fills an empty database from a backup, after checking every file of it',
  run: async (args, _readConfig, terminal, environment) => {
    const { folder, withKeys } = wantedOf(args, restore.usage);
    const { databaseUrl, home } = readBackupConfig(environment);
    if (databaseUrl !== undefined) refuseKeys(withKeys);
    const manifest = await (databaseUrl === undefined
      ? restoreInstallation({ home, folder, withKeys })
      : restoreBackup(databaseUrl, folder));
    terminal.print(`restored   ${summaryOf(manifest)}`);
    terminal.print('Open legs are asked again when the dispatcher starts; answered ones are not.');
  },
};

function wantedOf(
  args: readonly string[],
  usage: string,
): { readonly folder: string; readonly withKeys: boolean } {
  const { positionals, values } = parseCommandArgs(args, usage, { positionals: 1, options });
  return { folder: resolve(positionals[0] ?? ''), withKeys: values['with-keys'] ?? false };
}

function refuseKeys(withKeys: boolean): void {
  if (!withKeys) return;
  throw new CommandError(
    'DATABASE_URL names a database of yours, whose keys lie where you have put them: back those files up yourself.',
  );
}

function summaryOf({ madeAt, tables }: BackupManifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  return `${rows} rows of ${tables.length} tables as of ${madeAt}, ${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
