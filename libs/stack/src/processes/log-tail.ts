import { readFile } from 'node:fs/promises';

/** The last lines of a log, for a message about a program that failed; empty when there is no log. */
export async function logTail(path: string, lines: number): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}
