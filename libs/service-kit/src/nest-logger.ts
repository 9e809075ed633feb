import type { LoggerService } from '@nestjs/common';
import { isErrorLike } from './log-errors.js';
import { LibraryText } from './log-fields.js';
import type { Logger } from './logger.js';

/**
 * Lets Nest's own lines go through our logger: `NestFactory.create(AppModule, { logger: nestLogger(log) })`.
 *
 * nestjs-pino is not used for this: it logs whole requests and removes what a deny-list names, whereas here
 * nothing passes but what the allow-list names. Nest's words come as `libraryText`, masked.
 */
export function nestLogger(logger: Logger): LoggerService {
  const line = (level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal') => {
    return (message: unknown, ...parameters: unknown[]): void => {
      logger[level]('Nest', fieldsOf(message, parameters));
    };
  };
  return {
    verbose: line('trace'),
    debug: line('debug'),
    log: line('info'),
    warn: line('warn'),
    error: line('error'),
    fatal: line('fatal'),
  };
}

function fieldsOf(message: unknown, parameters: readonly unknown[]): object {
  const strings = parameters.filter((parameter) => typeof parameter === 'string');
  const component = strings.findLast((parameter) => !isStack(parameter));
  const stack = strings.find(isStack);
  const where = component === undefined ? {} : { component };
  if (isErrorLike(message)) {
    const words = isNestFault(message) ? { libraryText: new LibraryText(message.message) } : {};
    return { ...where, ...words, error: message };
  }
  // Nest hands over errors as text too: the message with its stack, or the error turned into a string.
  if (stack !== undefined) return { ...where, error: { name: 'Error', stack } };
  if (typeof message !== 'string' || /^\w*(?:Error|Exception)\b/.test(message)) return where;
  return { ...where, libraryText: new LibraryText(message) };
}

function isStack(text: string): boolean {
  return /\n {4}at /.test(text);
}

/** True for what Nest says of our wiring (a dependency not found, two routes alike): it speaks of code, not of data. */
function isNestFault(error: Error): boolean {
  for (
    let type: unknown = error.constructor;
    typeof type === 'function';
    type = Object.getPrototypeOf(type)
  ) {
    if (type.name === 'RuntimeException') return true;
  }
  return false;
}
