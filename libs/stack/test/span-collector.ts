import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One span as it was sent. */
export interface CollectedSpan {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first of a trace. */
  readonly parentSpanId: string;
}

/** An OpenTelemetry collector: takes spans over OTLP/HTTP in protobuf and keeps them. */
export class SpanCollector {
  readonly spans: CollectedSpan[] = [];
  /** Every request body as it came. */
  readonly bodies: Buffer[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<SpanCollector> {
    const server = createServer();
    const collector = new SpanCollector(server);
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        if (request.url === '/v1/traces') collector.take(Buffer.concat(parts));
        response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  get endpoint(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** ExportTraceServiceRequest of opentelemetry-proto 1.x: resource_spans = 1. */
  private take(body: Buffer): void {
    this.bodies.push(body);
    for (const resourceSpans of messagesIn(body, 1)) {
      const service = messagesIn(resourceSpans, 1)
        .flatMap((resource) => messagesIn(resource, 1))
        .map(attributeOf)
        .find(([key]) => key === 'service.name')?.[1];
      const spans = messagesIn(resourceSpans, 2).flatMap((scope) => messagesIn(scope, 2));
      this.spans.push(...spans.map((span) => spanOf(service ?? '', span)));
    }
  }
}

/** Span: trace_id = 1, span_id = 2, parent_span_id = 4, name = 5. */
function spanOf(service: string, span: Uint8Array): CollectedSpan {
  const hex = (field: number): string => Buffer.from(messagesIn(span, field)[0] ?? []).toString('hex');
  const name = Buffer.from(messagesIn(span, 5)[0] ?? []).toString('utf8');
  return { service, name, traceId: hex(1), spanId: hex(2), parentSpanId: hex(4) };
}

/** KeyValue: key = 1, value = 2, of which the text is string_value = 1. */
function attributeOf(attribute: Uint8Array): readonly [string, string] {
  const [value = new Uint8Array()] = messagesIn(attribute, 2);
  const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');
  return [text(messagesIn(attribute, 1)[0]), text(messagesIn(value, 1)[0])];
}

/** The contents of every length-delimited field of that number. */
function messagesIn(message: Uint8Array, number: number): Uint8Array[] {
  const reader = new BinaryReader(message);
  const found: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === number && type === WireType.LengthDelimited) found.push(reader.bytes());
    else reader.skip(type, field);
  }
  return found;
}
