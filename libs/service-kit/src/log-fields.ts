import { describeError } from './log-errors.js';
import { maskText, maskToken } from './log-masking.js';

/**
 * The allow-list: the only names a logged field may have, at any depth, apart from measures (`…Ms`,
 * `…Count`, `…Bytes`), times (`…At`) and `error`. A name that could hold a person, a document number or
 * words someone typed does not belong here. Add a name here, in review, and nowhere else.
 */
// prettier-ignore
export const LOG_FIELD_NAMES = [
  // ids
  'requestId', 'correlationId', 'traceId', 'spanId', 'caseId', 'inquiryId', 'legId', 'attemptId', 'noticeId',
  'warrantId', 'receiptId', 'eventId', 'jobId', 'leaseId', 'workerId', 'accountId', 'keyId', 'fingerprint', 'pid',
  // codes and kinds
  'agencyCode', 'courtCode', 'assetClass', 'rung', 'state', 'fromState', 'toState', 'waitingFor', 'reason',
  'kind', 'origin', 'code', 'outcome', 'status', 'statusCode', 'grpcStatus', 'role', 'constraint', 'table',
  // where
  'component', 'task', 'queue', 'check', 'checks', 'closer', 'closers', 'method', 'route', 'host', 'port',
  'protocol', 'backend', 'migration', 'contractVersion', 'softwareVersion', 'nodeVersion',
  // which time round, and what next
  'attempt', 'round', 'version', 'ringNumber', 'signal', 'exitCode', 'retryable', 'late', 'enabled',
] as const;

export type LogFieldName = (typeof LOG_FIELD_NAMES)[number];

/** A code-like value: text must be one ASCII token, otherwise it is written as `[text]`. */
export type LogValue =
  string | number | bigint | boolean | null | undefined | LogFields | readonly LogValue[];

/** The fields of a log line. What is not named here does not compile, and is dropped at run time. */
export type LogFields = { readonly [name in LogFieldName]?: LogValue } & {
  readonly [measure in `${string}${'Ms' | 'Count' | 'Bytes'}`]?: number | undefined;
} & {
  /** Dates, or ISO strings with time and zone. */
  readonly [time in `${string}At`]?: Date | string | undefined;
} & {
  /** Whatever was thrown. Written as name, reason, kind, origin, code and stack, without its message. */
  readonly error?: unknown;
};

/** Words of a library we bridge from (Nest); masked, and only a bridge of this library makes one. */
export class LibraryText {
  constructor(readonly text: string) {}
}

const NAMES: ReadonlySet<string> = new Set(LOG_FIELD_NAMES);
// Names are data too when they come from a map's keys: only plain ASCII words count.
const MEASURE_NAME = /^[a-z][A-Za-z]{0,39}(?:Ms|Count|Bytes)$/;
const TIME_NAME = /^[a-z][A-Za-z]{0,39}At$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
const DEEPEST = 4;
const MOST_ITEMS = 50;

/**
 * Rebuilds `fields` from what the allow-list lets pass. How many were dropped stands in
 * `droppedFieldCount`; their names do not, as a name may itself be data.
 */
export function allowedFields(fields: object, depth = 0): Record<string, unknown> {
  const allowed: Record<string, unknown> = {};
  let droppedFieldCount = 0;
  for (const name of Object.keys(fields)) {
    const value = allowedValue(name, read(fields, name), depth);
    if (value === DROPPED) droppedFieldCount += 1;
    else if (value !== undefined) allowed[name] = value;
  }
  if (droppedFieldCount > 0) allowed['droppedFieldCount'] = droppedFieldCount;
  return allowed;
}

const DROPPED = Symbol('dropped');

function allowedValue(name: string, value: unknown, depth: number): unknown {
  if (name === 'error') return value === undefined ? undefined : describeError(value);
  if (name === 'libraryText') return value instanceof LibraryText ? maskText(value.text) : DROPPED;
  if (NAMES.has(name)) return codeLike(value, depth);
  if (MEASURE_NAME.test(name)) return typeof value === 'number' ? codeLike(value, depth) : DROPPED;
  if (TIME_NAME.test(name)) return time(value);
  return DROPPED;
}

function codeLike(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return maskToken(value);
    case 'number':
      // From 15 digits on a number may be a document number that lost its quotes.
      return Math.abs(value) < 1e14 ? value : maskToken(String(value));
    case 'bigint':
      return maskToken(value.toString());
    case 'boolean':
    case 'undefined':
      return value;
    case 'object':
      if (value === null) return null;
      if (depth >= DEEPEST) return '[deep]';
      if (Array.isArray(value)) {
        const items: readonly unknown[] = value;
        return items
          .slice(0, MOST_ITEMS)
          .map((item) => codeLike(item, depth + 1))
          .filter((item) => item !== DROPPED);
      }
      return ArrayBuffer.isView(value) ? '[bytes]' : allowedFields(value, depth + 1);
    default:
      return DROPPED;
  }
}

function time(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[no time]' : value.toISOString();
  if (value === undefined) return undefined;
  return typeof value === 'string' && TIME.test(value) ? value : DROPPED;
}

function read(fields: object, name: string): unknown {
  try {
    return Reflect.get(fields, name);
  } catch {
    // A getter that throws must not take the line with it.
    return DROPPED;
  }
}
