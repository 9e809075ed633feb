import { context, SpanKind, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';
import { allowedFields, type LogFields } from '../log-fields.js';
import { readTraceParent } from './trace-parent.js';

export interface SpanOptions {
  readonly kind: 'server' | 'client' | 'consumer';
  /** A `traceparent` from another process; what is no such thing begins a trace of its own. */
  readonly parent?: unknown;
  /** Told as attributes, under the same allow-list as fields of log lines. */
  readonly fields?: LogFields;
}

/** A span whose work begins and ends in callbacks. */
export interface OpenSpan {
  /** Runs work under the span. */
  readonly run: <T>(work: () => T) => T;
  readonly end: (name: string, fields: LogFields, failed: boolean) => void;
}

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER } as const;

/** Begins a span; with tracing off this costs next to nothing and tells nobody. Names are words of the code. */
export function beginSpan(name: string, options: SpanOptions): OpenSpan {
  const { span, within } = begin(name, options);
  return {
    run: (work) => context.with(within, work),
    end: (finalName, fields, failed) => {
      span.updateName(finalName);
      end(span, fields, failed);
    },
  };
}

/** Runs `work` in a span, which fails when the work does; an error is told by its codes, never by its words. */
export async function inSpan<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  const { span, within } = begin(name, options);
  try {
    const result = await context.with(within, work);
    end(span, {}, false);
    return result;
  } catch (error) {
    end(span, codesOf(error), true);
    throw error;
  }
}

function begin(name: string, { kind, parent, fields = {} }: SpanOptions) {
  const remote = readTraceParent(parent);
  const around = remote === undefined ? context.active() : trace.setSpanContext(context.active(), remote);
  const options = { kind: kinds[kind], attributes: attributesOf(fields) };
  const span = trace.getTracer('dianda').startSpan(name, options, around);
  return { span, within: trace.setSpan(around, span) };
}

function end(span: Span, fields: LogFields, failed: boolean): void {
  span.setAttributes(attributesOf(fields));
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function attributesOf(fields: LogFields): Attributes {
  const attributes: Attributes = {};
  for (const [name, value] of Object.entries(allowedFields(fields))) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      attributes[`dianda.${name}`] = value;
  }
  return attributes;
}

function codesOf(error: unknown): LogFields {
  if (typeof error !== 'object' || error === null) return {};
  const code = (name: string): string | undefined => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' ? value : undefined;
  };
  return { reason: code('reason'), kind: code('kind'), origin: code('origin') };
}
