import type { Environment } from '@dianda/service-kit';
import type { CliConfig } from './config.js';

/** Where a command's output goes: results, and what went wrong. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** One command of the program. Throws CommandError for what the operator can mend. */
export interface Command {
  /** As typed, without options, e.g. `directory load <file>`. */
  readonly usage: string;
  readonly summary: string;
  /** `readConfig` throws ConfigurationError; a command that needs no database does not call it. */
  readonly run: (
    args: readonly string[],
    readConfig: () => CliConfig,
    terminal: Terminal,
    environment: Environment | undefined,
  ) => Promise<void>;
}

/** Told to the operator as it stands; each line is one thing to mend. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
