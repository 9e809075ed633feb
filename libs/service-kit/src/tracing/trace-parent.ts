import { isSpanContextValid, trace, type SpanContext } from '@opentelemetry/api';

/** W3C Trace Context, version 00: trace id, span id, flags. */
const form = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * The span that a `traceparent` names; undefined when it names none. Ids of nothing but decimal digits are refused: a
 * caller could have put a person's or a card's number there, and a random id is hardly ever one.
 */
export function readTraceParent(text: unknown): SpanContext | undefined {
  const read = typeof text === 'string' ? form.exec(text) : null;
  const [, traceId = '', spanId = '', flags = ''] = read ?? [];
  const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(span) && [traceId, spanId].every((id) => /[a-f]/.test(id)) ? span : undefined;
}

/** The `traceparent` of the work that is running; undefined outside of any, and while tracing is off. */
export function currentTraceParent(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  if (span === undefined || !isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

/** The id of the trace that the running work belongs to. */
export function currentTraceId(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  return span === undefined || !isSpanContextValid(span) ? undefined : span.traceId;
}
