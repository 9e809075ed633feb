import { migrate } from '@dianda/storage';
import type { Command } from './command.js';
import { parseCommandArgs } from './command-args.js';

export const migrateDatabase: Command = {
  usage: 'migrate',
  summary: 'brings the schema and the rights of the apps up to date; safe to repeat',
  run: async (args, readConfig, terminal) => {
    parseCommandArgs(args, migrateDatabase.usage, { positionals: 0, options: {} });
    const { applied } = await migrate(readConfig().databaseUrl);
    for (const name of applied) terminal.print(`applied  ${name}`);
    terminal.print(applied.length === 0 ? 'The schema was up to date.' : 'The schema is up to date.');
  },
};
