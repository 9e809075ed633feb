import type { FastifyInstance } from 'fastify';

interface Route {
  readonly method: string;
  /** As registered, such as `/api/v1/inquiries/:id`. */
  readonly path: string;
}

/** Every route the server has, as Fastify was told of it; the answer to 405 and to "is anything missing?". */
export class RouteTable {
  private readonly routes: Route[] = [];

  /** Watches a server from before its first route on. */
  static of(server: FastifyInstance): RouteTable {
    const table = new RouteTable();
    server.addHook('onRoute', ({ method, url }) => {
      for (const each of [method].flat()) table.routes.push({ method: each, path: url });
    });
    return table;
  }

  all(): readonly Route[] {
    return this.routes;
  }

  /** The methods that the path of this URL takes, in alphabetical order; none when the path is not ours. */
  methodsFor(url: string): readonly string[] {
    const segments = segmentsOf(url.split('?', 1)[0] ?? '');
    const methods = this.routes
      .filter(({ path }) => matches(segmentsOf(path), segments))
      .map(({ method }) => method);
    return [...new Set(methods)].sort();
  }
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').slice(1);
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => (part.startsWith(':') ? segments[index] !== '' : part === segments[index]))
  );
}
