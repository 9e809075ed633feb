import { DatabaseError } from 'pg';
import { DiandaError } from '@dianda/inquiry';

/** Appendix A of the PostgreSQL manual, "PostgreSQL Error Codes". */
const QUERY_CANCELED = '57014';
/** Class 28: invalid authorization specification, such as a wrong password. */
const LOGIN_CLASS = '28';
/** Class 42: syntax error or access rule violation; a table that is missing or may not be read is among them. */
const LAYOUT_CLASS = '42';

/**
 * What a failed read of the registry means to the one who asked. Connection faults and everything the server
 * refuses are REGISTRY_UNAVAILABLE, a statement that ran out of time is REGISTRY_TIMEOUT; both are the agency's and
 * may be asked again. A refused login is this adapter's to mend and is not tried again. PostgreSQL's message may quote values, so only its code is kept.
 */
export function registryFault(error: unknown, signal: AbortSignal): DiandaError {
  if (error instanceof DiandaError) return error;
  // Whatever the driver says after an abort, the abort is the cause.
  if (signal.aborted && signal.reason instanceof DiandaError) return signal.reason;
  const code = sqlStateOf(error);
  if (code === QUERY_CANCELED) {
    return DiandaError.timeout('REGISTRY_TIMEOUT', {
      origin: 'agency',
      detail: `SQLSTATE ${code}`,
      cause: error,
    });
  }
  if (code?.startsWith(LOGIN_CLASS) === true) {
    return DiandaError.internal('REGISTRY_REFUSED_LOGIN', {
      origin: 'adapter',
      detail: `SQLSTATE ${code}`,
      cause: error,
    });
  }
  const detail = code === undefined ? `connection: ${systemCodeOf(error)}` : `SQLSTATE ${code}`;
  return DiandaError.unavailable('REGISTRY_UNAVAILABLE', { origin: 'agency', detail, cause: error });
}

/** Whether one list of the registry is missing or closed to us while the registry itself answers. */
export function isLayoutFault(error: unknown): boolean {
  return sqlStateOf(error)?.startsWith(LAYOUT_CLASS) ?? false;
}

export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined;
}

function systemCodeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? code : 'closed';
}
