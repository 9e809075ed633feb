import { DiandaError } from '@dianda/inquiry';

/**
 * Runs work on the journal. Whatever is not already an error of ours becomes STORAGE_UNAVAILABLE, origin adapter:
 * without its journal an adapter answers nothing.
 */
export async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DiandaError) throw error;
    throw DiandaError.unavailable('STORAGE_UNAVAILABLE', {
      origin: 'adapter',
      detail: 'journal',
      cause: error,
    });
  }
}

/** The row of a statement that always returns one. */
export function onlyRow<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new TypeError('a statement that always returns a row returned none');
  return row;
}
