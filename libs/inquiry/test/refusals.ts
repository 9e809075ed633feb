import { DiandaError } from '../src/index.js';

/** The reason with which `act` refuses, or `none`; what is no DiandaError is thrown on. */
export function reasonOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof DiandaError) return error.reason;
    throw error;
  }
  return 'none';
}

/** The error with which a promise is refused; fails when it is not, or by something else. */
export async function refusalOf(promise: Promise<unknown>): Promise<DiandaError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof DiandaError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
