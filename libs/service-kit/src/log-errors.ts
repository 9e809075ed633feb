import { maskText, maskToken } from './log-masking.js';

/**
 * What an error may say of itself in a log. Any class can take part by having these properties; no
 * import is needed. Message texts are never logged, because libraries quote their input in them; a class
 * that promises that its `detail` holds no personal data says so by `detailIsSafe`.
 */
export interface LoggableError {
  readonly reason?: string;
  readonly kind?: string;
  readonly origin?: string;
  readonly code?: string | number;
  readonly detail?: string;
  readonly detailIsSafe?: boolean;
}

// `code`: Node, PostgreSQL and gRPC; `constraint` and `table`: PostgreSQL; `syscall`: Node.
const CODE_PROPERTIES = ['reason', 'kind', 'origin', 'code', 'syscall', 'constraint', 'table', 'statusCode'];
// Where a call to the system failed: the file that cannot be opened, the port that is taken. Of other errors these may be anything.
const SYSTEM_PROPERTIES = ['path', 'address', 'port'];
const DEEPEST_CAUSE = 5;
const MOST_ERRORS = 10;
const MOST_FRAMES = 20;

// A stack frame as V8 writes it. A message may have lines that begin with "at", so the shape is strict.
const FRAME =
  /^ {4}at (?:async )?(?:new )?(?:[\w$.<>#]+(?: \[as [\w$.]+\])? )?\(?(?:(?:file:\/\/|node:|\/|[A-Za-z]:[\\/])[^\s()]*:\d+:\d+|<anonymous>|index \d+|native)\)?$/;

/** Describes whatever was thrown by its name, codes, stack frames and causes, without its message. */
export function describeError(error: unknown, depth = 0): Record<string, unknown> {
  if (typeof error !== 'object' || error === null) return { name: `thrown ${typeof error}` };
  const described: Record<string, unknown> = { name: nameOf(error) };
  const isOfSystem = typeof read(error, 'syscall') === 'string';
  for (const property of isOfSystem ? [...CODE_PROPERTIES, ...SYSTEM_PROPERTIES] : CODE_PROPERTIES) {
    const value = read(error, property);
    if (typeof value === 'string') described[property] = maskToken(value);
    else if (typeof value === 'number') described[property] = Math.abs(value) < 1e14 ? value : '[masked]';
  }
  const detail = read(error, 'detail') ?? read(error, 'message');
  if (read(error, 'detailIsSafe') === true && typeof detail === 'string')
    described['detail'] = maskText(detail);
  const frames = framesOf(read(error, 'stack'));
  if (frames !== '') described['stack'] = frames;
  if (depth < DEEPEST_CAUSE) {
    const cause = read(error, 'cause');
    if (cause !== undefined && cause !== null) described['cause'] = describeError(cause, depth + 1);
    const errors = read(error, 'errors');
    if (Array.isArray(errors)) {
      const each: readonly unknown[] = errors;
      described['errors'] = each.slice(0, MOST_ERRORS).map((inner) => describeError(inner, depth + 1));
    }
  }
  return described;
}

/** True for errors, those of another realm included, which `instanceof` does not see. */
export function isErrorLike(value: unknown): value is Error {
  if (typeof value !== 'object' || value === null) return false;
  return typeof read(value, 'stack') === 'string' && typeof read(value, 'message') === 'string';
}

function nameOf(error: object): string {
  const name = read(error, 'name');
  if (typeof name === 'string' && /^[A-Za-z_$][\w$]{0,63}$/.test(name)) return name;
  return isErrorLike(error) ? 'Error' : 'thrown object';
}

function framesOf(stack: unknown): string {
  if (typeof stack !== 'string') return '';
  return stack
    .split('\n')
    .filter((line) => FRAME.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => maskText(line.trim()))
    .join('\n');
}

function read(error: object, property: string): unknown {
  try {
    return Reflect.get(error, property);
  } catch {
    // A getter that throws must not take the line with it.
    return undefined;
  }
}
