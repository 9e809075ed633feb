import { openAdministration } from '@dianda/storage';
import { readFile } from 'node:fs/promises';
import { parseCommandArgs } from './command-args.js';
import { CommandError, type Command } from './command.js';
import { readDirectory } from './directory-file.js';

export const listDirectory: Command = {
  usage: 'directory list',
  summary: 'shows the agencies with their classes, state and hold',
  run: async (args, { databaseUrl }, terminal) => {
    parseCommandArgs(args, listDirectory.usage, { positionals: 0, options: {} });
    const admin = await openAdministration({ url: databaseUrl, applicationName: 'dianda-cli' });
    try {
      const [rows, holds] = [await admin.directory.list(), await admin.directory.holds()];
      if (rows.length === 0) terminal.print('The directory is empty.');
      for (const row of rows) {
        const hold = holds.find((each) => each.agencyCode === row.code);
        const state = row.enabled
          ? hold === undefined
            ? 'enabled'
            : `held: ${hold.cause} (${hold.detail})`
          : 'disabled';
        const classes = row.services.map((service) => service.assetClass).join(',');
        terminal.print([row.code, row.name.zh, classes, row.endpoint, state].join('  '));
      }
    } finally {
      await admin.close();
    }
  },
};

export const loadDirectory: Command = {
  usage: 'directory load <file>',
  summary: 'adds or replaces the agencies of a JSON file; all of them or none',
  run: async (args, { databaseUrl }, terminal) => {
    const { positionals } = parseCommandArgs(args, loadDirectory.usage, { positionals: 1, options: {} });
    const [file = ''] = positionals;
    const read = readDirectory(await readText(file));
    if (!read.ok) {
      const faults = read.faults.map(({ where, problem }) => `${file}, ${where}: ${problem}`);
      throw new CommandError([...faults, 'Nothing was loaded.'].join('\n'));
    }
    const admin = await openAdministration({ url: databaseUrl, applicationName: 'dianda-cli' });
    try {
      await admin.directory.load(read.rows);
    } finally {
      await admin.close();
    }
    for (const row of read.rows) terminal.print(`loaded  ${row.code}`);
  },
};

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    throw new CommandError(`${file} cannot be read (${typeof code === 'string' ? code : 'unknown error'}).`);
  }
}
