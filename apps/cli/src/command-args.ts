import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { CommandError } from './command.js';

/** Positionals and options of a command. Throws CommandError with the command's usage when they do not fit. */
export function parseCommandArgs<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  usage: string,
  wanted: { readonly positionals: number; readonly options: Options },
) {
  const refuse = (problem: string) => new CommandError(`${problem}\nUsage: npm run dianda -- ${usage}`);
  try {
    const parsed = parseArgs({ args: [...args], options: wanted.options, allowPositionals: true });
    if (parsed.positionals.length === wanted.positionals) return parsed;
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
  throw refuse(
    wanted.positionals === 0
      ? 'This command takes no argument.'
      : `This command takes ${wanted.positionals} argument${wanted.positionals === 1 ? '' : 's'}.`,
  );
}
