import { status, type Metadata } from '@grpc/grpc-js';
import type { ErrorKind, ErrorOrigin, Reason } from '@dianda/inquiry';

/** Every kind of error as its gRPC code (design.md section 7); a new kind does not compile until it has one. */
export const codeOfKind = {
  invalid: status.INVALID_ARGUMENT,
  unauthenticated: status.UNAUTHENTICATED,
  forbidden: status.PERMISSION_DENIED,
  'not-found': status.NOT_FOUND,
  conflict: status.ALREADY_EXISTS,
  precondition: status.FAILED_PRECONDITION,
  exhausted: status.RESOURCE_EXHAUSTED,
  unavailable: status.UNAVAILABLE,
  timeout: status.DEADLINE_EXCEEDED,
  internal: status.INTERNAL,
} as const satisfies Record<ErrorKind, status>;

interface Verdict {
  readonly reason: Reason;
  readonly origin: ErrorOrigin;
}

/**
 * What a status means that carries no reason we know: the transport's verdict, or that of an adapter which does
 * not keep the contract. All codes are here; OK is no error, so a client that reports it is confused.
 */
export const verdictOfCode: Readonly<Record<status, Verdict>> = {
  [status.OK]: { reason: 'UNEXPECTED', origin: 'dianda' },
  [status.CANCELLED]: { reason: 'AGENCY_CANCELLED', origin: 'agency' },
  [status.UNKNOWN]: { reason: 'AGENCY_FAILED', origin: 'agency' },
  [status.INVALID_ARGUMENT]: { reason: 'AGENCY_REJECTED_QUESTION', origin: 'adapter' },
  [status.DEADLINE_EXCEEDED]: { reason: 'AGENCY_TIMEOUT', origin: 'agency' },
  // Not "nothing found": that is an answer, and this is none.
  [status.NOT_FOUND]: { reason: 'AGENCY_FAILED', origin: 'adapter' },
  [status.ALREADY_EXISTS]: { reason: 'AGENCY_REJECTED_QUESTION', origin: 'adapter' },
  [status.PERMISSION_DENIED]: { reason: 'AGENCY_REJECTED_QUESTION', origin: 'adapter' },
  [status.RESOURCE_EXHAUSTED]: { reason: 'AGENCY_OVERLOADED', origin: 'agency' },
  [status.FAILED_PRECONDITION]: { reason: 'AGENCY_REJECTED_QUESTION', origin: 'adapter' },
  [status.ABORTED]: { reason: 'AGENCY_UNAVAILABLE', origin: 'agency' },
  [status.OUT_OF_RANGE]: { reason: 'AGENCY_FAILED', origin: 'adapter' },
  [status.UNIMPLEMENTED]: { reason: 'AGENCY_UNIMPLEMENTED', origin: 'adapter' },
  [status.INTERNAL]: { reason: 'AGENCY_FAILED', origin: 'agency' },
  [status.UNAVAILABLE]: { reason: 'AGENCY_UNAVAILABLE', origin: 'agency' },
  [status.DATA_LOSS]: { reason: 'AGENCY_FAILED', origin: 'agency' },
  [status.UNAUTHENTICATED]: { reason: 'AGENCY_REJECTED_QUESTION', origin: 'adapter' },
};

/** A verdict that a gRPC library gives under a code which otherwise means the agency's own; told by its text. */
interface LibraryVerdict {
  readonly code: number;
  readonly text: RegExp;
  /** Whose library: our own client's, or the server's at the agency. Both say much the same of a message. */
  readonly saidBy: 'client' | 'server' | 'either';
  readonly verdict: Verdict;
}

const libraryVerdicts: readonly LibraryVerdict[] = [
  {
    code: status.RESOURCE_EXHAUSTED,
    text: /^Received message (larger than max|that decompresses to a size larger)/,
    saidBy: 'client',
    verdict: { reason: 'AGENCY_REPLY_TOO_LARGE', origin: 'agency' },
  },
  {
    // What servers say of a request: grpc-js and the C core, Go, .NET, Java.
    code: status.RESOURCE_EXHAUSTED,
    text: /^(SERVER: |grpc: )?[Rr]eceived message (larger than max|that decompresses to a size larger|exceeds the maximum configured)|^((Dec|C)ompressed )?gRPC message exceeds maximum size/,
    saidBy: 'server',
    verdict: { reason: 'QUESTION_TOO_LARGE', origin: 'dianda' },
  },
  {
    // A server that would not send its own reply.
    code: status.RESOURCE_EXHAUSTED,
    text: /^Sent message larger than max/,
    saidBy: 'server',
    verdict: { reason: 'AGENCY_REPLY_TOO_LARGE', origin: 'agency' },
  },
  {
    code: status.INTERNAL,
    text: /^(Response message parsing error|Failed to decompress)/,
    saidBy: 'client',
    verdict: { reason: 'AGENCY_REPLY_MALFORMED', origin: 'agency' },
  },
  {
    // A call that ended well and brought no message.
    code: status.UNIMPLEMENTED,
    text: /^No message received/,
    saidBy: 'either',
    verdict: { reason: 'AGENCY_REPLY_MALFORMED', origin: 'agency' },
  },
  {
    // The connection broke in the middle of a reply.
    code: status.INTERNAL,
    text: /RST_STREAM/,
    saidBy: 'either',
    verdict: { reason: 'AGENCY_UNAVAILABLE', origin: 'agency' },
  },
];

/** What of a call's end its verdict depends on. */
export interface EndOfCall {
  readonly code: number;
  readonly details: string;
  readonly metadata: Metadata;
}

/**
 * Whether the server sent the status. A server that refuses a request before it has read it sends nothing but
 * trailers, and those hold the header `content-type`; grpc-js gives what its own client finds out no metadata at all.
 */
function cameFromServer(metadata: Metadata): boolean {
  return Object.keys(metadata.getMap()).length > 0;
}

/** The meaning of a status without a reason that we know. A code that gRPC does not have counts as UNKNOWN. */
export function verdictOf({ code, details, metadata }: EndOfCall): Verdict {
  const saidBy = cameFromServer(metadata) ? 'server' : 'client';
  const told = libraryVerdicts.find(
    (each) =>
      each.code === code && (each.saidBy === 'either' || each.saidBy === saidBy) && each.text.test(details),
  );
  if (told !== undefined) return told.verdict;
  return isStatus(code) ? verdictOfCode[code] : verdictOfCode[status.UNKNOWN];
}

function isStatus(code: number): code is status {
  return Object.hasOwn(verdictOfCode, code);
}
