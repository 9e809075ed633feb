import { reasonKinds, type Reason, type ReasonOf } from './reasons.js';

/** What went wrong, in the ten kinds that map totally to gRPC and HTTP (design.md section 7). */
export const errorKinds = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'precondition',
  'exhausted',
  'unavailable',
  'timeout',
  'internal',
] as const;
export type ErrorKind = (typeof errorKinds)[number];

/** Who has to act on it. */
export const errorOrigins = ['requester', 'dianda', 'adapter', 'agency'] as const;
export type ErrorOrigin = (typeof errorOrigins)[number];

/** One wrong member of a request: where it is (RFC 6901 pointer) and why, in the words of the message files. */
export interface Violation {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

export interface ErrorFacts {
  readonly origin?: ErrorOrigin;
  /** For operators; carries ids, counts and codes, never personal data. */
  readonly detail?: string;
  readonly violations?: readonly Violation[];
  readonly retryAfterMs?: number;
  /** Of what was exceeded, where the requester may know it. */
  readonly limit?: RequestLimit;
  readonly cause?: unknown;
}

/** So many requests in any window of that length. */
export interface RequestLimit {
  readonly requests: number;
  readonly windowMs: number;
}

const defaultOrigins: Record<ErrorKind, ErrorOrigin> = {
  invalid: 'requester',
  unauthenticated: 'requester',
  forbidden: 'requester',
  'not-found': 'requester',
  conflict: 'requester',
  precondition: 'requester',
  exhausted: 'requester',
  unavailable: 'agency',
  timeout: 'agency',
  internal: 'dianda',
};

/** The one error that the core throws. Edges translate it; nothing else crosses a boundary with meaning. */
export class DiandaError extends Error {
  readonly kind: ErrorKind;
  /** The detail carries ids, counts and codes only, so a log may have it. */
  readonly detailIsSafe = true;
  readonly origin: ErrorOrigin;
  readonly detail: string;
  readonly violations: readonly Violation[];
  readonly retryAfterMs: number | undefined;
  readonly limit: RequestLimit | undefined;

  private constructor(
    readonly reason: Reason,
    facts: ErrorFacts,
  ) {
    super(
      facts.detail === undefined ? reason : `${reason}: ${facts.detail}`,
      facts.cause === undefined ? undefined : { cause: facts.cause },
    );
    this.name = 'DiandaError';
    this.kind = reasonKinds[reason];
    this.origin = facts.origin ?? defaultOrigins[this.kind];
    this.detail = facts.detail ?? '';
    this.violations = facts.violations ?? [];
    this.retryAfterMs = facts.retryAfterMs;
    this.limit = facts.limit;
  }

  static invalid(
    reason: ReasonOf<'invalid'>,
    violations: readonly Violation[],
    detail?: string,
  ): DiandaError {
    return new DiandaError(reason, { violations, ...(detail === undefined ? {} : { detail }) });
  }
  static unauthenticated(reason: ReasonOf<'unauthenticated'>, detail?: string): DiandaError {
    return new DiandaError(reason, detail === undefined ? {} : { detail });
  }
  static forbidden(reason: ReasonOf<'forbidden'>, facts: ErrorFacts = {}): DiandaError {
    return new DiandaError(reason, facts);
  }
  static notFound(reason: ReasonOf<'not-found'>, detail?: string): DiandaError {
    return new DiandaError(reason, detail === undefined ? {} : { detail });
  }
  static conflict(reason: ReasonOf<'conflict'>, detail?: string): DiandaError {
    return new DiandaError(reason, detail === undefined ? {} : { detail });
  }
  static precondition(reason: ReasonOf<'precondition'>, facts: ErrorFacts = {}): DiandaError {
    return new DiandaError(reason, facts);
  }
  static exhausted(reason: ReasonOf<'exhausted'>, facts: ErrorFacts): DiandaError {
    return new DiandaError(reason, facts);
  }
  static unavailable(reason: ReasonOf<'unavailable'>, facts: ErrorFacts): DiandaError {
    return new DiandaError(reason, facts);
  }
  static timeout(reason: ReasonOf<'timeout'>, facts: ErrorFacts): DiandaError {
    return new DiandaError(reason, facts);
  }
  static internal(reason: ReasonOf<'internal'>, facts: ErrorFacts): DiandaError {
    return new DiandaError(reason, facts);
  }
  /** For codecs that rebuild an error from the wire, where the reason is known only at run time. */
  static fromReason(reason: Reason, facts: ErrorFacts): DiandaError {
    return new DiandaError(reason, facts);
  }
}

/** Whether asking again later may help (design.md section 7). */
export function isRetryable(error: DiandaError): boolean {
  return error.kind === 'unavailable' || error.kind === 'timeout' || error.kind === 'exhausted';
}

/**
 * Whether the agency's circuit breaker counts this error as trouble at the agency. What is our own doing (a deadline
 * too short, a shutdown, a database of ours that is away) says nothing about the agency, whatever its kind.
 */
export function isBreakerTrouble(error: DiandaError): boolean {
  if (error.reason === 'BREAKER_OPEN' || error.origin === 'dianda') return false;
  if (error.kind === 'unavailable' || error.kind === 'timeout') return true;
  return error.kind === 'internal' && error.origin === 'agency';
}
