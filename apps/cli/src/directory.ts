import { dateInShanghai, type IsoDate } from '@dianda/identifiers';
import type { Agency } from '@dianda/inquiry';
import { openAdministration } from '@dianda/storage';
import { parseCommandArgs } from './command-args.js';
import { CommandError, type Command } from './command.js';
import { readDirectory } from './directory-file.js';
import { directoryLines } from './directory-table.js';
import { readBytes } from './read-bytes.js';

export const listDirectory: Command = {
  usage: 'directory list',
  summary: 'shows the agencies with their classes, coverage, time limits, state and hold',
  run: async (args, readConfig, terminal) => {
    parseCommandArgs(args, listDirectory.usage, { positionals: 0, options: {} });
    const admin = await openAdministration({ url: readConfig().databaseUrl, applicationName: 'dianda-cli' });
    try {
      const [agencies, holds] = [await admin.directory.list(), await admin.directory.holds()];
      for (const line of directoryLines(agencies, holds, today())) terminal.print(line);
    } finally {
      await admin.close();
    }
  },
};

export const validateDirectory: Command = {
  usage: 'directory validate <file>',
  summary: 'reads a JSON file of agencies as load would, and loads nothing; needs no database',
  run: async (args, _readConfig, terminal) => {
    const { positionals } = parseCommandArgs(args, validateDirectory.usage, { positionals: 1, options: {} });
    const [file = ''] = positionals;
    const rows = await readRows(file);
    terminal.print(`${file} is well: ${agencyCount(rows)}.`);
  },
};

export const loadDirectory: Command = {
  usage: 'directory load <file>',
  summary: 'adds or replaces the agencies of a JSON file; all of them or none',
  run: async (args, readConfig, terminal) => {
    const { positionals } = parseCommandArgs(args, loadDirectory.usage, { positionals: 1, options: {} });
    const [file = ''] = positionals;
    const rows = await readRows(file, 'Nothing was loaded.');
    const admin = await openAdministration({ url: readConfig().databaseUrl, applicationName: 'dianda-cli' });
    try {
      await admin.directory.load(rows);
    } finally {
      await admin.close();
    }
    for (const row of rows) terminal.print(`loaded  ${row.code}`);
  },
};

/** Throws CommandError with each fault on a line of its own, as `<file>:<line>: <what>`, and `outcome` after them. */
async function readRows(file: string, outcome?: string): Promise<readonly Agency[]> {
  const read = readDirectory(await readBytes(file), today());
  if (read.ok) return read.rows;
  const faults = read.faults.map(({ line, problem }) => `${file}:${line}: ${problem}`);
  throw new CommandError([...faults, ...(outcome === undefined ? [] : [outcome])].join('\n'));
}

function agencyCount({ length }: readonly Agency[]): string {
  return length === 1 ? '1 agency' : `${length} agencies`;
}

function today(): IsoDate {
  return dateInShanghai(new Date());
}
