import type { Logger } from '../logger.js';

export interface Tracing {
  /** Sends what is still to be sent. */
  readonly close: () => Promise<void>;
}

const off: Tracing = { close: () => Promise.resolve() };

/**
 * Sends spans to an OTLP/HTTP collector, as `OTEL_EXPORTER_OTLP_ENDPOINT` names it; without one tracing is off and
 * nothing of the SDK is loaded. How much is sampled and sent at once is the SDK's to read (`OTEL_TRACES_SAMPLER`,
 * `OTEL_BSP_…`).
 *
 * Spans are our own, at our own edges. Instrumentation of whole libraries is left out: it writes paths, queries and
 * statements into attributes, and with them case numbers and names.
 */
export async function startTracing(
  service: string,
  endpoint: string | undefined,
  log: Pick<Logger, 'info' | 'warn'>,
): Promise<Tracing> {
  if (endpoint === undefined) return off;
  const [{ NodeSDK }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
  ]);
  const sdk = new NodeSDK({
    serviceName: service,
    traceExporter: new OTLPTraceExporter({ url: new URL('v1/traces', withSlash(endpoint)).href }),
    // Spans alone: metrics have their page, logs their stream. A host's name and command line are nobody's business.
    metricReaders: [],
    logRecordProcessors: [],
    autoDetectResources: false,
    instrumentations: [],
  });
  sdk.start();
  log.info('tracing started', { protocol: 'otlp-http' });
  return {
    close: async () => {
      try {
        await sdk.shutdown();
      } catch (error) {
        // A collector that is away must not make an orderly end a failed one.
        log.warn('the last spans could not be sent', { error });
      }
    },
  };
}

function withSlash(endpoint: string): string {
  return endpoint.endsWith('/') ? endpoint : `${endpoint}/`;
}
