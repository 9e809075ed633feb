import { DiandaError } from '@dianda/inquiry';

/** SQLSTATEs and socket codes that say the server is away or going, not that the statement is wrong. */
const awayStates = /^(08...|53300|57P0[1-3])$/;
const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH']);
const awayMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/;

/** Serialization failure and deadlock: the transaction did nothing and may run again. */
const againStates = new Set(['40001', '40P01']);

export function mayRunAgain(error: unknown): boolean {
  const state = textMember(error, 'code');
  return state !== undefined && againStates.has(state);
}

/** The name of the constraint that a statement broke, when that is what went wrong. */
export function brokenConstraint(error: unknown): string | undefined {
  return textMember(error, 'constraint');
}

/**
 * The error as others may see it. PostgreSQL quotes values in its messages and TypeORM keeps statement and parameters,
 * so neither is passed on; SQLSTATE and constraint name are.
 */
export function databaseError(error: unknown): unknown {
  if (error instanceof DiandaError || !isErrorLike(error)) return error;
  const code = textMember(error, 'code');
  if (isAway(error, code)) {
    return DiandaError.unavailable('STORAGE_UNAVAILABLE', {
      origin: 'dianda',
      detail: `database ${code ?? 'connection lost'}`,
    });
  }
  if (!isDriverError(error)) return error;
  const constraint = brokenConstraint(error);
  const where = constraint === undefined ? '' : ` at ${constraint}`;
  return DiandaError.internal('UNEXPECTED', {
    origin: 'dianda',
    detail: `the database refused a statement: SQLSTATE ${code ?? 'unknown'}${where}`,
  });
}

interface ErrorLike {
  readonly name: string;
  readonly message: string;
}

/** By its members: under jest the errors of Node itself are of another realm's class. */
function isErrorLike(error: unknown): error is ErrorLike {
  return typeof error === 'object' && error !== null && 'name' in error && 'message' in error;
}

function isAway(error: ErrorLike, code: string | undefined): boolean {
  if (code !== undefined) return awayStates.test(code) || awayCodes.has(code);
  return awayMessages.test(error.message);
}

/** QueryFailedError by its name: what it wraps is the driver's. Other errors are defects of ours and pass as they are. */
function isDriverError(error: ErrorLike): boolean {
  return error.name === 'QueryFailedError' || 'severity' in error;
}

function textMember(error: unknown, member: 'code' | 'constraint'): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value: unknown = Reflect.get(error, member);
  return typeof value === 'string' ? value : undefined;
}
