import type { Metrics } from '@dianda/service-kit';

/** Methods that have a series of their own; a caller may send any word as a method. */
const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Measures one answered request; `route` is the pattern, or undefined where none matched. */
export function measureRequest(
  metrics: Metrics,
  request: {
    readonly method: string;
    readonly route: string | undefined;
    readonly statusCode: number;
    readonly tookMs: number;
  },
): void {
  const { method, route = 'none', statusCode, tookMs } = request;
  metrics.observe(
    'dianda_http_request_duration_seconds',
    {
      method: methods.has(method) ? method : 'other',
      route,
      status_class: `${Math.trunc(statusCode / 100)}xx`,
    },
    tookMs / 1_000,
  );
}
