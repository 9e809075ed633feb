import { DiandaError, explainReason, type ErrorOrigin, type Violation } from '@dianda/inquiry';
import {
  explainCode,
  fillIn,
  InvalidRequest,
  type RequestPart,
  type RequestViolation,
} from '../validation/violation.js';
import { EdgeError, edgeStatuses } from './edge-error.js';
import { statusOfKind } from './http-status.js';
import type { Language } from './language.js';
import { edgeTexts, limitText, titles } from './messages.js';

/** A wrong member as RFC 9457 readers see it. */
export interface ProblemViolation {
  readonly in: RequestPart;
  /** RFC 6901, inside that part of the request. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** RFC 9457 problem details. `type` is a URN of the reason; `title` and `detail` are in the reader's language. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly reason: string;
  readonly origin: ErrorOrigin;
  /** The request id, which stands on every log line of the request too. */
  readonly correlationId: string;
  readonly violations: readonly ProblemViolation[];
}

export interface ProblemReply {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the edge can put into words; everything else is told as UNEXPECTED and nothing more. */
export type TellableError = DiandaError | EdgeError | InvalidRequest;

export interface Reader {
  readonly language: Language;
  readonly correlationId: string;
  /** The part of the request that the core's pointers point into. */
  readonly part: RequestPart;
  /** The longest body that the route takes. */
  readonly limitBytes?: number;
}

/** The problem document for an error. Never carries an operator's detail, a stack, or what was submitted. */
export function problemReply(error: TellableError, reader: Reader): ProblemReply {
  if (error instanceof EdgeError) return edgeProblem(error, reader);
  if (error instanceof InvalidRequest) {
    const invalid = DiandaError.invalid('REQUEST_INVALID', []);
    return coreProblem(
      invalid,
      reader,
      error.violations.map((each) => told(each, reader.language)),
    );
  }
  return coreProblem(
    error,
    reader,
    error.violations.map((each) => toldOfCore(each, reader)),
  );
}

function edgeProblem(
  { reason, headers }: EdgeError,
  { language, correlationId, limitBytes }: Reader,
): ProblemReply {
  const { title, detail } = edgeTexts[language][reason];
  const problem: Problem = {
    type: typeOf(reason),
    title,
    status: edgeStatuses[reason],
    detail: fillIn(detail, { limit: limitBytes ?? '?' }),
    reason,
    origin: 'requester',
    correlationId,
    violations: [],
  };
  return { problem, headers };
}

function coreProblem(
  error: DiandaError,
  { language, correlationId }: Reader,
  violations: readonly ProblemViolation[],
): ProblemReply {
  const problem: Problem = {
    type: typeOf(error.reason),
    title: titles[language][error.kind],
    status: statusOfKind[error.kind],
    detail:
      explainReason(error.reason, language) +
      (error.limit === undefined ? '' : limitText(error.limit, language)),
    reason: error.reason,
    origin: error.origin,
    correlationId,
    violations,
  };
  return { problem, headers: { ...retryAfter(error), ...challenge(error) } };
}

/** RFC 9110 section 10.2.3, in whole seconds, rounded up so that nobody comes back too early. */
function retryAfter({ retryAfterMs }: DiandaError): Readonly<Record<string, string>> {
  return retryAfterMs === undefined
    ? {}
    : { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) };
}

/** RFC 6750 section 3: a token that was sent and is not good is called so. */
function challenge({ kind, reason }: DiandaError): Readonly<Record<string, string>> {
  if (kind !== 'unauthenticated') return {};
  const error = reason === 'CREDENTIALS_MISSING' ? '' : ', error="invalid_token"';
  return { 'www-authenticate': `Bearer realm="dianda"${error}` };
}

function typeOf(reason: string): string {
  return `urn:dianda:problem:${reason.toLowerCase().replaceAll('_', '-')}`;
}

function told({ in: part, pointer, code, explain }: RequestViolation, language: Language): ProblemViolation {
  return { in: part, pointer, code, detail: explain(language) };
}

/** The core and storage name a member and a code; the words for it are here. */
function toldOfCore({ pointer, code, detail }: Violation, { language, part }: Reader): ProblemViolation {
  return { in: part, pointer, code, detail: explainCode(code, language) ?? detail };
}
