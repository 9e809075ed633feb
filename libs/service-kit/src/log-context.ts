import { AsyncLocalStorage } from 'node:async_hooks';
import type { LogFields } from './log-fields.js';

/** What every line says that is written while a piece of work runs. */
export type LogContext = Pick<
  LogFields,
  'requestId' | 'correlationId' | 'traceId' | 'inquiryId' | 'legId' | 'agencyCode' | 'task'
>;

const storage = new AsyncLocalStorage<LogContext>();

/**
 * Runs `work` with `context` added to what is already set; all lines written by it, and by whatever
 * it awaits or schedules, carry these fields. Returns what `work` returns.
 */
export function withLogContext<T>(context: LogContext, work: () => T): T {
  return storage.run({ ...storage.getStore(), ...context }, work);
}

/** The context of the work that is running; empty outside of any. */
export function currentLogContext(): LogContext {
  return storage.getStore() ?? {};
}
