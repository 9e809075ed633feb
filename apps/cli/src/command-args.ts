import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { CommandError } from './command.js';

/** No option has a short form, so what begins with one dash is a value: the id of a key begins so now and then. */
const beginsWithDash = /^-[^-]/;
/** No argument of a process can hold it. */
const guard = '\0';

/** Positionals and options of a command. Throws CommandError with the command's usage when they do not fit. */
export function parseCommandArgs<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  usage: string,
  wanted: { readonly positionals: number; readonly options: Options },
) {
  const refuse = (problem: string) => new CommandError(`${problem}\nUsage: npm run dianda -- ${usage}`);
  try {
    const parsed = parseArgs({
      args: args.map((each) => (beginsWithDash.test(each) ? `${guard}${each}` : each)),
      options: wanted.options,
      allowPositionals: true,
    });
    const positionals = parsed.positionals.map((each) => (each.startsWith(guard) ? each.slice(1) : each));
    if (positionals.length === wanted.positionals) return { ...parsed, positionals };
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
  throw refuse(
    wanted.positionals === 0
      ? 'This command takes no argument.'
      : `This command takes ${wanted.positionals} argument${wanted.positionals === 1 ? '' : 's'}.`,
  );
}
