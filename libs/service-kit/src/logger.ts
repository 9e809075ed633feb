import {
  destination as openDestination,
  pino,
  stdTimeFunctions,
  type DestinationStream,
  type Logger as PinoLogger,
} from 'pino';
import { currentLogContext } from './log-context.js';
import { allowedFields, type LogFields } from './log-fields.js';
import { maskText } from './log-masking.js';
import { currentTraceId } from './tracing/trace-parent.js';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * A message written in the code as it stands. A string made at run time has no type here (`never`): what
 * varies goes into fields, where the allow-list can see it.
 */
export type FixedMessage<Message extends string> = Message extends unknown
  ? // eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- only a pattern of strings makes a record that the empty object satisfies
    Record<never, never> extends Record<Message, 1>
    ? never
    : Message
  : never;

type WriteLine = <const Message extends string>(message: FixedMessage<Message>, fields?: LogFields) => void;

/** Writes one JSON line per call: what happened as a fixed message, and with what as allowed fields. */
export interface Logger {
  readonly trace: WriteLine;
  readonly debug: WriteLine;
  readonly info: WriteLine;
  readonly warn: WriteLine;
  readonly error: WriteLine;
  readonly fatal: WriteLine;
  /** A logger whose lines all carry `fields` too. */
  readonly child: (fields: LogFields) => Logger;
}

export interface LoggerOptions {
  /** Which program writes, such as `dispatcher`. */
  readonly service: string;
  /** Lines below it are not written. Default `info`. */
  readonly level?: LogLevel;
  /** Standard output by default; standard error for programs whose output is a result; a stream for tests. */
  readonly destination?: 'stdout' | 'stderr' | DestinationStream;
}

/**
 * Makes a logger. Each line has `level`, `time` (ISO 8601 with zone), `service`, `pid`, the context of the
 * running work (`withLogContext`), the fields and `msg`. Fields pass an allow-list by name and their text is
 * masked; errors are written without their message. Lines are written synchronously, so none is lost at exit.
 */
export function createLogger(options: LoggerOptions): Logger {
  const { service, level = 'info', destination = 'stdout' } = options;
  const stream =
    typeof destination === 'string'
      ? openDestination({ dest: destination === 'stdout' ? 1 : 2, sync: true })
      : destination;
  const writer = pino(
    {
      level,
      base: { service, pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
  return childOf(writer, {});
}

/** `bound` has passed the allow-list already. */
function childOf(writer: PinoLogger, bound: Record<string, unknown>): Logger {
  const at =
    (level: Exclude<LogLevel, 'silent'>): WriteLine =>
    (message, fields = {}) => {
      if (!writer.isLevelEnabled(level)) return;
      const line = {
        ...allowedFields({ traceId: currentTraceId(), ...currentLogContext() }),
        ...bound,
        ...allowedFields(fields),
      };
      writer[level](line, maskText(message));
    };
  return {
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
    child: (fields) => childOf(writer, { ...bound, ...allowedFields(fields) }),
  };
}
