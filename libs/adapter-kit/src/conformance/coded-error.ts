import { types } from 'node:util';

/**
 * The message of an error that Node raises with a code, such as ENOENT or EADDRINUSE; undefined for any other value,
 * which is then a defect of ours. Asks by nature and not by class, since a test's realm has classes of its own.
 */
export function codedMessage(error: unknown): string | undefined {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Error.isError is not in the types of ES2024
  if (!types.isNativeError(error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return error.message;
}
