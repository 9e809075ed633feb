import { RouteConfig } from '@nestjs/platform-fastify';

/** What a route may say about its HTTP side; unset means the server's default. */
export interface HttpSide {
  /** Longest body in bytes, or whose setting says it; longer ones are answered 413 before they are read whole. */
  readonly bodyLimitBytes?: number | 'notices';
  /** Media types of the bodies it takes; JSON unless given. Others are answered 415. */
  readonly consumes?: readonly string[];
  /** The media types of a good reply; a request that admits none is answered 406. `any` is never refused. */
  readonly produces?: readonly string[] | 'any';
  /** A probe that comes every few seconds: a good answer is logged at level debug. */
  readonly isProbe?: boolean;
}

declare module 'fastify' {
  // Fastify's own name for what a route carries; merging is its way of typing it.
  interface FastifyContextConfig {
    httpSide?: HttpSide;
  }
}

export function Http(httpSide: HttpSide): MethodDecorator {
  return RouteConfig({ httpSide });
}
