import { readFile } from 'node:fs/promises';
import { CommandError } from './command.js';

/** The bytes of a file that an operator named. Throws CommandError where it cannot be read. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    throw new CommandError(`${file} cannot be read (${typeof code === 'string' ? code : 'unknown error'}).`);
  }
}
